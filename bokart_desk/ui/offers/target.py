"""What another view may want shown on the screen of offers and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.services.decisions import DecisionState


class OffersTab(StrEnum):
    """The parts of the screen."""

    OFFERS = "offers"
    DECISIONS = "decisions"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class OffersTarget:
    """A part of the screen, narrowed to something, or one record of it."""

    tab: OffersTab = OffersTab.OFFERS
    record: int | None = None
    answer: OfferAnswer | None = None
    kind: DecisionKind | None = None
    state: DecisionState = DecisionState.ALL
    ground: str | None = None
    reason: str | None = None
    year: int | None = None
    area: str | None = None
    landlord: str | None = None
