"""Contracts of one household on one unit whose dates touch: the later one renews the earlier one."""

from __future__ import annotations

from datetime import date, timedelta

from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.known import Record
from bokart_desk.importing.matching.recording import Recorder
from bokart_desk.importing.operations import Staged
from bokart_desk.importing.rows.dates import moved_back

_DAY = timedelta(days=1)


class Renewals:
    """Finds what a contract renews, whichever of the two a list tells of first."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._known = recorder.known

    def touching(
        self, facts: RowFacts, staged: Staged, unit_id: int, household_id: int | None, met: int | None
    ) -> list[int]:
        """Return the contracts of the household that end on the day the next one begins, and let them end before it.

        Two contracts never claim a common day: the later one takes over on its first day.
        """
        found = []
        for contract_id, contract in self._known.contracts_on(unit_id):
            if household_id is None or contract["household_id"] != household_id or contract_id == met:
                continue
            if facts.start is not None and contract["start_date"] < facts.start:
                ends = dict.fromkeys(_ends_on(contract, facts.start), facts.start - _DAY)
                if ends and (contract_id < 0 or self._recorder.may_add(staged)):
                    staged.updates.setdefault(("contract", contract_id), {}).update(ends)
                    facts.warnings.append(moved_back(facts.start))
                    found.append(contract_id)
            elif facts.end is not None and facts.end == contract["start_date"] and facts.start != facts.end:
                facts.warnings.append(moved_back(facts.end))
                facts.end -= _DAY
                if facts.actual_end is not None:
                    facts.actual_end = min(facts.actual_end, facts.end)
        return found

    def renewed(self, facts: RowFacts, unit_id: int, household_id: int) -> int | None:
        """Return the contract of the household on the unit that ended where this one starts, None for none."""
        if facts.start is None:
            return None
        days = (facts.start, facts.start - _DAY)
        return next(
            (
                contract_id
                for contract_id, contract in self._known.contracts_on(unit_id)
                if contract["household_id"] == household_id
                and contract["start_date"] < facts.start
                and (contract["end_date"] in days or contract["moved_out_on"] in days)
            ),
            None,
        )

    def renew_later_one(
        self, facts: RowFacts, staged: Staged, household_id: int, unit_id: int, contract_id: int
    ) -> None:
        """Let a contract on the unit that starts where the new one ends be its renewal."""
        for later_id, later in self._known.contracts_on(unit_id):
            if later["household_id"] != household_id or later["renews_contract_id"] is not None:
                continue
            last = min(day for day in (facts.end, facts.actual_end, later["start_date"]) if day is not None)
            if last + _DAY == later["start_date"] and (later_id < 0 or self._recorder.may_add(staged)):
                staged.updates.setdefault(("contract", later_id), {})["renews_contract_id"] = contract_id
                return


def _ends_on(contract: Record, day: date) -> list[str]:
    """The ends of a contract, agreed and actual, that lie on a day."""
    return [name for name in ("end_date", "moved_out_on") if contract[name] == day]
