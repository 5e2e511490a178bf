"""The rows of lists that a record came from, with their cells as they stood."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, false, or_, select

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.rows import SourceLine
from bokart_desk.storage.schema import (
    contract,
    decision,
    household,
    import_batch,
    offer,
    person,
    source_link,
    source_row,
    unit,
)

_SOURCES_SHOWN = 20


Records = Mapping[str, Collection[int]]


def sources_of(connection: Connection, records: Records) -> tuple[SourceLine, ...]:
    """Return the rows that records (ids by kind) came from, each once, the newest import first."""
    return tuple(line for _row, line in _read(connection, records))


def sources_outside_case(connection: Connection, records: Records) -> tuple[SourceLine, ...]:
    """Return the rows that records came from as they may be shown outside a household's own case (rule 11).

    Of a row about a household whose protection is not "none" the place in its list is told, and no cell.
    """
    lines = _read(connection, records)
    hidden = about_protected(connection, [row for row, _line in lines])
    return tuple(replace(line, cells=()) if row in hidden else line for row, line in lines)


def records_of_dwelling(connection: Connection, dwelling_id: int) -> dict[str, list[int]]:
    """Return the records whose rows tell of a dwelling: itself, its units, and the contracts on them."""
    units = list(connection.execute(select(unit.c.id).where(unit.c.dwelling_id == dwelling_id)).scalars())
    contracts = select(contract.c.id).where(contract.c.unit_id.in_(units))
    return {"dwelling": [dwelling_id], "unit": units, "contract": list(connection.execute(contracts).scalars())}


def about_protected(connection: Connection, rows: Collection[int]) -> set[int]:
    """Return those of these rows that a record of a protected household came from."""
    found: set[int] = set()
    guarded = household.c.protection != Protection.NONE
    for table in (contract, offer, decision, person):
        found.update(
            connection.execute(
                select(source_link.c.source_row_id)
                .join(table, table.c.id == source_link.c.record_id)
                .join(household, household.c.id == table.c.household_id)
                .where(source_link.c.kind == table.name, source_link.c.source_row_id.in_(rows), guarded)
            ).scalars()
        )
    own = (
        select(source_link.c.source_row_id)
        .join(household, household.c.id == source_link.c.record_id)
        .where(source_link.c.kind == "household", source_link.c.source_row_id.in_(rows), guarded)
    )
    return found | set(connection.execute(own).scalars())


def source_line(connection: Connection, row_id: int) -> SourceLine:
    """Return where a row of a list stands, without its cells."""
    found = connection.execute(
        select(import_batch.c.file_name, source_row.c.sheet, source_row.c.row, import_batch.c.imported_at)
        .join(source_row, source_row.c.batch_id == import_batch.c.id)
        .where(source_row.c.id == row_id)
    ).one()
    return SourceLine(*found, ())


def _read(connection: Connection, records: Records) -> list[tuple[int, SourceLine]]:
    """The rows with their ids, each once, the newest import first."""
    wanted = [
        and_(source_link.c.kind == kind, source_link.c.record_id.in_(list(ids))) for kind, ids in records.items() if ids
    ]
    rows = select(source_link.c.source_row_id).where(or_(false(), *wanted))
    found = connection.execute(
        select(
            source_row.c.id, import_batch.c.file_name, source_row.c.sheet, source_row.c.row,
            import_batch.c.imported_at, source_row.c.cells, import_batch.c.sheets,
        )
        .join(source_row, source_row.c.batch_id == import_batch.c.id)
        .where(source_row.c.id.in_(rows))
        .order_by(import_batch.c.imported_at.desc(), source_row.c.row)
        .limit(_SOURCES_SHOWN)
    )  # fmt: skip
    return [
        (record, SourceLine(file_name, sheet, row, at, cells_under_headings(cells, headings_over(sheets, sheet, row))))
        for record, file_name, sheet, row, at, cells, sheets in found
    ]


def headings_over(sheets: Any, sheet: str, row: int) -> list[str]:
    """Return the headings over a row: those of the last table of its sheet that begins above it."""
    tables = [
        entry
        for entry in (sheets if isinstance(sheets, list) else [])
        if isinstance(entry, Mapping) and entry.get("name") == sheet and entry.get("first_row", 1) <= row
    ]
    return [str(heading or "") for heading in tables[-1].get("headers") or ()] if tables else []


def cells_under_headings(cells: Any, headings: list[str]) -> tuple[tuple[str, str], ...]:
    """Return (heading, text) of the cells that hold anything; the column's letter stands in for a missing heading."""
    if isinstance(cells, Mapping):
        return tuple((str(key), str(value)) for key, value in cells.items() if value not in (None, ""))
    pairs = []
    for index, cell in enumerate(cells or ()):
        if isinstance(cell, list) and len(cell) == 2:
            pairs.append((str(cell[0] or ""), "" if cell[1] is None else str(cell[1])))
            continue
        heading = headings[index] if index < len(headings) and headings[index] else column_letter(index)
        pairs.append((heading, "" if cell is None else str(cell)))
    return tuple((heading, text) for heading, text in pairs if text)


def column_letter(index: int) -> str:
    """Return a spreadsheet's name for a column counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
