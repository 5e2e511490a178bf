"""Makes lists as files, takes them in, and tells what the register holds afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from sqlalchemy import select

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.plan import FilePlan, RowPlan, plan_file
from bokart_desk.services.register import Register
from bokart_desk.storage import schema
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
Row = Sequence[Any]


def workbook(path: Path, sheets: dict[str, list[Row]], merged: Sequence[str] = ()) -> Path:
    """Save sheets of rows, the areas of ``merged`` joined on each of them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def bring_in(register: Register, path: Path, **choices: Any) -> FilePlan:
    """Take a list in; the register holds together afterwards."""
    plan = plan_file(register, path, today=TODAY, **choices)
    apply_plan(register, plan, who="Kari", now=NOW)
    assert check_register(register.engine).problems == []
    return plan


def rows_of(plan: FilePlan) -> list[RowPlan]:
    return [row for sheet in plan.sheets for row in sheet.rows]


def outcomes(plan: FilePlan) -> list[Outcome]:
    return [row.outcome for row in rows_of(plan)]


def records(register: Register, kind: str) -> list[dict[str, Any]]:
    """Return all records of a kind, in the order of their ids."""
    table = schema.metadata.tables[kind]
    with reading(register.engine) as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


def households(register: Register) -> list[list[tuple[str, str, date | None]]]:
    """Return the members of each household, the main one first: given name, family name, day of birth."""
    persons = sorted(records(register, "person"), key=lambda one: (not one["main_person"], one["id"]))
    return [
        [
            (one["given_name"], one["family_name"], one["born_on"])
            for one in persons
            if one["household_id"] == household["id"]
        ]
        for household in records(register, "household")
    ]


def terms(register: Register) -> list[tuple[str, date, date | None]]:
    """Return address, start and end of each contract, by address and start."""
    dwellings = {one["id"]: one["address"] for one in records(register, "dwelling")}
    units = {one["id"]: dwellings[one["dwelling_id"]] for one in records(register, "unit")}
    found = ((units[one["unit_id"]], one["start_date"], one["end_date"]) for one in records(register, "contract"))
    return sorted(found, key=lambda one: one[:2])
