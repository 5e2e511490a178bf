"""Records of a case under each other; those that are there already stay when the register is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.ui.households.expanding import ExpandingRecord
from bokart_desk.ui.theme import Space


class HasId(Protocol):
    """A line knows which record it is."""

    @property
    def id(self) -> int:
        """The record's id."""


Line = TypeVar("Line", bound=HasId)


class RecordList(QWidget, Generic[Line]):
    """``make`` makes the widget of a new line, ``tell`` gives a widget its words."""

    def __init__(self, make: Callable[[Line], ExpandingRecord], tell: Callable[[ExpandingRecord, Line], None]) -> None:
        super().__init__()
        self._make = make
        self._tell = tell
        self.records: dict[int, ExpandingRecord] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show these lines in their order."""
        wanted = {line.id: line for line in lines}
        for gone in [record for record in self.records if record not in wanted]:
            widget = self.records.pop(gone)
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for place, (record_id, line) in enumerate(wanted.items()):
            widget = self.records.get(record_id) or self._make(line)
            self.records[record_id] = widget
            if self._column.indexOf(widget) != place:
                self._column.removeWidget(widget)
                self._column.insertWidget(place, widget)
            self._tell(widget, line)

    def leave(self) -> None:
        """Save what is being typed, and let go of all lines."""
        for widget in self.records.values():
            widget.leave()
        self.show_lines(())
