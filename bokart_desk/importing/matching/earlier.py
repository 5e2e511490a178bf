"""The contracts that a row tells of before its own: those of the same household that came before it on the unit."""

from __future__ import annotations

from datetime import timedelta

from bokart_desk.domain.contracts import ContractDates, overlap
from bokart_desk.i18n import _, format_date
from bokart_desk.importing.facts import RowFacts, Tenancy
from bokart_desk.importing.fields import Field
from bokart_desk.importing.known import Known, Record
from bokart_desk.importing.matching.dates import dates_of
from bokart_desk.importing.matching.recording import NotTaken, Recorder
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem

_DAY = timedelta(days=1)


def overlapping(known: Known, contract: Record) -> NotTaken:
    """Return why a row is not taken whose contract overlaps another one on the unit."""
    return NotTaken(
        Outcome.CONFLICT,
        Field.START,
        _("The contract overlaps that of {household} on the same unit, {start} to {end}.").format(
            household=known.get("household", contract["household_id"])["name"],
            start=format_date(contract["start_date"]),
            end=format_date(contract["end_date"]) or _("no end"),
        ),
        Problem.OVERLAP,
    )


class Earlier:
    """Finds or stages them, oldest first; each that begins when the one before it is over renews it."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._known = recorder.known

    def refuse_overlap(self, facts: RowFacts, unit_id: int, household_id: int | None, own: int | None) -> None:
        """Raise NotTaken when one of them overlaps another contract on the unit than the row's ``own``."""
        for tenancy in facts.earlier:
            dates = ContractDates(tenancy.start, tenancy.end, None)
            for contract_id, contract in self._known.contracts_on(unit_id):
                same = contract["household_id"] == household_id and contract["start_date"] == tenancy.start
                if contract_id == own or same or not overlap(dates, dates_of(contract)):
                    continue
                raise overlapping(self._known, contract)

    def stage(self, facts: RowFacts, staged: Staged, unit_id: int, household_id: int) -> int | None:
        """Stage them, and return the one that the row's own contract renews; None when there is a time between."""
        before: tuple[int, Tenancy] | None = None
        for tenancy in facts.earlier:
            contract_id = self._one(staged, unit_id, household_id, tenancy, _renewed(before, tenancy))
            staged.links.append(("contract", contract_id))
            before = contract_id, tenancy
        last = before[1].end if before is not None else None
        touches = last is not None and last + _DAY == facts.start
        return before[0] if before is not None and touches else None

    def _one(self, staged: Staged, unit_id: int, household_id: int, tenancy: Tenancy, renews: int | None) -> int:
        stated: Values = {
            "start_date": tenancy.start,
            "end_date": tenancy.end,
            "indefinite": tenancy.indefinite,
            "monthly_rent": tenancy.monthly_rent,
        }
        met = self._met(unit_id, household_id, tenancy)
        if met is not None:
            self._recorder.change(staged, "contract", met, stated)
            return met
        empty = dict.fromkeys(
            ("number", "signed_on", "security_kind", "security_amount", "moved_out_on", "notes", "extra")
        )
        placed = {"unit_id": unit_id, "household_id": household_id, "renews_contract_id": renews}
        return self._recorder.insert(staged, "contract", placed | empty | stated)

    def _met(self, unit_id: int, household_id: int, tenancy: Tenancy) -> int | None:
        on_unit: list[tuple[int, Record]] = list(self._known.contracts_on(unit_id))
        return next(
            (
                contract_id
                for contract_id, contract in on_unit
                if contract["household_id"] == household_id and contract["start_date"] == tenancy.start
            ),
            None,
        )


def _renewed(before: tuple[int, Tenancy] | None, tenancy: Tenancy) -> int | None:
    """The contract before, when it ends where this one starts."""
    touches = before is not None and before[1].end is not None and before[1].end + _DAY == tenancy.start
    return before[0] if before is not None and touches else None
