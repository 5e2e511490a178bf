"""Households that seem to be the one that is being typed, each with a link to its case."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.duplicates import LikelySame, likely_same
from bokart_desk.services.households import MemberGiven
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, button

_WAIT_MS = 250
"""How long typing must pause before the register is looked through."""


class LikelyHouseholds(QWidget):
    """``chosen``: the user wants to see one of them; ``changed``: others than before are pointed out."""

    chosen = Signal(int)
    changed = Signal()

    def __init__(self, desk: Desk, *, beside: int | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._beside = beside
        self.found: tuple[LikelySame, ...] = ()
        self._asked = MemberGiven()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(Banner(_("In the register already? Look before you make another one."), Tone.WARNING))
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        column.addLayout(self._links)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._look)
        self.hide()

    def look_for(self, member: MemberGiven) -> None:
        """Look for households with a member who may be this person, when typing pauses."""
        if member != self._asked:
            self._asked = member
            self._timer.start()

    def _look(self) -> None:
        asked, register, beside = self._asked, self._desk.register, self._beside

        def look(_task: object) -> tuple[LikelySame, ...]:
            return likely_same(
                register, asked.name, asked.born_on, asked.duf_number, asked.identity_number, beside=beside
            )

        def show(found: tuple[LikelySame, ...]) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.run(look, show, self._failed, owner=self)

    def _failed(self, error: BaseException) -> None:
        """To point somebody out is a help; when the register cannot be read, saving will say so."""
        if not isinstance(error, RegisterError):
            self._desk.tasks.failed.emit(error)

    def _show(self, found: tuple[LikelySame, ...]) -> None:
        if found == self.found:
            return
        self.found = found
        while (item := self._links.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for one in found:
            words = _("{name}, case {number}: {why}").format(name=one.name, number=one.case_number, why=one.why)
            self._links.addWidget(button(words, partial(self.chosen.emit, one.household_id), kind="link"))
        self.setVisible(bool(found))
        self.changed.emit()
