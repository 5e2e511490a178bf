"""What is due: every warning until a horizon, soonest first, as a function of the register and a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.decisions import appeal_by
from bokart_desk.domain.due import (
    ContractFacts,
    Due,
    DueKind,
    Ladder,
    contract_warnings,
    head_lease_warning,
    unit_warning,
)
from bokart_desk.domain.rows import DueItem
from bokart_desk.services import due_words as words
from bokart_desk.services.municipality import municipality_on
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import due as queries

if TYPE_CHECKING:
    from sqlalchemy import Connection

Told = tuple[DueKind, date, int, str]
"""Kind, day, days left and message of a warning."""


def due_items(register: Register, today: date, *, within_days: int = 365) -> tuple[DueItem, ...]:
    """Return what is due until ``within_days`` from ``today`` on, and what is overdue, soonest first.

    Of protected households no address is told (rule 11).
    """
    with reading(register.engine) as connection:
        horizon = today + timedelta(days=within_days)
        ladder = municipality_on(connection).ladder
        by_day: dict[date, list[DueItem]] = {}
        for item in chain(
            _contracts(connection, today, horizon, ladder), items_apart(connection, today, horizon, ladder)
        ):
            by_day.setdefault(item.due, []).append(item)
    return tuple(item for day in sorted(by_day) for item in sorted(by_day[day], key=attrgetter("household")))


def items_apart(connection: Connection, today: date, horizon: date, ladder: Ladder) -> Iterator[DueItem]:
    """Yield what is due and does not follow from a contract's dates."""
    yield from _head_leases(connection, today, horizon)
    yield from _units(connection, today, horizon, ladder)
    yield from _offers(connection, today, horizon)
    yield from _appeals(connection, today, horizon)
    yield from _follow_ups(connection, today, horizon)


class ContractWarnings:
    """What the dates of a contract call for until a horizon; contracts with the same dates are worked out once."""

    def __init__(self, done: queries.Done, today: date, horizon: date, ladder: Ladder) -> None:
        self._done = done
        self._today = today
        self._horizon = horizon
        self._ladder = ladder

    def key(self, found: Any) -> tuple[Any, ...]:
        """Return all that the warnings about a row of ``contracts_that_may_warn`` depend on."""
        done = self._done
        reviewed, talked = done.reviews.get(found[0], _NEVER)
        talk = done.talks.get(found[2])
        if talk is None or (talked is not None and talked > talk):
            talk = talked
        return (found[3:8], reviewed, talk, done.head_leases.get(found[1], ()))

    def work_out(self, key: tuple[Any, ...]) -> tuple[ContractDates, list[Due]]:
        """Return the dates of such a contract and what they call for until the horizon."""
        dates_in_words, reviewed, talk, leases = key
        start, end, moved, vacate, advance = (_day(text) for text in dates_in_words)
        assert start is not None
        dates = ContractDates(start, end, moved, vacate)
        facts = ContractFacts(dates, advance, reviewed, talk, leases)
        return dates, [due for due in contract_warnings(facts, self._today, self._ladder) if due.due <= self._horizon]

    def tell(self, due: Due, dates: ContractDates) -> Told:
        """Return a warning with its days left and its message."""
        return due.kind, due.due, (due.due - self._today).days, words.about_contract(due, dates, self._today)


def _day(text: str | date | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text


_NEVER = (None, None)


def _contracts(connection: Connection, today: date, horizon: date, ladder: Ladder) -> Iterator[DueItem]:
    warnings = ContractWarnings(queries.read_done(connection), today, horizon, ladder)
    known: dict[tuple[Any, ...], list[Told]] = {}
    for found in queries.contracts_that_may_warn(connection, today, horizon, ladder, named=True):
        key = warnings.key(found)
        told = known.get(key)
        if told is None:
            dates, due = warnings.work_out(key)
            told = known[key] = [warnings.tell(one, dates) for one in due]
        for one in told:
            yield contract_item(found, one, found[8:])


def contract_item(found: Any, told: Told, names: Any) -> DueItem:
    """Return a warning about a contract; ``names`` are household, protection, address and unit."""
    kind, due, days, message = told
    household, protected, address, label = names
    if protected != "none":
        address = label = ""
    return DueItem(kind, due, days, found[0], found[1], found[2], household, address, label, message)


def _head_leases(connection: Connection, today: date, horizon: date) -> Iterator[DueItem]:
    for address, end, notice_months in queries.head_leases_ending(connection, today):
        warning = head_lease_warning(end, notice_months)
        if warning is not None and warning.due <= horizon:
            message = words.about_head_lease(warning.due, end, today)
            yield _item(warning.kind, warning.due, today, message, address=address)


def _units(connection: Connection, today: date, horizon: date, ladder: Ladder) -> Iterator[DueItem]:
    for record, address, label, status, since in queries.units_without_tenant(connection, today):
        warning = unit_warning(status, since, ladder)
        if warning is not None and warning.due <= horizon:
            message = words.about_unit(status, since, warning.due, today, ladder)
            yield _item(warning.kind, warning.due, today, message, unit_id=record, address=address, unit=label)


def _offers(connection: Connection, today: date, horizon: date) -> Iterator[DueItem]:
    for of, name, protected, on_unit, address, label, answer_by in queries.offers_unanswered(connection, horizon):
        openly = protected == "none"
        yield _item(
            DueKind.ANSWER_DUE, answer_by, today, words.about_offer(answer_by, today), unit_id=on_unit,
            household_id=of, household=name, address=address if openly else "", unit=label if openly else "",
        )  # fmt: skip


def _appeals(connection: Connection, today: date, horizon: date) -> Iterator[DueItem]:
    for of, name, of_contract, notified, noted in queries.decisions_open_to_appeal(connection):
        due = noted or appeal_by(notified)
        if today <= due <= horizon:
            message = words.about_appeal(due, notified, today)
            yield _item(
                DueKind.APPEAL_DEADLINE, due, today, message, contract_id=of_contract, household_id=of, household=name
            )


def _follow_ups(connection: Connection, today: date, horizon: date) -> Iterator[DueItem]:
    for of, name, kind, due in queries.follow_ups_planned(connection, horizon):
        message = words.about_follow_up(kind, due, today)
        yield _item(DueKind.FOLLOW_UP_DUE, due, today, message, household_id=of, household=name)


def _item(
    kind: DueKind,
    due: date,
    today: date,
    message: str,
    *,
    contract_id: int | None = None,
    unit_id: int | None = None,
    household_id: int | None = None,
    household: str = "",
    address: str = "",
    unit: str = "",
) -> DueItem:
    days = (due - today).days
    return DueItem(kind, due, days, contract_id, unit_id, household_id, household, address, unit, message)


def count_by_kind(items: Iterable[DueItem]) -> dict[DueKind, int]:
    """Return how many of each kind are due."""
    return dict(Counter(item.kind for item in items))
