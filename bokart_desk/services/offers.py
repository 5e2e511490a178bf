"""Offers of a dwelling to a household: made, answered, withdrawn, corrected (rule 10); and the list of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bokart_desk.domain.answer_rows import OfferRow
from bokart_desk.domain.codes import OfferAnswer
from bokart_desk.i18n import N_, _
from bokart_desk.services.doing import By, Done, doing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import answer_facts as facts
from bokart_desk.storage.queries import answer_lists as lists
from bokart_desk.storage.queries.answer_lists import AnswerFilter, AnswerOrder
from bokart_desk.storage.queries.titles import own_title

__all__ = ["AnswerFilter", "AnswerOrder"]

DAYS_TO_ANSWER = 7
"""How long a household is given to answer, unless somebody says otherwise."""

_TITLES = {
    OfferAnswer.PENDING: N_("Offer: {household}"),
    OfferAnswer.ACCEPTED: N_("Offer accepted: {household}"),
    OfferAnswer.DECLINED: N_("Offer declined: {household}"),
    OfferAnswer.NO_ANSWER: N_("Offer not answered: {household}"),
    OfferAnswer.WITHDRAWN: N_("Offer withdrawn: {household}"),
}


@dataclass(frozen=True, slots=True)
class OfferAnswered:
    """What the household said. ``reason_code``: only of a declined offer; ``reasonable_ground`` None: not decided."""

    answer: OfferAnswer = OfferAnswer.PENDING
    answered_on: date | None = None
    reason_code: str | None = None
    reason: str | None = None
    reasonable_ground: bool | None = None


@dataclass(frozen=True, slots=True)
class OfferDetail:
    """An offer for the one who opens the case.

    ``place`` is told of a confidential household too, never of a strictly confidential one (rule 11).
    ``values``: what its fields hold, for a form. ``signed``: a contract has followed.
    """

    row: OfferRow
    place: str
    unit_id: int | None
    values: Mapping[str, Any]
    signed: bool


def make_offer(
    register: Register,
    *,
    household_id: int,
    unit_id: int | None = None,
    need_id: int | None = None,
    offered_on: date | None = None,
    answer_by: date | None = None,
    offered_address: str | None = None,
    notes: str | None = None,
    answered: OfferAnswered | None = None,
    by: By,
) -> Done:
    """Offer a unit (or a place in words) to a household, with its answer where that is known already.

    Without ``offered_on`` it was offered today; without ``answer_by`` an open one is to be answered in a week; without
    ``need_id`` it answers the household's latest open application. Raise ``Refused`` by a rule: a declined offer needs
    a reason, and to a strictly confidential household no dwelling can be named.
    """
    said = answered or OfferAnswered()
    day = offered_on or by.today
    if answer_by is None and said.answer is OfferAnswer.PENDING:
        answer_by = day + timedelta(days=DAYS_TO_ANSWER)
    with doing(register, "offer", by) as it:
        if need_id is None:
            needs = facts.open_needs(it.job.connection, household_id)
            need_id = needs[0].id if needs else None
        values = {
            "household_id": household_id, "unit_id": unit_id, "need_id": need_id, "offered_on": day,
            "answer_by": answer_by, "offered_address": offered_address, "notes": notes,
        }  # fmt: skip
        made = it.job.insert("offer", values | _answer_values(said, by.today))
        it.title = _title(it.job.connection, said.answer, made)
    return it.done


def record_answer(register: Register, offer_id: int, said: OfferAnswered, *, by: By) -> Done:
    """Record what became of an offer; one that was answered before is corrected, and history keeps both.

    A withdrawn offer, and one that waits again, keep no answer of the household: no reason code, no ground (rule 10).
    """
    before = offer_row(register, offer_id)
    what = "withdraw" if said.answer is OfferAnswer.WITHDRAWN else "answer"
    if before is not None and before.answer is not OfferAnswer.PENDING:
        what = "correct"
    with doing(register, what, by) as it:
        it.job.update("offer", offer_id, _answer_values(said, by.today))
        it.title = _title(it.job.connection, said.answer, offer_id)
    return it.done


def _title(connection: Any, answer: OfferAnswer, offer_id: int) -> str:
    return _(_TITLES[answer]).format(household=own_title(connection, "offer", offer_id))


def _answer_values(said: OfferAnswered, today: date) -> dict[str, Any]:
    pending = said.answer is OfferAnswer.PENDING
    declined = said.answer is OfferAnswer.DECLINED
    return {
        "answer": said.answer.value,
        "answered_on": None if pending else said.answered_on or today,
        "reason_code": said.reason_code if declined else None,
        "reason": None if pending else said.reason,
        "reasonable_ground": said.reasonable_ground if declined else None,
    }


# Reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfferQuery:
    """Which offers. ``ground``: "yes", "no" or "open": whether the household's ground was reasonable."""

    narrowed: AnswerFilter = AnswerFilter()  # noqa: RUF009 - frozen
    answer: OfferAnswer | None = None
    ground: str | None = None


def find_offers(
    register: Register, query: OfferQuery, *, offset: int = 0, limit: int = 100
) -> tuple[list[OfferRow], bool]:
    """Return offers from ``offset`` on, and whether there are more after them."""
    with reading(register.engine) as connection:
        found = lists.offers(connection, query.narrowed, query.answer, offset, limit + 1, ground=query.ground)
    return found[:limit], len(found) > limit


def count_offers(register: Register, query: OfferQuery) -> int:
    """Return how many offers there are."""
    with reading(register.engine) as connection:
        return lists.count_offers(connection, query.narrowed, query.answer, ground=query.ground)


def offer_row(register: Register, offer_id: int) -> OfferRow | None:
    """Return one offer as the list shows it; None when it is gone."""
    with reading(register.engine) as connection:
        return lists.offer_by_id(connection, offer_id)


def offer_detail(register: Register, offer_id: int) -> OfferDetail | None:
    """Return an offer with what its form needs; None when it is gone."""
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    with reading(register.engine) as connection:
        row = lists.offer_by_id(connection, offer_id)
        values = read_record(connection, "offer", offer_id)
        if row is None or values is None:
            return None
        unit_id, day = values["unit_id"], row.day
        signed = False
        if unit_id is not None and day is not None:
            signed = facts.signed_after(connection, row.household_id, unit_id, day)
        return OfferDetail(row, facts.place_of_offer(connection, offer_id), unit_id, values, signed)
