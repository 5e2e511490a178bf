"""The card of a record's history: when, who, what, before and after, in words; the newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused
from bokart_desk.services.history import FieldChange, HistoryEntry, history_of
from bokart_desk.services.putting_back import FieldOfWork, fields_to_put_back, put_back, take_back
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.history.line import EntryLine, title_of
from bokart_desk.ui.message_box import tell_in_box
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Card, button, label

if TYPE_CHECKING:
    from bokart_desk.services.doing import By, Done

_AT_FIRST = 20


class HistoryCard(Card):
    """``show_records`` reads and shows the history of some records; what would tell a protected place is left out."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("History"), parent)
        self._desk = desk
        self._entries: tuple[HistoryEntry, ...] = ()
        self._shown = _AT_FIRST
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.body.addLayout(self._lines)
        self._more = button(_("Show &older changes"), self._show_more, kind="link")
        self.body.addWidget(self._more)
        self._more.hide()

    def show_records(self, records: Mapping[str, Iterable[int]]) -> None:
        """Show what happened to the records with these ids, by kind; nothing new leaves the card as it is."""
        try:
            entries = history_of(self._desk.register, records)
        except RegisterError as error:
            self._put([label(error.message, wrap=True)])
            return
        entries = _together(entries)
        if entries != self._entries or not entries:
            self._entries, self._shown = entries, _AT_FIRST
            self._fill()

    def texts(self) -> list[str]:
        """Return all that is told, line by line."""
        return [
            text for entry in self._entries[: self._shown] for text in (title_of(entry), *map(_told, entry.changes))
        ]

    def _show_more(self) -> None:
        self._shown = len(self._entries)
        self._fill()

    def _fill(self) -> None:
        if not self._entries:
            self._put([label(_("Nothing has been changed yet."), "muted", wrap=True)])
            return
        shown = self._entries[: self._shown]
        take = None if self._desk.register.read_only else self._take_back
        fields = fields_to_put_back(self._desk.register, shown)
        self._put([EntryLine(entry, fields, self._put_back, take) for entry in shown])
        self._more.setVisible(len(self._entries) > self._shown)

    def _put_back(self, which: FieldOfWork) -> None:
        self._carry_out(lambda by: put_back(self._desk.register, which, by))

    def _take_back(self, entry: HistoryEntry) -> None:
        self._carry_out(lambda by: take_back(self._desk.register, entry, by))

    def _carry_out(self, command: Callable[[By], Done]) -> None:
        try:
            done = command(self._desk.by())
        except (Refused, RegisterError) as error:
            tell_in_box(self.window(), _("Put back"), error.message, Tone.WARNING)
            return
        if done:
            self._desk.did(done)
        else:
            self._desk.tell(_("It holds that already."))

    def _put(self, widgets: Iterable[QWidget]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for widget in widgets:
            self._lines.addWidget(widget)
        self._more.hide()


def _together(entries: Iterable[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """Tell once what one job did to several records without changing a field: an import, a new dwelling."""
    told: list[HistoryEntry] = []
    for entry in entries:
        last = told[-1] if told else None
        if last is not None and not (entry.changes or last.changes) and _job(entry) == _job(last):
            told[-1] = replace(last, record=_("{first}, {second}").format(first=entry.record, second=last.record))
        else:
            told.append(entry)
    return tuple(told)


def _job(entry: HistoryEntry) -> tuple[object, ...]:
    return entry.work, entry.what, entry.who


def _told(change: FieldChange) -> str:
    return f"{change.name}: {change.before} {change.after}"
