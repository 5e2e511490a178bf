"""Widths of texts and what of them fits, measured once: the same names are written at every step of a scroll."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics

_KEPT = 4096


class Texts:
    """Measures texts in one font, plain and ``strong``."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.strong_font = QFont(font)
        self.strong_font.setBold(True)
        self.metrics = QFontMetrics(font)
        self._strong_metrics = QFontMetrics(self.strong_font)
        self.width = lru_cache(_KEPT)(self._width)
        self.fitted = lru_cache(_KEPT)(self._fitted)

    def _width(self, text: str, strong: bool = False) -> int:
        return (self._strong_metrics if strong else self.metrics).horizontalAdvance(text)

    def _fitted(self, text: str, room: int, strong: bool = False, middle: bool = False) -> str:
        """Return the text with … at the end, or in the ``middle``, where it is too long for the room."""
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        return (self._strong_metrics if strong else self.metrics).elidedText(text, mode, room)
