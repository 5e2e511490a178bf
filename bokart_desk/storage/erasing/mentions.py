"""Blanks what somebody is called by wherever it stands outside the case: notes, history, rows and names of lists."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, Text, or_, select, update

from bokart_desk.domain.naming import Called
from bokart_desk.storage.schema import (
    contract,
    decision,
    history,
    household,
    import_batch,
    import_preset,
    metadata,
    offer,
    person,
    source_link,
    source_row,
)

_NEVER = {
    "person": None,
    "consultant": None,
    "municipality": None,
    "code_value": None,
    "priority_criterion": None,
    "erasure": None,
    "contract_listing": None,
    "reading_log": None,
    "source_row": None,
    "source_link": None,
    "import_batch": None,
    "history": frozenset({"what", "who", "kind", "action"}),
    "household": frozenset({"name", "name_key", "name_sort", "case_number"}),
    "landlord": frozenset({"name", "name_key"}),
}  # fmt: skip
"""Tables and columns that hold other people's own names, codes, or what is seen to apart."""
_OWNED = (contract, offer, decision, person)


def blank_mentions(connection: Connection, names: Called, instead: str) -> int:
    """Put ``instead`` wherever the register names them outside of rows of lists; return in how many records."""
    if not names:
        return 0
    changed = 0
    for table in metadata.sorted_tables:
        never = _NEVER.get(table.name, frozenset())
        if never is None:
            continue
        columns = [column for column in table.c if _may_name(column) and column.name not in never]
        changed += sum(_blank_in(connection, table, column, names, instead) for column in columns)
    return changed


def _may_name(column: Column[Any]) -> bool:
    if column.primary_key or column.foreign_keys:
        return False
    return isinstance(column.type, (Text, JSON)) or (isinstance(column.type, String) and column.table is import_preset)


def _blank_in(connection: Connection, table: Table, column: Column[Any], names: Called, instead: str) -> int:
    (key,) = table.primary_key.columns
    found = connection.execute(select(key, column).where(column.is_not(None))).all()
    changed = 0
    for record, value in found:
        blanked = names.blank_within(value, instead)
        if blanked != value:
            connection.execute(update(table).where(key == record).values({column.name: blanked}))
            changed += 1
    return changed


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
    others = _about_others(connection, households)
    linked = set(connection.execute(select(source_link.c.source_row_id).distinct()).scalars())
    found = connection.execute(select(source_row.c.id, source_row.c.cells, source_row.c.reason))
    emptied = 0
    for row, cells, reason in found.all():
        mine = row in own
        if not mine and not _names(names, cells, reason):
            continue
        whole = row not in others if mine else row not in linked
        kept = [""] * len(cells or ()) if whole else _blanked(names, cells, instead)
        told = None if whole or reason is None else names.blank(reason, instead)
        values = {"cells": kept, "reason": told, "digest": os.urandom(16)}
        connection.execute(update(source_row).where(source_row.c.id == row).values(values))
        emptied += 1
    return emptied


def _names(names: Called, cells: Any, reason: str | None) -> bool:
    texts = [str(cell) for cell in (cells.values() if isinstance(cells, Mapping) else cells or ())]
    return names.in_row([*texts, reason or ""])


def _blanked(names: Called, cells: Any, instead: str) -> Any:
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


def blank_names_of_lists(connection: Connection, names: Called, instead: str) -> None:
    """Blank the names of imported files and of their sheets, and headings, that name them."""
    for batch, file_name, sheets in connection.execute(
        select(import_batch.c.id, import_batch.c.file_name, import_batch.c.sheets)
    ).all():
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
    left = 0
    for row, cells, reason in connection.execute(select(source_row.c.id, source_row.c.cells, source_row.c.reason)):
        left += bool(row and _names(names, cells, reason))
    either = or_(history.c.before.is_not(None), history.c.after.is_not(None))
    for before, after in connection.execute(select(history.c.before, history.c.after).where(either)):
        left += any(names.blank_within(one, "") != one for one in (before, after))
    return left


def _parts(ids: Collection[int]) -> list[list[int]]:
    every = sorted(ids)
    return [every[first : first + 5000] for first in range(0, len(every), 5000)]
