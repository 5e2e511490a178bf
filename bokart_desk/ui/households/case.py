"""The case view: all that happened in one list, the newest first; filtered, opened and copied line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from bokart_desk.domain.household_rows import CaseEvent, CaseKind, HouseholdDetail
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services.code_labels import code_choices
from bokart_desk.services.households import case_view
from bokart_desk.ui.clipboard import copied
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.paging import PagedTableModel
from bokart_desk.ui.lists.result_list import EmptyWords, ResultList
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import button, label

_HEIGHT = 230
_TONES = {
    CaseKind.CONTRACT: Tone.ACCENT,
    CaseKind.NOTICE: Tone.DANGER,
    CaseKind.OFFER: Tone.INFO,
    CaseKind.DECISION: Tone.WARNING,
    CaseKind.REVIEW: Tone.WARNING,
    CaseKind.FOLLOW_UP: Tone.SUCCESS,
}


class CaseSection(Section):
    """``asked_for``: a line was opened; its record as (kind, id)."""

    asked_for = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = ChoiceEditor(code_choices(CaseKind), _("Everything"))
        self.kind.setAccessibleName(_("What the case shows"))
        self.kind.edited.connect(self._show)
        self.copy_button = button(_("Cop&y the case"), self.copy_all, icon="copy")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.kind)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        self.column.addLayout(row)
        self.list: ResultList[CaseEvent] = ResultList(
            PagedTableModel(_columns(), desk.today()), _("The case"), desk.tasks
        )
        self.table = self.list.table
        self.table.setMinimumHeight(_HEIGHT)
        self.list.current_changed.connect(self._tell)
        self.table.went_right.connect(self._open_current)
        self.table.doubleClicked.connect(self._open_clicked)
        self.table.copy_asked.connect(self._copy)
        self.column.addWidget(self.list, 1)
        self.whole = label("", wrap=True)
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole.setMinimumHeight(2 * self.whole.fontMetrics().height())
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(self.whole)
        self.events: tuple[CaseEvent, ...] = ()

    def fill(self, detail: HouseholdDetail) -> None:
        events = case_view(self.desk.register, detail.row.id, self.desk.today(), detail=detail)
        if events != self.events or self.list.model.rowCount() == 0:
            self.events = events
            self._show()

    def leave(self) -> None:
        self.events = ()

    def copy_all(self) -> None:
        """Put the lines that show on the clipboard, as plain text."""
        lines = [text_of(event) for event in self._chosen()]
        copied("\n".join(lines))
        self.desk.tell(ngettext("{count} line copied", "{count} lines copied", len(lines)).format(count=len(lines)))

    def _chosen(self) -> tuple[CaseEvent, ...]:
        kind = self.kind.value()
        return tuple(event for event in self.events if kind is None or event.kind is kind)

    def _show(self) -> None:
        events = self._chosen()

        def page(offset: int, limit: int) -> tuple[Sequence[CaseEvent], bool]:
            return events[offset : offset + limit], len(events) > offset + limit

        words = EmptyWords(_("Nothing of this kind in the case."))
        if self.kind.value() is None:
            words = EmptyWords(
                _("Nothing has happened in the case yet."),
                _("Contracts, offers, decisions, visits and changes will stand here, the newest first."),
            )
        self.list.show_search(Search(page, lambda: len(events)), self.desk.today(), lambda: words)
        self.whole.setText("")

    def _tell(self, event: CaseEvent | None) -> None:
        self.whole.setText(text_of(event) if event is not None else "")

    def _open_clicked(self, _index: QModelIndex) -> None:
        self._open_current()

    def _open_current(self) -> None:
        event = self.list.current()
        if event is not None and event.record is not None:
            self.asked_for.emit(*event.record)

    def _copy(self, numbers: list[int]) -> None:
        if numbers:
            count = self.list.copy(numbers)
            self.desk.tell(ngettext("{count} line copied", "{count} lines copied", count).format(count=count))


def text_of(event: CaseEvent) -> str:
    """Return a line of the case as one text: "01.08.2026: Contract begins. Storgata 8"."""
    day = format_date(event.day) or _("no date")
    if not event.text:
        return _("{day}: {what}").format(day=day, what=event.title)
    return _("{day}: {what}. {words}").format(day=day, what=event.title, words=event.text)


def _columns() -> tuple[Column[CaseEvent], ...]:
    return (
        Column("day", _("Date"), _day, 84),
        Column("what", _("What"), _title, 190, share=1, tone=_tone),
        Column("words", _("More"), lambda event, _today: event.text, 160, share=3),
    )


def _day(event: CaseEvent, _today: date) -> str:
    return format_date(event.day) or "–"


def _title(event: CaseEvent, _today: date) -> str:
    return event.title


def _tone(event: CaseEvent, _today: date) -> Tone:
    return _TONES.get(event.kind, Tone.NEUTRAL)
