"""The waiting list: who waits and why, since when, and what fits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from bokart_desk.domain.codes import NeedKind
from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.services import waiting
from bokart_desk.services.register import RegisterError
from bokart_desk.services.waiting import NeedEnd, WaitingQuery, WaitingRow, WaitingShow, WaitingSort
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.waiting.need_dialog import open_need_dialog
from bokart_desk.ui.waiting.panel import WaitingPanel
from bokart_desk.ui.waiting.words import SHOWS, waiting_columns
from bokart_desk.ui.widgets import EmptyState, button

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_SHOWS = tuple(WaitingShow)
_CLOSED = WaitingShow.CLOSED
_KINDS: tuple[NeedKind | None, ...] = (None, *NeedKind)


class WaitingView(ListScreen[WaitingRow]):
    """List at the left, the case of the one chosen at the right."""

    key = "waiting"
    first_sort = (WaitingSort.PRIORITY, True)
    sizes = (610, 520)
    detail: WaitingPanel

    def title(self) -> str:
        return _("Waiting list")

    def placeholder(self) -> str:
        return _("Search by name or case number")

    def columns(self) -> tuple[Column[WaitingRow], ...]:
        return waiting_columns()

    def buttons(self) -> Sequence[QWidget]:
        return (button(_("&New need …"), self.ask_for_need, kind="primary", icon="plus"),)

    def filters(self) -> Sequence[QWidget]:
        self.show_box, self.kind_box = QComboBox(), QComboBox()
        self.show_box.setAccessibleName(_("Who is shown"))
        self.show_box.addItems([_(SHOWS[show]) for show in _SHOWS])
        self.kind_box.setAccessibleName(_("What they apply for"))
        self.kind_box.addItems([waiting.need_kind_label(kind) or _("All kinds of need") for kind in _KINDS])
        for box in (self.show_box, self.kind_box):
            box.activated.connect(self._filter_chosen)
        return (self.show_box, self.kind_box)

    def is_filtered(self) -> bool:
        return self.show_box.currentIndex() > 0 or self.kind_box.currentIndex() > 0

    def clear_filters(self) -> None:
        self.show_box.setCurrentIndex(0)
        self.kind_box.setCurrentIndex(0)

    def search(self, text: str, sort: WaitingSort, descending: bool) -> Search[WaitingRow]:
        register, today = self.desk.register, self.desk.today()
        kind, show = _KINDS[self.kind_box.currentIndex()], _SHOWS[self.show_box.currentIndex()]
        wanted = WaitingQuery(text, kind, show, sort, descending)

        def page(offset: int, limit: int) -> tuple[Sequence[WaitingRow], bool]:
            rows = waiting.waiting_page(register, wanted, today, offset=offset, limit=limit + 1)
            return rows[:limit], len(rows) > limit

        return Search(page, lambda: waiting.count_waiting(register, wanted, today))

    def count_text(self, count: int) -> str:
        return ngettext("{count} household", "{count} households", count).format(count=format_number(count))

    def row_of(self, record_id: int) -> WaitingRow | None:
        return waiting.waiting_row(self.desk.register, record_id, self.desk.today())

    def words_for(self, row: WaitingRow) -> str:
        return row.household

    def start_page(self) -> EmptyState:
        return EmptyState(
            "hourglass",
            _("Nobody waits for a dwelling"),
            _(
                "Here stand the households that need a dwelling, with your own priority and how long they have waited. "
                "For each one the program shows which units fit and why. Record the first need to begin; households "
                "without a dwelling come here by themselves when lists are imported."
            ),
            action=button(_("Record the first need …"), self.ask_for_need, kind="primary", icon="plus"),
        )

    def make_detail(self) -> WaitingPanel:
        panel = WaitingPanel(self.desk)
        panel.need_asked.connect(self.ask_for_need)
        panel.close_asked.connect(self._close_need)
        panel.reopen_asked.connect(self._reopen_need)
        panel.criterion_asked.connect(self._set_criterion)
        return panel

    def show_row(self, row: WaitingRow | None) -> None:
        found = None
        if row is not None:
            found = waiting.waiting_detail(self.desk.register, row.id, self.desk.today())
        if found is None:
            self.detail.show_nothing()
        else:
            self.detail.show_detail(found, self.desk.today())

    def show_record(self, record_id: int) -> None:
        """Go to a need; one that is closed is shown among those that are."""
        row = self._read(record_id)
        if row is not None and row.closed_on is not None and _SHOWS[self.show_box.currentIndex()] is not _CLOSED:
            self.clear_filters()
            self.show_box.setCurrentIndex(_SHOWS.index(_CLOSED))
            self.search_for("")
        super().show_record(record_id)

    def show_payload(self, payload: object) -> None:
        """Show a need by its id, a household ``("household", id)``, or the rows of a ``WaitingShow``."""
        if isinstance(payload, WaitingShow):
            self.clear_filters()
            self.show_box.setCurrentIndex(_SHOWS.index(payload))
            self.search_for("")
        elif isinstance(payload, tuple) and payload and payload[0] == "household":
            needs = waiting.needs_of(self.desk.register, payload[1], self.desk.today())
            self.show_record(needs[0].id if needs else -payload[1])
            self.focus_shown()
        else:
            super().show_payload(payload)

    def ask_for_need(self, household_id: int | None = None) -> None:
        """Open the dialog that records a need."""
        dialog = open_need_dialog(self.desk, self.window(), household_id)
        dialog.performed.connect(self._need_recorded)

    def _need_recorded(self, done: Done) -> None:
        if done.record is not None:
            self.show_record(done.record)

    def _close_need(self, need_id: int, end: str) -> None:
        self._do(lambda: waiting.close_need(self.desk.register, need_id, NeedEnd(end), by=self.desk.by()))

    def _reopen_need(self, need_id: int) -> None:
        self._do(lambda: waiting.reopen_need(self.desk.register, need_id, by=self.desk.by()))
        self.show_record(need_id)

    def _set_criterion(self, need_id: int, criterion_id: int, met: bool) -> None:
        by = self.desk.by()
        self._do(lambda: waiting.set_criterion(self.desk.register, need_id, criterion_id, met=met, by=by))

    def _do(self, command: Callable[[], Done]) -> None:
        from bokart_desk.services.doing import Refused  # noqa: PLC0415 - loaded with the first command

        try:
            self.desk.did(command())
        except Refused as error:
            self.desk.tell(error.message)
            self.refresh()
        except RegisterError as error:
            self.tell_problem(error)

    def _filter_chosen(self, _index: int) -> None:
        self.search_again()
