"""Decides whether a row's contract is new, known, a renewal, or in conflict with another on the same unit."""

from __future__ import annotations

from collections.abc import Container, Iterable

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.contracts import ContractDates, overlap
from bokart_desk.i18n import _
from bokart_desk.importing.codes import Role
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.matching.dates import dates_of
from bokart_desk.importing.matching.earlier import Earlier, overlapping
from bokart_desk.importing.matching.households import Households
from bokart_desk.importing.matching.recording import NotTaken, Recorder
from bokart_desk.importing.matching.renewals import Renewals
from bokart_desk.importing.matching.sharing import Shared, Sharing
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem


class Contracts:
    """The contracts of the register and of the rows before."""

    def __init__(self, recorder: Recorder, households: Households) -> None:
        self._recorder = recorder
        self._known = recorder.known
        self._households = households
        self._renewals = Renewals(recorder)
        self._earlier = Earlier(recorder)
        self._sharing = Sharing(self._known, households.members)

    def note(self, sheet: str, facts: RowFacts, records: Iterable[tuple[str, int]]) -> None:
        """Remember which row of a sheet was the first about a contract."""
        for kind, contract_id in records:
            if kind == "contract":
                self._sharing.note(sheet, facts, contract_id)

    def decide_all(self, facts: RowFacts, staged: Staged, unit_id: int, sheet: str) -> Outcome:
        """Return the outcome of a row that may name several tenants, one after the other: all are taken or none."""
        outcomes = [self.decide(facts, staged, unit_id, sheet)]
        for one in facts.beside:
            outcomes.append(self.decide(one, staged, unit_id, sheet))
            facts.warnings += [_("{name}: {text}").format(name=one.name, text=text) for text in one.warnings]
        return next((one for one in (Outcome.NEW, Outcome.UPDATED) if one in outcomes), outcomes[0])

    def decide(self, facts: RowFacts, staged: Staged, unit_id: int, sheet: str) -> Outcome:
        """Return the outcome of a row with a tenant; raise NotTaken when it contradicts another contract."""
        if unit_id not in self._known.contracts_by_unit and not facts.earlier:
            return self._first_on_unit(facts, staged, unit_id)
        household_id = self._households.on_unit(facts, unit_id)
        if household_id is None:
            told = len(facts.warnings)
            household_id = self._households.find(facts)
            shared = self._sharing.find(facts, unit_id, sheet, self._households.answered(facts))
            if shared is not None and household_id in (None, shared.household_id):
                del facts.warnings[told:]
                return self._add_persons(facts, staged, shared, sheet)
        met = self._same_contract(facts, unit_id, household_id)
        self._refuse_second_row(facts, met, sheet)
        touching = self._renewals.touching(facts, staged, unit_id, household_id, met)
        self._refuse_overlap(facts, unit_id, {met, *touching})
        if facts.earlier:
            self._earlier.refuse_overlap(facts, unit_id, household_id, met)
        if household_id is None:
            household_id = self._households.create(facts, staged)
        else:
            self._households.change(facts, staged, household_id)
            self._tell_of_two_homes(facts, household_id, unit_id)
        before = self._earlier.stage(facts, staged, unit_id, household_id) if facts.earlier else None
        if met is not None:
            self._recorder.change(staged, "contract", met, self._contract_values(facts))
            staged.links.append(("contract", met))
            return self._recorder.outcome_for_known(staged)
        renewed = before or self._renewals.renewed(facts, unit_id, household_id)
        contract_id = self._insert(facts, staged, unit_id, household_id, renewed)
        self._renewals.renew_later_one(facts, staged, household_id, unit_id, contract_id)
        return Outcome.NEW

    def _first_on_unit(self, facts: RowFacts, staged: Staged, unit_id: int) -> Outcome:
        """Most rows of a first import: no contract on the unit is known, so there is nothing to compare with."""
        household_id = self._households.find(facts)
        if household_id is None:
            household_id = self._households.create(facts, staged)
        else:
            self._households.change(facts, staged, household_id)
            self._tell_of_two_homes(facts, household_id, unit_id)
        self._insert(facts, staged, unit_id, household_id, None)
        return Outcome.NEW

    def _insert(self, facts: RowFacts, staged: Staged, unit_id: int, household_id: int, renewed: int | None) -> int:
        values = {
            "unit_id": unit_id,
            "household_id": household_id,
            **self._contract_values(facts),
            "renews_contract_id": renewed,
            "extra": facts.extra or None,
        }
        contract_id = self._recorder.insert(staged, "contract", values)
        staged.links.append(("contract", contract_id))
        self._settle_unit(facts, staged, unit_id)
        return contract_id

    def _add_persons(self, facts: RowFacts, staged: Staged, shared: Shared, sheet: str) -> Outcome:
        """The row names further persons of a contract: one row for each person of a household."""
        first = self._sharing.first(sheet, shared.contract_id)
        facts.namesakes = ()
        if not shared.certain and first is not None:
            text = _("Taken as a member of the household in row {row}: the dwelling and the dates are the same.")
            facts.warnings.append(text.format(row=first.row))
        records = self._households.join(facts, staged, shared.household_id)
        if facts.role is Role.MAIN and shared.household_id < 0 and not self._sharing.led(sheet, shared.contract_id):
            self._households.lead(facts, staged, shared.household_id)
        staged.links += [("contract", shared.contract_id), *records]
        made = {record_id for _kind, record_id, _values in staged.inserts}
        if any(record_id in made for _kind, record_id in records):
            return Outcome.NEW
        return self._recorder.outcome_for_known(staged)

    def _refuse_second_row(self, facts: RowFacts, met: int | None, sheet: str) -> None:
        """Two rows of one sheet about one contract: alike they are duplicates, else nobody knows which is right."""
        first = self._sharing.first(sheet, met) if met is not None else None
        if met is None or first is None:
            return
        if self._recorder.different("contract", met, self._contract_values(facts)):
            other = _("Row {row} is about the same contract and says otherwise.").format(row=first.row)
            raise NotTaken(Outcome.CONFLICT, Field.START, other, Problem.SAYS_OTHERWISE)
        raise NotTaken(
            Outcome.DUPLICATE,
            None,
            _("The same contract as in row {row}.").format(row=first.row),
            Problem.SAME_CONTRACT,
        )

    def _tell_of_two_homes(self, facts: RowFacts, household_id: int, unit_id: int) -> None:
        """One household in two units at once is asked about (rule 8 of the register)."""
        if facts.start is None:
            return
        own = ContractDates(facts.start, facts.end, facts.actual_end)
        for contract in self._known.contracts_of(household_id):
            if contract["unit_id"] != unit_id and overlap(own, dates_of(contract)):
                facts.warnings.append(
                    _("The household has a contract on another unit in the same time: is that right?")
                )
                return

    def _settle_unit(self, facts: RowFacts, staged: Staged, unit_id: int) -> None:
        """A unit that a tenant lives in is in use, whatever an earlier list said."""
        if not self._known.has("unit", unit_id) or facts.actual_end is not None:
            return
        if self._known.get("unit", unit_id)["status"] == UnitStatus.VACANT:
            settled = {"status": UnitStatus.IN_USE, "status_since": facts.start, "vacant_from": None}
            staged.updates.setdefault(("unit", unit_id), {}).update(settled)

    def _same_contract(self, facts: RowFacts, unit_id: int, household_id: int | None) -> int | None:
        if household_id is None:
            return None
        for contract_id, contract in self._known.contracts_on(unit_id):
            if contract["household_id"] != household_id:
                continue
            same_number = bool(facts.contract_number) and contract["number"] == facts.contract_number
            if contract["start_date"] == facts.start or same_number:
                return contract_id
        return None

    def _refuse_overlap(self, facts: RowFacts, unit_id: int, apart_from: Container[int | None]) -> None:
        if facts.start is None:
            return
        own = ContractDates(facts.start, facts.end, facts.actual_end)
        for contract_id, contract in self._known.contracts_on(unit_id):
            if contract_id in apart_from or not overlap(own, dates_of(contract)):
                continue
            if self._sharing.same_dates(facts, contract):
                facts.namesakes = (self._households.as_namesake(contract["household_id"]),)
                raise NotTaken(
                    Outcome.CONFLICT,
                    Field.START,
                    _(
                        "{household} has a contract on the same unit with the same dates. If it is one household, say "
                        "so; if not, the unit of one of them is wrong."
                    ).format(household=self._known.get("household", contract["household_id"])["name"]),
                    Problem.ONE_HOUSEHOLD,
                )
            raise overlapping(self._known, contract)

    @staticmethod
    def _contract_values(facts: RowFacts) -> Values:
        return {
            "number": facts.contract_number,
            "signed_on": facts.signed_on,
            "start_date": facts.start,
            "end_date": facts.end,
            "indefinite": facts.indefinite,
            "monthly_rent": facts.monthly_rent if facts.own_rent else None,
            "security_kind": facts.security_kind,
            "security_amount": facts.security_amount,
            "moved_out_on": facts.actual_end,
            "notes": facts.notes,
        }
