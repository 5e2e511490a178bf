"""Tells whether a row names a further person of a contract that an earlier row brought: one row for each person."""

from __future__ import annotations

from dataclasses import dataclass

from bokart_desk.domain.codes import DwellingKind
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key
from bokart_desk.importing.choices import SameHousehold
from bokart_desk.importing.codes import Role
from bokart_desk.importing.facts import Member, RowFacts
from bokart_desk.importing.known import Known, Record
from bokart_desk.importing.matching.members import Members

OF_AGE_MONTHS = 18 * 12


@dataclass(frozen=True, slots=True)
class Shared:
    """The contract that a row shares; ``certain``: the list says so, else it follows from names, ages or numbers."""

    contract_id: int
    household_id: int
    certain: bool


class Sharing:
    """Looks among the contracts on a unit for one that a row's person is a further member of."""

    def __init__(self, known: Known, members: Members) -> None:
        self._known = known
        self._members = members
        self._brought: dict[str, dict[int, RowFacts]] = {}

    def note(self, sheet: str, facts: RowFacts, contract_id: int) -> None:
        """Remember the first row of a sheet about a contract."""
        self._brought.setdefault(sheet, {}).setdefault(contract_id, facts)

    def first(self, sheet: str, contract_id: int) -> RowFacts | None:
        """Return the first row of a sheet about a contract, None for none."""
        return self._brought.get(sheet, {}).get(contract_id)

    def led(self, sheet: str, contract_id: int) -> bool:
        """Tell whether the first row about a contract named no mere member of the household."""
        first = self.first(sheet, contract_id)
        return first is None or first.role is not Role.MEMBER

    def find(self, facts: RowFacts, unit_id: int, sheet: str, answered: int | None) -> Shared | None:
        """Return the contract that the row shares. ``answered``: the household that the user said it is about."""
        for contract_id, contract in self._known.contracts_on(unit_id):
            household_id = int(contract["household_id"])
            if not self.same_dates(facts, contract):
                continue
            if any(self._members.in_household(household_id, Member(one)) is not None for one in facts.persons):
                return Shared(contract_id, household_id, certain=True)
            first = self.first(sheet, contract_id)
            if isinstance(facts.answer_to_name, SameHousehold) and answered == household_id:
                return Shared(contract_id, household_id, certain=True)
            if first is None or not _rents_agree(facts, contract):
                continue
            if _said_by_the_list(facts, first):
                return Shared(contract_id, household_id, certain=True)
            if self._likely(facts, first, contract):
                return Shared(contract_id, household_id, certain=False)
        return None

    @staticmethod
    def same_dates(facts: RowFacts, contract: Record) -> bool:
        """Tell whether the row's contract has the dates of a known one."""
        return bool(
            facts.start == contract["start_date"]
            and facts.end == contract["end_date"]
            and facts.indefinite == bool(contract["indefinite"])
        )

    def _likely(self, facts: RowFacts, first: RowFacts, contract: Record) -> bool:
        """No dates of its own, a family name in common, a child, or as many rows as the list says there are persons."""
        unit = self._known.get("unit", contract["unit_id"])
        dwelling = self._known.get("dwelling", unit["dwelling_id"])
        if facts.shared_house or DwellingKind.SHARED_HOUSE in (facts.kind, dwelling["kind"]):
            return False
        if facts.further_person:
            return True
        if _family_words(facts) & _family_words(first):
            return True
        if facts.born_on and facts.start and add_months(facts.born_on, OF_AGE_MONTHS) > facts.start:
            return True
        count = len(self._known.persons_of.get(contract["household_id"], ()))
        size = facts.household_size or 0
        return size == first.household_size and count < size


def _said_by_the_list(facts: RowFacts, first: RowFacts) -> bool:
    """A role beside the tenant, or the contract's or the case's number on the row itself."""
    if Role.MEMBER in (facts.role, first.role):
        return True
    same_number = facts.contract_number is not None and facts.contract_number == first.contract_number
    same_case = facts.case_number is not None and facts.case_number == first.case_number
    return not facts.further_person and (same_number or same_case)


def _rents_agree(facts: RowFacts, contract: Record) -> bool:
    return None in (facts.monthly_rent, contract["monthly_rent"]) or facts.monthly_rent == contract["monthly_rent"]


def _family_words(facts: RowFacts) -> frozenset[str]:
    return frozenset(word for one in facts.persons for word in search_key(one.family).split() if len(word) > 2)
