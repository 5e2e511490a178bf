"""Where a contract stands, as conditions on the listing: the same answers as ``domain.contracts.status_on``."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, Exists, and_, exists, not_, or_, select, union_all

from bokart_desk.domain.terms import MONTHS_TO_CLIFF, cliff_passed_until
from bokart_desk.storage.queries.dates import months_after
from bokart_desk.storage.schema import contract, contract_listing

_listing = contract_listing.c
_later = contract.alias("later")
_coming = contract.alias("coming")
_given = contract.alias("given")
_DAYS_KEPT = 8
"""Conditions are kept for a few days: building them costs as much as what they are asked for."""


@lru_cache(maxsize=_DAYS_KEPT)
def begun_later(today: date) -> Exists:
    """A later contract on the same unit has begun."""
    return exists().where(
        _later.c.unit_id == contract.c.unit_id,
        _later.c.start_date > contract.c.start_date,
        _later.c.start_date <= today,
    )


@lru_cache(maxsize=_DAYS_KEPT)
def not_ended(today: date) -> ColumnElement[bool]:
    """The tenant has not moved out, and no later contract on the unit has taken over.

    The listing's ``open`` counts later contracts and days of moving out that are still to come as if they had been;
    the few contracts with such days are looked up.
    """
    followed_later = (
        select(contract.c.id)
        .select_from(_coming)
        .join(contract, and_(contract.c.unit_id == _coming.c.unit_id, contract.c.start_date < _coming.c.start_date))
        .where(_coming.c.start_date > today, contract.c.moved_out_on.is_(None), not_(begun_later(today)))
    )
    taken_over = and_(begun_later(today), or_(contract.c.end_date.is_(None), contract.c.end_date < today))
    moving_out = select(contract.c.id).where(contract.c.moved_out_on > today, not_(taken_over))
    return or_(_listing.open, _listing.contract_id.in_(union_all(followed_later, moving_out)))


def ended(today: date) -> ColumnElement[bool]:
    """The tenancy is over."""
    return not_(not_ended(today))


def ends_between(first: date, last: date) -> ColumnElement[bool]:
    """The agreed end lies in the period."""
    return _listing.last_day.between(first, last)


def agreed_indefinite() -> ColumnElement[bool]:
    """The tenancy was agreed without an end."""
    return _listing.last_day == date.max


@lru_cache(maxsize=_DAYS_KEPT)
def past_end(today: date) -> ColumnElement[bool]:
    """The end has passed and the tenancy is still a fixed term: the clock runs, or was stopped in time (rule 2)."""
    return and_(_listing.last_day < today, or_(_listing.last_day > cliff_passed_until(today), _notice_in_time()))


@lru_cache(maxsize=_DAYS_KEPT)
def became_indefinite(today: date) -> ColumnElement[bool]:
    """More than three months have passed since the end without a written demand to move (rule 2)."""
    return and_(_listing.last_day <= cliff_passed_until(today), not_(_notice_in_time()))


def _notice_in_time() -> Exists:
    return exists().where(
        _given.c.id == _listing.contract_id,
        _given.c.vacate_notice_on > _given.c.end_date,
        _given.c.vacate_notice_on <= months_after(_given.c.end_date, MONTHS_TO_CLIFF),
    )
