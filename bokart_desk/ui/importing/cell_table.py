"""The cells of a row of a list: what the file says, and what should stand there instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.ui.importing.words import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bokart_desk.importing.groups import GroupRow

_ROW_HEIGHT = 32
_INSTEAD = 2
_TELLS_WHERE = frozenset(
    (
        Field.ADDRESS, Field.STREET, Field.HOUSE_NUMBER, Field.HOUSE_LETTER, Field.UNIT, Field.POSTCODE, Field.PLACE,
        Field.AREA_OF_TOWN, Field.CADASTRAL_NUMBER, Field.LEASEHOLD_NUMBER, Field.SECTION_NUMBER,
        Field.DWELLING_NUMBER,
    )
)  # fmt: skip


class CellTable(QTableWidget):
    """One line a column; the last one can be written in. ``written``: something was; ``finished``: Enter after it."""

    written = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setHorizontalHeaderLabels([_("Column"), _("In the file"), _("Read instead")])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("The cells of the row"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._columns: list[int] = []
        self._texts: list[str] = []
        self.itemChanged.connect(self._changed)

    def show_row(self, row: GroupRow | None, corrected: Mapping[int, str], days: Mapping[int, str]) -> None:
        """Show the cells of a row, the one in question first.

        ``corrected``: what is read instead already. ``days``: cells that hold a day, as people write it.
        """
        self.blockSignals(True)
        self.setRowCount(0)
        self._columns, self._texts = [], []
        protected = row is not None and row.row.facts.protection is not Protection.NONE
        for line in self._ordered(row) if row is not None else ():
            text = row.row.cells[line.index] if row is not None and line.index < len(row.row.cells) else ""
            text = days.get(line.index, text) if text else text
            self._put_line(line, text, corrected.get(line.index, text), hidden=protected and line.field in _TELLS_WHERE)
        if self.rowCount():
            self.setCurrentCell(0, _INSTEAD)
        self.blockSignals(False)

    def _put_line(self, line: _Line, text: str, instead: str, *, hidden: bool) -> None:
        self._columns.append(line.index)
        self._texts.append(instead)
        place = self.rowCount()
        self.insertRow(place)
        shown = _("protected address") if hidden and text else text
        for number, part in enumerate((line.name, shown, "" if hidden else instead)):
            item = QTableWidgetItem(part)
            item.setToolTip(part)
            if number != _INSTEAD or hidden:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(place, number, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() is not QAbstractItemView.State.EditingState:
            if self.corrections():
                self.finished.emit()
            elif (item := self.currentItem()) is not None:
                self.editItem(item)
            return
        super().keyPressEvent(event)

    def corrections(self) -> dict[int, str]:
        """Return what was written otherwise than it stood, by column index."""
        found = {}
        for place, index in enumerate(self._columns):
            item = self.item(place, _INSTEAD)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable and item.text() != self._texts[place]:
                found[index] = item.text().strip()
        return found

    def write(self, place: int, text: str) -> None:
        """Write in the line at a place, as the user would."""
        item = self.item(place, _INSTEAD)
        if item is not None:
            item.setText(text)

    @staticmethod
    def _ordered(row: GroupRow) -> list[_Line]:
        wanted = row.row.field
        lines = [_Line(one.index, one.header, one.field) for one in row.sheet.columns if not one.left_out]
        return sorted(lines, key=lambda one: (one.field != wanted if wanted else one.field is None, one.index))

    def _changed(self, _item: QTableWidgetItem) -> None:
        self.written.emit()


@dataclass(frozen=True, slots=True)
class _Line:
    """A column as it is shown."""

    index: int
    header: str
    field: Field | None

    @property
    def name(self) -> str:
        """The heading, with what the column is taken for where that is another word."""
        heading = self.header or column_letters(self.index)
        field = field_label(self.field) if self.field is not None else heading
        return heading if field == heading else _("{heading} ({field})").format(heading=heading, field=field)
