"""The card that tells from which rows of which lists a record came, with the cells as they were."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.domain.rows import SourceLine
from bokart_desk.i18n import _, format_moment
from bokart_desk.services import labels
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, KeyValueList, button, label

_AT_FIRST = 3


class SourcesCard(Card):
    """Hidden where a record came from no list; older rows are folded away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Imported from"), parent)
        self._told: tuple[SourceLine, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.M)
        self.body.addLayout(self._lines)
        self._more = button(_("Show all rows"), self._show_all, kind="link")
        self.body.addWidget(self._more)
        self.hide()

    def show_lines(self, lines: Sequence[SourceLine]) -> None:
        """Show these rows; the same ones again leave the card as it is."""
        self.setVisible(bool(lines))
        if tuple(lines) != self._told:
            self._told = tuple(lines)
            self._put(self._told[:_AT_FIRST])

    def lines(self) -> tuple[SourceLine, ...]:
        """Return the rows that are told of."""
        return self._told

    def _show_all(self) -> None:
        self._put(self._told)

    def _put(self, lines: Sequence[SourceLine]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for line in lines:
            self._lines.addWidget(_row(line))
        self._more.setVisible(len(lines) < len(self._told))


def _row(line: SourceLine) -> QWidget:
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addWidget(label(labels.source_place(line), "strong", wrap=True))
    column.addWidget(label(_("Imported {when}").format(when=format_moment(line.imported_at)), "small"))
    if line.cells:
        column.addWidget(KeyValueList(labels.source_cells(line.sheet, line.cells), names=35))
    else:
        hidden = _("The cells are not shown: the household's address is protected.")
        column.addWidget(label(hidden, "muted", wrap=True))
    return result
