"""Records the review of a household's need, without which nothing is renewed (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.tenancy import next_review_on
from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, doing
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy.held import held_contract
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class RecordReview:
    """A review of a contract. The chances are told in words; ``talk_on``: the day the household was talked with."""

    contract_id: int
    held_on: date
    outcome: ReviewOutcome | None = None
    monthly_income: Decimal | None = None
    need: str | None = None
    chance_private_rent: str | None = None
    chance_startup_loan: str | None = None
    chance_housing_allowance: str | None = None
    talk_on: date | None = None
    next_review_on: date | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as a list shows it."""

    id: int
    contract_id: int
    held_on: date
    outcome: ReviewOutcome | None
    monthly_income: Decimal | None
    need: str | None
    chance_private_rent: str | None
    chance_startup_loan: str | None
    chance_housing_allowance: str | None
    talk_on: date | None
    next_review_on: date | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class ReviewProposal:
    """What a new review may be filled in with; ``last`` is the review before it."""

    held_on: date
    monthly_income: Decimal | None
    talk_on: date | None
    last: ReviewRow | None


def record_review(register: Register, command: RecordReview, *, by: By) -> Done:
    """Save a review; ``Done.record`` is its id.

    Raise ``Refused`` when its day has not come yet, lies before the contract's start, or the household had moved out.
    """
    with doing(register, "review", by) as it:
        held = held_contract(it.job.connection, command.contract_id, by.today)
        values = {one.name: getattr(command, one.name) for one in fields(command)}
        made = it.job.insert("review", values)
        it.job.record = made
        it.title = _("Review recorded: {name}").format(name=held.household.name)
    return it.done


def review_proposal(register: Register, contract_id: int, today: date) -> ReviewProposal:
    """Return what is known for a review that is held today. Raise ``Refused`` when the contract is gone."""
    from bokart_desk.storage.queries.tenancy import last_talk  # noqa: PLC0415

    with reading(register.engine) as connection:
        held = held_contract(connection, contract_id, today)
        talked = last_talk(connection, held.household.id)
        before = _reviews(connection, contract_id)
    last = before[0] if before else None
    since = last.held_on if last is not None else held.dates.start
    return ReviewProposal(
        held_on=today,
        monthly_income=held.household.monthly_income,
        talk_on=talked if talked is not None and talked >= since else None,
        last=last,
    )


def proposed_next_review(
    register: Register, contract_id: int, held_on: date, outcome: ReviewOutcome | None
) -> date | None:
    """Return when to review again after an outcome; None when the tenancy is to end or has no end."""
    with reading(register.engine) as connection:
        held = held_contract(connection, contract_id, held_on)
    return next_review_on(held.dates, held_on, outcome, held.settings.extension_months, held.settings.ladder)


def reviews(register: Register, contract_id: int) -> tuple[ReviewRow, ...]:
    """Return the reviews of a contract, the latest first."""
    with reading(register.engine) as connection:
        return _reviews(connection, contract_id)


def _reviews(connection: Connection, contract_id: int) -> tuple[ReviewRow, ...]:
    from bokart_desk.storage.queries.tenancy import reviews_of  # noqa: PLC0415

    return tuple(
        ReviewRow(
            id=one.id,
            contract_id=one.contract_id,
            held_on=one.held_on,
            outcome=ReviewOutcome(one.outcome) if one.outcome else None,
            monthly_income=one.monthly_income,
            need=one.need,
            chance_private_rent=one.chance_private_rent,
            chance_startup_loan=one.chance_startup_loan,
            chance_housing_allowance=one.chance_housing_allowance,
            talk_on=one.talk_on,
            next_review_on=one.next_review_on,
            notes=one.notes,
        )
        for one in reviews_of(connection, contract_id)
    )
