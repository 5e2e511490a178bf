"""A card with a heading, a button that opens the whole list, and a few rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Card, button, label


class ListCard(Card):
    """``open_all`` opens the list that the heading's button names."""

    def __init__(self, title: str, open_all: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title = title
        self.open_button = button("", open_all, kind="link")
        self.open_button.hide()
        assert self.heading is not None
        self.heading.add(self.open_button)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.body.addWidget(self._rows)

    def show_count(self, text: str) -> None:
        """Show what the button says; none where there is no list to open."""
        self.open_button.setText(text)
        self.open_button.setVisible(bool(text))
        self.open_button.setAccessibleName(f"{self._title}: {text}")

    def show_rows(self, rows: Sequence[QWidget], none: str) -> None:
        """Show these rows instead of those before; ``none``: the words where there are none."""
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in rows:
            column.addWidget(row)
        if not rows:
            column.addLayout(_good_news(none))
        self.body.replaceWidget(self._rows, fresh)
        self._rows.deleteLater()
        self._rows, self._column = fresh, column

    def rows(self) -> list[QWidget]:
        """Return the rows shown."""
        items = (self._column.itemAt(index) for index in range(self._column.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def at_right(widget: QWidget, width: int) -> QWidget:
    """Return a place at least ``width`` wide with the widget at its right, so that the columns before it line up."""
    place = QWidget()
    place.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    place.setMinimumWidth(width)
    line = QHBoxLayout(place)
    line.setContentsMargins(0, 0, 0, 0)
    line.addStretch(1)
    line.addWidget(widget)
    return place


def _good_news(text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, Space.XS, 0, Space.XS)
    line.setSpacing(Space.S)
    sign = QLabel()
    put_icon(sign, "circle-check", str(Tone.SUCCESS))
    line.addWidget(sign)
    line.addWidget(label(text, "muted", wrap=True), 1)
    return line
