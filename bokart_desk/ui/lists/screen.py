"""The base of every screen with a list: search on top, the list at the left, what is chosen at the right.

All such screens then look and behave alike: Ctrl+F and typing in the list search, Down and Enter go on to the list and
from it to the details, Esc steps back, headings sort, Ctrl+C copies, columns and splitter are remembered.

A screen derives ``ListScreen[Row]``, where a ``Row`` is a frozen read object with an ``id``, and fills in::

    class LandlordsView(ListScreen[LandlordRow]):
        key = "landlords"                       # as in ui.views; also the group of what is remembered
        first_sort = (LandlordSort.NAME, False) # any StrEnum; descending or not

        def title(self): return _("Landlords")
        def placeholder(self): return _("Search by name, contact person or place")
        def columns(self): return (Column("name", _("Name"), lambda row, today: row.name, 180, LandlordSort.NAME), ...)
        def search(self, text, sort, descending):
            query = LandlordQuery(text, sort, descending, kind=self.kind.currentData())
            return Search(lambda offset, limit: landlord_page(self.desk.register, query, offset, limit),
                          lambda: count_landlords(self.desk.register, query))
        def count_text(self, count): return ngettext("{count} landlord", "{count} landlords", count).format(...)
        def nothing_found(self, text): return EmptyWords(_("Nothing found for “{text}”.").format(text=text))
        def row_of(self, record_id): return landlord_row(self.desk.register, record_id)
        def words_for(self, row): return row.name
        def make_detail(self): return LandlordPanel(self.desk)          # e.g. a lists.detail_panel.CardPanel
        def show_row(self, row): ...                                    # fill self.detail; None: nothing chosen
        def start_page(self): return EmptyState("handshake", _("No landlords yet"), _("..."), action=button(...))

and where it has them ``buttons`` (at the right of the title), ``filters``, ``is_filtered``, ``clear_filters``,
``suggest`` and ``show_again``. Filter widgets call ``self.search_again()`` when they change.

The first page is read on the GUI thread at every keystroke, so it must be fast SQL with a limit; the number of all
rows, later pages and ``suggest`` run on another thread and must not touch widgets. Read ``self.desk.register`` and the
filters when ``search`` is called, not inside its two functions.

The hooks are called while the base is built: what they need is to be class attributes, or made in ``filters`` and
``make_detail`` (``self.desk`` is there from the beginning). After a command: ``self.desk.did(done)`` has all screens
read again, then ``self.show_record(done.record)`` goes to what was made.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.head import SearchRows, TitleRow
from bokart_desk.ui.lists.hooks import Row, ScreenHooks
from bokart_desk.ui.lists.paging import PagedTableModel
from bokart_desk.ui.lists.result_list import EmptyWords, ResultList
from bokart_desk.ui.lists.side_by_side import SideBySide
from bokart_desk.ui.lists.suggestions import Suggestions
from bokart_desk.ui.lists.table import RegisterTable
from bokart_desk.ui.theme import Space


class ListScreen(ScreenHooks[Row]):
    """See the module's words on how to derive a screen; ``ScreenHooks`` has what is filled in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, settings: QSettings | None = None) -> None:
        super().__init__(desk, parent, settings=settings)
        self.shown_id = None
        self._sort, self._descending = self.first_sort
        self._sought: tuple[str, Row | None] = ("", None)
        self.list: ResultList[Row] = ResultList(
            PagedTableModel(self.columns(), desk.today()), self.title(), desk.tasks, start=self.start_page()
        )
        self.table = self.list.table
        self.table.show_sort(self._sort, descending=self._descending)
        self.searching = SearchRows(self.title(), self.placeholder(), self.filters(), self._show_columns)
        self.field, self.columns_button = self.searching.field, self.searching.columns
        self.detail = self.make_detail()
        self._suggestions = Suggestions(self.suggest, desk.tasks, self.list)
        self._lay_out()
        self._connect()
        self.connect_ways(self.list)
        self.refresh()

    # What the main window and the screen itself call -----------------------------------------------

    def refresh(self) -> None:
        """Read the register again; what is chosen stays chosen if it is still there."""
        self._search(keep=True)

    def search_again(self) -> None:
        """Search with the filters as they now are."""
        self._search(keep=False)

    def show_payload(self, payload: object) -> None:
        """Show what another view asks for: an id goes to that record."""
        if isinstance(payload, int) and not isinstance(payload, bool):
            self.show_record(payload)
            self.focus_shown()

    def focus_shown(self) -> None:
        """Put the keyboard at the record shown, not at whichever button Qt finds first on the screen."""
        if self._in_detail():
            return
        beside = self.list.current() is not None and not self.panes.narrow
        (self.table if beside else self.detail).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, record_id: int) -> None:
        """Go to a record: in this list if it is there, else it is searched for among all."""
        if self._select(record_id):
            self._show_current()
            self.panes.read()
            return
        row = self._read(record_id)
        if row is None:
            self.desk.tell(_("This is no longer in the register."))
            return
        self.clear_filters()
        self._sought = (self.words_for(row).strip(), row)
        self.search_for(self._sought[0])
        if self._select(record_id):
            self._show_current()
        else:
            self._show(row)
            self.panes.offer_detail(True)
        self.panes.read()

    def search_for(self, text: str) -> None:
        """Put a text in the search field and search for it."""
        if self.field.text() == text:
            self._search(keep=False)
        else:
            self.field.setText(text)

    def text(self) -> str:
        """Return what is searched for."""
        return self.field.text().strip()

    def sought(self, text: str) -> Row | None:
        """Return the record that ``text`` was put in the search field for; None for what somebody typed."""
        words, row = self._sought
        return row if text and text == words else None

    def chosen(self) -> Row | None:
        """Return the row chosen in the list, None when there is none or it is not here yet."""
        return self.list.current()

    def current_list(self) -> ResultList[Row]:
        """Return the list."""
        return self.list

    def tables(self) -> dict[str, RegisterTable]:
        return {"list": self.table}

    # Building --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        title = TitleRow(self.title(), self.buttons())
        self.count = title.count
        self.panes = SideBySide(self.list, self.detail, self.sizes)
        self.splitter = self.panes.splitter
        column.addWidget(title)
        column.addWidget(self.searching)
        column.addWidget(self.problem)
        column.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._typed)
        self.list.widening_asked.connect(self._widen)
        self.list.suggestion_chosen.connect(self.search_for)
        self.list.loader.counted.connect(self._tell_count)
        self.panes.turned.connect(self.searching.setHidden)
        self.table.sort_chosen.connect(self._sort_by)

    # The list --------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self.panes.browse()
        self._search(keep=False)

    def _search(self, *, keep: bool) -> None:
        if not self.desk.has_register:
            return
        self.problem.hide()
        shown, today = self.shown_id, self.desk.today()
        self._suggestions.stop()
        more = self.list.show_search(
            self.search(self.text(), self._sort, self._descending), today, self._words_for_nothing
        )
        if more:
            self.count.setText(_("more than {count} …").format(count=format_number(self.list.model.rowCount())))
        found = self.list.model.rowCount() > 0
        kept = self._choose_again(shown, keep=keep)
        self.panes.offer_detail(found or kept)

    def _words_for_nothing(self) -> EmptyWords:
        text = self.text()
        if not text and not self.is_filtered() and not self.holds_any():
            return EmptyWords("", start=True)
        if text:
            self._suggestions.look_for(text)
        return self.nothing_found(text)

    def _choose_again(self, shown: int | None, *, keep: bool) -> bool:
        """Choose the row that was chosen before, when it is on the first page of the new answer.

        ``keep``: else its details stay, though the row is elsewhere in the list or no longer fits; tell whether so.
        """
        if shown is not None and self._select(shown, scroll=False):
            if keep:
                self._show_current()
            return True
        kept = self._read(shown) if keep and shown is not None else None
        if kept is None:
            self._detail_timer.start()
            return False
        self._show(kept)
        return True

    def _select(self, record_id: int, *, scroll: bool = True) -> bool:
        for number, row in self.list.model.loaded():
            if row.id == record_id:
                if scroll:
                    self.table.go_to_row(number)
                else:
                    self.table.selectRow(number)
                return True
        return False

    def _sort_by(self, sort: StrEnum, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.table.show_sort(sort, descending=descending)
        self._search(keep=True)

    def _widen(self) -> None:
        self.clear_filters()
        self._search(keep=False)
        self.focus_search()

    def _tell_count(self, count: int) -> None:
        self.count.setText(self.count_text(count))

    # The detail ------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        row = self.list.current()
        if row is not None:
            self._show(row)
        elif not self.table.currentIndex().isValid():
            self._show(None)

    def _show(self, row: Row | None) -> None:
        self._detail_timer.stop()
        again = row is not None and row.id == self.shown_id
        self.shown_id = row.id if row is not None else None
        try:
            if again and row is not None:
                self.show_again(row)
            else:
                self.show_row(row)
        except RegisterError as error:
            self.tell_problem(error)

    def _read(self, record_id: int) -> Row | None:
        try:
            return self.row_of(record_id)
        except RegisterError as error:
            self.tell_problem(error)
            return None
