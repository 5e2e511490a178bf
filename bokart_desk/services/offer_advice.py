"""What to know before a unit is offered: what speaks against it, what it answers, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import CodeList, OfferAnswer, Protection, UnitStatus
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services import labels
from bokart_desk.services.code_lists import labels_on
from bokart_desk.services.offers import DAYS_TO_ANSWER
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import answer_facts as facts
from bokart_desk.storage.queries.people import protection_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOT_TO_LET = (UnitStatus.UNDER_REPAIR, UnitStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence to know before a step. ``serious``: something speaks against it; people decide all the same."""

    text: str
    serious: bool = False


class OfferNext(StrEnum):
    """What an answer leads to."""

    SIGN = "sign"
    """Accepted: the contract is to be signed."""
    OFFER_AGAIN = "offer_again"
    """Declined, withdrawn or not answered: the household may be offered another unit."""
    ANSWER = "answer"
    """The answer is awaited."""


def next_step(answer: OfferAnswer, *, signed: bool) -> OfferNext | None:
    """Return what comes after an answer; None when the contract is signed already."""
    if answer is OfferAnswer.PENDING:
        return OfferNext.ANSWER
    if answer is OfferAnswer.ACCEPTED:
        return None if signed else OfferNext.SIGN
    return OfferNext.OFFER_AGAIN


def proposed_answer_by(offered_on: date) -> date:
    """Return until when a household is asked to answer."""
    return offered_on + timedelta(days=DAYS_TO_ANSWER)


def strictly_confidential(register: Register, household_id: int) -> bool:
    """Tell whether no dwelling may be named in what is recorded of the household (rule 11)."""
    with reading(register.engine) as connection:
        return protection_of(connection, household_id) is Protection.STRICTLY_CONFIDENTIAL


def offer_hints(
    register: Register, *, household_id: int | None, unit_id: int | None, today: date, beside: int | None = None
) -> tuple[Hint, ...]:
    """Return what to know before this unit is offered to this household; ``beside``: the offer that is being changed.

    A household whose address is protected is not named where the unit is (rule 11).
    """
    with reading(register.engine) as connection:
        hints: list[Hint] = []
        if unit_id is not None:
            hints += _about_unit(connection, unit_id, household_id, today, beside)
        if household_id is not None:
            hints += _about_household(connection, household_id, unit_id, beside)
    return tuple(hints)


def _about_unit(
    connection: Connection, unit_id: int, household_id: int | None, today: date, beside: int | None
) -> list[Hint]:
    row = facts.unit_row(connection, unit_id, today)
    if row is None:
        return []
    hints: list[Hint] = []
    if row.let:
        hints.append(Hint(_("Somebody lives in this unit now."), serious=True))
    elif row.status in _NOT_TO_LET:
        status = labels.unit_status_label(row.status)
        hints.append(Hint(_("The unit is not ready to be let: {status}.").format(status=status), serious=True))
    for other in facts.other_offers(connection, unit_id=unit_id, household_id=None, beside=beside):
        if other.household_id == household_id and other.answer is OfferAnswer.DECLINED:
            reason = labels.reason_label(other.reason_code, labels_on(connection, CodeList.DECLINED_BECAUSE))
            said = _("The household declined this unit {day}: {reason}.").format(
                day=format_date(other.answered_on or other.offered_on), reason=reason
            )
            hints.append(Hint(said, serious=True))
        elif other.answer is OfferAnswer.PENDING and other.household_id != household_id:
            hidden = other.protection is not Protection.NONE
            hints.append(Hint(_offered_too(None if hidden else other.household), serious=True))
    return hints


def _offered_too(household: str | None) -> str:
    if household is None:
        return _("The unit is offered to another household too, and the answer has not come.")
    return _("The unit is offered to {household} too, and the answer has not come.").format(household=household)


def _about_household(connection: Connection, household_id: int, unit_id: int | None, beside: int | None) -> list[Hint]:
    earlier = facts.other_offers(connection, unit_id=None, household_id=household_id, beside=beside)
    hints = []
    if any(other.answer is OfferAnswer.PENDING and (unit_id is None or other.unit_id != unit_id) for other in earlier):
        hints.append(Hint(_("The household has another offer that it has not answered yet."), serious=True))
    declined = sum(other.answer is OfferAnswer.DECLINED for other in earlier)
    if declined:
        hints.append(
            Hint(
                ngettext(
                    "The household has declined {count} offer before.",
                    "The household has declined {count} offers before.",
                    declined,
                ).format(count=declined)
            )
        )
    return hints


def open_needs(register: Register, household_id: int) -> tuple[facts.OpenNeed, ...]:
    """Return the household's applications that are not closed, the latest first."""
    with reading(register.engine) as connection:
        return tuple(facts.open_needs(connection, household_id))


def contract_choices(register: Register, household_id: int) -> tuple[tuple[int, str], ...]:
    """Return the household's contracts, the latest first, each with its dates and, where it may be told, its place."""
    with reading(register.engine) as connection:
        found = facts.contracts_of(connection, household_id)
    return tuple((record, _contract_words(start, end, place)) for record, start, end, place in found)


def _contract_words(start: date, end: date | None, place: str) -> str:
    words = {"start": format_date(start), "end": format_date(end) if end is not None else _("no end date")}
    dates = _("{start} to {end}").format(**words)
    return _("{dates}, {place}").format(dates=dates, place=place) if place else dates
