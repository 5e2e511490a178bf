"""The card of a record's history: when, who, what, before and after, in words; the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _, format_moment
from bokart_desk.services.history import FieldChange, HistoryEntry, history_of
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, KeyValueList, button, label

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
        self._put([_entry(entry) for entry in self._entries[: self._shown]])
        self._more.setVisible(len(self._entries) > self._shown)

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


def title_of(entry: HistoryEntry) -> str:
    """Return when, what and who of one change."""
    return _("{when}: {what}: {record}, by {who}").format(
        when=format_moment(entry.at), what=entry.what, record=entry.record, who=entry.who or _("unknown")
    )


def _told(change: FieldChange) -> str:
    return f"{change.name}: {change.before} {change.after}"


def _entry(entry: HistoryEntry) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(title_of(entry), wrap=True))
    pairs = tuple(
        (change.name, _("{before} → {after}").format(before=change.before or "–", after=change.after or "–"))
        for change in entry.changes
    )
    if pairs:
        column.addWidget(KeyValueList(pairs, names=35))
    return line
