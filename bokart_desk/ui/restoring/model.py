"""The backups as a table: when, why, what differs from the register now, how large, where, and whether each opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import N_, _
from bokart_desk.services.restoring import Candidate, Finding, Standing, State
from bokart_desk.services.restoring_words import (
    difference_words,
    moment_words,
    place_words,
    reason_words,
    size_words,
    state_words,
)
from bokart_desk.ui.theme import palette

COLUMNS = (N_("Taken"), N_("Can it be used"), N_("Compared with now"), N_("Why"), N_("Size"), N_("Where"))
Index = QModelIndex | QPersistentModelIndex


class BackupTableModel(QAbstractTableModel):
    """A row is a backup; what looking into it found comes later (``show_finding``)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Candidate, Finding | None]] = []
        self._now: Standing | None = None
        self._at = datetime.now().astimezone()

    def show_backups(self, candidates: Sequence[Candidate], now: Standing, at: datetime) -> None:
        """Show these; ``now``: the register they are compared with; ``at``: the moment."""
        known = dict(self._rows)
        self.beginResetModel()
        self._now, self._at = now, at
        self._rows = [(one, known.get(one)) for one in candidates]
        self.endResetModel()

    def show_finding(self, row: int, finding: Finding) -> None:
        """Tell what looking into the backup of a row found."""
        self._rows[row] = (self._rows[row][0], finding)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def row(self, row: int) -> tuple[Candidate, Finding | None]:
        """Return a backup and what is known of it."""
        return self._rows[row]

    def next_unknown(self) -> int | None:
        """Return the first row that nobody has looked into yet."""
        return next((row for row, (_one, finding) in enumerate(self._rows) if finding is None), None)

    def texts(self, row: int) -> tuple[str, ...]:
        """Return what a row says, column by column."""
        one, finding = self._rows[row]
        assert self._now is not None
        if finding is None:
            differs, state = _("looking …"), ""
        else:
            differs, state = difference_words(finding, self._now, self._at), state_words(finding)
        return (
            moment_words(one.taken_at, self._at), state, differs, reason_words(one), size_words(one.size),
            place_words(one),
        )  # fmt: skip

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.texts(index.row())[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            finding = self._rows[index.row()][1]
            if finding is not None and finding.state is State.BROKEN:
                return QColor(palette().text_muted)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None
