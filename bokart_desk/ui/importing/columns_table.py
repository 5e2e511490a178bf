"""The columns of a sheet: what each was taken for, why, and examples; the user may say otherwise."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache, partial
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QInputDialog,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bokart_desk.i18n import _, current_language
from bokart_desk.importing.choices import LEFT_OUT, own_field
from bokart_desk.importing.fields import Field, field_label
from bokart_desk.ui.importing.words import column_letters
from bokart_desk.ui.theme import Space

if TYPE_CHECKING:
    from bokart_desk.importing.mapping import ColumnPlan
    from bokart_desk.importing.plan import SheetPlan

MOST_EDITABLE = 120
"""Sheets with more columns than this are shown without fields to choose from: one each would cost seconds."""

NEW_FIELD = "new"
"""Asks for the name of a field of the user's own; never a choice itself."""
LONGEST_NAME = 60
_ROW_HEIGHT = 40
_USED_AS = 2
_OWN = 3
"""Where the field of the user's own stands among what a column may be used as, if it is kept as one."""
_AT_ONCE = 24
"""So many rows have their texts from the first moment; more are not seen without scrolling."""
_MOMENT = 0.008
"""Seconds of filling rows in one turn of the event loop: a choice costs two milliseconds, and a sheet may have many."""

_DIALOG_WIDTH = 420


class FieldChoice(QComboBox):
    """What a column is used as. Leaves the mouse wheel to the table, so that scrolling changes nothing.

    ``picked(column, choice)`` when the user chooses.
    """

    picked = Signal(object, object)

    def __init__(self, column: ColumnPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.activated.connect(self._activated)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.addItem(_("Kept as a note"), None)
        self.addItem(_("New field of ours …"), NEW_FIELD)
        self.addItem(_("Left out"), LEFT_OUT)
        self.insertSeparator(_OWN)
        for name, field in _fields(current_language()):
            self.addItem(name, field)
        self.show_column(column)

    def show_column(self, column: ColumnPlan) -> None:
        """Show what ``column`` is used as now."""
        self.column = column
        self.setAccessibleName(_("Use {header} as").format(header=column.header or column_letters(column.index)))
        if self.itemData(_OWN) is not None:  # else the separator stands there
            self.removeItem(_OWN)
        if column.kept_as:
            self.insertItem(_OWN, _("Kept as “{name}”").format(name=column.kept_as), own_field(column.kept_as))
        self.setCurrentIndex(max(0, self.findData(column.choice)))

    def _activated(self, place: int) -> None:
        self.picked.emit(self.column, self.itemData(place))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsTable(QTableWidget):
    """One line a column. ``chose(column index, field or None)`` when the user says what a column is."""

    chose = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 5, parent)
        self._hidden: Collection[int] = ()
        self._shown: tuple[object, ...] = ()
        self._columns: tuple[ColumnPlan, ...] = ()
        self._before = 0
        self._editable = False
        self._waiting: list[int] = []
        """The rows that are not filled yet, the last of them first."""
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fill_some)
        self.setHorizontalHeaderLabels([_("Column"), _("Heading"), _("Used as"), _("Why"), _("Examples")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setProperty("kind", "roomy")
        self.setShowGrid(False)
        self.setWordWrap(True)  # two lines find room in a row
        self.setAccessibleName(_("Columns of the sheet"))
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate((72, 132, 222, 206)):
            self.setColumnWidth(column, width)
        header.setStretchLastSection(True)

    def show_sheet(self, sheet: SheetPlan, first_column: int, *, editable: bool, hidden: Collection[int] = ()) -> None:
        """Show the columns of a sheet whose first is ``first_column`` (A = 1); ``editable``: the user may choose.

        ``hidden``: indexes of the columns that the file hides, which are taken like all others unless he says so.
        """
        self._hidden, self._columns, self._before = hidden, sheet.columns, first_column - 1
        self._editable = editable and len(sheet.columns) <= MOST_EDITABLE
        shown = (self._editable, first_column, *((column.index, column.header) for column in sheet.columns))
        self._waiting = list(reversed(range(len(sheet.columns))))
        if shown == self._shown:
            self._fill_some()  # in the rows there are, so that nothing flickers
            return
        self._shown = shown
        self.setRowCount(0)
        self.setRowCount(len(sheet.columns))
        for row in range(min(_AT_ONCE, len(sheet.columns))):
            self._write(row, choosable=False)
        self._later.start()

    def _fill_some(self) -> None:
        """Fill rows for a moment; the rest waits until the window has answered what was asked of it meanwhile."""
        until = monotonic() + _MOMENT
        while self._waiting and monotonic() < until:
            self._fill_next()
        if self._waiting:
            self._later.start()

    def _fill_next(self) -> None:
        row = self._waiting.pop()
        self._write(row, choosable=self._editable)
        if not self._editable:
            return
        held = self._held(row)
        if held is not None:
            held.show_column(self._columns[row])
            return
        holder = QWidget(self.viewport())  # born where it will stand: each move costs a millisecond
        choice = FieldChoice(self._columns[row], holder)
        choice.picked.connect(self._chosen)
        self.setCellWidget(row, _USED_AS, _padded(holder, choice))

    def _write(self, row: int, *, choosable: bool) -> None:
        """Write the texts of a row; ``choosable``: what the column is used as stands in a choice."""
        column = self._columns[row]
        header = column.header or _("(no heading)")
        if column.index in self._hidden:
            header = _("{heading} (hidden in the file)").format(heading=header)
        samples = " · ".join(sample for sample in column.samples if sample)
        letters = column_letters(self._before + column.index)
        for place, text in enumerate((letters, header, _used_as(column), column.reason, samples)):
            item = QTableWidgetItem("" if choosable and place == _USED_AS else text)
            item.setToolTip(text)
            self.setItem(row, place, item)

    def _chosen(self, column: ColumnPlan, choice: str | None) -> None:
        if choice != NEW_FIELD:
            self.chose.emit(column.index, choice)
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("New field of ours"))
        dialog.setLabelText(_("What the column is kept as, with each record it tells of:"))
        dialog.setTextValue(column.header)
        dialog.textValueSelected.connect(partial(self._named, column.index))
        dialog.rejected.connect(partial(self._show_again, column))
        dialog.resize(_DIALOG_WIDTH, dialog.sizeHint().height())
        dialog.open()

    def _named(self, index: int, name: str) -> None:
        tidy = " ".join(name.split())[:LONGEST_NAME]
        self.chose.emit(index, own_field(tidy) if tidy else None)

    def _show_again(self, column: ColumnPlan) -> None:
        for row in range(self.rowCount()):
            choice = self.choice(row)
            if choice is not None and choice.column is column:
                choice.setCurrentIndex(max(0, choice.findData(column.choice)))

    def choice(self, row: int) -> FieldChoice | None:
        """Return the field a row lets the user choose, if it does."""
        while row in self._waiting:
            self._fill_next()
        return self._held(row)

    def _held(self, row: int) -> FieldChoice | None:
        holder = self.cellWidget(row, _USED_AS)
        return holder.findChild(FieldChoice) if holder is not None else None


@lru_cache(maxsize=1)
def _fields(_language: str) -> tuple[tuple[str, str], ...]:
    """The fields by their names in the language in use, in the order of the names."""
    return tuple((field_label(field), str(field)) for field in sorted(Field, key=field_label))


def _used_as(column: ColumnPlan) -> str:
    if column.left_out:
        return _("Left out")
    if column.kept_as:
        return _("Kept as “{name}”").format(name=column.kept_as)
    return field_label(column.field) if column.field else _("Kept as a note")


def _padded(holder: QWidget, widget: QWidget) -> QWidget:
    column = QVBoxLayout(holder)
    column.setContentsMargins(Space.XS, 2, Space.XS, 2)
    column.addWidget(widget)
    return holder
