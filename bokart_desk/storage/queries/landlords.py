"""Landlords: the list, searched and sorted, one with all that is theirs, and what points at one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from bokart_desk.domain.codes import DwellingKind, LandlordKind
from bokart_desk.domain.dwelling_rows import LandlordDetail, LandlordDwelling, LandlordRow
from bokart_desk.domain.text_keys import search_key
from bokart_desk.storage.queries.head_leases import leases_of_landlord
from bokart_desk.storage.queries.search_terms import typed_words
from bokart_desk.storage.queries.units import is_let
from bokart_desk.storage.schema import dwelling, head_lease, landlord, unit


class LandlordSort(StrEnum):
    """What the list is sorted by."""

    NAME = "name"
    KIND = "kind"
    DWELLINGS = "dwellings"
    LEASE_END = "lease_end"


@dataclass(frozen=True, slots=True)
class LandlordQuery:
    """Which landlords, in which order. ``only``: this one alone."""

    text: str = ""
    kind: LandlordKind | None = None
    sort: LandlordSort = LandlordSort.NAME
    descending: bool = False
    only: int | None = None


def find(connection: Connection, query: LandlordQuery, today: date, offset: int, limit: int) -> list[LandlordRow]:
    """Return the landlords of the list from ``offset`` on, at most ``limit``."""
    homes = select(func.count()).where(dwelling.c.landlord_id == landlord.c.id).scalar_subquery()
    rooms = (
        select(func.count())
        .select_from(unit.join(dwelling, dwelling.c.id == unit.c.dwelling_id))
        .where(dwelling.c.landlord_id == landlord.c.id)
        .scalar_subquery()
    )
    leased = dwelling.alias("leased")
    theirs = func.coalesce(head_lease.c.landlord_id, leased.c.landlord_id) == landlord.c.id
    leases = head_lease.join(leased, leased.c.id == head_lease.c.dwelling_id)
    runs = and_(theirs, or_(head_lease.c.end_date.is_(None), head_lease.c.end_date >= today))
    running = select(func.count()).select_from(leases).where(runs).correlate(landlord).scalar_subquery()
    ends = select(func.min(head_lease.c.end_date)).select_from(leases).where(runs).correlate(landlord).scalar_subquery()
    statement = select(
        landlord.c.id, landlord.c.name, landlord.c.kind, landlord.c.contact_person, landlord.c.phone,
        landlord.c.email, homes.label("homes"), rooms, running, ends.label("ends"),
    ).where(*_conditions(connection, query))  # fmt: skip
    key: Any = {
        LandlordSort.NAME: landlord.c.name_key,
        LandlordSort.KIND: landlord.c.kind,
        LandlordSort.DWELLINGS: homes,
        LandlordSort.LEASE_END: ends,
    }[query.sort]
    ordered = [key.is_(None), key.desc() if query.descending else key, landlord.c.name_key, landlord.c.id]
    found = connection.execute(statement.order_by(*ordered).offset(offset).limit(limit))
    return [
        LandlordRow(
            id=record,
            name=name,
            kind=None if kind is None else LandlordKind(kind),
            contact_person=contact or "",
            phone=phone or "",
            email=email or "",
            dwellings=dwellings,
            units=units,
            head_leases=running_leases,
            lease_end=end,
        )
        for record, name, kind, contact, phone, email, dwellings, units, running_leases, end in found
    ]


def count(connection: Connection, query: LandlordQuery) -> int:
    """Return how many landlords the list holds."""
    statement = select(func.count()).select_from(landlord).where(*_conditions(connection, query))
    return int(connection.execute(statement).scalar_one())


def _conditions(connection: Connection, query: LandlordQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [] if query.only is None else [landlord.c.id == query.only]
    if query.kind is not None:
        conditions.append(landlord.c.kind == query.kind.value)
    words = typed_words(query.text)
    if words:
        conditions.append(landlord.c.id.in_(_saying(connection, words)))
    return conditions


def _saying(connection: Connection, words: list[str]) -> list[int]:
    """Landlords are few and their texts not folded: they are read and compared here."""
    columns = (landlord.c.name, landlord.c.contact_person, landlord.c.organisation_number, landlord.c.email)
    found = connection.execute(select(landlord.c.id, *columns, landlord.c.phone))
    texts = {record: search_key(" ".join(text for text in parts if text)) for record, *parts in found}
    return [record for record, text in texts.items() if all(word in text for word in words)]


def read_landlord(connection: Connection, landlord_id: int, today: date) -> LandlordDetail | None:
    """Return a landlord with dwellings and head leases; None when it is gone."""
    held = connection.execute(select(landlord).where(landlord.c.id == landlord_id)).mappings().first()
    if held is None:
        return None
    let = func.coalesce(func.sum(case((is_let(today), 1), else_=0)), 0)
    theirs = select(head_lease.c.dwelling_id).where(head_lease.c.landlord_id == landlord_id)
    statement = (
        select(dwelling.c.id, dwelling.c.number, dwelling.c.address, dwelling.c.kind, func.count(unit.c.id), let)
        .outerjoin(unit, unit.c.dwelling_id == dwelling.c.id)
        .where(or_(dwelling.c.landlord_id == landlord_id, dwelling.c.id.in_(theirs)))
        .group_by(dwelling.c.id)
        .order_by(dwelling.c.address_sort, dwelling.c.id)
    )
    texts = ("organisation_number", "contact_person", "phone", "email", "notes")
    return LandlordDetail(
        id=landlord_id,
        name=held["name"],
        kind=None if held["kind"] is None else LandlordKind(held["kind"]),
        **{name: held[name] or "" for name in texts},
        dwellings=tuple(
            LandlordDwelling(
                record, number or "", address, None if kind is None else DwellingKind(kind), units, int(let_units)
            )
            for record, number, address, kind, units, let_units in connection.execute(statement)
        ),
        head_leases=tuple(leases_of_landlord(connection, landlord_id)),
    )


def all_names(connection: Connection) -> list[tuple[int, str]]:
    """Return id and name of every landlord, by name."""
    return [
        (record, name)
        for record, name in connection.execute(select(landlord.c.id, landlord.c.name).order_by(landlord.c.name_key))
    ]


def dwellings_owned(connection: Connection, landlord_id: int) -> list[int]:
    """Return the dwellings that name the landlord."""
    return list(connection.execute(select(dwelling.c.id).where(dwelling.c.landlord_id == landlord_id)).scalars())


def leases_named(connection: Connection, landlord_id: int) -> list[int]:
    """Return the head leases that name the landlord themselves."""
    return list(connection.execute(select(head_lease.c.id).where(head_lease.c.landlord_id == landlord_id)).scalars())
