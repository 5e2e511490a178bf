"""Finds or makes the dwelling and the unit of a row."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bokart_desk.domain.addresses import address_key, unit_key
from bokart_desk.domain.codes import Disposal, UnitStatus
from bokart_desk.domain.text_keys import match_key, search_key, sort_key
from bokart_desk.i18n import _, format_date
from bokart_desk.importing import codes
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.known import Record, name_key
from bokart_desk.importing.matching.dates import dates_of
from bokart_desk.importing.matching.recording import NotTaken, Recorder
from bokart_desk.importing.operations import Staged, Values
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem

_SAME_STREET = 85


class _Keys(NamedTuple):
    """What a row's dwelling is found by; empty where the row does not say it."""

    address: str
    number: str


class Places:
    """Dwellings by their number, else by their address; units by their label."""

    def __init__(self, recorder: Recorder, today: date) -> None:
        self._recorder = recorder
        self._known = recorder.known
        self._today = today

    def unit_of(self, facts: RowFacts, staged: Staged) -> int:
        """Return the unit a row is about, new or known; raise NotTaken when it is not certain which."""
        return self._unit(facts, staged, self._dwelling(facts, staged))

    def _dwelling(self, facts: RowFacts, staged: Staged) -> int:
        keys = _Keys(address_key(facts.address), match_key(facts.number) if facts.number else "")
        found = self._find_dwelling(facts, keys)
        stated = self._dwelling_values(facts, staged, keys)
        if found is None:
            if not facts.address:
                missing = _("Dwelling number {number} is not in the register, and the row has no address.")
                raise NotTaken(
                    Outcome.CONFLICT, Field.DWELLING_NUMBER, missing.format(number=facts.number), Problem.UNKNOWN_NUMBER
                )
            stated["notes"] = None
            stated["disposal"] = facts.disposal or Disposal.UNKNOWN
            return self._recorder.insert(staged, "dwelling", stated)
        current = self._known.get("dwelling", found)
        for settled in ("address", "address_key", "address_sort", "address_search"):
            del stated[settled]
        if current["number"]:
            stated = {name: value for name, value in stated.items() if not name.startswith("number")}
        if current["disposal"] == Disposal.UNKNOWN and facts.disposal:
            staged.updates[("dwelling", found)] = {"disposal": facts.disposal}
        self._recorder.change(staged, "dwelling", found, stated)
        return found

    def _find_dwelling(self, facts: RowFacts, keys: _Keys) -> int | None:
        numbered = self._known.dwellings_by_number.get(keys.number, ()) if keys.number else ()
        if not facts.address:
            if len(numbered) > 1:
                several = _("Several dwellings have the number {number}.").format(number=facts.number)
                raise NotTaken(Outcome.CONFLICT, Field.DWELLING_NUMBER, several, Problem.SEVERAL_DWELLINGS)
            return numbered[0] if numbered else None
        for dwelling_id in numbered:
            if self._same_street(keys.address, self._known.get("dwelling", dwelling_id)["address_key"]):
                return dwelling_id
        here = [
            dwelling_id
            for dwelling_id in self._known.dwellings_by_address.get(keys.address, ())
            if self._same_postcode(facts, self._known.get("dwelling", dwelling_id))
        ]
        return self._among_neighbours(facts, keys.number, here) if here else None

    def _among_neighbours(self, facts: RowFacts, number: str, here: list[int]) -> int | None:
        """Of dwellings at one address: the one with this unit, or one that may still be this one."""
        label = unit_key(facts.unit)
        with_unit = [one for one in here if (one, label) in self._known.units]
        if label and with_unit:
            return with_unit[0]
        unnumbered = [one for one in here if not number or not self._known.get("dwelling", one)["number"]]
        if len(unnumbered) > 1 and not label:
            several = _("Several dwellings are at this address; the row has no number that tells which.")
            raise NotTaken(Outcome.CONFLICT, Field.ADDRESS, several, Problem.SEVERAL_DWELLINGS)
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

    def _dwelling_values(self, facts: RowFacts, staged: Staged, keys: _Keys) -> Values:
        landlord = self._landlord(facts, staged) if facts.landlord else None
        return {
            "number": facts.number or None,
            "number_key": keys.number or None,
            "address": facts.address,
            "address_key": keys.address,
            "address_sort": sort_key(facts.address),
            "address_search": search_key(facts.address),
            "postcode": facts.postcode,
            "place": facts.place,
            "area_of_town": facts.area_of_town,
            "cadastral_number": facts.cadastral_number,
            "kind": facts.kind,
            "disposal": facts.disposal,
            "landlord_id": landlord,
            "standard": facts.standard,
            "floor": facts.floor,
            "lift": facts.lift,
            "wheelchair": facts.wheelchair,
        }

    def _landlord(self, facts: RowFacts, staged: Staged) -> int:
        key = search_key(facts.landlord)
        found = self._known.landlords_by_name.get(key)
        told = {"organisation_number": facts.landlord_number, "phone": facts.landlord_phone}
        if found is not None:
            self._recorder.change(staged, "landlord", found, told)
            return found
        kind = codes.landlord_kind_of(facts.landlord)
        named = {"name": facts.landlord, "name_key": key, "kind": kind}
        return self._recorder.insert(staged, "landlord", named | told)

    def _unit(self, facts: RowFacts, staged: Staged, dwelling_id: int) -> int:
        found = self._known.units.get((dwelling_id, unit_key(facts.unit)))
        stated: Values = {
            "bedrooms": facts.bedrooms,
            "rooms": facts.rooms,
            "area_m2": facts.area_m2,
            "monthly_rent": facts.monthly_rent,
            "rent_includes": facts.rent_includes,
        }
        if found is None:
            status = UnitStatus.IN_USE if facts.persons else facts.unit_status or UnitStatus.VACANT
            vacant = not facts.persons and (facts.vacant or status is UnitStatus.VACANT)
            since = facts.vacant_from if not facts.persons else None
            values = {
                "dwelling_id": dwelling_id, "label": facts.unit, "label_key": search_key(facts.unit), **stated,
                "status": UnitStatus.VACANT if facts.vacant else status, "status_since": since or facts.status_since,
                "vacant_from": since or (facts.status_since if vacant else None),
                "notes": _together(None if facts.persons else facts.notes, facts.unit_notes),
                "extra": None if facts.persons else facts.extra or None,
            }  # fmt: skip
            return self._recorder.insert(staged, "unit", values)
        if self._is_over(facts):
            del stated["monthly_rent"]  # what somebody paid before says nothing about the rent today
        if not facts.persons and facts.notes:
            stated["notes"] = facts.notes
        self._recorder.change(staged, "unit", found, stated)
        self._recorder.add_note(staged, "unit", found, facts.unit_notes)
        return found

    def _is_over(self, facts: RowFacts) -> bool:
        last = facts.actual_end or facts.end
        return last is not None and last < self._today

    def vacant(self, facts: RowFacts, staged: Staged, unit_id: int) -> Outcome:
        """Return the outcome of a row without a tenant; raise NotTaken when the register knows of one."""
        if unit_id < 0 and staged.inserts and any(one == unit_id for _kind, one, _values in staged.inserts):
            self._tell_of_occupant(facts, unit_id)
            staged.links.append(("unit", unit_id))
            return Outcome.NEW
        current = self._known.get("unit", unit_id)
        self._tell_of_occupant(facts, unit_id)
        if facts.vacant:
            self._refuse_let_unit(facts, unit_id)
            if current["status"] == UnitStatus.IN_USE:
                changed = {
                    "status": UnitStatus.VACANT,
                    "status_since": facts.vacant_from,
                    "vacant_from": facts.vacant_from,
                }
                staged.updates.setdefault(("unit", unit_id), {}).update(changed)
        elif facts.unit_status is not None and facts.unit_status != current["status"]:
            since = {"status_since": facts.status_since, "vacant_from": facts.vacant_from}
            changed = {"status": facts.unit_status, **since}
            self._recorder.change(staged, "unit", unit_id, changed)
        staged.links.append(("unit", unit_id))
        return self._recorder.outcome_for_known(staged)

    def _tell_of_occupant(self, facts: RowFacts, unit_id: int) -> None:
        """A tenant whose contract the list does not date, and the register does not know, is pointed out."""
        if not facts.lives_there:
            return
        named = {name_key(one.full) for one in facts.lives_there}
        lived = {self._known.main_name(contract["household_id"]) for _id, contract in self._known.contracts_on(unit_id)}
        if not named & lived:
            facts.warnings.append(_("The list names a tenant, but not from when: no contract was taken in."))

    def _refuse_let_unit(self, facts: RowFacts, unit_id: int) -> None:
        for _contract_id, contract in self._known.contracts_on(unit_id):
            dates = dates_of(contract)
            running = dates.end is None or dates.end >= self._today
            if running and dates.moved_out_on is None and dates.start <= self._today:
                raise NotTaken(
                    Outcome.CONFLICT,
                    Field.TENANT,
                    _(
                        "The row says that the unit is vacant, but {household} has a contract there from {start}."
                    ).format(
                        household=self._known.get("household", contract["household_id"])["name"],
                        start=format_date(dates.start),
                    ),
                    Problem.LET_UNIT,
                )
            if dates.moved_out_on is None and dates.end is not None and dates.end < self._today:
                facts.warnings.append(
                    _("The contract of {household} has ended, but no move-out is recorded.").format(
                        household=self._known.get("household", contract["household_id"])["name"]
                    )
                )


def _together(notes: str | None, moved: str | None) -> str | None:
    return "\n".join(text for text in (notes, moved) if text) or None
