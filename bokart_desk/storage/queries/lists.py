"""Whole lists for the command line: each record once, with the names it points at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, func, not_, or_, select

from bokart_desk.domain.rows import ContractRow
from bokart_desk.storage.queries import contracts as listing
from bokart_desk.storage.queries.contract_rows import ROW_COLUMNS, make_row, select_rows
from bokart_desk.storage.queries.search_terms import Terms
from bokart_desk.storage.queries.units import is_let
from bokart_desk.storage.schema import (
    consultant,
    contract,
    contract_listing,
    decision,
    dwelling,
    household,
    import_batch,
    landlord,
    offer,
    person,
    source_link,
    source_row,
    unit,
)

_AT_A_TIME = 5000
_ALL = 1 << 40


@dataclass(frozen=True, slots=True)
class ContractListed:
    """A contract with the name of its main person and the row of a list it came from last."""

    row: ContractRow
    given_name: str
    family_name: str
    source: tuple[str, str, int] | None


def contracts_listed(connection: Connection, today: date, terms: Terms) -> list[ContractListed]:
    """Return contracts by their end, all or those a search finds."""
    member = person.alias("member")
    main = (
        select(member.c.id)
        .where(member.c.household_id == household.c.id)
        .order_by(member.c.main_person.desc(), member.c.id)
        .limit(1)
        .correlate(household)
        .scalar_subquery()
    )
    statement = (
        select_rows(today, person.c.given_name, person.c.family_name)
        .join(contract_listing, contract_listing.c.contract_id == contract.c.id)
        .outerjoin(person, person.c.id == main)
        .order_by(contract_listing.c.last_day, contract_listing.c.household_sort, contract.c.id)
    )
    sources = _sources(connection)
    found: list[ContractListed] = []
    for narrowed in _narrowed(connection, statement, terms):
        for values in connection.execute(narrowed):
            given, family = values[ROW_COLUMNS:]
            row = make_row(values[:ROW_COLUMNS])
            found.append(ContractListed(row, given or "", family or "", sources.get(row.id)))
    return found


def _narrowed(connection: Connection, statement: Select[Any], terms: Terms) -> Iterable[Select[Any]]:
    if not terms:
        yield statement
        return
    ids = listing.find_ids(connection, listing.Wanted(None, terms), 0, _ALL)
    for first in range(0, len(ids), _AT_A_TIME):
        yield statement.where(contract.c.id.in_(ids[first : first + _AT_A_TIME]))


def _sources(connection: Connection) -> dict[int, tuple[str, str, int]]:
    found = connection.execute(
        select(source_link.c.record_id, import_batch.c.file_name, source_row.c.sheet, source_row.c.row)
        .join(source_row, source_row.c.id == source_link.c.source_row_id)
        .join(import_batch, import_batch.c.id == source_row.c.batch_id)
        .where(source_link.c.kind == "contract")
        .order_by(source_row.c.id)
    )
    return {record: (file_name, sheet, row) for record, file_name, sheet, row in found}


def dwellings(connection: Connection, today: date) -> Sequence[Any]:
    """Return dwellings by address, with how many units they have and how many of these are let."""
    let = func.sum(case((is_let(today), 1), else_=0))
    statement = (
        select(
            dwelling.c.id, dwelling.c.number, dwelling.c.address, dwelling.c.postcode, dwelling.c.place,
            dwelling.c.kind, dwelling.c.disposal, landlord.c.name.label("landlord"),
            func.count(unit.c.id).label("units"), func.coalesce(let, 0).label("let"),
        )
        .outerjoin(landlord, landlord.c.id == dwelling.c.landlord_id)
        .outerjoin(unit, unit.c.dwelling_id == dwelling.c.id)
        .group_by(dwelling.c.id)
        .order_by(dwelling.c.address_sort, dwelling.c.id)
    )  # fmt: skip
    return connection.execute(statement).all()


def households(connection: Connection, today: date) -> Sequence[Any]:
    """Return households by name, with whether they live in a dwelling of the register."""
    later = contract.alias("later")
    over = exists().where(
        later.c.unit_id == contract.c.unit_id,
        later.c.start_date > contract.c.start_date,
        later.c.start_date <= today,
        or_(contract.c.end_date.is_(None), contract.c.end_date < today),
    )
    lives = exists().where(
        contract.c.household_id == household.c.id,
        contract.c.start_date <= today,
        or_(contract.c.moved_out_on.is_(None), contract.c.moved_out_on > today),
        not_(over),
    )
    persons = select(func.count()).where(person.c.household_id == household.c.id).scalar_subquery()
    statement = (
        select(
            household.c.id, household.c.case_number, household.c.name, household.c.size, persons.label("persons"),
            household.c.settled_on, consultant.c.name.label("consultant"), household.c.protection,
            lives.label("housed"),
        )
        .outerjoin(consultant, consultant.c.id == household.c.consultant_id)
        .order_by(household.c.name_sort, household.c.id)
    )  # fmt: skip
    return connection.execute(statement).all()


def offers(connection: Connection) -> Sequence[Any]:
    """Return offers by date; the offered address is left out for protected households (rule 11)."""
    openly = household.c.protection == "none"
    statement = (
        select(
            offer.c.id, household.c.name.label("household"), household.c.case_number,
            case((openly, func.coalesce(dwelling.c.address, offer.c.offered_address))).label("address"),
            case((and_(openly, unit.c.label != ""), unit.c.label)).label("unit"),
            offer.c.offered_on, offer.c.answer_by, offer.c.answer, offer.c.answered_on, offer.c.reason_code,
            offer.c.reason, offer.c.reasonable_ground,
        )
        .join(household, household.c.id == offer.c.household_id)
        .outerjoin(unit, unit.c.id == offer.c.unit_id)
        .outerjoin(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .order_by(func.coalesce(offer.c.answered_on, offer.c.offered_on), offer.c.id)
    )  # fmt: skip
    return connection.execute(statement).all()


def decisions(connection: Connection) -> Sequence[Any]:
    """Return decisions by date."""
    statement = (
        select(
            decision.c.id, decision.c.kind, decision.c.decided_on, household.c.name.label("household"),
            household.c.case_number, decision.c.contract_id, decision.c.reason_code, decision.c.reason,
            decision.c.assessment, decision.c.legal_basis, decision.c.notified_on, decision.c.appeal_by,
            decision.c.appealed_on, decision.c.appeal_outcome,
        )
        .join(household, household.c.id == decision.c.household_id)
        .order_by(decision.c.decided_on, decision.c.id)
    )  # fmt: skip
    return connection.execute(statement).all()
