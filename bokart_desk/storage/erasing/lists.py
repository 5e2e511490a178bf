"""Blanks what somebody is called by in imported lists: their rows, and the names of files and sheets."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, update

from bokart_desk.domain.naming import Called
from bokart_desk.storage.erasing.texts import count_mentions, records_naming
from bokart_desk.storage.schema import (
    contract,
    decision,
    household,
    import_batch,
    offer,
    person,
    source_link,
    source_row,
)

_OWNED = (contract, offer, decision, person)


def rows_of(connection: Connection, records: Mapping[str, Collection[int]]) -> set[int]:
    """Return the rows of lists that these records came from."""
    found: set[int] = set()
    for kind, ids in records.items():
        for some in _parts(ids):
            which = (source_link.c.kind == kind, source_link.c.record_id.in_(some))
            found.update(connection.execute(select(source_link.c.source_row_id).where(*which)).scalars())
    return found


def empty_rows(
    connection: Connection, own: Collection[int], names: Called, households: Collection[int], instead: str
) -> int:
    """Empty the rows of lists that a case came from, and those that name its people; return how many.

    ``own``: the rows that records of the case came from. Of a row that tells of somebody else, or of a dwelling, only
    the names go.
    """
    rows = {row: (cells, reason) for row, cells, reason in _held(connection, own)}
    naming = rows_naming(connection, names)
    rows |= {row: (cells, reason) for row, cells, reason in naming if row not in rows}
    whole = emptied_whole(connection, own, households, rows)
    for row, (cells, reason) in rows.items():
        kept = [""] * len(cells or ()) if row in whole else blank_cells(names, cells, instead)
        told = None if row in whole or reason is None else names.blank(reason, instead)
        write_row(connection, row, kept, told)
    return len(rows)


def emptied_whole(
    connection: Connection, own: Collection[int], households: Collection[int], rows: Collection[int]
) -> set[int]:
    """Return those of these rows that tell of nobody and nothing else, so that nothing need stay of them."""
    others = _about_others(connection, households)
    linked = set(connection.execute(select(source_link.c.source_row_id).distinct()).scalars())
    return {row for row in rows if (row not in others if row in own else row not in linked)}


def rows_naming(connection: Connection, names: Called) -> Iterator[tuple[int, Any, str | None]]:
    """Yield the rows of lists that name them: id, cells, reason."""
    for row, held in records_naming(connection, source_row, (source_row.c.cells, source_row.c.reason), names):
        if _names(names, held["cells"], held["reason"]):
            yield row, held["cells"], held["reason"]


def write_row(connection: Connection, row: int, cells: Any, reason: str | None) -> None:
    """Give a row of a list other cells; it is no longer known again in a list that is imported."""
    values = {"cells": cells, "reason": reason, "digest": os.urandom(16)}
    connection.execute(update(source_row).where(source_row.c.id == row).values(values))


def _held(connection: Connection, rows: Collection[int]) -> Iterator[tuple[int, Any, str | None]]:
    for some in _parts(rows):
        held = select(source_row.c.id, source_row.c.cells, source_row.c.reason).where(source_row.c.id.in_(some))
        yield from (tuple(row) for row in connection.execute(held))


def _names(names: Called, cells: Any, reason: str | None) -> bool:
    texts = [str(cell) for cell in (cells.values() if isinstance(cells, Mapping) else cells or ())]
    return names.in_row([*texts, reason or ""])


def blank_cells(names: Called, cells: Any, instead: str) -> Any:
    """Return the cells of a row with ``instead`` where they name them."""
    if isinstance(cells, list) and all(isinstance(cell, str) for cell in cells):
        return names.blank_row(cells, instead)
    return names.blank_within(cells, instead)


def _about_others(connection: Connection, households: Collection[int]) -> set[int]:
    """The rows that a record of another household came from too."""
    found: set[int] = set()
    for table in _OWNED:
        found.update(
            connection.execute(
                select(source_link.c.source_row_id)
                .join(table, table.c.id == source_link.c.record_id)
                .where(source_link.c.kind == table.name, table.c.household_id.not_in(households))
            ).scalars()
        )
    own = select(source_link.c.source_row_id).join(household, household.c.id == source_link.c.record_id)
    which = (source_link.c.kind == "household", source_link.c.record_id.not_in(households))
    return found | set(connection.execute(own.where(*which)).scalars())


def blank_names_of_lists(connection: Connection, names: Called, instead: str, *, only: int | None = None) -> None:
    """Blank the names of imported files and of their sheets, and headings, that name them; of ``only`` one import."""
    held = select(import_batch.c.id, import_batch.c.file_name, import_batch.c.sheets)
    if only is not None:
        held = held.where(import_batch.c.id == only)
    for batch, file_name, sheets in connection.execute(held).all():
        values = {"file_name": names.blank(file_name, instead), "sheets": names.blank_within(sheets, instead)}
        renamed = _renamed(connection, batch, names, instead)
        if renamed:
            values["sheets"] = [
                {**one, "name": renamed[old["name"]]} if old.get("name") in renamed else one
                for old, one in zip(sheets, values["sheets"], strict=True)
            ]
        if values != {"file_name": file_name, "sheets": sheets}:
            connection.execute(update(import_batch).where(import_batch.c.id == batch).values(values))


def _renamed(connection: Connection, batch: int, names: Called, instead: str) -> dict[str, str]:
    """Give sheets that bore a name another one, each its own."""
    held = connection.execute(select(source_row.c.sheet).where(source_row.c.batch_id == batch).distinct()).scalars()
    taken = set(held)
    renamed: dict[str, str] = {}
    for sheet in sorted(taken):
        wanted = blanked = names.blank(sheet, instead)
        if blanked == sheet:
            continue
        number = 2
        while wanted in taken:
            wanted, number = f"{blanked} {number}", number + 1
        taken.add(wanted)
        renamed[sheet] = wanted
        which = (source_row.c.batch_id == batch, source_row.c.sheet == sheet)
        connection.execute(update(source_row).where(*which).values(sheet=wanted))
    return renamed


def count_left(connection: Connection, names: Called) -> int:
    """Return how many records and rows outside of people's own still name them; for proof afterwards."""
    return count_mentions(connection, names) + sum(1 for _row in rows_naming(connection, names))


def _parts(ids: Collection[int]) -> list[list[int]]:
    every = sorted(ids)
    return [every[first : first + 5000] for first in range(0, len(every), 5000)]
