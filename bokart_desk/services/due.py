"""What is due: every warning until a horizon, soonest first, as a function of the register and a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.due import ContractFacts, DueKind, Ladder, contract_warnings, head_lease_warning, unit_warning
from bokart_desk.domain.rows import DueItem
from bokart_desk.services import due_words as words
from bokart_desk.services.municipality import municipality_on
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import due as queries

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPEAL_WEEKS = 3
"""Time to appeal against a decision, from when notice of it reached the party (forvaltningsloven § 29)."""

_Told = tuple[DueKind, date, int, str]


def due_items(register: Register, today: date, *, within_days: int = 365) -> tuple[DueItem, ...]:
    """Return what is due until ``within_days`` from ``today`` on, and what is overdue, soonest first.

    Of protected households no address is told (rule 11).
    """
    with reading(register.engine) as connection:
        return due_on(connection, today, within_days=within_days)


def due_on(connection: Connection, today: date, *, within_days: int) -> tuple[DueItem, ...]:
    """Return what is due, read on a connection that is already reading."""
    horizon = today + timedelta(days=within_days)
    ladder = municipality_on(connection).ladder
    items = [
        *_contracts(connection, today, horizon, ladder),
        *_head_leases(connection, today, horizon),
        *_units(connection, today, horizon, ladder),
        *_offers(connection, today, horizon),
        *_appeals(connection, today, horizon),
        *_follow_ups(connection, today, horizon),
    ]
    items.sort(key=lambda item: (item.due, item.household))
    return tuple(items)


def _contracts(connection: Connection, today: date, horizon: date, ladder: Ladder) -> Iterator[DueItem]:
    done = queries.read_done(connection)
    told: dict[ContractFacts, list[_Told]] = {}  # contracts with the same dates call for the same
    for found in queries.contracts_that_may_warn(connection, today, horizon, ladder):
        facts = _facts(found, done)
        warnings = told.get(facts)
        if warnings is None:
            warnings = told[facts] = _until(horizon, facts, today, ladder)
        openly = found.protected == "none"
        address, label = (found.address, found.unit) if openly else ("", "")
        for kind, due, days, message in warnings:
            yield DueItem(
                kind, due, days, found.id, found.unit_id, found.household_id, found.household, address, label, message
            )


def _facts(found: queries.ContractFound, done: queries.Done) -> ContractFacts:
    reviewed, talk = done.reviews.get(found.id, (None, None))
    other_talk = done.talks.get(found.household_id)
    talks = [day for day in (talk, other_talk) if day is not None]
    return ContractFacts(
        dates=ContractDates(found.start, found.end, found.moved_out_on, found.vacate_notice_on, bool(found.superseded)),
        advance_notice_on=found.advance_notice_on,
        last_review_on=reviewed,
        last_talk_on=max(talks, default=None),
        head_leases=done.head_leases.get(found.dwelling_id, ()),
    )


def _until(horizon: date, facts: ContractFacts, today: date, ladder: Ladder) -> list[_Told]:
    return [
        (due.kind, due.due, (due.due - today).days, words.about_contract(due, facts.dates, today))
        for due in contract_warnings(facts, today, ladder)
        if due.due <= horizon
    ]


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
    for of, name, of_contract, notified, appeal_by in queries.decisions_open_to_appeal(connection):
        due = appeal_by or notified + timedelta(weeks=APPEAL_WEEKS)
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
    counts: dict[DueKind, int] = {}
    for item in items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    return counts
