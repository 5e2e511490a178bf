"""The columns of a sheet: what each was taken for, why, and examples; the user may say otherwise."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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

from bokart_desk.i18n import _
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

_DIALOG_WIDTH = 420


class FieldChoice(QComboBox):
    """What a column is used as. Leaves the mouse wheel to the table, so that scrolling changes nothing.

    ``picked(column, choice)`` when the user chooses.
    """

    picked = Signal(object, object)

    def __init__(self, column: ColumnPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.activated.connect(self._activated)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setAccessibleName(_("Use {header} as").format(header=column.header or column_letters(column.index)))
        self.addItem(_("Kept as a note"), None)
        self.addItem(_("New field of ours …"), NEW_FIELD)
        self.addItem(_("Left out"), LEFT_OUT)
        if column.kept_as:
            self.addItem(_("Kept as “{name}”").format(name=column.kept_as), own_field(column.kept_as))
        self.insertSeparator(self.count())
        for field in sorted(Field, key=field_label):
            self.addItem(field_label(field), str(field))
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
        self._hidden = hidden
        columns = sheet.columns
        self.setRowCount(0)
        self.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self._fill(row, column, first_column - 1, editable and len(columns) <= MOST_EDITABLE)

    def _fill(self, row: int, column: ColumnPlan, before: int, editable: bool) -> None:
        header = column.header or _("(no heading)")
        if column.index in self._hidden:
            header = _("{heading} (hidden in the file)").format(heading=header)
        used = _used_as(column)
        samples = " · ".join(sample for sample in column.samples if sample)
        for place, text in enumerate((column_letters(before + column.index), header, used, column.reason, samples)):
            item = QTableWidgetItem("" if editable and place == _USED_AS else text)
            item.setToolTip(text)
            self.setItem(row, place, item)
        if editable:
            holder = QWidget(self.viewport())  # born where it will stand: each move costs a millisecond
            choice = FieldChoice(column, holder)
            choice.picked.connect(self._chosen)
            self.setCellWidget(row, _USED_AS, _padded(holder, choice))

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
        holder = self.cellWidget(row, 2)
        return holder.findChild(FieldChoice) if holder is not None else None


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
