"""The register seen by an import: its records and those of the rows before, found by number, address, name or unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from bokart_desk.domain.addresses import address_key, unit_key
from bokart_desk.domain.codes import Protection
from bokart_desk.domain.text_keys import match_key
from bokart_desk.importing.operations import Operations, Staged, Values
from bokart_desk.storage.matching import KnownRecords

Record = dict[str, Any]


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return a key under which a name is equal whichever part stands first."""
    return " ".join(sorted(match_key(name).split()))


class Known:
    """Indexes over the register's records and those that the rows so far would make."""

    def __init__(self, records: KnownRecords) -> None:
        self.version = records.version
        self.digests = records.digests
        self.operations = Operations()
        self._records: dict[str, dict[int, Record]] = {kind: getattr(records, kind) for kind in self.operations.inserts}
        self._next = -1
        self.dwellings_by_number: dict[str, list[int]] = defaultdict(list)
        self.dwellings_by_address: dict[str, list[int]] = defaultdict(list)
        self.units_by_dwelling: dict[int, dict[str, int]] = defaultdict(dict)
        self.contracts_by_unit: dict[int, list[int]] = defaultdict(list)
        self.contracts_by_household: dict[int, list[int]] = defaultdict(list)
        self.persons_by_number: dict[str, int] = {}
        self.persons_by_name: dict[str, list[int]] = defaultdict(list)
        self.persons_of: dict[int, list[int]] = defaultdict(list)
        self.households_by_case: dict[str, int] = {}
        self.landlords_by_name: dict[str, int] = {}
        self.consultants_by_name: dict[str, int] = {}
        self.answers: dict[tuple[str, str, date | None], tuple[str, int]] = {}
        for kind, known in self._records.items():
            for record_id, record in known.items():
                self._index(kind, record_id, record)

    def get(self, kind: str, record_id: int) -> Record:
        """Return a record as it would stand after the rows so far."""
        return self._records[kind][record_id]

    def has(self, kind: str, record_id: int) -> bool:
        """Tell whether a record is there."""
        return record_id in self._records[kind]

    def new_id(self) -> int:
        """Return a temporary id."""
        self._next -= 1
        return self._next

    def take(self, staged: Staged) -> None:
        """Make what a row would do part of the file's operations, and known to the rows after it."""
        for kind, record_id, values in staged.inserts:
            self.operations.inserts[kind][record_id] = values
            self._records[kind][record_id] = values
            self._index(kind, record_id, values)
        for (kind, record_id), changed in staged.updates.items():
            self._records[kind][record_id] = self._records[kind][record_id] | changed
            if record_id < 0:
                self.operations.inserts[kind][record_id] = self._records[kind][record_id]
                if "renews_contract_id" in changed:
                    self._write_after_what_it_renews(record_id)
            else:
                self.operations.updates.setdefault((kind, record_id), {}).update(changed)
            if kind == "dwelling" and changed.get("number_key"):
                self._add_once(self.dwellings_by_number[changed["number_key"]], record_id)

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
            yield contract_id, self._records["contract"][contract_id]

    def contracts_of(self, household_id: int) -> Iterator[Record]:
        """Yield the contracts of a household."""
        for contract_id in self.contracts_by_household.get(household_id, ()):
            yield self._records["contract"][contract_id]

    def strictly_confidential(self) -> Iterator[Record]:
        """Yield the persons whose address must not be recorded."""
        for household_id, household in self._records["household"].items():
            if household["protection"] == Protection.STRICTLY_CONFIDENTIAL:
                yield from (self._records["person"][one] for one in self.persons_of.get(household_id, ()))

    def cases_with_a_contract(self, duf_number: str | None, identity_number: str | None, name: str) -> list[str]:
        """Return the case numbers of households with a contract whose member has a number or the name."""
        persons = [
            self.persons_by_number[one] for one in (duf_number, identity_number) if one in self.persons_by_number
        ]
        persons += self.persons_by_name.get(name_key(name), [])
        households = {self._records["person"][one]["household_id"] for one in persons}
        housed = {contract["household_id"] for contract in self._records["contract"].values()}
        return sorted(self._records["household"][one]["case_number"] for one in households & housed)

    def main_name(self, household_id: int) -> str:
        """Return the key of a household's name."""
        return name_key(str(self._records["household"][household_id]["name"]))

    def answer_key(self, household_name: str, address: str, day: date | None) -> tuple[str, str, date | None]:
        """Return what makes an offer or a refusal the same one when it is met again."""
        return name_key(household_name), address_key(address), day

    @staticmethod
    def _add_once(ids: list[int], record_id: int) -> None:
        if record_id not in ids:
            ids.append(record_id)

    def _index(self, kind: str, record_id: int, record: Values) -> None:
        if kind == "dwelling":
            if record["number_key"]:
                self.dwellings_by_number[record["number_key"]].append(record_id)
            self.dwellings_by_address[record["address_key"]].append(record_id)
        elif kind == "unit":
            self.units_by_dwelling[record["dwelling_id"]][unit_key(record["label"])] = record_id
        elif kind == "contract":
            self.contracts_by_unit[record["unit_id"]].append(record_id)
            self.contracts_by_household[record["household_id"]].append(record_id)
        elif kind == "person":
            for number in (record["duf_number"], record["identity_number"]):
                if number:
                    self.persons_by_number[number] = record_id
            full = f"{record['given_name']} {record['family_name']}"
            self.persons_by_name[name_key(full)].append(record_id)
            self.persons_of[record["household_id"]].append(record_id)
        elif kind == "household":
            self.households_by_case[record["case_number"]] = record_id
        elif kind == "landlord":
            self.landlords_by_name[record["name_key"]] = record_id
        elif kind == "consultant":
            self.consultants_by_name[match_key(record["name"])] = record_id
        elif kind in ("offer", "decision"):
            self._index_answer(kind, record_id, record)

    def _index_answer(self, kind: str, record_id: int, record: Values) -> None:
        name = str(self._records["household"][record["household_id"]]["name"])
        address, day = (
            (record["offered_address"] or "", record["offered_on"]) if kind == "offer" else ("", record["decided_on"])
        )
        self.answers[self.answer_key(name, address, day)] = (kind, record_id)
