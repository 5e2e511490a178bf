"""The table: fixed rows, headings that sort in the register, columns one can hide, and copying as text."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyleOptionHeader, QTableView, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.clipboard import copied
from bokart_desk.ui.lists.paging import PagedTableModel
from bokart_desk.ui.lists.pill import PillDelegate

ROW_HEIGHT = 34
_ROOM_FOR_SIGN = "\N{EN SPACE}"
_FORMULA_SIGNS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""
MOST_COPIED = 5_000
"""Rows one copy may hold; for more there are the papers and their spreadsheet."""


class _Headings(QHeaderView):
    """Keeps the sign of the order off a heading that ends where the sign stands."""

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        at_right = bool(option.textAlignment & Qt.AlignmentFlag.AlignRight)
        if at_right and option.sortIndicator != QStyleOptionHeader.SortIndicator.None_:
            option.text += _ROOM_FOR_SIGN


class RegisterTable(QTableView):
    """A table over a ``PagedTableModel``."""

    went_right = Signal()
    """Enter or Right: into the details."""
    sort_chosen = Signal(object, bool)
    """A heading was clicked: the column's ``sort``, descending."""
    typed = Signal(str)
    """Letters were typed."""
    copy_asked = Signal(list)
    """Ctrl+C: the numbers of the selected rows."""

    def __init__(self, model: PagedTableModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.paged = model
        self.setHorizontalHeader(_Headings(Qt.Orientation.Horizontal, self))
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self._pill = PillDelegate(self)
        self._marked = (-1, Qt.SortOrder.AscendingOrder)
        self._own_widths = False
        self._own_columns = False
        self._fitting = False
        self._set_up_headings()
        self.setStyleSheet("QTableView::item { padding-left: 5px; }")

    def _set_up_headings(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setStretchLastSection(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_column_menu)
        header.sectionResized.connect(self._heading_resized)
        for number, column in enumerate(self.paged.columns):
            if column.tone is not None:
                self.setItemDelegateForColumn(number, self._pill)
        if any(column.sort is not None for column in self.paged.columns):
            header.setSectionsClickable(True)
            header.setSortIndicatorShown(True)
            header.sectionClicked.connect(self._heading_clicked)

    def show_sort(self, sort: StrEnum, *, descending: bool) -> None:
        """Mark the heading that the rows are sorted by; the one marked already, when several stand for the order."""
        header = self.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        marked = header.sortIndicatorSection()
        fitting = [number for number, column in enumerate(self.paged.columns) if column.sort == sort]
        if fitting:
            self._marked = (marked if marked in fitting else fitting[0], order)
            header.setSortIndicator(*self._marked)

    def _heading_clicked(self, number: int) -> None:
        header = self.horizontalHeader()
        sort = self.paged.columns[number].sort
        if sort is None:
            header.setSortIndicator(*self._marked)  # the click has moved it already
        else:
            self.sort_chosen.emit(sort, header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)

    def column_menu(self, parent: QWidget) -> QMenu:
        """Return a menu to show and hide columns; the last one shown cannot be hidden."""
        menu = QMenu(parent)
        header = self.horizontalHeader()
        shown = len(self.paged.columns) - header.hiddenSectionCount()
        for number, column in enumerate(self.paged.columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setEnabled(shown > 1 or header.isSectionHidden(number))
            action.toggled.connect(lambda visible, which=number: self._show_column(which, visible))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(_("Columns as at the start"), self.restore_columns)
        return menu

    def _show_column(self, number: int, visible: bool) -> None:
        self._own_columns = True
        self.setColumnHidden(number, not visible)
        self._fit()

    def _heading_resized(self) -> None:
        if not self._fitting:
            self._own_widths = True

    def _fit(self) -> None:
        """Share out the width among the columns, until the user has given them widths."""
        if self._own_widths:
            return
        header = self.horizontalHeader()
        self._fitting = True
        self._show_spare()
        shown = [(n, c) for n, c in enumerate(self.paged.columns) if not header.isSectionHidden(n)]
        left = max(0, self.viewport().width() - sum(column.width for _n, column in shown))
        shares = sum(column.share for _n, column in shown) or 1
        for number, column in shown:
            header.resizeSection(number, column.width + left * column.share // shares)
        self._fitting = False

    def _show_spare(self) -> None:
        """Show the columns one can do without where there is room for all, unless the user chose columns."""
        if not self._own_columns:
            wide = sum(column.width for column in self.paged.columns)
            for number, column in reversed(list(enumerate(self.paged.columns))):
                if column.spare:
                    self.setColumnHidden(number, wide > self.viewport().width())
                    wide -= column.width if self.isColumnHidden(number) else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def restore_columns(self) -> None:
        """Show all columns in the order and width they had at first."""
        self._own_widths = self._own_columns = False
        header = self.horizontalHeader()
        for number in range(len(self.paged.columns)):
            header.moveSection(header.visualIndex(number), number)
            self.setColumnHidden(number, False)
        self._fit()

    def columns_state(self) -> tuple[QByteArray, bool, bool]:
        """Return order, visibility and widths, to be remembered, and whether widths and choice are the user's own."""
        return self.horizontalHeader().saveState(), self._own_widths, self._own_columns

    def set_columns_state(self, state: QByteArray, own_widths: bool, own_columns: bool) -> None:
        """Take back what was remembered, unless it belongs to other columns."""
        header = self.horizontalHeader()
        self._fitting = True
        restored = header.restoreState(state) and header.count() == len(self.paged.columns)
        self._fitting = False
        self._own_widths = restored and own_widths
        self._own_columns = restored and own_columns
        if restored:
            self._fit()
        else:
            self.restore_columns()
        header.setSortIndicator(*self._marked)

    def visible_rows(self) -> tuple[int, int]:
        """Return the numbers of the first and the last row in view."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return first, last if last >= 0 else max(0, self.paged.rowCount() - 1)

    def rows_fitting(self) -> int:
        """Return how many rows the view has room for."""
        return self.viewport().height() // ROW_HEIGHT + 1

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, in order."""
        ranges = self.selectionModel().selection().toList()
        return sorted({number for chosen in ranges for number in range(chosen.top(), chosen.bottom() + 1)})

    def go_to_row(self, number: int) -> None:
        """Select a row and bring it into view."""
        self.selectRow(number)
        self.scrollTo(self.paged.index(number, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row one stands on: Qt makes the first one current here, and its details are read, unmarked."""
        super().focusInEvent(event)
        current = self.currentIndex()
        clicked = event.reason() is Qt.FocusReason.MouseFocusReason  # the click says itself which row it means
        if current.isValid() and not clicked and not self.selectionModel().hasSelection():
            self.selectRow(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(self.selected_rows())
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.went_right.emit()
            event.accept()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.paged.rowCount():
            self._go_to_edge(event)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Qt would look through the rows loaded so far; the search field looks through all."""
        self.typed.emit(search)

    def _go_to_edge(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row; the table's own would go along the row."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        number = 0 if event.key() == Qt.Key.Key_Home else self.paged.rowCount() - 1
        flags = self.selectionModel().SelectionFlag
        how = flags.SelectCurrent if shift else flags.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.paged.index(number, 0), how | flags.Rows)
        event.accept()

    def _show_column_menu(self, place: QPoint) -> None:
        menu = self.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))


def copy_rows(table: RegisterTable, rows: Callable[[list[int]], list[tuple[str, ...]]], numbers: list[int]) -> int:
    """Put the columns in view of these rows on the clipboard, tab-separated with headings; return how many rows."""
    header = table.horizontalHeader()
    columns = sorted(
        (number for number in range(header.count()) if not header.isSectionHidden(number)), key=header.visualIndex
    )
    texts = rows(numbers[:MOST_COPIED])
    lines = ["\t".join(table.paged.columns[column].title for column in columns)]
    lines += ["\t".join(_one_line(text[column]) for column in columns) for text in texts]
    copied("\n".join(lines))
    return len(texts)


def copied_words(count: int, *, of: int) -> str:
    """Return what to tell after ``count`` rows were copied ``of`` those that were chosen."""
    if of > MOST_COPIED:
        return _("Only the first {count} rows were copied.").format(count=count)
    return ngettext("{count} row copied", "{count} rows copied", count).format(count=count)


def _one_line(text: str) -> str:
    """Return the text as a cell of a pasted table: in one line, and never a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA_SIGNS) else line
