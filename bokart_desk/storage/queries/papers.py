"""The contracts of a paper, with what a list leaves out: unit, last review and who is responsible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from bokart_desk.domain.rows import ContractRow
from bokart_desk.storage.queries import states
from bokart_desk.storage.queries.contract_rows import ROW_COLUMNS, make_row, select_rows
from bokart_desk.storage.schema import consultant, contract, contract_listing, dwelling, household, review, unit


@dataclass(frozen=True, slots=True)
class PaperContract:
    """A contract as papers need it; of a protected household the row tells no address."""

    row: ContractRow
    kind: str | None
    bedrooms: int | None
    area_m2: float | None
    consultant: str
    last_review: date | None
    review_outcome: str | None


def ending_or_past(connection: Connection, first: date, last: date, today: date) -> list[PaperContract]:
    """Return contracts not ended that end in the period, and those whose end lies before ``today``."""
    listed = contract_listing.c
    return _read(connection, today, or_(listed.last_day.between(first, last), listed.last_day < today))


def ending(connection: Connection, first: date, last: date, today: date) -> list[PaperContract]:
    """Return contracts not ended that end in the period."""
    return _read(connection, today, states.ends_between(first, last))


def soon_vacant(connection: Connection, today: date, until: date) -> list[PaperContract]:
    """Return contracts whose tenant is about to move: by a day that is set, or by a notice to vacate sent in time."""
    leaving = contract.c.moved_out_on.between(today, until)
    noticed = and_(contract.c.vacate_notice_on > contract.c.end_date, states.past_end(today))
    return _read(connection, today, or_(leaving, noticed))


def _read(connection: Connection, today: date, which: ColumnElement[bool]) -> list[PaperContract]:
    newest = review.alias("newest")
    latest = (
        select(newest.c.id)
        .where(newest.c.contract_id == contract.c.id)
        .order_by(newest.c.held_on.desc(), newest.c.id.desc())
        .limit(1)
        .correlate(contract)
        .scalar_subquery()
    )
    more = (
        dwelling.c.kind, unit.c.bedrooms, unit.c.area_m2, consultant.c.name, review.c.held_on, review.c.outcome,
    )  # fmt: skip
    statement = (
        select_rows(today, *more)
        .join(contract_listing, contract_listing.c.contract_id == contract.c.id)
        .outerjoin(consultant, consultant.c.id == household.c.consultant_id)
        .outerjoin(review, review.c.id == latest)
        .where(states.not_ended(today), which)
        .order_by(contract_listing.c.last_day, contract_listing.c.household_sort)
    )
    found = []
    for values in connection.execute(statement):
        kind, bedrooms, area, responsible, held, outcome = values[ROW_COLUMNS:]
        row = make_row(values[:ROW_COLUMNS])
        found.append(PaperContract(row, kind, bedrooms, area, responsible or "", held, outcome))
    return found
