"""The list of contracts, filtered, searched and sorted, and one contract with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Disposal, Protection
from bokart_desk.domain.due import reminders
from bokart_desk.domain.rows import ContractDetail, ContractRow
from bokart_desk.domain.terms import add_months
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import contracts as queries
from bokart_desk.storage.queries import states
from bokart_desk.storage.queries.dates import month_bounds
from bokart_desk.storage.queries.search_terms import terms_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


class ContractState(StrEnum):
    """Which contracts a list holds."""

    ALL = "all"
    OPEN = "open"
    """Not ended: the tenant has not moved out, and no later contract on the unit has taken over."""
    ENDING = "ending"
    """Ends within ``months``."""
    PAST_END = "past_end"
    """Past its end, not moved out: the clock runs, or the notice to vacate was given in time."""
    BECAME_INDEFINITE = "became_indefinite"
    """The fixed term has silently become indefinite (rule 2)."""
    INDEFINITE = "indefinite"
    """Agreed without an end."""
    ENDED = "ended"


class ContractSort(StrEnum):
    """What a list of contracts is sorted by."""

    LAST_DAY = "last_day"
    HOUSEHOLD = "household"
    PLACE = "place"
    START = "start"
    RENT = "rent"


@dataclass(frozen=True, slots=True)
class ContractQuery:
    """Which contracts, in which order. ``ending_month``: any day of the month the contract must end in."""

    text: str = ""
    state: ContractState = ContractState.OPEN
    months: int = 12
    ending_month: date | None = None
    disposal: Disposal | None = None
    sort: ContractSort = ContractSort.LAST_DAY
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ContractPage:
    """Part of a list; ``more``: there are contracts after these."""

    rows: tuple[ContractRow, ...]
    more: bool


_ORDER = {
    ContractSort.LAST_DAY: queries.ListOrder.LAST_DAY,
    ContractSort.HOUSEHOLD: queries.ListOrder.HOUSEHOLD,
    ContractSort.PLACE: queries.ListOrder.PLACE,
    ContractSort.START: queries.ListOrder.START,
    ContractSort.RENT: queries.ListOrder.RENT,
}


def find_contracts(
    register: Register, query: ContractQuery, today: date, *, offset: int = 0, limit: int = 100
) -> ContractPage:
    """Return the contracts of the list from ``offset`` on, at most ``limit``."""
    name = replace(query, text=""), today
    rows, more = register.lists.page(name, lambda: _wanted(query, today), terms_of(query.text), today, offset, limit)
    return ContractPage(rows, more)


def count_contracts(register: Register, query: ContractQuery, today: date) -> int:
    """Return how many contracts the list holds; exact, and slower than a page of it."""
    with reading(register.engine) as connection:
        return queries.count(connection, _wanted(query, today))


def contract_detail(register: Register, contract_id: int, today: date | None = None) -> ContractDetail | None:
    """Return the contract with its dwelling, household, sources and history; None when it is gone.

    For the one who opens the case: the address shows, also of a confidential household; of a strictly confidential
    one nothing tells where it is (rule 11). ``today`` (the local day unless given) decides which contracts count as
    taken over.
    """
    from bokart_desk.storage.queries.details import read_contract  # noqa: PLC0415

    with reading(register.engine) as connection:
        detail = read_contract(connection, contract_id, today or date.today())  # noqa: DTZ011 - the user's own day
    if detail is not None and detail.row.protection is Protection.STRICTLY_CONFIDENTIAL:
        detail = _without_place(detail)
    if detail is None or detail.row.end is None:
        return detail
    from bokart_desk.services.municipality import municipality  # noqa: PLC0415

    ladder = municipality(register).ladder
    return replace(detail, reminders=reminders(detail.row.start, detail.row.end, ladder))


_NOWHERE: dict[str, Any] = {
    "address": "",
    "unit": "",
    "postcode": None,
    "place": None,
    "landlord": None,
    "extra": (),
}
"""What of a contract tells where a strictly confidential household lives."""


def _without_place(detail: ContractDetail) -> ContractDetail:
    """Leave out the tenants before and after as well: their rows tell where the unit is."""
    own = tuple(row for row in detail.others_on_unit if row.household_id == detail.row.household_id)
    sources = tuple(replace(source, cells=()) for source in detail.sources)
    return replace(detail, others_on_unit=own, sources=sources, **_NOWHERE)


def _wanted(query: ContractQuery, today: date) -> queries.Wanted:
    return queries.Wanted(
        condition=_condition(query, today),
        terms=terms_of(query.text),
        disposal=query.disposal,
        order=_ORDER[query.sort],
        descending=query.descending,
    )


def _condition(query: ContractQuery, today: date) -> ColumnElement[bool] | None:
    parts = [part for part in (_state(query, today), _month(query)) if part is not None]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else parts[0] & parts[1]


def _state(query: ContractQuery, today: date) -> ColumnElement[bool] | None:
    state = query.state
    if state is ContractState.ALL:
        return None
    if state is ContractState.ENDED:
        return states.ended(today)
    if state is ContractState.OPEN:
        return states.not_ended(today)
    return states.not_ended(today) & _within(query, today)


def _within(query: ContractQuery, today: date) -> ColumnElement[bool]:
    if query.state is ContractState.PAST_END:
        return states.past_end(today)
    if query.state is ContractState.BECAME_INDEFINITE:
        return states.became_indefinite(today)
    if query.state is ContractState.INDEFINITE:
        return states.agreed_indefinite()
    return states.ends_between(today, _horizon(query, today))


def _horizon(query: ContractQuery, today: date) -> date:
    if query.ending_month is not None:
        return month_bounds(query.ending_month)[1]
    return add_months(today, query.months)


def _month(query: ContractQuery) -> ColumnElement[bool] | None:
    return states.ends_between(*month_bounds(query.ending_month)) if query.ending_month is not None else None
