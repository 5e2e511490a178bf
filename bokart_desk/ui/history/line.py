"""One change of a record's history: when, who, what, each field before and after, and the ways to put it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _, format_moment
from bokart_desk.services.history import FieldChange, HistoryEntry
from bokart_desk.services.putting_back import FieldOfWork, can_be_taken_back
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

_NAMES, _VALUES = 35, 65


def title_of(entry: HistoryEntry) -> str:
    """Return when, what and who of one change."""
    return _("{when}: {what}: {record}, by {who}").format(
        when=format_moment(entry.at), what=entry.what, record=entry.record, who=entry.who or _("unknown")
    )


class EntryLine(QWidget):
    """``fields``: those that may be put back one by one. The buttons call ``put_back`` and ``take_back`` (None: no)."""

    def __init__(
        self,
        entry: HistoryEntry,
        fields: frozenset[FieldOfWork],
        put_back: Callable[[FieldOfWork], None],
        take_back: Callable[[HistoryEntry], None] | None,
    ) -> None:
        super().__init__()
        self._entry = entry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(title_of(entry), wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, _NAMES)
        grid.setColumnStretch(1, _VALUES)
        column.addLayout(grid)
        possible = False
        for row, change in enumerate(entry.changes):
            which = FieldOfWork(entry.work, entry.kind, entry.record_id, change.field)
            self._add_field(grid, row, change)
            if which in fields:
                possible = True
                back = button(_("Put back"), partial(put_back, which), kind="link")
                back.setAccessibleName(
                    _("Put back: {field}, {value}").format(field=change.name, value=change.before or "–")
                )
                back.setToolTip(back.accessibleName())
                grid.addWidget(back, row, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        if (
            take_back is not None
            and can_be_taken_back(entry)
            and (entry.action == "deleted" or (possible and len(entry.changes) > 1))
        ):
            whole = button(_("Take all of this back"), partial(take_back, entry), kind="link")
            whole.setAccessibleName(_("Take all of this back: {title}").format(title=title_of(entry)))
            column.addWidget(whole)

    def _add_field(self, grid: QGridLayout, row: int, change: FieldChange) -> None:
        values = _("{before} → {after}").format(before=change.before or "–", after=change.after or "–")
        shown = label(values, wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shown.setAccessibleName(f"{change.name}: {values}")
        grid.addWidget(label(change.name, "muted", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)
