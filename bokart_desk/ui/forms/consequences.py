"""What an action will mean, told in sentences before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Card, label

_ICONS = {
    Tone.DANGER: "circle-alert",
    Tone.WARNING: "triangle-alert",
    Tone.SUCCESS: "circle-check",
    Tone.INFO: "info",
    Tone.ACCENT: "info",
    Tone.NEUTRAL: "arrow-right",
}
Sentence = tuple[Tone, str]


class Consequences(Card):
    """A list of sentences, each with how serious it is; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shown: tuple[Sentence, ...] = ()
        self.body.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        self.body.addWidget(label(_("What this means"), "strong"))
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self._list: QWidget | None = None
        self.setAccessibleName(_("What this means"))
        self.hide()

    def sentences(self) -> tuple[Sentence, ...]:
        """Return what is told now."""
        return self._shown

    def show_sentences(self, sentences: Sequence[Sentence]) -> bool:
        """Tell these instead; return whether anything is different."""
        if tuple(sentences) == self._shown:
            return False
        self._shown = tuple(sentences)
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = _lines(self._shown)
        self._place.addWidget(self._list)
        self.setAccessibleDescription("\n".join(text for _tone, text in self._shown))
        self.setVisible(bool(self._shown))
        return True


def _lines(sentences: Sequence[Sentence]) -> QWidget:
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.S)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnStretch(1, 1)
    for row, (tone, text) in enumerate(sentences):
        sign = QLabel()
        put_icon(sign, _ICONS[tone], "text_muted" if tone is Tone.NEUTRAL else str(tone), 16)
        grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(text, wrap=True, tone=None if tone is Tone.NEUTRAL else tone), row, 1)
    return result
