"""The screen of offers, decisions and refusals: two lists and an overview, one at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import N_, _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.offers.decision_list import DecisionList
from bokart_desk.ui.offers.numbers import NumbersPage
from bokart_desk.ui.offers.offer_list import OfferList
from bokart_desk.ui.offers.target import OffersTab, OffersTarget
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button

_TABS = {
    OffersTab.OFFERS: N_("Offers"),
    OffersTab.DECISIONS: N_("Decisions and refusals"),
    OffersTab.NUMBERS: N_("Overview of answers"),
}


class OffersView(QWidget):
    """``show_payload`` takes an ``OffersTarget``, ("offer", id) or ("decision", id), or "new" for a new offer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.offers = OfferList(desk, settings=settings)
        self.decisions = DecisionList(desk, settings=settings)
        self.numbers = NumbersPage(desk)
        self.numbers.list_asked.connect(self.show_payload)
        self._pages: dict[OffersTab, OfferList | DecisionList | NumbersPage] = {
            OffersTab.OFFERS: self.offers,
            OffersTab.DECISIONS: self.decisions,
            OffersTab.NUMBERS: self.numbers,
        }
        self._stack = QStackedWidget()
        self._tabs: dict[OffersTab, QPushButton] = {}
        self._stale: set[OffersTab] = set()
        group = QButtonGroup(self)
        row = FlowLayout()
        for tab, page in self._pages.items():
            self._stack.addWidget(page)
            chip = button(_(_TABS[tab]), partial(self.show_tab, tab))
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            self._tabs[tab] = chip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(Space.L, Space.M, Space.L, 0)
        top.addLayout(row)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.show_tab(OffersTab.OFFERS)

    def tab(self) -> OffersTab:
        """Return the part that is shown."""
        return next(tab for tab, page in self._pages.items() if page is self._stack.currentWidget())

    def tab_button(self, tab: OffersTab) -> QPushButton:
        """Return the button of a part."""
        return self._tabs[tab]

    def show_tab(self, tab: OffersTab) -> None:
        """Show a part of the screen."""
        self._tabs[tab].setChecked(True)
        self._stack.setCurrentWidget(self._pages[tab])
        if tab in self._stale:
            self._stale.discard(tab)
            self._pages[tab].refresh()

    # What the main window calls --------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; the parts out of sight do so when they are shown."""
        self._stale = set(self._pages)
        self.show_tab(self.tab())

    def show_payload(self, payload: object) -> None:
        """Show what another view asks for."""
        if payload == "new":
            self.show_tab(OffersTab.OFFERS)
            self.offers.new_offer()
        elif isinstance(payload, tuple) and len(payload) == 2 and payload[0] in ("offer", "decision"):
            tab = OffersTab.OFFERS if payload[0] == "offer" else OffersTab.DECISIONS
            self.show_payload(OffersTarget(tab, record=int(payload[1])))
        elif isinstance(payload, OffersTarget):
            self._show_target(payload)

    def _show_target(self, target: OffersTarget) -> None:
        self.show_tab(target.tab)
        page = self._pages[target.tab]
        if isinstance(page, NumbersPage):
            return
        if target.record is not None:
            page.show_record(target.record)
            page.focus_shown()
        else:
            page.narrow(target)

    def focus_search(self) -> None:
        """Put the cursor in the search field (Ctrl+F)."""
        page = self._stack.currentWidget()
        if isinstance(page, NumbersPage):
            self.show_tab(OffersTab.OFFERS)
        page = self._stack.currentWidget()
        if isinstance(page, OfferList | DecisionList):
            page.focus_search()

    def save_state(self) -> None:
        """Remember columns and splitters."""
        self.offers.save_state()
        self.decisions.save_state()

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_state()
        super().hideEvent(event)
