"""Households and places by a few letters; at most a dozen of each, so that a keystroke never waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, select

from bokart_desk.storage.queries import contracts as listing
from bokart_desk.storage.queries.contract_rows import rows_by_id
from bokart_desk.storage.queries.search_terms import Terms, typed_words
from bokart_desk.storage.schema import contract, dwelling, household, person, unit


@dataclass(frozen=True, slots=True)
class HouseholdHit:
    """A household with where it lives: nothing when its address is protected."""

    id: int
    name: str
    case_number: str
    address: str
    unit: str


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A unit by its address; ``id`` is the unit's, or the dwelling's when the unit is the whole dwelling."""

    id: int
    address: str
    unit: str
    number: str
    place: str


def households(connection: Connection, terms: Terms, limit: int, today: date) -> list[HouseholdHit]:
    """Return households whose contracts match, then households without a contract."""
    wanted = listing.Wanted(None, terms, order=listing.ListOrder.LAST_DAY, descending=True)
    ids = listing.find_ids(connection, wanted, 0, limit * 3)
    hits: dict[int, HouseholdHit] = {}
    for row in rows_by_id(connection, ids, today):
        hit = HouseholdHit(row.household_id, row.household, row.case_number, row.address, row.unit)
        hits.setdefault(row.household_id, hit)
    if len(hits) < limit:
        for hit in _without_contract(connection, terms, limit - len(hits)):
            hits.setdefault(hit.id, hit)
    return list(hits.values())[:limit]


def _without_contract(connection: Connection, terms: Terms, limit: int) -> list[HouseholdHit]:
    has_contract = select(contract.c.id).where(contract.c.household_id == household.c.id).exists()
    persons = (
        select(func.aggregate_strings(person.c.name_key + " " + func.coalesce(person.c.duf_number, ""), " "))
        .where(person.c.household_id == household.c.id)
        .scalar_subquery()
    )
    where = household.c.name_key + " " + func.lower(household.c.case_number) + " " + func.coalesce(persons, "")
    statement = select(household.c.id, household.c.name, household.c.case_number).where(~has_contract)
    for term in (*terms.long, *terms.short):
        statement = statement.where(where.contains(term, autoescape=True))
    found = connection.execute(statement.order_by(household.c.name_sort, household.c.id).limit(limit))
    return [HouseholdHit(record, name, case, "", "") for record, name, case in found]


def places(connection: Connection, text: str, limit: int) -> list[PlaceHit]:
    """Return units whose address, label or dwelling number holds every word."""
    written = func.coalesce(dwelling.c.address_search, dwelling.c.address_key)
    where = written + " " + unit.c.label_key + " " + func.coalesce(dwelling.c.number_key, "")
    words = [where.contains(word, autoescape=True) for word in typed_words(text)]
    statement = (
        select(
            unit.c.id, dwelling.c.id, dwelling.c.address, unit.c.label, func.coalesce(dwelling.c.number, ""),
            func.coalesce(dwelling.c.place, ""),
        )
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(and_(*words))
        .order_by(dwelling.c.address_sort, unit.c.label_key)
        .limit(limit)
    )  # fmt: skip
    return [
        PlaceHit(unit_id if label else dwelling_id, address, label, number, place)
        for unit_id, dwelling_id, address, label, number, place in connection.execute(statement)
    ]
