"""The cards at the right: contracts that end month by month, vacant units, and tenancies that became indefinite."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.domain.rows import Overview, UnitRow
from bokart_desk.i18n import _, ngettext
from bokart_desk.services import labels
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dates import number
from bokart_desk.ui.overview import lists
from bokart_desk.ui.overview.bar_chart import MonthChart
from bokart_desk.ui.overview.list_card import ListCard
from bokart_desk.ui.overview.words import vacant_since
from bokart_desk.ui.row_button import RowButton
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import ElidedLabel, label

VACANT_SHOWN = 4


class EndingCard(ListCard):
    """Contracts that end in the coming twelve months."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Ends in the coming 12 months"), self._open_all, parent)
        self._desk = desk
        self.chart = MonthChart()
        self.chart.month_chosen.connect(self._open_month)

    def show_overview(self, overview: Overview) -> None:
        """Show the months of ``overview``."""
        count = sum(count for _month, count in overview.ending_by_month)
        if self.body.indexOf(self.chart) < 0:
            self.body.addWidget(self.chart)
        self.chart.setVisible(bool(count))
        self.chart.show_months(overview.ending_by_month)
        self.show_rows([QWidget()] if count else [], _("No contract ends in the coming 12 months."))
        text = ngettext("Show {count} contract", "Show all {count}", count).format(count=number(count))
        self.show_count(text if count else "")

    def _open_all(self) -> None:
        lists.ending(self._desk)

    def _open_month(self, month: date) -> None:
        lists.ending(self._desk, month)


class VacantCard(ListCard):
    """Units without a tenant, the longest vacant first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Vacant units"), self._open_all, parent)
        self._desk = desk

    def show_overview(self, overview: Overview) -> None:
        """Show the vacant units of ``overview``."""
        count = overview.vacant_count
        rows = [
            _VacantRow(row, overview.today, partial(self._desk.open_unit, row.id))
            for row in overview.vacant_units[:VACANT_SHOWN]
        ]
        self.show_rows(rows, _("No unit is vacant."))
        text = ngettext("Show {count} unit", "Show all {count}", count).format(count=number(count))
        self.show_count(text if count else "")

    def _open_all(self) -> None:
        lists.vacant(self._desk)


class _VacantRow(RowButton):
    def __init__(self, row: UnitRow, today: date, clicked: object) -> None:
        super().__init__(clicked)  # type: ignore[arg-type]
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        column.setSpacing(0)
        facts = [labels.dwelling_kind_label(row.kind)]
        if row.bedrooms:
            text = ngettext("{count} bedroom", "{count} bedrooms", row.bedrooms)
            facts.append(text.format(count=row.bedrooms))
        since = vacant_since(row, today)
        first = QHBoxLayout()
        first.addWidget(ElidedLabel(labels.place_of(row), "strong"), 3)
        first.addWidget(ElidedLabel(", ".join(fact for fact in facts if fact), "muted"), 2)
        column.addLayout(first)
        column.addWidget(ElidedLabel(since, "small"))
        self.pass_mouse_through()
        self.setAccessibleName(f"{labels.place_of(row)}, {since}")


class BecameIndefiniteCard(ListCard):
    """Fixed terms that nobody ended in time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Have become indefinite"), self._open_all, parent)
        self._desk = desk

    def show_overview(self, overview: Overview) -> None:
        """Show how many there are, and what it means."""
        count = overview.became_indefinite
        self.setVisible(bool(count))
        self.set_edge(Tone.DANGER if count else None)
        explained = label(
            ngettext(
                "{count} fixed term ended more than three months ago with the tenant still living there, and no "
                "written demand to move is noted. The tenancy is now indefinite (husleieloven § 9-2).",
                "{count} fixed terms ended more than three months ago with the tenant still living there, and no "
                "written demand to move is noted. The tenancies are now indefinite (husleieloven § 9-2).",
                count,
            ).format(count=number(count)),
            wrap=True,
        )
        self.show_rows([explained], "")
        text = ngettext("Show {count} contract", "Show all {count}", count).format(count=number(count))
        self.show_count(text if count else "")

    def _open_all(self) -> None:
        lists.became_indefinite(self._desk)
