"""The register seen by an import: its records and those of the rows before, found by number, address, name or unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from bokart_desk.domain.addresses import address_key, unit_key
from bokart_desk.domain.codes import Protection
from bokart_desk.domain.text_keys import match_key
from bokart_desk.importing.operations import Operations, Staged, Values
from bokart_desk.storage.matching import KnownRecords

Record = dict[str, Any]
_Key = TypeVar("_Key", int, str)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return a key under which a name is equal whichever part stands first."""
    return " ".join(sorted(match_key(name).split()))


class Known:
    """Indexes over the register's records and those that the rows so far would make.

    A long list makes several entries for each of its rows here, so ids stand in lists only where there may be several.
    """

    def __init__(self, records: KnownRecords) -> None:
        self.version = records.version
        self.digests = records.digests
        self.operations = Operations()
        self._held: dict[str, dict[int, Record]] = {kind: getattr(records, kind) for kind in self.operations.inserts}
        self._next = -1
        self.dwellings_by_number: dict[str, list[int]] = {}
        self.dwellings_by_address: dict[str, list[int]] = {}
        self.units: dict[tuple[int, str], int] = {}
        """Units by their dwelling and the key of their label."""
        self.contracts_by_unit: dict[int, list[int]] = {}
        self.contracts_by_household: dict[int, list[int]] = {}
        self.persons_by_number: dict[str, int] = {}
        self.persons_by_name: dict[str, list[int]] = {}
        self.persons_of: dict[int, list[int]] = {}
        self.households_by_case: dict[str, int] = {}
        self.landlords_by_name: dict[str, int] = {}
        self.consultants_by_name: dict[str, int] = {}
        self.answers: dict[tuple[str, str, date | None], tuple[str, int]] = {}
        self._index: dict[str, Callable[[int, Values], None]] = {
            "landlord": self._index_landlord,
            "consultant": self._index_consultant,
            "dwelling": self._index_dwelling,
            "unit": self._index_unit,
            "household": self._index_household,
            "person": self._index_person,
            "contract": self._index_contract,
            "offer": self._index_offer,
            "decision": self._index_decision,
        }
        for kind, held in self._held.items():
            index = self._index[kind]
            for record_id, record in held.items():
                index(record_id, record)

    def get(self, kind: str, record_id: int) -> Record:
        """Return a record as it would stand after the rows so far."""
        return (self.operations.inserts if record_id < 0 else self._held)[kind][record_id]

    def has(self, kind: str, record_id: int) -> bool:
        """Tell whether a record is there."""
        return record_id in (self.operations.inserts if record_id < 0 else self._held)[kind]

    def new_id(self) -> int:
        """Return a temporary id."""
        self._next -= 1
        return self._next

    def take(self, staged: Staged) -> None:
        """Make what a row would do part of the file's operations, and known to the rows after it."""
        inserts = self.operations.inserts
        for kind, record_id, values in staged.inserts:
            inserts[kind][record_id] = values
            self._index[kind](record_id, values)
        for (kind, record_id), changed in staged.updates.items():
            if record_id < 0:
                inserts[kind][record_id] = inserts[kind][record_id] | changed
                if "renews_contract_id" in changed:
                    self._write_after_what_it_renews(record_id)
            else:
                self._held[kind][record_id] = self._held[kind][record_id] | changed
                self.operations.updates.setdefault((kind, record_id), {}).update(changed)
            if kind == "dwelling" and changed.get("number_key"):
                numbered = self.dwellings_by_number.setdefault(changed["number_key"], [])
                if record_id not in numbered:
                    numbered.append(record_id)

    def _write_after_what_it_renews(self, contract_id: int) -> None:
        """A list may tell of the later contract first; it is written after the one it renews, and so on."""
        new = self.operations.inserts["contract"]
        following: int | None = contract_id
        while following is not None and following in new:
            new[following] = new.pop(following)
            unit_id, before = new[following]["unit_id"], following
            following = next(
                (one for one, record in self.contracts_on(unit_id) if record["renews_contract_id"] == before), None
            )

    def contracts_on(self, unit_id: int) -> Iterator[tuple[int, Record]]:
        """Yield the contracts on a unit."""
        for contract_id in self.contracts_by_unit.get(unit_id, ()):
            yield contract_id, self.get("contract", contract_id)

    def contracts_of(self, household_id: int) -> Iterator[Record]:
        """Yield the contracts of a household."""
        for contract_id in self.contracts_by_household.get(household_id, ()):
            yield self.get("contract", contract_id)

    def strictly_confidential(self) -> Iterator[Record]:
        """Yield the persons of the register whose address must not be recorded."""
        for household_id, household in self._held["household"].items():
            if household["protection"] == Protection.STRICTLY_CONFIDENTIAL:
                yield from (self.get("person", one) for one in self.persons_of.get(household_id, ()))

    def cases_with_a_contract(self, duf_number: str | None, identity_number: str | None, name: str) -> list[str]:
        """Return the case numbers of households with a contract whose member has a number or the name."""
        persons = [
            self.persons_by_number[one] for one in (duf_number, identity_number) if one in self.persons_by_number
        ]
        persons += self.persons_by_name.get(name_key(name), [])
        households = {self.get("person", one)["household_id"] for one in persons}
        return sorted(
            self.get("household", one)["case_number"] for one in households if one in self.contracts_by_household
        )

    def main_name(self, household_id: int) -> str:
        """Return the key of a household's name."""
        return name_key(str(self.get("household", household_id)["name"]))

    def answer_key(self, household_name: str, address: str, day: date | None) -> tuple[str, str, date | None]:
        """Return what makes an offer or a refusal the same one when it is met again."""
        return name_key(household_name), address_key(address), day

    def _index_landlord(self, record_id: int, record: Values) -> None:
        self.landlords_by_name[record["name_key"]] = record_id

    def _index_consultant(self, record_id: int, record: Values) -> None:
        self.consultants_by_name[match_key(record["name"])] = record_id

    def _index_dwelling(self, record_id: int, record: Values) -> None:
        if record["number_key"]:
            _add(self.dwellings_by_number, record["number_key"], record_id)
        _add(self.dwellings_by_address, record["address_key"], record_id)

    def _index_unit(self, record_id: int, record: Values) -> None:
        self.units[record["dwelling_id"], unit_key(record["label"])] = record_id

    def _index_household(self, record_id: int, record: Values) -> None:
        self.households_by_case[record["case_number"]] = record_id

    def _index_person(self, record_id: int, record: Values) -> None:
        for number in (record["duf_number"], record["identity_number"]):
            if number:
                self.persons_by_number[number] = record_id
        _add(self.persons_by_name, name_key(f"{record['given_name']} {record['family_name']}"), record_id)
        _add(self.persons_of, record["household_id"], record_id)

    def _index_contract(self, record_id: int, record: Values) -> None:
        _add(self.contracts_by_unit, record["unit_id"], record_id)
        _add(self.contracts_by_household, record["household_id"], record_id)

    def _index_offer(self, record_id: int, record: Values) -> None:
        key = self._answered(record, record["offered_address"] or "", record["offered_on"])
        self.answers[key] = ("offer", record_id)

    def _index_decision(self, record_id: int, record: Values) -> None:
        self.answers[self._answered(record, "", record["decided_on"])] = ("decision", record_id)

    def _answered(self, record: Values, address: str, day: date | None) -> tuple[str, str, date | None]:
        return self.answer_key(str(self.get("household", record["household_id"])["name"]), address, day)


def _add(index: dict[_Key, list[int]], key: _Key, record_id: int) -> None:
    """Add an id to those of a key; most keys have one, and a list that grows would keep room for more."""
    held = index.get(key)
    if held is None:
        index[key] = [record_id]
    else:
        held.append(record_id)
