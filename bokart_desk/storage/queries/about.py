"""All that the register holds about one household: its records, also those that are gone, and what points at them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from bokart_desk.domain.codes import LandlordKind
from bokart_desk.storage.schema import (
    contract,
    contract_listing,
    history,
    household,
    metadata,
    person,
    review,
)
from bokart_desk.storage.work import typed

OF_HOUSEHOLD = (
    "person", "need", "contract", "offer", "decision", "follow_up", "housing_plan", "reading_log", "erasure",
)  # fmt: skip
"""Tables that point at a household."""
OF_PARTS = {"review": "contract", "met_criterion": "need"}
"""Tables that point at a part of a household's case, and the part."""
_WITH_HISTORY = (
    "person",
    "need",
    "contract",
    "offer",
    "decision",
    "follow_up",
    "housing_plan",
    "review",
    "met_criterion",
)


@dataclass(slots=True)
class Scope:
    """What belongs to a household's case: its own id with those that were merged into it, and ids by table."""

    household_id: int
    households: set[int]
    ids: dict[str, set[int]] = field(default_factory=dict)
    """Of every table, records that are there and records that are gone."""
    moved_in: dict[tuple[str, int], int] = field(default_factory=dict)
    """Records that belonged to another household before: the line of history that brought them."""
    moved_away: dict[tuple[str, int], int] = field(default_factory=dict)
    """Records that belong to another household now: the line of history that took them."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of history as it is kept, with its own number and the import it was part of."""

    number: int
    at: Any
    who: str
    what: str
    kind: str
    record_id: int
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    work: int
    batch_id: int | None


def scope_of(connection: Connection, household_id: int) -> Scope | None:
    """Return what belongs to the household; None when there is no such household."""
    if connection.execute(select(household.c.id).where(household.c.id == household_id)).first() is None:
        return None
    scope = Scope(household_id, {household_id})
    while True:
        _collect(connection, scope)
        earlier = _merged_into(connection, scope)
        if earlier <= scope.households:
            return scope
        scope.households |= earlier


def _collect(connection: Connection, scope: Scope) -> None:
    for name in OF_HOUSEHOLD:
        table = metadata.tables[name]
        held = connection.execute(select(table.c.id).where(table.c.household_id.in_(scope.households))).scalars()
        scope.ids.setdefault(name, set()).update(held)
        if name in _WITH_HISTORY:
            _add_gone(connection, scope, name, "household_id", scope.households)
    for name, part in OF_PARTS.items():
        table = metadata.tables[name]
        owners = scope.ids[part]
        held = connection.execute(select(table.c.id).where(table.c[f"{part}_id"].in_(owners))).scalars()
        scope.ids.setdefault(name, set()).update(held)
        _add_gone(connection, scope, name, f"{part}_id", owners)


def _add_gone(connection: Connection, scope: Scope, kind: str, field_name: str, owners: set[int]) -> None:
    """Add records that history says once pointed at ``owners``; note those that moved from or to somebody else."""
    was = func.json_extract(history.c.before, f"$.{field_name}")
    becomes = func.json_extract(history.c.after, f"$.{field_name}")
    lines = connection.execute(
        select(history.c.id, history.c.record_id, history.c.action, was, becomes).where(
            history.c.kind == kind, or_(was.in_(owners), becomes.in_(owners))
        )
    )
    table = metadata.tables[kind]
    for number, record_id, action, before, after in lines.all():
        key = (kind, record_id)
        if action == "deleted" or before in owners:
            scope.ids[kind].add(record_id)
        if action != "changed" or after is None:
            continue
        now = connection.execute(select(table.c[field_name]).where(table.c.id == record_id)).scalar()
        if before in owners and after not in owners and now is not None and now not in owners:
            scope.moved_away[key] = number
        elif after in owners and before not in owners and before is not None:
            scope.moved_in[key] = number


def _merged_into(connection: Connection, scope: Scope) -> set[int]:
    """Return the households that are gone and whose records this one has taken over."""
    was = func.json_extract(history.c.before, "$.household_id")
    becomes = func.json_extract(history.c.after, "$.household_id")
    found = connection.execute(
        select(was).where(history.c.action == "changed", becomes.in_(scope.households), was.is_not(None)).distinct()
    ).scalars()
    there = set(connection.execute(select(household.c.id)).scalars())
    gone = {int(one) for one in found} - there
    scope.moved_in = {key: line for key, line in scope.moved_in.items() if not _came_from(connection, line, gone)}
    return gone | scope.households


def _came_from(connection: Connection, line: int, households: set[int]) -> bool:
    was = func.json_extract(history.c.before, "$.household_id")
    return connection.execute(select(was).where(history.c.id == line)).scalar() in households


def records(connection: Connection, kind: str, ids: Collection[int]) -> list[dict[str, Any]]:
    """Return the records of a table that are there, all their columns; the keys of lists by their contract."""
    table = metadata.tables[kind]
    key = table.c.contract_id if table is contract_listing else table.c.id
    found = connection.execute(select(table).where(key.in_(list(ids))).order_by(key)).mappings()
    return [dict(row) for row in found]


def places(connection: Connection, unit_ids: Collection[int]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return (unit, dwelling) of these units."""
    unit, dwelling = metadata.tables["unit"], metadata.tables["dwelling"]
    found = []
    for row in connection.execute(select(unit).where(unit.c.id.in_(list(unit_ids))).order_by(unit.c.id)).mappings():
        home = connection.execute(select(dwelling).where(dwelling.c.id == row["dwelling_id"])).mappings().one()
        found.append((dict(row), dict(home)))
    return found


def lines_of(connection: Connection, scope: Scope) -> list[KeptLine]:
    """Return what happened to the records of a case, oldest first; of one that moved only its time here."""
    which: list[ColumnElement[bool]] = [and_(history.c.kind == "household", history.c.record_id.in_(scope.households))]
    for kind in _WITH_HISTORY:
        if scope.ids.get(kind):
            which.append(and_(history.c.kind == kind, history.c.record_id.in_(scope.ids[kind])))
    lines = _lines(connection, or_(*which))
    return [line for line in lines if _in_its_time(scope, line)]


def _in_its_time(scope: Scope, line: KeptLine) -> bool:
    key = (line.kind, line.record_id)
    first, last = scope.moved_in.get(key, 0), scope.moved_away.get(key)
    return line.number >= first and (last is None or line.number <= last)


def given_away(connection: Connection, scope: Scope) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield records (kind, values) that belong to another household now, as they were when they went."""
    for (kind, record_id), number in sorted(scope.moved_away.items()):
        table = metadata.tables[kind]
        held = connection.execute(select(table).where(table.c.id == record_id)).mappings().first()
        since = and_(history.c.kind == kind, history.c.record_id == record_id, history.c.id >= number)
        values = dict(held or {})
        for line in reversed(_lines(connection, since)):
            for name, value in (line.before or {}).items():
                if name in table.c:
                    values[name] = typed(table.c[name], value)
        if values:
            yield kind, values


def past_persons(connection: Connection, ids: Collection[int]) -> Iterator[dict[str, Any]]:
    """Yield what history says of these persons, each time as they were: names, numbers, telephone and birth date."""
    names = ("given_name", "family_name", "born_on", "duf_number", "identity_number", "phone")
    for line in _lines(connection, and_(history.c.kind == "person", history.c.record_id.in_(list(ids)))):
        for side in (line.before, line.after):
            if side:
                yield {name: typed(person.c[name], side.get(name)) for name in names}


def lines_of_gone_persons(connection: Connection, persons: Iterable[Mapping[str, Any]]) -> list[KeptLine]:
    """Return the history of persons that are gone and had the same number, or the same name and birth date."""
    which: list[ColumnElement[bool]] = []
    for one in persons:
        for side in (history.c.before, history.c.after):
            for number in ("duf_number", "identity_number"):
                if one[number]:
                    which.append(func.json_extract(side, f"$.{number}") == one[number])
            if one["born_on"]:
                names = [func.json_extract(side, f"$.{name}") == one[name] for name in ("given_name", "family_name")]
                which.append(and_(*names, func.json_extract(side, "$.born_on") == one["born_on"].isoformat()))
    if not which:
        return []
    there = select(person.c.id)
    of_persons = and_(history.c.kind == "person", history.c.record_id.not_in(there))
    ids = select(history.c.record_id).where(of_persons, or_(*which)).distinct()
    return _lines(connection, and_(history.c.kind == "person", history.c.record_id.in_(ids)))


def lines_of_kinds(connection: Connection, kinds: Collection[str]) -> Iterator[KeptLine]:
    """Yield the lines of history of these tables that hold any value."""
    holds = or_(history.c.before.is_not(None), history.c.after.is_not(None))
    yield from _lines(connection, and_(history.c.kind.in_(list(kinds)), holds))


def _lines(connection: Connection, which: ColumnElement[bool]) -> list[KeptLine]:
    columns = ("id", "at", "who", "what", "kind", "record_id", "action", "before", "after", "work", "batch_id")
    found = connection.execute(select(*(history.c[name] for name in columns)).where(which).order_by(history.c.id))
    return [KeptLine(*values) for values in found]


def owners_of(connection: Connection, records_of: Iterable[tuple[str, int]]) -> set[int]:
    """Return the households that these records (kind, id) belong to now."""
    found: set[int] = set()
    for kind, record in records_of:
        table = metadata.tables.get(kind)
        if kind == "household":
            found.add(record)
        elif kind == "review":
            of = select(contract.c.household_id).join(review, review.c.contract_id == contract.c.id)
            found.update(connection.execute(of.where(review.c.id == record)).scalars())
        elif table is not None and "household_id" in table.c:
            held = connection.execute(select(table.c.household_id).where(table.c.id == record)).scalar()
            found |= set() if held is None else {held}
    return found


def names_of_others(connection: Connection, persons: Collection[int]) -> Iterator[tuple[str, str]]:
    """Yield the names (given, family) of everyone else in the register."""
    statement = select(person.c.given_name, person.c.family_name).where(person.c.id.not_in(list(persons)))
    yield from (tuple(row) for row in connection.execute(statement))


def private_landlords(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield name and telephone of landlords who are persons."""
    landlord = metadata.tables["landlord"]
    found = select(landlord.c.name, landlord.c.phone).where(landlord.c.kind == LandlordKind.PRIVATE_PERSON)
    for name, phone in connection.execute(found):
        yield name, phone or ""


def columns_of_text(table: Table) -> list[str]:
    """Return the columns that hold words somebody wrote, or a list's cells."""
    from sqlalchemy import JSON, Text  # noqa: PLC0415

    return [column.name for column in table.c if isinstance(column.type, (Text, JSON))]


def texts_of(connection: Connection, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (id, texts by column) of a table's records that hold any."""
    table = metadata.tables[kind]
    names = columns_of_text(table)
    key = next(iter(table.primary_key.columns))
    columns = [table.c[name] for name in names]
    found = connection.execute(select(key, *columns).where(or_(*(column.is_not(None) for column in columns))))
    for record, *texts in found:
        yield record, {name: text for name, text in zip(names, texts, strict=True) if text}


def landlords(connection: Connection) -> list[dict[str, Any]]:
    """Return all landlords."""
    return [dict(row) for row in connection.execute(select(metadata.tables["landlord"])).mappings()]


def of_landlord(connection: Connection, kind: str, landlord_id: int) -> list[dict[str, Any]]:
    """Return the dwellings or head leases of a landlord."""
    table = metadata.tables[kind]
    found = connection.execute(select(table).where(table.c.landlord_id == landlord_id).order_by(table.c.id))
    return [dict(row) for row in found.mappings()]


def first_line(connection: Connection) -> str:
    """Return when history began and with what: the same for a register as long as it lives."""
    columns = (history.c.at, history.c.kind, history.c.record_id)
    found = connection.execute(select(*columns).order_by(history.c.id).limit(1)).first()
    return "" if found is None else "|".join(str(value) for value in found)
