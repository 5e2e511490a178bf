"""What the tests of the tenancy dialogs look up and enter in the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from small_register import NOW

from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.services import editing
from bokart_desk.services.contracts import ContractQuery, find_contracts
from bokart_desk.storage.schema import household, unit
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk


def ids(desk: Desk) -> dict[str, int]:
    """Return the contracts by the name of their household."""
    return {row.household: row.id for row in find_contracts(desk.register, ContractQuery(), desk.today()).rows}


def held(desk: Desk, kind: str, record: int) -> Mapping[str, Any]:
    found = editing.record(desk.register, kind, record)
    assert found is not None
    return found


def unit_of(desk: Desk, name: str) -> int:
    found: int = held(desk, "contract", ids(desk)[name])["unit_id"]
    return found


def household_of(desk: Desk, name: str) -> int:
    found: int = held(desk, "contract", ids(desk)[name])["household_id"]
    return found


def vacant(desk: Desk) -> int:
    """Return Granveien 2."""
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        found = work.connection.execute(unit.select().where(unit.c.status == "vacant")).mappings().one()
    return int(found["id"])


def new_household(desk: Desk, name: str = "Fatima Ali", **more: Any) -> int:
    keys = {"name": name, "name_key": match_key(name), "name_sort": sort_key(name)}
    values = {**keys, "case_number": f"26/{name}", "protection": "none", **more}
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        return work.insert(household, values)
