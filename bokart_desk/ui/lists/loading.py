"""Brings rows to a paged table: the first page at once, the count when typing pauses, others as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from bokart_desk.services.register import RegisterError
from bokart_desk.ui.lists.paging import PAGE, PagedTableModel
from bokart_desk.ui.tasks import Tasks

Row = TypeVar("Row")
COUNT_AFTER_MS = 180
"""How long typing must pause before all rows are counted."""

_FEWEST = 16
_BELOW = 1
"""Rows read beyond those in view, so that there is something to scroll to; the others come when typing pauses."""


@dataclass(frozen=True, slots=True)
class Search(Generic[Row]):
    """A question to the register: ``page(offset, limit)`` gives rows and whether there are more; ``count()`` all."""

    page: Callable[[int, int], tuple[Sequence[Row], bool]]
    count: Callable[[], int]


class RowLoader(QObject, Generic[Row]):
    """Fills one model. What belongs to an earlier search is dropped when it arrives late."""

    counted = Signal(int)
    """The exact number of rows is known."""
    failed = Signal(object)
    """The register could not be read (``RegisterError``); the rows shown stay."""

    def __init__(
        self,
        model: PagedTableModel[Row],
        tasks: Tasks,
        visible_rows: Callable[[], tuple[int, int]],
        rows_fitting: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._tasks = tasks
        self._visible_rows = visible_rows
        self._rows_fitting = rows_fitting
        self._search: Search[Row] | None = None
        self._generation = 0
        self._asked: set[int] = set()
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(COUNT_AFTER_MS)
        self._count_timer.timeout.connect(self._count)
        model.rows_missed.connect(self._fetch_visible)

    def show(self, search: Search[Row], today: date) -> bool:
        """Ask for as many rows as are in view and show them; tell whether there are more rows than that."""
        self._count_timer.stop()
        try:
            rows, more = search.page(0, min(PAGE, self._rows_in_view() + _BELOW))
        except RegisterError as error:
            self.failed.emit(error)
            return False
        self._search = search
        self._generation += 1
        self._asked.clear()
        self._model.show_first(rows, today)
        if more:
            self._count_timer.start()
        else:
            self.counted.emit(len(rows))
        return more

    def _rows_in_view(self) -> int:
        return max(_FEWEST, self._rows_fitting())

    def stop(self) -> None:
        """Drop what is still on its way (the list is left)."""
        self._count_timer.stop()
        self._generation += 1

    def rows(self, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """Return the texts of these rows, fetching those that were never looked at."""
        for page in sorted({number // PAGE for number in numbers}):
            if not self._model.has_page(page) and self._search is not None:
                found, _more = self._search.page(page * PAGE, PAGE)
                self._model.put_page(page, found)
        texts = (self._model.texts_at(number) for number in numbers)
        return [text for text in texts if text is not None]

    def _count(self) -> None:
        search, generation = self._search, self._generation
        if search is None:
            return

        def done(total: int) -> None:
            if generation == self._generation:
                self._model.set_total(total)
                self.counted.emit(total)

        self._tasks.run(lambda _task: search.count(), done, self._failed, owner=self)

    def _fetch_visible(self) -> None:
        first, last = self._visible_rows()
        for page in range(first // PAGE, last // PAGE + 1):
            if page not in self._asked and not self._model.has_page(page):
                self._fetch(page)

    def _fetch(self, page: int) -> None:
        search, generation = self._search, self._generation
        if search is None:
            return
        self._asked.add(page)

        def done(answer: tuple[Sequence[Row], bool]) -> None:
            if generation != self._generation:
                return
            self._asked.discard(page)
            rows, more = answer
            if not more and page * PAGE + len(rows) < self._model.rowCount():
                self._model.set_total(page * PAGE + len(rows))
                self.counted.emit(self._model.rowCount())
            self._model.put_page(page, rows)

        self._tasks.run(lambda _task: search.page(page * PAGE, PAGE), done, self._failed, owner=self)

    def _failed(self, error: Any) -> None:
        """A page that failed stays in ``_asked``: it is not tried again at every repaint."""
        if isinstance(error, RegisterError):
            self.failed.emit(error)
        else:
            self._tasks.failed.emit(error)
