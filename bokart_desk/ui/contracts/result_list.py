"""A table with its loader and, in its place when nothing is found, what was searched and how to find more."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.contracts.choice import Choice, empty_advice, empty_text
from bokart_desk.ui.contracts.loading import RowLoader, Search
from bokart_desk.ui.contracts.paging import PagedTableModel
from bokart_desk.ui.contracts.table import RegisterTable, copy_rows
from bokart_desk.ui.tasks import Tasks
from bokart_desk.ui.widgets import EmptyState, button

Row = TypeVar("Row")


class ResultList(QStackedWidget, Generic[Row]):
    """Shows the rows of a search. ``current_changed``: the row chosen, None for none or one not here yet."""

    current_changed = Signal(object)
    widening_asked = Signal()

    def __init__(self, model: PagedTableModel[Row], name: str, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self.table = RegisterTable(model, name)
        self.loader: RowLoader[Row] = RowLoader(model, tasks, self.table.visible_rows, self.table.rows_fitting, self)
        self.widen = button(_("Search everywhere"), self.widening_asked.emit, kind="primary", icon="search")
        self.empty = EmptyState("search-x", "", action=self.widen)
        self.addWidget(self.table)
        self.addWidget(self.empty)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.model.dataChanged.connect(lambda *_: self._tell())

    def show_search(self, search: Search[Row], today: date, choice: Choice) -> bool:
        """Show what is found; tell whether there is more than the first page."""
        self.table.selectionModel().clear()
        more = self.loader.show(search, today)
        found = self.model.rowCount() > 0
        if not found:
            self.empty.show_text(empty_text(choice), empty_advice(choice))
            self.widen.setVisible(choice.widened() is not None and bool(choice.text.strip() or choice.disposal))
        self.setCurrentWidget(self.table if found else self.empty)
        if found:
            self.table.scrollToTop()
        return more

    def current(self) -> Row | None:
        """Return the row chosen, None when there is none or it is not here yet."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def copy(self, numbers: list[int]) -> int:
        """Copy rows to the clipboard; return how many there were."""
        return copy_rows(self.table, self.loader.rows, numbers)

    def _tell(self) -> None:
        self.current_changed.emit(self.current())
