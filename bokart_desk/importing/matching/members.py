"""The persons of a household: made with it, or added to one that is known."""

from __future__ import annotations

from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import _
from bokart_desk.importing.facts import Member, RowFacts
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.known import name_key
from bokart_desk.importing.matching.recording import Recorder
from bokart_desk.importing.operations import Staged, Values


class Members:
    """Stages persons; a number that somebody else has is never given twice."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._known = recorder.known

    def create(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        """Stage all persons of a row as those of a new household; the first is the main one."""
        taken: set[str] = set()
        for place, one in enumerate(_members_of(facts)):
            self._insert(facts, staged, household_id, one, taken, main=place == 0)

    def complete(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        """Stage the persons after the first that a known household lacks, and what is new about the others."""
        for one in _members_of(facts)[1:]:
            self._meet(facts, staged, household_id, one)

    def join(self, facts: RowFacts, staged: Staged, household_id: int) -> list[tuple[str, int]]:
        """Stage all persons of a row as further members of a household; return them as records."""
        met = (self._meet(facts, staged, household_id, one) for one in _members_of(facts))
        return [("person", person_id) for person_id in met if person_id is not None]

    def main_numbers(self, facts: RowFacts, person_id: int) -> Values:
        """Return what a row tells of its main person, a person of the register: birth date and numbers."""
        return self._numbers(facts, _members_of(facts)[0], set(), person_id)

    def in_household(self, household_id: int, one: Member) -> int | None:
        """Return the person of a household who has a member's number, else the name."""
        named = None
        for person_id in self._known.persons_of.get(household_id, ()):
            person = self._known.get("person", person_id)
            numbers = {person["duf_number"], person["identity_number"]} - {None}
            if numbers & {one.duf_number, one.identity_number}:
                return person_id
            if name_key(f"{person['given_name']} {person['family_name']}") == name_key(one.name.full):
                named = person_id
        return named

    def _meet(self, facts: RowFacts, staged: Staged, household_id: int, one: Member) -> int | None:
        person_id = self.in_household(household_id, one)
        if person_id is not None:
            self._recorder.change(staged, "person", person_id, self._numbers(facts, one, set(), person_id))
            return person_id
        if household_id > 0 and not self._recorder.may_add(staged):
            difference = _("{field}: {before} → {after}")
            label = field_label(Field.MEMBER_NAME)
            staged.differences.append(difference.format(field=label, before="–", after=one.name.full))
            return None
        return self._insert(facts, staged, household_id, one, set(), main=False)

    def _insert(
        self, facts: RowFacts, staged: Staged, household_id: int, one: Member, taken: set[str], *, main: bool
    ) -> int:
        name = one.name
        values: Values = {
            "household_id": household_id,
            "given_name": name.given,
            "family_name": name.family,
            "name_key": search_key(name.full),
            **self._numbers(facts, one, taken, None),
            "main_person": main,
            "phone": facts.phone if name is facts.persons[0] else None,
        }
        return self._recorder.insert(staged, "person", values)

    def _numbers(self, facts: RowFacts, one: Member, taken: set[str], own: int | None) -> Values:
        """The day of birth and the numbers of a member; a number that is another person's is left out, and said so."""
        if one.duf_number is None and one.identity_number is None:
            return {"born_on": one.born_on, Field.DUF_NUMBER: None, Field.IDENTITY_NUMBER: None}
        values: Values = {"born_on": one.born_on}
        for name, number in ((Field.DUF_NUMBER, one.duf_number), (Field.IDENTITY_NUMBER, one.identity_number)):
            holder = self._known.persons_by_number.get(number) if number else None
            if number and (number in taken or (holder is not None and holder != own)):
                warning = _("{field} of {name} belongs to another person in the register, so it was not taken in.")
                facts.warnings.append(warning.format(field=field_label(name), name=one.name.full))
                values[name] = None
                continue
            if number:
                taken.add(number)
            values[name] = number
        return values


def _members_of(facts: RowFacts) -> list[Member]:
    """The persons of a row, the main one first, with what is told of each."""
    main, *others = facts.persons
    told = list(facts.others) or [Member(name) for name in others]
    return [Member(main, facts.born_on, facts.duf_number, facts.identity_number), *told]
