"""The texts of the register outside of people's own names: finding those that name somebody, and changing them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, Text, or_, select, type_coerce, update

from bokart_desk.domain.addresses import address_key
from bokart_desk.domain.naming import Called
from bokart_desk.domain.text_keys import match_key, search_key, sort_key
from bokart_desk.storage.listing import contracts_touched, refresh_listing
from bokart_desk.storage.schema import dwelling, import_preset, metadata, unit

_TOGETHER = 500
"""Records that are read and looked at together."""
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
_KEYS = {
    dwelling.name: frozenset({"number_key", "address_key", "address_sort", "address_search"}),
    unit.name: frozenset({"label_key"}),
}
"""Columns that follow from others."""
_ALONE = {unit.name: "label", import_preset.name: "name"}
"""Texts that no other record beside it may have."""


def written_columns() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Yield the tables with texts that may name somebody outside of his case, and these columns."""
    for table in metadata.sorted_tables:
        never = _NEVER.get(table.name, frozenset())
        if never is not None:
            left = never | _KEYS.get(table.name, frozenset())
            columns = [column for column in table.c if _may_name(column) and column.name not in left]
            if columns:
                yield table, columns


def _may_name(column: Column[Any]) -> bool:
    if column.primary_key or column.foreign_keys:
        return False
    return isinstance(column.type, (Text, JSON)) or (isinstance(column.type, String) and column.table is import_preset)


def records_naming(
    connection: Connection, table: Table, columns: Sequence[Column[Any]], names: Called
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (id, values by column) of the records that could name them in these columns; no other one does.

    All are read before the first is given, so that they may be changed.
    """
    if not names:
        return
    (key,) = table.primary_key.columns
    kept = [type_coerce(column, Text) for column in columns]  # JSON as it is kept: making values of it takes long
    found = connection.execute(select(key, *kept).where(or_(*(column.is_not(None) for column in columns))))
    named = []
    for some in found.partitions(_TOGETHER):
        texts = ["\n".join([text for text in held if text]) for _record, *held in some]
        named += [some[at] for at in names.among(texts)]
    for record, *held in named:
        pairs = zip(columns, held, strict=True)
        yield record, {column.name: _value(column, value) for column, value in pairs}


def _value(column: Column[Any], kept: Any) -> Any:
    return json.loads(kept) if kept is not None and isinstance(column.type, JSON) else kept


def change_texts(connection: Connection, table: Table, record: int, values: Mapping[str, Any]) -> None:
    """Give a record other texts; the keys that follow from them, and the lists searched by them, follow."""
    changed = dict(values)
    if alone := _ALONE.get(table.name):
        changed |= {alone: _alone(connection, table, record, changed[alone])} if alone in changed else {}
    if address := changed.get("address") if table is dwelling else None:
        keys = (address_key(address), sort_key(address), search_key(address))
        changed |= dict(zip(("address_key", "address_sort", "address_search"), keys, strict=True))
    if table is dwelling and "number" in changed:
        changed["number_key"] = match_key(changed["number"] or "") or None
    if table is unit and "label" in changed:
        changed["label_key"] = search_key(changed["label"])
    connection.execute(update(table).where(table.c.id == record).values(changed))
    if table in (dwelling, unit):
        refresh_listing(connection, contracts_touched(connection, table.name, record))


def _alone(connection: Connection, table: Table, record: int, text: str) -> str:
    column = table.c[_ALONE[table.name]]
    taken = set(connection.execute(select(column).where(table.c.id != record)).scalars())
    number, wanted = 2, text
    while wanted in taken:
        wanted, number = f"{text} {number}", number + 1
    return wanted


def blank_mentions(connection: Connection, names: Called, instead: str) -> int:
    """Put ``instead`` wherever the register names them outside of rows of lists; return in how many records."""
    changed = 0
    for table, columns in written_columns():
        for record, held in records_naming(connection, table, columns, names):
            blanked = {name: names.blank_within(value, instead) for name, value in held.items()}
            other = {name: value for name, value in blanked.items() if value != held[name]}
            if other:
                change_texts(connection, table, record, other)
                changed += 1
    return changed


def count_mentions(connection: Connection, names: Called) -> int:
    """Return how many records outside of rows of lists name them."""
    return sum(
        any(names.blank_within(value, "") != value for value in held.values())
        for table, columns in written_columns()
        for _record, held in records_naming(connection, table, columns, names)
    )
