"""The part of the settings about safe keeping: a card each for what protects the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from bokart_desk.ui.context import Desk
from bokart_desk.ui.page import Page
from bokart_desk.ui.restoring.card import RestoreCard
from bokart_desk.ui.settings.backups_card import BackupsCard
from bokart_desk.ui.settings.check_card import CheckCard
from bokart_desk.ui.settings.password_card import PasswordCard
from bokart_desk.ui.settings.privacy_card import PrivacyCard
from bokart_desk.ui.settings.second_place_card import SecondPlaceCard


class SafetyCard(Protocol):
    """A card of this part."""

    def show_register(self) -> None:
        """Show what holds for the open register now."""


CARDS: tuple[Callable[[Desk], QWidget], ...] = (
    PasswordCard,
    BackupsCard,
    SecondPlaceCard,
    RestoreCard,
    CheckCard,
    PrivacyCard,
)
"""The cards, in the order in which they are shown; each is made from the desk and is a ``SafetyCard``."""


class SafetyTab(Page):
    """Shows the cards of ``CARDS`` under each other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = [make(desk) for make in CARDS]
        for card in self.cards:
            self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read again what the cards show."""
        for card in self.cards:
            card.show_register()  # type: ignore[attr-defined]
