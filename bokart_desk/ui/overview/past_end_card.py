"""Contracts past their end with the tenant still living there, and the days left before they become indefinite."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.domain.rows import ContractRow, Overview
from bokart_desk.i18n import _, ngettext
from bokart_desk.services import labels
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dates import number
from bokart_desk.ui.overview import lists
from bokart_desk.ui.overview.list_card import ListCard, at_right
from bokart_desk.ui.overview.words import cliff_pill, ended_and_last_day, household_and_place
from bokart_desk.ui.row_button import RowButton
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import ElidedLabel, StatusPill

SHOWN = 5
PILL_WIDTH = 150


class PastEndCard(ListCard):
    """The most urgent first; a row opens its case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Past the end date"), self._open_all, parent)
        self._desk = desk

    def show_overview(self, overview: Overview) -> None:
        """Show the contracts of ``overview`` that are past their end."""
        count = overview.past_end_count
        rows = [_Row(row, overview, self._desk) for row in overview.past_end[:SHOWN]]
        self.show_rows(rows, _("No contract is past its end with the tenant still living there."))
        self.set_edge(Tone.DANGER if count else Tone.SUCCESS)
        self.show_count(
            ngettext("Show {count} contract", "Show all {count}", count).format(count=number(count)) if count else ""
        )

    def _open_all(self) -> None:
        lists.past_end(self._desk)


class _Row(RowButton):
    def __init__(self, row: ContractRow, overview: Overview, desk: Desk) -> None:
        super().__init__(lambda: desk.open_contract(row.id))
        explained = labels.explain_end(row, overview.today)
        text, tone = cliff_pill(row, overview.today)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.setSpacing(Space.XS)
        first = QHBoxLayout()
        first.setSpacing(Space.M)
        first.addWidget(ElidedLabel(row.household, "strong"), 5)
        first.addWidget(ElidedLabel(labels.place_of(row)), 6)
        first.addWidget(at_right(StatusPill(text, tone), PILL_WIDTH))
        column.addLayout(first)
        column.addWidget(ElidedLabel(ended_and_last_day(row, overview.today), "small"))
        self.pass_mouse_through()
        self.setAccessibleName(f"{household_and_place(row)}. {text}")
        self.setAccessibleDescription(explained)
        self.setToolTip(explained)
