"""A table with its loader and, in its place when nothing is found, what was searched and how to find more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.lists.loading import RowLoader, Search
from bokart_desk.ui.lists.paging import PagedTableModel
from bokart_desk.ui.lists.table import RegisterTable, copy_rows
from bokart_desk.ui.tasks import Tasks
from bokart_desk.ui.widgets import EmptyState, button

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What stands in place of rows: that nothing was found, and how to find more.

    ``wider``: the same can be searched everywhere, and a button offers it.
    """

    title: str
    advice: str = ""
    wider: bool = False


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

    def show_search(self, search: Search[Row], today: date, words: Callable[[], EmptyWords]) -> bool:
        """Show what is found; tell whether there is more than the first page. ``words``: asked for when nothing is."""
        self.table.selectionModel().clear()
        more = self.loader.show(search, today)
        found = self.model.rowCount() > 0
        if not found:
            self._explain(words())
        self.setCurrentWidget(self.table if found else self.empty)
        if found:
            self.table.scrollToTop()
        return more

    def _explain(self, words: EmptyWords) -> None:
        self.empty.show_text(words.title, words.advice)
        self.widen.setVisible(words.wider)

    def current(self) -> Row | None:
        """Return the row chosen, None when there is none or it is not here yet."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def copy(self, numbers: list[int]) -> int:
        """Copy rows to the clipboard; return how many there were."""
        return copy_rows(self.table, self.loader.rows, numbers)

    def _tell(self) -> None:
        self.current_changed.emit(self.current())
