"""The municipality's own criteria as ticks, each with its weight and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.waiting import CriterionLine
from bokart_desk.ui.forms.confirmation import Confirmation
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import label

_INDENT = 28
"""Pixels: the explanation stands under the words of its tick."""
_NARROWEST = 80


class CriteriaList(QWidget):
    """Shows the criteria. ``ticked``: the user set or took away one (its id, whether it is met)."""

    ticked = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self._lines: tuple[tuple[int, str], ...] | None = None
        self.boxes: dict[int, CriterionBox] = {}
        self.none = label(
            _(
                "No criteria are written yet. Under Settings you write your own, each with a weight and what it means. "
                "That somebody has waited long counts only if you make it a criterion."
            ),
            "muted",
            wrap=True,
        )
        self.none.setMinimumWidth(_NARROWEST)
        self._column.addWidget(self.none)

    def show_criteria(self, lines: Sequence[CriterionLine]) -> None:
        """Show these; a tick that stands already keeps the cursor."""
        shape = tuple((line.id, f"{line.name}\0{line.weight}\0{line.explanation}") for line in lines)
        if shape != self._lines:
            self._build(lines)
            self._lines = shape
        for line in lines:
            self.boxes[line.id].show_met(met=line.met_id is not None)

    def chosen(self) -> list[int]:
        """Return the ids of the criteria that are ticked."""
        return [criterion for criterion, box in self.boxes.items() if box.box.isChecked()]

    def _build(self, lines: Sequence[CriterionLine]) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            if item is not None and (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.boxes = {}
        self.none.setVisible(not lines)
        for line in lines:
            box = CriterionBox(line)
            box.chosen.connect(self.ticked)
            self.boxes[line.id] = box
            self._column.addWidget(box)
            if line.explanation:
                explained = label(line.explanation, "small", wrap=True)
                explained.setMinimumWidth(_NARROWEST)
                explained.setContentsMargins(_INDENT, 0, 0, 0)
                self._column.addWidget(explained)


class CriterionBox(Confirmation):
    """One criterion. ``chosen``: the user ticked it or took the tick away (its id, whether it is met)."""

    chosen = Signal(int, bool)

    def __init__(self, line: CriterionLine, parent: QWidget | None = None) -> None:
        words = _("{criterion} (weight {weight})")
        if line.retired:
            words = _("{criterion} (weight {weight}, no longer in use)")
        super().__init__(words.format(criterion=line.name, weight=line.weight), parent)
        self.weight = line.weight
        self._id = line.id
        self.box.setAccessibleDescription(line.explanation)
        self.box.toggled.connect(self._tell)

    def show_met(self, *, met: bool) -> None:
        """Show whether it is met; tells nobody."""
        blocker = QSignalBlocker(self.box)
        self.box.setChecked(met)
        blocker.unblock()

    def _tell(self, met: bool) -> None:
        self.chosen.emit(self._id, met)
