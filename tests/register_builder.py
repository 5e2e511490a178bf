"""Fills a register with a few records by hand, for tests of what reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from bokart_desk.domain.addresses import address_key
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import schema
from bokart_desk.storage.work import Work, unit_of_work

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
_numbers = count(1)


class Builder:
    """Adds records inside one unit of work; every method returns the new record's id."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def add(self, table: str, **values: Any) -> int:
        return self.work.insert(schema.metadata.tables[table], values)

    def unit(self, address: str, label: str = "", *, disposal: str = "municipal", **values: Any) -> int:
        dwelling = self.add(
            "dwelling",
            address=address,
            address_key=address_key(address),
            address_search=search_key(address),
            address_sort=sort_key(address),
            disposal=disposal,
            number=(number := f"K{next(_numbers):03}"),
            number_key=search_key(number),
        )
        values = {"status": "in_use", "label": label, "label_key": search_key(label)} | values
        return self.add("unit", dwelling_id=dwelling, **values)

    def household(self, name: str, *, protection: str = "none", **values: Any) -> int:
        given, _, family = name.rpartition(" ")
        household = self.add(
            "household",
            case_number=f"2026/{next(_numbers)}",
            name=name,
            name_key=search_key(name),
            name_sort=sort_key(f"{family} {given}"),
            protection=protection,
            **values,
        )
        self.add(
            "person",
            household_id=household,
            given_name=given,
            family_name=family,
            name_key=search_key(name),
            main_person=True,
        )
        return household

    def contract(self, unit: int, household: int, start: date, end: date | None, **values: Any) -> int:
        values = {"monthly_rent": Decimal(8500)} | values
        return self.add(
            "contract",
            unit_id=unit,
            household_id=household,
            start_date=start,
            end_date=end,
            indefinite=end is None,
            **values,
        )

    def let(self, name: str, address: str, start: date, end: date | None, **values: Any) -> int:
        protection = values.pop("protection", "none")
        return self.contract(self.unit(address), self.household(name, protection=protection), start, end, **values)


@contextmanager
def building(register: Register) -> Iterator[Builder]:
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        yield Builder(work)


@contextmanager
def new_register(folder: Path) -> Iterator[Register]:
    register = open_register(folder / "register.db", now=NOW)
    try:
        yield register
    finally:
        register.close()
