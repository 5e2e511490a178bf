"""Finds or makes the household of a row: by number, case, unit, or name and date of birth; never by name alone."""

from __future__ import annotations

from itertools import islice

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.text_keys import match_key, search_key, sort_key
from bokart_desk.i18n import _
from bokart_desk.importing.choices import AnotherHousehold, RowKey, SameHousehold
from bokart_desk.importing.facts import Namesake, RowFacts
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.known import name_key
from bokart_desk.importing.matching.members import Members
from bokart_desk.importing.matching.recording import NotTaken, Recorder
from bokart_desk.importing.names import PersonName
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem

_NAMED = 3


class Households:
    """The households of the register and of the rows before."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._known = recorder.known
        self.members = Members(recorder)
        self._case_numbers = len(recorder.known.households_by_case)
        self.named_in_file: dict[str, int] = {}
        self.row: RowKey = ("", 0)
        """The row that is being decided."""
        self._made_by: dict[RowKey, int] = {}
        self._makers: dict[int, RowKey] = {}

    def on_unit(self, facts: RowFacts, unit_id: int) -> int | None:
        """A household of the same name that has or had a contract on the same unit is the same one."""
        wanted = name_key(facts.name)
        for _contract_id, contract in self._known.contracts_on(unit_id):
            if self._known.main_name(contract["household_id"]) == wanted:
                return int(contract["household_id"])
        return None

    def find(self, facts: RowFacts, *, by_name_in_file: bool = False) -> int | None:
        """Return the household a row is certainly about; one of the same name only is mentioned in a warning."""
        by_number = self._by_number(facts)
        if by_number is not None:
            return by_number
        if facts.case_number and facts.case_number in self._known.households_by_case:
            return self._known.households_by_case[facts.case_number]
        wanted = name_key(facts.name)
        if by_name_in_file and wanted in self.named_in_file:
            return self.named_in_file[wanted]
        named = self._known.persons_by_name.get(wanted, ())
        if facts.born_on is not None and not isinstance(facts.answer_to_name, AnotherHousehold):
            for person_id in named:
                person = self._known.get("person", person_id)
                if person["born_on"] == facts.born_on and not self._is_another(facts, person_id):
                    return int(person["household_id"])
        # No more than are told of: a column may have the same word in a hundred thousand rows.
        namesakes = list(islice((one for one in named if not self._is_another(facts, one)), _NAMED + 1))
        if namesakes:
            self._warn_of_namesakes(facts, namesakes)
        return self.answered(facts)

    def _is_another(self, facts: RowFacts, person_id: int) -> bool:
        """One of the same name with another number of the same kind is somebody else."""
        person = self._known.get("person", person_id)
        stated = ((person["duf_number"], facts.duf_number), (person["identity_number"], facts.identity_number))
        return any(None not in pair and pair[0] != pair[1] for pair in stated)

    def answered(self, facts: RowFacts) -> int | None:
        """Return the household that the user said the row is about, None when nothing was said."""
        answer = facts.answer_to_name
        if not isinstance(answer, SameHousehold):
            return None
        found = answer.household_id if answer.row is None else self._made_by.get(answer.row)
        return found if found is not None and self._known.has("household", found) else None

    def _warn_of_namesakes(self, facts: RowFacts, namesakes: list[int]) -> None:
        households = dict.fromkeys(self._known.get("person", one)["household_id"] for one in namesakes[:_NAMED])
        facts.namesakes = tuple(self._namesake(one, namesakes) for one in households)
        if isinstance(facts.answer_to_name, AnotherHousehold) or self.answered(facts) is not None:
            return
        cases = ", ".join(one.case_number for one in facts.namesakes)
        if len(namesakes) > _NAMED:
            cases += " …"
        facts.warnings.append(
            _("A household of the same name is in the register (case {cases}): is it the same?").format(cases=cases)
        )

    def name_behind_number(self, facts: RowFacts) -> tuple[PersonName, ...]:
        """Return who has the number that a row gives instead of a name; raise NotTaken when nobody does."""
        for number in (facts.duf_number, facts.identity_number):
            if number and number in self._known.persons_by_number:
                person = self._known.get("person", self._known.persons_by_number[number])
                return (PersonName(str(person["given_name"]), str(person["family_name"])),)
        raise NotTaken(
            Outcome.CONFLICT,
            Field.TENANT,
            _("The row has a number instead of a name, and nobody in the register has that number."),
            Problem.NO_HOUSEHOLD,
        )

    def _namesake(self, household_id: int, persons: list[int]) -> Namesake:
        """What is known of a household of the same name, to tell whether it is the same."""
        held = self._known.get("household", household_id)
        people = (self._known.get("person", one) for one in persons)
        born = next((one["born_on"] for one in people if one["household_id"] == household_id), None)
        return Namesake(
            held["case_number"],
            None if household_id < 0 else household_id,
            self._makers.get(household_id),
            born,
            held["settled_on"],
            self._lives_at(household_id),
        )

    def _lives_at(self, household_id: int) -> str:
        """The dwelling of a household's last contract, for one whose address may be told (rule 11)."""
        contracts = list(self._known.contracts_of(household_id))
        if not contracts or self._known.get("household", household_id)["protection"] != Protection.NONE:
            return ""
        last = max(contracts, key=lambda one: one["start_date"])
        unit = self._known.get("unit", last["unit_id"])
        address = str(self._known.get("dwelling", unit["dwelling_id"])["address"])
        return f"{address}, {unit['label']}" if unit["label"] else address

    def _by_number(self, facts: RowFacts) -> int | None:
        for number in (facts.duf_number, facts.identity_number):
            person_id = self._known.persons_by_number.get(number) if number else None
            if person_id is None:
                continue
            person = self._known.get("person", person_id)
            names = set(name_key(f"{person['given_name']} {person['family_name']}").split())
            if not names & set(name_key(" ".join(one.full for one in facts.persons)).split()):
                field = Field.DUF_NUMBER if number == facts.duf_number else Field.IDENTITY_NUMBER
                raise NotTaken(
                    Outcome.CONFLICT,
                    field,
                    _("{field} belongs to another name in the register.").format(field=field_label(field)),
                    Problem.NUMBER_OF_ANOTHER,
                )
            return int(person["household_id"])
        return None

    def create(self, facts: RowFacts, staged: Staged) -> int:
        """Stage a new household with its members and return its temporary id."""
        values = self._values(facts, staged)
        values["case_number"] = self._case_number(facts)
        values |= _names(facts.persons[0])
        values["protection"] = facts.protection
        values["notes"] = facts.household_notes
        household_id = self._recorder.insert(staged, "household", values)
        self._made_by.setdefault(self.row, household_id)  # a row may name a second tenant after the first
        self._makers[household_id] = self.row
        self.members.create(facts, staged, household_id)
        return household_id

    def _case_number(self, facts: RowFacts) -> str:
        if facts.case_number and facts.case_number not in self._known.households_by_case:
            return facts.case_number
        while True:
            self._case_numbers += 1
            number = f"H-{self._case_numbers:05d}"
            if number not in self._known.households_by_case:
                return number

    def _values(self, facts: RowFacts, staged: Staged) -> Values:
        protected = facts.protection is not Protection.NONE
        return {
            "settled_on": facts.settled_on,
            "size": facts.household_size,
            "languages": facts.languages,
            "consultant_id": self._consultant(facts.consultant, staged) if facts.consultant else None,
            "protection": facts.protection if protected else None,
        }

    def _consultant(self, name: str, staged: Staged) -> int:
        found = self._known.consultants_by_name.get(match_key(name))
        return found if found is not None else self._recorder.insert(staged, "consultant", {"name": name})

    def _change_person(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        wanted = name_key(facts.persons[0].full)
        for person_id in self._known.persons_of.get(household_id, ()):
            person = self._known.get("person", person_id)
            if name_key(f"{person['given_name']} {person['family_name']}") == wanted:
                numbers = self.members.main_numbers(facts, person_id)
                self._recorder.change(staged, "person", person_id, numbers | {"phone": facts.phone})
                return

    def change(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        """Stage what a row states otherwise about a known household and its main person."""
        self._recorder.change(staged, "household", household_id, self._values(facts, staged))
        self._protect(facts, staged, household_id)
        self._recorder.add_note(staged, "household", household_id, facts.household_notes)
        self._change_person(facts, staged, household_id)
        self.members.complete(facts, staged, household_id)

    def as_namesake(self, household_id: int) -> Namesake:
        """Return a household as one that a row may be about, to be asked about."""
        number = str(self._known.get("household", household_id)["case_number"])
        return Namesake(number, None if household_id < 0 else household_id, self._makers.get(household_id))

    def lead(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        """Make the person of a row the main one of a household that the same file brought."""
        main = facts.persons[0]
        for person_id in self._known.persons_of.get(household_id, ()):
            staged.updates.setdefault(("person", person_id), {})["main_person"] = False
        for kind, _id, values in staged.inserts:
            if kind == "person" and values["name_key"] == search_key(main.full):
                values["main_person"] = True
        staged.updates.setdefault(("household", household_id), {}).update(_names(main))

    def _protect(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        """A mark that an address is confidential holds also where only empty fields are filled (rule 11)."""
        if facts.protection is Protection.NONE or not self._known.has("household", household_id):
            return
        unprotected = self._known.get("household", household_id)["protection"] == Protection.NONE
        if unprotected and (household_id < 0 or self._recorder.may_add(staged)):
            staged.updates.setdefault(("household", household_id), {})["protection"] = facts.protection

    def join(self, facts: RowFacts, staged: Staged, household_id: int) -> list[tuple[str, int]]:
        """Stage the persons of a row as members of a known household; return them as records."""
        self._protect(facts, staged, household_id)
        return self.members.join(facts, staged, household_id)


def _names(main: PersonName) -> Values:
    """What a household is called after its main person."""
    name = main.full
    return {"name": name, "name_key": search_key(name), "name_sort": sort_key(f"{main.family} {main.given}")}
