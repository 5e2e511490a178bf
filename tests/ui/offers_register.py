"""Offers and decisions that the tests of their screen and dialogs begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

from small_register import NOW
from sqlalchemy import select

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.services import decisions, offers
from bokart_desk.services.offers import OfferAnswered
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import household, unit
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk

WEIGHED = "Familien bor trangt, men far har fast arbeid og fikk leie privat i august. De klarer seg der."


def household_id(desk: Desk, name: str) -> int:
    with reading(desk.register.engine) as connection:
        return int(connection.execute(select(household.c.id).where(household.c.name == name)).scalar_one())


def some_unit(desk: Desk) -> int:
    with reading(desk.register.engine) as connection:
        return int(connection.execute(select(unit.c.id).where(unit.c.status == "vacant")).scalar_one())


def make(
    desk: Desk, name: str, answer: OfferAnswer = OfferAnswer.PENDING, reason: str | None = None, **more: Any
) -> int:
    said = OfferAnswered(answer, None if answer is OfferAnswer.PENDING else desk.today(), reason)
    done = offers.make_offer(
        desk.register, household_id=household_id(desk, name), answered=said, by=desk.by(), **more
    )  # fmt: skip
    assert done.record is not None
    return done.record


def refuse(desk: Desk, name: str, **more: Any) -> int:
    done = decisions.decide(
        desk.register, household_id=household_id(desk, name), kind=DecisionKind.REFUSE, reason_code="owns_home",
        assessment=WEIGHED, by=desk.by(), **more,
    )  # fmt: skip
    assert done.record is not None
    return done.record


def imported_refusal(desk: Desk, name: str) -> None:
    """As an import writes it: by the unit of work itself, without the rules of commands."""
    from bokart_desk.storage.schema import decision

    with unit_of_work(desk.register.engine, what="import", who="", at=NOW) as work:
        values = {"kind": "refuse", "decided_on": date(2025, 3, 5), "reason": "Eier bolig"}
        work.insert(decision, {"household_id": household_id(desk, name), **values})
