"""The screen of dwellings: a row for each unit with who has it and since when, and all about the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.dwelling_rows import DwellingRow
from bokart_desk.i18n import N_, _, format_number, ngettext
from bokart_desk.services import dwellings
from bokart_desk.services.doing import Done
from bokart_desk.services.dwellings import DwellingFilter, DwellingQuery, DwellingSort
from bokart_desk.services.labels import unit_status_label
from bokart_desk.ui.dwellings.columns import dwelling_columns, place_of
from bokart_desk.ui.dwellings.panel import DwellingPanel
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.widgets import EmptyState, button

_SHOWN = {
    DwellingFilter.ALL: N_("All units"),
    DwellingFilter.LET: N_("Let units"),
    DwellingFilter.VACANT: N_("Vacant units"),
    DwellingFilter.SHARED: N_("Rooms of shared houses"),
    DwellingFilter.RENTED_IN: N_("Rented in by the municipality"),
    DwellingFilter.RESERVED_FIRST: N_("Reserved for first settlement"),
    DwellingFilter.LEASE_ENDS: N_("Head lease ends within a year"),
}


class DwellingsView(ListScreen[DwellingRow]):
    """``show_payload`` takes a ``DwellingFilter``, a dwelling's id, ("dwelling", id) or ("unit", id)."""

    key = "dwellings"
    first_sort = (DwellingSort.ADDRESS, False)
    sizes = (650, 480)
    detail: DwellingPanel

    def title(self) -> str:
        return _("Dwellings")

    def placeholder(self) -> str:
        return _("Search by address, number, place, landlord or who lives there")

    def columns(self) -> tuple[Column[DwellingRow], ...]:
        return dwelling_columns()

    def search(self, text: str, sort: Any, descending: bool) -> Search[DwellingRow]:
        register, today = self.desk.register, self.desk.today()
        row = self.sought(text)
        home = row.dwelling_id if row is not None else None
        query = DwellingQuery(text, self._show_chosen(), self._status_chosen(), sort, descending, home)

        def page(offset: int, limit: int) -> tuple[tuple[DwellingRow, ...], bool]:
            found = dwellings.find_dwellings(register, query, today, offset=offset, limit=limit + 1)
            return found[:limit], len(found) > limit

        return Search(page, lambda: dwellings.count_dwellings(register, query, today))

    def count_text(self, count: int) -> str:
        return ngettext("{count} unit", "{count} units", count).format(count=format_number(count))

    def row_of(self, record_id: int) -> DwellingRow | None:
        register = self.desk.register
        home = -record_id if record_id < 0 else dwellings.dwelling_of_unit(register, record_id)
        if home is None:
            return None
        rows = dwellings.dwelling_rows(register, home, self.desk.today())
        return next((row for row in rows if row.id == record_id), None)

    def words_for(self, row: DwellingRow) -> str:
        return row.address if row.shared else place_of(row)  # of a shared house, all its rooms

    def make_detail(self) -> QWidget:
        panel = DwellingPanel(self.desk)
        panel.unit_chosen.connect(self.show_record)
        return panel

    def show_row(self, row: DwellingRow | None) -> None:
        self.detail.show_row(row)

    def show_again(self, row: DwellingRow) -> None:
        self.detail.show_again(row)

    def buttons(self) -> Sequence[QWidget]:
        return (button(_("New &dwelling …"), self.new_dwelling, kind="primary", icon="plus"),)

    def filters(self) -> Sequence[QWidget]:
        self.shown = QComboBox()
        self.shown.setAccessibleName(_("Which units"))
        self.shown.addItems([_(name) for name in _SHOWN.values()])
        self.status = QComboBox()
        self.status.setAccessibleName(_("Status"))
        self.status.addItem(_("Every status"))
        self.status.addItems([unit_status_label(status) for status in UnitStatus])
        for box in (self.shown, self.status):
            box.activated.connect(self.search_again)
        return (self.shown, self.status)

    def _show_chosen(self) -> DwellingFilter:
        return list(_SHOWN)[self.shown.currentIndex()]

    def _status_chosen(self) -> UnitStatus | None:
        index = self.status.currentIndex()
        return list(UnitStatus)[index - 1] if index > 0 else None

    def is_filtered(self) -> bool:
        return self.shown.currentIndex() > 0 or self.status.currentIndex() > 0

    def clear_filters(self) -> None:
        self.shown.setCurrentIndex(0)
        self.status.setCurrentIndex(0)

    def suggest(self, text: str) -> tuple[str, ...]:
        from bokart_desk.services.suggestions import did_you_mean  # noqa: PLC0415 - loaded when nothing was found

        register, today = self.desk.register, self.desk.today()
        meant = did_you_mean(register, text)
        return tuple(one for one in meant if dwellings.count_dwellings(register, DwellingQuery(one), today))

    def start_page(self) -> EmptyState | None:
        return EmptyState(
            "building-2",
            _("No dwellings yet"),
            _(
                "Here you see every dwelling and room, who has it and since when. Import the lists you have, "
                "or enter a dwelling by hand."
            ),
            action=button(_("Enter a dwelling …"), self.new_dwelling, icon="plus", kind="primary"),
        )

    def show_payload(self, payload: object) -> None:
        if isinstance(payload, DwellingFilter):
            self.shown.setCurrentIndex(list(_SHOWN).index(payload))
            self.status.setCurrentIndex(0)
            self.field.clear()
            self.search_again()
        elif isinstance(payload, int) and not isinstance(payload, bool):
            self.show_dwelling(payload)
            self.focus_shown()
        elif isinstance(payload, tuple) and len(payload) == 2:
            kind, record_id = payload
            if kind == "unit":
                self.show_record(record_id)
            elif kind == "dwelling":
                self.show_dwelling(record_id)
            self.focus_shown()

    def show_dwelling(self, dwelling_id: int) -> None:
        """Go to a dwelling: to its first unit."""
        rows = dwellings.dwelling_rows(self.desk.register, dwelling_id, self.desk.today())
        if any(row.id == self.shown_id for row in rows):
            return
        self.show_record(rows[0].id if rows else -dwelling_id)

    def new_dwelling(self) -> None:
        """Open the dialog of a new dwelling, and go to it."""
        from bokart_desk.ui.dwellings.new_dialog import NewDwellingDialog  # noqa: PLC0415 - seldom

        dialog = NewDwellingDialog(self.desk, self)
        dialog.performed.connect(self._go_to_made)
        dialog.open()

    def _go_to_made(self, done: Done) -> None:
        if done.record is not None:
            self.show_dwelling(done.record)
