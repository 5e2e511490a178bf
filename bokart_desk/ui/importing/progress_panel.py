"""Work under way: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, button, label


class ProgressPanel(QWidget):
    """A card in the middle of the page. ``stopped`` when the user wants to stop."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.name = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.far = label("", "small")
        self.promise = label("", "muted", wrap=True)
        self.stop = button(_("Stop"), self._stop, icon="x")
        card = Card()
        card.setFixedWidth(520)
        card.body.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        for widget in (self.title, self.name, self.bar, self.far, self.promise):
            card.body.addWidget(widget)
        card.body.addSpacing(Space.S)
        card.body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)

    def begin(self, title: str, promise: str) -> None:
        """Start anew: what is being done, and what stopping would mean."""
        self.title.setText(title)
        self.promise.setText(promise)
        self.name.setText("")
        self.stop.setEnabled(True)
        self.show_progress(0, 0)
        self.stop.setFocus()

    def show_name(self, name: str) -> None:
        """Say which file it is about."""
        self.name.setText(name)
        self.show_progress(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is; ``total`` 0 when nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.far.setText(_("{percent} %").format(percent=100 * done // total) if total else "")

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.title.setText(_("Stopping …"))
        self.stopped.emit()
