"""The list of what fits: a heading, what is compared, cards for the best ones, and a button for more."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.services import fit_words
from bokart_desk.services.fit import takes_a_while
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.waiting.fit_card import FitCard
from bokart_desk.ui.widgets import SectionHeading, button, label

FIRST = 6
"""Cards shown at first, and added with each press on the button below them."""
_NARROWEST = 80


class FittingList(QWidget):
    """A heading, what the list is, cards, and a button for more."""

    offered = Signal(int, int)
    """The user wants to offer: household's id, unit's id."""

    def __init__(
        self, desk: Desk, title: str, order: str, parent: QWidget | None = None, *, choice: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._shown = FIRST
        self._asked = 0
        self._found: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.heading = SectionHeading(title)
        column.addWidget(self.heading)
        if choice is not None:
            row = FlowLayout()
            column.addLayout(row)
            row.addWidget(choice)
        self._note = label("", wrap=True)
        self._basis = label("", "muted", wrap=True)
        explained = label(f"{fit_words.advice_words()} {order}", "small", wrap=True)
        for text in (self._basis, self._note, explained):
            text.setMinimumWidth(_NARROWEST)
            column.addWidget(text)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(Space.M)
        self._list: QWidget | None = None
        self._compared: object = None
        column.addLayout(self._cards)
        self.more = button("", self._show_more, icon="chevron-down")
        column.addWidget(self.more)
        self._tell("", "")
        self.more.hide()

    def cards(self) -> list[FitCard]:
        """Return the cards shown now, in their order."""
        return [] if self._list is None else self._list.findChildren(FitCard)

    def note(self) -> str:
        """Return what is said in place of cards, or above them."""
        return self._note.text()

    def refresh(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    def _show(self, found: Any) -> None:
        """Show what was read; None when it is gone."""
        raise NotImplementedError

    def _read(self, ask: Callable[[], Any]) -> None:
        """Read at once; in a register with thousands of units off the GUI thread, so that the window never waits."""
        self._asked += 1
        number = self._asked
        try:
            if not takes_a_while(self.desk.register):
                self._put_found(ask())
                return
        except RegisterError as error:
            self._failed(error)
            return
        self._tell("", _("Comparing …"))
        if self._found is None:
            self._put_none()

        def done(found: Any) -> None:
            if number == self._asked:
                self._put_found(found)

        def failed(error: BaseException) -> None:
            if isinstance(error, RegisterError):
                self._failed(error)
            else:
                self.desk.tasks.failed.emit(error)

        self.desk.tasks.run(lambda _task: ask(), done, failed, owner=self)

    def _put_found(self, found: Any) -> None:
        self._found = found
        if found is not None:
            self._show(found)
            return
        self._tell("", _("This is no longer in the register."))
        self._put_none()

    def _failed(self, error: RegisterError) -> None:
        self._tell("", error.message, Tone.DANGER)
        self._put_none()

    def _nothing_asked(self) -> None:
        self._asked += 1
        self._found = None
        self._tell("", "")
        self._put_none()

    def _begin(self, *, same: bool) -> None:
        if not same:
            self._shown = FIRST
            self._found = None
        self.refresh()

    def _show_more(self) -> None:
        before = len(self.cards())
        self._shown += FIRST
        self._show(self._found)
        cards = self.cards()
        if len(cards) > before:
            cards[before].findChildren(QPushButton)[0].setFocus()

    def _tell(self, basis: str, note: str, tone: Tone | None = None) -> None:
        for place, text in ((self._basis, basis), (self._note, note)):
            place.setText(text)
            place.setVisible(bool(text))
        self._note.setProperty("tone", str(tone) if tone is not None else "")

    def _differs(self, compared: object) -> bool:
        """Tell whether the cards must be made anew; else they stay, with the cursor where it is."""
        before, self._compared = self._compared, compared
        return compared != before

    def _put_none(self) -> None:
        self._compared = None
        self._put([], 0)

    def _put(self, cards: list[FitCard], left: int) -> None:
        focus = self._focused()
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for card in cards:
            column.addWidget(card)
        self._cards.addWidget(self._list)
        self._order_tabs()
        actions = self._actions()
        if focus is not None and actions:
            actions[min(focus, len(actions) - 1)].setFocus()
        self._list.setVisible(bool(cards))
        self.more.setVisible(left > 0)
        if left > 0:
            self.more.setText(_("Show more ({count} left)").format(count=format_number(left)))

    def _order_tabs(self) -> None:
        """Let Tab go through the cards in their place; new widgets stand at the end of the window."""
        for before, after in pairwise([self.more, *self._actions(), self.more]):
            QWidget.setTabOrder(before, after)

    def _actions(self) -> list[QPushButton]:
        return [action for card in self.cards() for action in card.findChildren(QPushButton)]

    def _focused(self) -> int | None:
        """Return which of the cards' buttons has the cursor (a dialog may be open before it), None for none."""
        focus = self.window().focusWidget()
        return next((number for number, action in enumerate(self._actions()) if action is focus), None)

    def _offer(self, household_id: int, unit_id: int) -> None:
        from bokart_desk.ui.offers.dialogs import open_offer_dialog  # noqa: PLC0415 - loaded with the first offer

        self.offered.emit(household_id, unit_id)
        open_offer_dialog(self.desk, self.window(), household_id=household_id, unit_id=unit_id)
