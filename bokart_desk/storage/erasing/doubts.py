"""Mentions that nobody but a person can judge: a name of one word, or one that a namesake bears, outside the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, func, select

from bokart_desk.domain.naming import Called, called
from bokart_desk.domain.text_keys import match_key
from bokart_desk.storage.erasing.case import called_in_case, doubted_in_case
from bokart_desk.storage.erasing.lists import blank_names_of_lists, emptied_whole, rows_naming, rows_of, write_row
from bokart_desk.storage.erasing.texts import change_texts, records_naming, written_columns
from bokart_desk.storage.listing import among
from bokart_desk.storage.schema import (
    contract,
    history,
    household,
    import_batch,
    metadata,
    person,
    source_link,
    source_row,
)

_OWN_NAMES = frozenset({"given_name", "family_name", "name"})
_NAMED = frozenset({"person", "household", "landlord", "consultant"})
"""Kinds of records whose own names history holds: those of others are no mention."""
_KEYS = ("_key", "_sort", "_search")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: the column of a record, the way to it within JSON, and from where to where in the text."""

    table: str
    record: int
    column: str
    path: Path
    begin: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention with the whole text around it. ``kind``, ``of``: the record it tells of, of a line of history too."""

    place: Place
    text: str
    kind: str
    of: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person has ``seen`` of the mentions, and which of them are ``meant`` and go.

    ``mark``: how far history and lists had come then; while that is so there is nothing new to see.
    """

    seen: frozenset[Place] = frozenset()
    meant: frozenset[Place] = frozenset()
    mark: tuple[int, int] | None = None


class MentionsUnseen(Exception):
    """There are mentions that nobody has judged yet."""


def mark_now(connection: Connection) -> tuple[int, int]:
    """Return how far history and lists have come."""
    numbers = (connection.execute(select(func.max(table.c.id))).scalar() or 0 for table in (history, source_row))
    first, second = numbers
    return first, second


def blank_judged(connection: Connection, records: Mapping[str, set[int]], judged: Judged, instead: str) -> int:
    """Blank what is meant; return how many mentions stay. Raise MentionsUnseen when there are others than seen."""
    if judged.mark != mark_now(connection):
        now = {one.place for one in find_doubts(connection, records)}
        if now - judged.seen:
            raise MentionsUnseen
        judged = Judged(frozenset(now), judged.meant & now)
    blank_doubts(connection, judged.meant, instead)
    return len(judged.seen - judged.meant)


def find_doubts(connection: Connection, records: Mapping[str, set[int]]) -> list[Doubt]:
    """Return every mention outside what is emptied that may be of the people of these records."""
    certain = called_in_case(connection, records)
    doubted = doubted_in_case(connection, records, certain)
    if not doubted:
        return []
    found = [
        *_in_texts(connection, records, certain, doubted),
        *_in_rows(connection, records, certain, doubted),
        *_in_names_of_lists(connection, certain, doubted),
    ]
    return sorted(found, key=lambda one: (one.place.table != "dwelling", one.place.table, one.place.record))


def _in_texts(
    connection: Connection, records: Mapping[str, set[int]], certain: Called, doubted: Called
) -> Iterator[Doubt]:
    for table, columns in written_columns():
        found = list(records_naming(connection, table, columns, doubted))
        told = _told_of(connection, table, [record for record, _held in found])
        for record, held in found:
            kind, of = told.get(record, (table.name, record))
            if of in records.get(kind, ()):
                continue
            for name, value in held.items():
                for path, text in _leaves(value):
                    own = table is history and kind in _NAMED and path and path[0] in _OWN_NAMES
                    if not own and not (path and str(path[0]).endswith(_KEYS)):
                        for begin, end in _spans(text, certain, doubted):
                            place = Place(table.name, record, name, path, begin, end, text[begin:end])
                            yield Doubt(place, text, kind, of)


def _told_of(connection: Connection, table: Table, lines: Collection[int]) -> dict[int, tuple[str, int]]:
    if table is not history:
        return {}
    found: dict[int, tuple[str, int]] = {}
    for which in among(history.c.id, lines):
        told = connection.execute(select(history.c.id, history.c.kind, history.c.record_id).where(which))
        found |= {line: (kind, record) for line, kind, record in told}
    return found


def _in_rows(
    connection: Connection, records: Mapping[str, set[int]], certain: Called, doubted: Called
) -> Iterator[Doubt]:
    own = rows_of(connection, records) if "household" in records else set()
    rows = {row: (cells, reason) for row, cells, reason in rows_naming(connection, doubted)}
    certainly = own | {row for row, _cells, _reason in rows_naming(connection, certain)}
    gone = emptied_whole(connection, own, records.get("household", set()), certainly)
    others = _names_linked(connection, set(rows) - gone, records)
    for row, (cells, reason) in rows.items():
        if row in gone:
            continue
        known = others.get(row, ())
        theirs, words = called(known, ()), {word for name in known for word in match_key(name).split()}
        for column, value in (("cells", cells), ("reason", reason)):
            for path, text in _leaves(value):
                if words.issuperset(match_key(text).split()):
                    continue  # the tenant of the row is called so
                spans = theirs.spans(text)
                for begin, end in _spans(text, certain, doubted):
                    if not _touches((begin, end), spans):
                        place = Place(source_row.name, row, column, path, begin, end, text[begin:end])
                        yield Doubt(place, text, source_row.name, row)


def _names_linked(
    connection: Connection, rows: Collection[int], records: Mapping[str, set[int]]
) -> dict[int, set[str]]:
    """Return what those are called who rows of lists made, but for these records."""
    found: dict[int, set[str]] = {}
    of = (
        ("contract", contract.c.id, contract.c.household_id),
        ("person", person.c.id, person.c.household_id),
        ("household", household.c.id, household.c.id),
    )
    for kind, key, owner in of:
        for which in among(source_link.c.source_row_id, rows):
            linked = (
                select(source_link.c.source_row_id, household.c.id, household.c.name)
                .join(key.table, key == source_link.c.record_id)
                .where(source_link.c.kind == kind, which)
            )
            linked = linked if kind == "household" else linked.join(household, household.c.id == owner)
            for row, home, name in connection.execute(linked):
                if home not in records.get("household", ()):
                    found.setdefault(row, set()).update((name, *_members(connection, home, records)))
    return found


def _members(connection: Connection, home: int, records: Mapping[str, set[int]]) -> Iterator[str]:
    names = select(person.c.id, person.c.given_name, person.c.family_name).where(person.c.household_id == home)
    for record, given, family in connection.execute(names):
        if record not in records.get("person", ()):
            yield f"{given} {family}"


def _in_names_of_lists(connection: Connection, certain: Called, doubted: Called) -> Iterator[Doubt]:
    """Of each list and word one: a sheet is called the same in several places."""
    columns = (import_batch.c.file_name, import_batch.c.sheets)
    told: set[tuple[int, str]] = set()
    for batch, held in records_naming(connection, import_batch, columns, doubted):
        for name, value in held.items():
            for path, text in _leaves(value):
                if name == "file_name" or {"name", "headers"} & set(path):
                    for begin, end in _spans(text, certain, doubted):
                        word = match_key(text[begin:end])
                        if (batch, word) not in told:
                            told.add((batch, word))
                            place = Place(import_batch.name, batch, name, path, begin, end, text[begin:end])
                            yield Doubt(place, text, import_batch.name, batch)


def _spans(text: str, certain: Called, doubted: Called) -> list[tuple[int, int]]:
    spans = doubted.spans(text)
    sure = certain.spans(text) if spans else []
    return [span for span in spans if not _touches(span, sure)]


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and begin < span[1] for begin, end in others)


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from _leaves(held, (*path, str(key)))
    elif isinstance(value, list):
        for at, held in enumerate(value):
            yield from _leaves(held, (*path, at))


def blank_doubts(connection: Connection, places: Iterable[Place], instead: str) -> None:
    """Put ``instead`` at places that ``find_doubts`` told of; nothing may have been changed since."""
    by_column = sorted(places, key=lambda one: (*_column_of(one), repr(one.path)))
    for (name, record, column), some in groupby(by_column, _column_of):
        chosen = list(some)
        if name == import_batch.name:  # the name of a sheet stands in its rows as well
            words = Called(frozenset(tuple(match_key(one.word).split()) for one in chosen), frozenset())
            blank_names_of_lists(connection, words, instead, only=record)
            continue
        table = metadata.tables[name]
        held = connection.execute(select(table).where(table.c.id == record)).mappings().one()
        value = held[column]
        for path, spans in groupby(chosen, lambda one: one.path):
            value = _blanked(value, path, [(one.begin, one.end) for one in spans], instead)
        if table is source_row:
            new = dict(held) | {column: value}
            write_row(connection, record, new["cells"], new["reason"])
        else:
            change_texts(connection, table, record, {column: value})


def _column_of(place: Place) -> tuple[str, int, str]:
    return place.table, place.record, place.column


def _blanked(value: Any, path: Path, spans: list[tuple[int, int]], instead: str) -> Any:
    if path:
        first, *rest = path
        items = dict(value) if isinstance(value, Mapping) else list(value)
        items[first] = _blanked(items[first], tuple(rest), spans, instead)  # type: ignore[index]
        return items
    for begin, end in sorted(spans, reverse=True):
        value = value[:begin] + instead + value[end:]
    return value
