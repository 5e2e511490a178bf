"""Decides for each understood row which records it makes, changes or meets, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from bokart_desk.domain.addresses import address_key, unit_key
from bokart_desk.domain.codes import DecisionKind, Disposal, OfferAnswer, Protection, UnitStatus
from bokart_desk.domain.contracts import ContractDates, overlap
from bokart_desk.domain.text_keys import match_key, search_key, sort_key
from bokart_desk.i18n import _, format_amount, format_date
from bokart_desk.importing import codes
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.importing.known import Known, Record, name_key
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import OnDuplicate, Outcome

_SAME_STREET = 85
_NAMED = 3
_TENANCY_KINDS = (SheetKind.CONTRACTS, SheetKind.DWELLINGS)


class _NotTaken(Exception):
    def __init__(self, outcome: Outcome, field: str | None, reason: str) -> None:
        super().__init__(reason)
        self.outcome, self.field, self.reason = outcome, field, reason


class Matcher:
    """Takes rows one by one; each sees what the rows before it would do."""

    def __init__(self, known: Known, on_duplicate: OnDuplicate, today: date) -> None:
        self._known = known
        self._policy = on_duplicate
        self._today = today
        self._seen: dict[bytes, int] = {}
        self._mine: dict[str, int] = {}
        self._case_numbers = len(known.households_by_case)

    def decide(self, facts: RowFacts, kind: SheetKind) -> list[tuple[str, int]]:
        """Set the row's outcome and return the records it belongs to as (kind, id); ids below zero are new ones."""
        if facts.outcome is not None:
            return []
        staged = Staged()
        try:
            known = self._met_before(facts)
            if known is not None:
                return known
            tenancy = kind in _TENANCY_KINDS
            outcome = self._tenancy(facts, staged) if tenancy else self._answer(facts, staged, kind)
        except _NotTaken as refusal:
            facts.decide(refusal.outcome, refusal.field, refusal.reason)
            return []
        facts.decide(outcome, None, "")
        self._seen[facts.digest] = facts.row
        self._known.take(staged)
        return staged.links

    def _met_before(self, facts: RowFacts) -> list[tuple[str, int]] | None:
        first = self._seen.get(facts.digest)
        if first is not None:
            raise _NotTaken(Outcome.DUPLICATE, None, _("The same as row {row}.").format(row=first))
        met = self._known.digests.get(facts.digest)
        if met is None or not self._known.has(*met):
            return None
        facts.decide(Outcome.UNCHANGED, None, "")
        self._seen[facts.digest] = facts.row
        return [met]

    # Dwelling and unit -------------------------------------------------------------------------

    def _tenancy(self, facts: RowFacts, staged: Staged) -> Outcome:
        dwelling_id = self._dwelling(facts, staged)
        unit_id = self._unit(facts, staged, dwelling_id)
        if not facts.persons:
            return self._vacant(facts, staged, unit_id)
        return self._contract(facts, staged, unit_id)

    def _dwelling(self, facts: RowFacts, staged: Staged) -> int:
        found = self._find_dwelling(facts)
        stated = self._dwelling_values(facts, staged)
        if found is None:
            if not facts.address:
                missing = _("Dwelling number {number} is not in the register, and the row has no address.")
                raise _NotTaken(Outcome.CONFLICT, Field.DWELLING_NUMBER, missing.format(number=facts.number))
            values = _EMPTY_DWELLING | stated
            values["disposal"] = values["disposal"] or Disposal.UNKNOWN
            return self._insert(staged, "dwelling", values)
        current = self._known.get("dwelling", found)
        for settled in ("address", "address_key", "address_sort"):
            del stated[settled]
        if current["number"]:
            stated = {name: value for name, value in stated.items() if not name.startswith("number")}
        if current["disposal"] == Disposal.UNKNOWN and facts.disposal:
            staged.updates[("dwelling", found)] = {"disposal": facts.disposal}
        self._change(staged, "dwelling", found, stated)
        return found

    def _find_dwelling(self, facts: RowFacts) -> int | None:
        key, number = address_key(facts.address), match_key(facts.number)
        numbered = self._known.dwellings_by_number.get(number, ()) if number else ()
        if not facts.address:
            if len(numbered) > 1:
                several = _("Several dwellings have the number {number}.").format(number=facts.number)
                raise _NotTaken(Outcome.CONFLICT, Field.DWELLING_NUMBER, several)
            return numbered[0] if numbered else None
        for dwelling_id in numbered:
            if self._same_street(key, self._known.get("dwelling", dwelling_id)["address_key"]):
                return dwelling_id
        here = [
            dwelling_id
            for dwelling_id in self._known.dwellings_by_address.get(key, ())
            if self._same_postcode(facts, self._known.get("dwelling", dwelling_id))
        ]
        return self._among_neighbours(facts, number, here)

    def _among_neighbours(self, facts: RowFacts, number: str, here: list[int]) -> int | None:
        """Of dwellings at one address: the one with this unit, or one that may still be this one."""
        label = unit_key(facts.unit)
        with_unit = [one for one in here if label in self._known.units_by_dwelling.get(one, {})]
        if label and with_unit:
            return with_unit[0]
        unnumbered = [one for one in here if not number or not self._known.get("dwelling", one)["number"]]
        if len(unnumbered) > 1 and not label:
            several = _("Several dwellings are at this address; the row has no number that tells which.")
            raise _NotTaken(Outcome.CONFLICT, Field.ADDRESS, several)
        return unnumbered[0] if unnumbered else None

    @staticmethod
    def _same_street(one: str, other: str) -> bool:
        if one == other:
            return True
        if [word for word in one.split() if word[0].isdigit()] != [word for word in other.split() if word[0].isdigit()]:
            return False
        from rapidfuzz import fuzz  # noqa: PLC0415 - only for numbers met again at another spelling

        return fuzz.ratio(one, other) >= _SAME_STREET

    @staticmethod
    def _same_postcode(facts: RowFacts, dwelling: Record) -> bool:
        return not facts.postcode or not dwelling["postcode"] or facts.postcode == dwelling["postcode"]

    def _dwelling_values(self, facts: RowFacts, staged: Staged) -> Values:
        landlord = self._landlord(facts, staged) if facts.landlord else None
        values: Values = {
            "number": facts.number or None,
            "number_key": match_key(facts.number) or None,
            "address": facts.address,
            "address_key": address_key(facts.address),
            "address_sort": sort_key(facts.address),
            "postcode": facts.postcode,
            "place": facts.place,
            "area_of_town": facts.area_of_town,
            "cadastral_number": facts.cadastral_number,
            "kind": facts.kind,
            "disposal": facts.disposal,
            "landlord_id": landlord,
            "standard": facts.standard,
            "floor": facts.floor,
        }
        return values

    def _landlord(self, facts: RowFacts, staged: Staged) -> int:
        key = search_key(facts.landlord)
        found = self._known.landlords_by_name.get(key)
        if found is not None:
            return found
        kind = codes.landlord_kind_of(facts.landlord)
        return self._insert(staged, "landlord", {"name": facts.landlord, "name_key": key, "kind": kind})

    def _unit(self, facts: RowFacts, staged: Staged, dwelling_id: int) -> int:
        found = self._known.units_by_dwelling.get(dwelling_id, {}).get(unit_key(facts.unit))
        stated: Values = {
            "bedrooms": facts.bedrooms,
            "rooms": facts.rooms,
            "area_m2": facts.area_m2,
            "monthly_rent": facts.monthly_rent,
            "rent_includes": facts.rent_includes,
        }
        if found is None:
            status = UnitStatus.IN_USE if facts.persons else facts.unit_status or UnitStatus.VACANT
            since = facts.vacant_from if not facts.persons else None
            values = {
                "dwelling_id": dwelling_id, "label": facts.unit, "label_key": search_key(facts.unit), **stated,
                "status": UnitStatus.VACANT if facts.vacant else status, "status_since": since, "vacant_from": since,
                "notes": None if facts.persons else facts.notes,
                "extra": None if facts.persons else facts.extra or None,
            }  # fmt: skip
            return self._insert(staged, "unit", values)
        if not facts.persons and facts.notes:
            stated["notes"] = facts.notes
        self._change(staged, "unit", found, stated)
        return found

    def _vacant(self, facts: RowFacts, staged: Staged, unit_id: int) -> Outcome:
        if unit_id < 0 and staged.inserts and any(one == unit_id for _kind, one, _values in staged.inserts):
            staged.links.append(("unit", unit_id))
            return Outcome.NEW
        current = self._known.get("unit", unit_id)
        if facts.vacant:
            self._refuse_let_unit(facts, unit_id)
            if current["status"] == UnitStatus.IN_USE:
                changed = {
                    "status": UnitStatus.VACANT,
                    "status_since": facts.vacant_from,
                    "vacant_from": facts.vacant_from,
                }
                staged.updates.setdefault(("unit", unit_id), {}).update(changed)
        staged.links.append(("unit", unit_id))
        return self._outcome_for_known(staged)

    def _refuse_let_unit(self, facts: RowFacts, unit_id: int) -> None:
        for _contract_id, contract in self._known.contracts_on(unit_id):
            dates = _dates_of(contract)
            running = dates.end is None or dates.end >= self._today
            if running and dates.moved_out_on is None and dates.start <= self._today:
                raise _NotTaken(
                    Outcome.CONFLICT,
                    Field.TENANT,
                    _(
                        "The row says that the unit is vacant, but {household} has a contract there from {start}."
                    ).format(
                        household=self._known.get("household", contract["household_id"])["name"],
                        start=format_date(dates.start),
                    ),
                )
            if dates.moved_out_on is None and dates.end is not None and dates.end < self._today:
                facts.warnings.append(
                    _("The contract of {household} has ended, but no move-out is recorded.").format(
                        household=self._known.get("household", contract["household_id"])["name"]
                    )
                )

    def _outcome_for_known(self, staged: Staged) -> Outcome:
        if staged.changes_records:
            return Outcome.UPDATED
        if staged.differences:
            raise _NotTaken(
                Outcome.DUPLICATE,
                None,
                _("Already in the register, with other values: {differences}.").format(
                    differences="; ".join(staged.differences)
                ),
            )
        return Outcome.UNCHANGED

    # Contract ----------------------------------------------------------------------------------

    def _contract(self, facts: RowFacts, staged: Staged, unit_id: int) -> Outcome:
        household_id = self._household_on_unit(facts, unit_id)
        if household_id is None:
            household_id = self._household(facts)
        met = self._same_contract(facts, unit_id, household_id)
        self._refuse_overlap(facts, unit_id, met)
        if household_id is None:
            household_id = self._new_household(facts, staged)
        else:
            self._change(staged, "household", household_id, self._household_values(facts, staged))
            self._change_person(facts, staged, household_id)
        if met is not None:
            self._change(staged, "contract", met, self._contract_values(facts))
            staged.links.append(("contract", met))
            return self._outcome_for_known(staged)
        values = {"unit_id": unit_id, "household_id": household_id, **self._contract_values(facts)}
        values["renews_contract_id"] = self._renewed(facts, unit_id, household_id)
        values["extra"] = facts.extra or None
        contract_id = self._insert(staged, "contract", values)
        staged.links.append(("contract", contract_id))
        self._settle_unit(facts, staged, unit_id)
        return Outcome.NEW

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

    def _refuse_overlap(self, facts: RowFacts, unit_id: int, met: int | None) -> None:
        if facts.start is None:
            return
        own = ContractDates(facts.start, facts.end, facts.actual_end)
        for contract_id, contract in self._known.contracts_on(unit_id):
            if contract_id == met or not overlap(own, _dates_of(contract)):
                continue
            raise _NotTaken(
                Outcome.CONFLICT,
                Field.START,
                _("The contract overlaps that of {household} on the same unit, {start} to {end}.").format(
                    household=self._known.get("household", contract["household_id"])["name"],
                    start=format_date(contract["start_date"]),
                    end=format_date(contract["end_date"]) or _("no end"),
                ),
            )

    def _renewed(self, facts: RowFacts, unit_id: int, household_id: int) -> int | None:
        """The contract of the same household on the same unit that ended the day before this one starts."""
        if facts.start is None:
            return None
        before = facts.start - timedelta(days=1)
        return next(
            (
                contract_id
                for contract_id, contract in self._known.contracts_on(unit_id)
                if contract["household_id"] == household_id and contract["end_date"] == before
            ),
            None,
        )

    @staticmethod
    def _contract_values(facts: RowFacts) -> Values:
        return {
            "number": facts.contract_number,
            "signed_on": facts.signed_on,
            "start_date": facts.start,
            "end_date": facts.end,
            "indefinite": facts.indefinite,
            "monthly_rent": facts.monthly_rent,
            "security_kind": facts.security_kind,
            "security_amount": facts.security_amount,
            "moved_out_on": facts.actual_end,
            "notes": facts.notes,
        }

    # Household ---------------------------------------------------------------------------------

    def _household_on_unit(self, facts: RowFacts, unit_id: int) -> int | None:
        """A household of the same name that has or had a contract on the same unit is the same one."""
        wanted = name_key(facts.name)
        for _contract_id, contract in self._known.contracts_on(unit_id):
            if self._known.main_name(contract["household_id"]) == wanted:
                return int(contract["household_id"])
        return None

    def _household(self, facts: RowFacts, *, by_name_in_file: bool = False) -> int | None:
        by_number = self._by_number(facts)
        if by_number is not None:
            return by_number
        if facts.case_number and facts.case_number in self._known.households_by_case:
            return self._known.households_by_case[facts.case_number]
        wanted = name_key(facts.name)
        if by_name_in_file and wanted in self._mine:
            return self._mine[wanted]
        namesakes = self._known.persons_by_name.get(wanted, [])
        if facts.born_on is not None:
            for person_id in namesakes:
                person = self._known.get("person", person_id)
                if person["born_on"] == facts.born_on:
                    return int(person["household_id"])
        if namesakes:
            self._warn_of_namesakes(facts, namesakes)
        return None

    def _warn_of_namesakes(self, facts: RowFacts, namesakes: list[int]) -> None:
        households = dict.fromkeys(self._known.get("person", one)["household_id"] for one in namesakes[:_NAMED])
        cases = ", ".join(self._known.get("household", one)["case_number"] for one in households)
        if len(namesakes) > _NAMED:
            cases += " …"
        facts.warnings.append(
            _("A household of the same name is in the register (case {cases}): is it the same?").format(cases=cases)
        )

    def _by_number(self, facts: RowFacts) -> int | None:
        for number in (facts.duf_number, facts.identity_number):
            person_id = self._known.persons_by_number.get(number) if number else None
            if person_id is None:
                continue
            person = self._known.get("person", person_id)
            names = set(name_key(f"{person['given_name']} {person['family_name']}").split())
            if not names & set(name_key(" ".join(one.full for one in facts.persons)).split()):
                field = Field.DUF_NUMBER if number == facts.duf_number else Field.IDENTITY_NUMBER
                raise _NotTaken(
                    Outcome.CONFLICT,
                    field,
                    _("{field} belongs to another name in the register.").format(field=field_label(field)),
                )
            return int(person["household_id"])
        return None

    def _new_household(self, facts: RowFacts, staged: Staged) -> int:
        main = facts.persons[0]
        values = _EMPTY_HOUSEHOLD | self._household_values(facts, staged)
        values["case_number"] = self._case_number(facts)
        values["name"] = main.full
        values["name_key"] = search_key(main.full)
        values["name_sort"] = sort_key(f"{main.family} {main.given}")
        values["protection"] = facts.protection
        household_id = self._insert(staged, "household", values)
        for place, one in enumerate(facts.persons):
            self._insert(
                staged,
                "person",
                {
                    "household_id": household_id,
                    "given_name": one.given,
                    "family_name": one.family,
                    "name_key": search_key(one.full),
                    "born_on": facts.born_on if place == 0 else None,
                    "duf_number": facts.duf_number if place == 0 else None,
                    "identity_number": facts.identity_number if place == 0 else None,
                    "main_person": place == 0,
                    "phone": facts.phone if place == 0 else None,
                },
            )
        return household_id

    def _case_number(self, facts: RowFacts) -> str:
        if facts.case_number and facts.case_number not in self._known.households_by_case:
            return facts.case_number
        while True:
            self._case_numbers += 1
            number = f"H-{self._case_numbers:05d}"
            if number not in self._known.households_by_case:
                return number

    def _household_values(self, facts: RowFacts, staged: Staged) -> Values:
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
        return found if found is not None else self._insert(staged, "consultant", {"name": name})

    def _change_person(self, facts: RowFacts, staged: Staged, household_id: int) -> None:
        wanted = name_key(facts.persons[0].full)
        for person_id in self._known.persons_of.get(household_id, ()):
            person = self._known.get("person", person_id)
            if name_key(f"{person['given_name']} {person['family_name']}") == wanted:
                numbers = {
                    "born_on": facts.born_on,
                    "duf_number": facts.duf_number,
                    "identity_number": facts.identity_number,
                    "phone": facts.phone,
                }
                self._change(staged, "person", person_id, numbers)
                return

    # Offers and refusals -----------------------------------------------------------------------

    def _answer(self, facts: RowFacts, staged: Staged, kind: SheetKind) -> Outcome:
        declined = kind is SheetKind.DECLINED
        address = f"{facts.address}, {facts.unit}" if facts.unit else facts.address
        day = facts.offered_on if declined else facts.decided_on
        met = self._known.answers.get(self._known.answer_key(facts.name, address if declined else "", day))
        if met is not None and met[0] == ("offer" if declined else "decision"):
            return self._known_answer(facts, staged, met)
        household_id = self._household(facts, by_name_in_file=True)
        if household_id is None:
            household_id = self._new_household(facts, staged)
        self._mine[name_key(facts.name)] = household_id
        if declined:
            values = _EMPTY_OFFER | self._offer_values(facts, address)
            record = ("offer", self._insert(staged, "offer", values | {"household_id": household_id}))
        else:
            values = _EMPTY_DECISION | self._decision_values(facts)
            record = ("decision", self._insert(staged, "decision", values | {"household_id": household_id}))
        staged.links.append(record)
        return Outcome.NEW

    def _known_answer(self, facts: RowFacts, staged: Staged, met: tuple[str, int]) -> Outcome:
        stated = self._offer_values(facts, None) if met[0] == "offer" else self._decision_values(facts)
        self._change(staged, met[0], met[1], stated)
        staged.links.append(met)
        return self._outcome_for_known(staged)

    @staticmethod
    def _offer_values(facts: RowFacts, address: str | None) -> Values:
        declined = facts.answer in (OfferAnswer.DECLINED, None)
        return {
            "offered_address": address or None,
            "offered_on": facts.offered_on,
            "answer_by": facts.answer_by,
            "answer": facts.answer,
            "reason_code": codes.declined_because(facts.reason_words) if facts.reason_words and declined else None,
            "reason": facts.reason_words,
            "reasonable_ground": facts.reasonable_ground,
            "notes": facts.notes,
            "extra": facts.extra or None,
        }

    @staticmethod
    def _decision_values(facts: RowFacts) -> Values:
        return {
            "kind": DecisionKind.REFUSE,
            "decided_on": facts.decided_on,
            "reason_code": codes.refused_because(facts.reason_words) if facts.reason_words else None,
            "reason": facts.reason_words,
            "assessment": facts.assessment,
            "notes": facts.notes,
            "extra": facts.extra or None,
        }

    # Records -----------------------------------------------------------------------------------

    def _insert(self, staged: Staged, kind: str, values: Values) -> int:
        record_id = self._known.new_id()
        staged.inserts.append((kind, record_id, values))
        return record_id

    def _change(self, staged: Staged, kind: str, record_id: int, stated: Values) -> None:
        """Stage what a list states otherwise than the register, as the choice for such rows says."""
        if not self._known.has(kind, record_id):
            return
        current = self._known.get(kind, record_id)
        different = {
            name: value
            for name, value in stated.items()
            if name in current and value != current[name] and (value is not None or name in _FOLLOWS)
        }
        if different.get("end_date", ...) is None and not stated.get("indefinite"):
            del different["end_date"]  # an end goes only when the list says that the tenancy is indefinite
        if not different:
            return
        if self._policy is OnDuplicate.UPDATE:
            staged.updates.setdefault((kind, record_id), {}).update(different)
        elif self._policy is OnDuplicate.FILL:
            empty = {name: value for name, value in different.items() if current[name] in (None, "")}
            if empty and not (kind == "contract" and "end_date" in empty):
                staged.updates.setdefault((kind, record_id), {}).update(empty)
        else:
            staged.differences += [_difference(name, current[name], value) for name, value in different.items()]


_FOLLOWS = frozenset(("end_date",))
_EMPTY_DWELLING: Values = {"notes": None}
_EMPTY_HOUSEHOLD: Values = {"notes": None}
_EMPTY_OFFER: Values = {"unit_id": None}
_EMPTY_DECISION: Values = {"unit_id": None}


def _dates_of(contract: Record) -> ContractDates:
    return ContractDates(contract["start_date"], contract["end_date"], contract["moved_out_on"])


def _difference(name: str, before: Any, after: Any) -> str:
    names = {
        "start_date": Field.START,
        "end_date": Field.END,
        "moved_out_on": Field.ACTUAL_END,
        "reason_code": Field.REASON,
    }
    known: Iterable[str] = [field.value for field in Field]
    field = names.get(name) or (Field(name) if name in known else None)
    label = field_label(field) if field else name
    return _("{field}: {before} → {after}").format(field=label, before=_shown(before), after=_shown(after))


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, date):
        return format_date(value)
    return format_amount(value) if hasattr(value, "quantize") else str(value)
