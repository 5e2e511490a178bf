"""A table with its loader and, in its place when nothing is found, what was searched and how to find more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.lists.loading import RowLoader, Search
from bokart_desk.ui.lists.paging import PagedTableModel
from bokart_desk.ui.lists.table import RegisterTable, copy_rows
from bokart_desk.ui.tasks import Tasks
from bokart_desk.ui.widgets import EmptyState, button, label

Row = TypeVar("Row")
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What stands in place of rows: that nothing was found, and how to find more.

    ``wider``: the same can be searched everywhere, and a button offers it. ``start``: the register holds none at all,
    and the list's own start page shows instead.
    """

    title: str
    advice: str = ""
    wider: bool = False
    start: bool = False


class ResultList(QStackedWidget, Generic[Row]):
    """Shows the rows of a search. ``current_changed``: the row chosen, None for none or one not here yet."""

    current_changed = Signal(object)
    widening_asked = Signal()
    suggestion_chosen = Signal(str)

    def __init__(
        self,
        model: PagedTableModel[Row],
        name: str,
        tasks: Tasks,
        parent: QWidget | None = None,
        *,
        start: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        self.table = RegisterTable(model, name)
        self.loader: RowLoader[Row] = RowLoader(model, tasks, self.table.visible_rows, self.table.rows_fitting, self)
        self.widen = button(_("Search everywhere"), self.widening_asked.emit, kind="primary", icon="search")
        self._links = QVBoxLayout()
        self.empty = EmptyState("search-x", "", action=self._ways_on())
        self.start = start
        self.addWidget(self.table)
        self.addWidget(self.empty)
        if start is not None:
            self.addWidget(start)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.model.dataChanged.connect(lambda *_: self._tell())

    def show_search(self, search: Search[Row], today: date, words: Callable[[], EmptyWords]) -> bool:
        """Show what is found; tell whether there is more than the first page. ``words``: asked for when nothing is."""
        self.table.selectionModel().clear()
        more = self.loader.show(search, today)
        if self.model.rowCount():
            self.setCurrentWidget(self.table)
            self.table.scrollToTop()
        else:
            self._explain(words())
        return more

    def show_suggestions(self, names: tuple[str, ...]) -> None:
        """Offer what may have been meant under the words that nothing was found."""
        while (item := self._links.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        if names:
            self._links.addWidget(label(_("Did you mean …?"), "strong"), 0, _CENTRE)
        for name in names:
            link = button(name, partial(self.suggestion_chosen.emit, name), kind="link")
            self._links.addWidget(link, 0, _CENTRE)

    def _explain(self, words: EmptyWords) -> None:
        if words.start and self.start is not None:
            self.setCurrentWidget(self.start)
            return
        self.empty.show_text(words.title, words.advice)
        self.widen.setVisible(words.wider)
        self.show_suggestions(())
        self.setCurrentWidget(self.empty)

    def _ways_on(self) -> QWidget:
        """Return the place of the suggestions and the button that searches everywhere."""
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._links)
        column.addWidget(self.widen, 0, _CENTRE)
        return result

    def current(self) -> Row | None:
        """Return the row chosen, None when there is none or it is not here yet."""
        index = self.table.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def copy(self, numbers: list[int]) -> int:
        """Copy rows to the clipboard; return how many there were."""
        return copy_rows(self.table, self.loader.rows, numbers)

    def _tell(self) -> None:
        self.current_changed.emit(self.current())
