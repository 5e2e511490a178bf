"""Small lists of contracts, written and imported as the tests of importing twice need them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from bokart_desk.importing.apply import Applied, apply_plan
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan, RowPlan, plan_file
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading

TODAY = date(2026, 11, 22)


NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


HEADER = [
    "Bolig nr",
    "Adresse",
    "H-nr",
    "Leietaker",
    "Innflytting",
    "Kontrakt utløper",
    "Husleie",
    "Merknad",
    "Nøkkelskap",
]


Row = list[Any]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register" / "register.db", now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def row(number: str, address: str, tenant: str, start: Any, end: Any, rent: Any = 8500, unit: str = "") -> Row:
    return [number, address, unit, tenant, start, end, rent, None, "A1"]


def save(folder: Path, *rows: Row, name: str = "liste.xlsx") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in [HEADER, *rows]:
        sheet.append(cells)
    book.save(folder / name)
    return folder / name


def bring_in(register: Register, path: Path, **choices: Any) -> tuple[FilePlan, Applied]:
    plan = plan_file(register, path, today=TODAY, **choices)
    return plan, apply_plan(register, plan, who="Kari", now=NOW)


def rows_of(plan: FilePlan) -> list[RowPlan]:
    return [one for sheet in plan.sheets for one in sheet.rows]


def outcomes(plan: FilePlan) -> list[Outcome]:
    return [one.outcome for one in rows_of(plan)]


def contracts(register: Register) -> list[dict[str, Any]]:
    with reading(register.engine) as connection:
        found = connection.execute(select(schema.contract).order_by(schema.contract.c.id))
        return [dict(one) for one in found.mappings()]


def counts(register: Register) -> dict[str, int]:
    with reading(register.engine) as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in schema.metadata.tables.items()
        }


WARSAME = row("K1", "Storgata 1", "Fatima Warsame", date(2024, 1, 1), date(2026, 12, 31))


HADDAD = row("K2", "Storgata 2", "Samuel Haddad", date(2025, 3, 1), date(2028, 2, 29))
