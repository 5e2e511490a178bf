"""The screen of landlords: whom the municipality rents from, what is theirs, and when the next head lease ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from bokart_desk.domain.codes import LandlordKind
from bokart_desk.domain.dwelling_rows import LandlordRow
from bokart_desk.i18n import _, format_date, format_number, ngettext
from bokart_desk.services import landlords
from bokart_desk.services.doing import Done
from bokart_desk.services.dwelling_words import landlord_kind_label
from bokart_desk.services.labels import away
from bokart_desk.services.landlords import LandlordQuery, LandlordSort
from bokart_desk.ui.landlords.dialogs import NewLandlordDialog
from bokart_desk.ui.landlords.panel import LandlordPanel
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.widgets import EmptyState, button


class LandlordsView(ListScreen[LandlordRow]):
    """``show_payload`` takes a landlord's id."""

    key = "landlords"
    first_sort = (LandlordSort.NAME, False)
    sizes = (620, 500)
    detail: LandlordPanel

    def title(self) -> str:
        return _("Landlords")

    def placeholder(self) -> str:
        return _("Search by name, contact person, telephone or e-mail")

    def columns(self) -> tuple[Column[LandlordRow], ...]:
        return (
            Column("name", _("Name"), lambda row, _today: row.name, 160, LandlordSort.NAME, share=4),
            Column(
                "kind", _("Kind"), lambda row, _today: landlord_kind_label(row.kind), 110, LandlordSort.KIND, share=1
            ),
            Column("homes", _("Dwellings"), lambda row, _today: str(row.dwellings), 74, LandlordSort.DWELLINGS, True),
            Column("lease", _("Next head lease ends"), _lease_end, 180, LandlordSort.LEASE_END, share=2),
            Column("contact", _("Contact person"), lambda row, _today: row.contact_person, 120, share=2, spare=True),
            Column("phone", _("Telephone"), lambda row, _today: row.phone, 90, spare=True),
        )

    def search(self, text: str, sort: Any, descending: bool) -> Search[LandlordRow]:
        register, today = self.desk.register, self.desk.today()
        query = LandlordQuery(text, self._kind_chosen(), sort, descending)

        def page(offset: int, limit: int) -> tuple[tuple[LandlordRow, ...], bool]:
            found = landlords.find_landlords(register, query, today, offset=offset, limit=limit + 1)
            return found[:limit], len(found) > limit

        return Search(page, lambda: landlords.count_landlords(register, query))

    def count_text(self, count: int) -> str:
        return ngettext("{count} landlord", "{count} landlords", count).format(count=format_number(count))

    def row_of(self, record_id: int) -> LandlordRow | None:
        return landlords.landlord_row(self.desk.register, record_id, self.desk.today())

    def words_for(self, row: LandlordRow) -> str:
        return row.name

    def make_detail(self) -> QWidget:
        return LandlordPanel(self.desk)

    def show_row(self, row: LandlordRow | None) -> None:
        self.detail.show_row(row)

    def buttons(self) -> Sequence[QWidget]:
        return (button(_("New &landlord …"), self.new_landlord, kind="primary", icon="plus"),)

    def filters(self) -> Sequence[QWidget]:
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind"))
        self.kind.addItem(_("All kinds of landlord"))
        self.kind.addItems([landlord_kind_label(kind) for kind in LandlordKind])
        self.kind.activated.connect(self.search_again)
        return (self.kind,)

    def _kind_chosen(self) -> LandlordKind | None:
        index = self.kind.currentIndex()
        return list(LandlordKind)[index - 1] if index > 0 else None

    def is_filtered(self) -> bool:
        return self.kind.currentIndex() > 0

    def clear_filters(self) -> None:
        self.kind.setCurrentIndex(0)

    def suggest(self, text: str) -> tuple[str, ...]:
        return tuple(name for _id, name in landlords.similar_landlords(self.desk.register, text))

    def start_page(self) -> EmptyState | None:
        return EmptyState(
            "handshake",
            _("No landlords yet"),
            _(
                "Here you see whom the municipality rents from, their dwellings, and when each head lease ends. "
                "Landlords come along with imported lists, or are entered by hand."
            ),
            action=button(_("Enter a landlord …"), self.new_landlord, icon="plus", kind="primary"),
        )

    def new_landlord(self) -> None:
        """Open the dialog of a new landlord, and go to it."""
        dialog = NewLandlordDialog(self.desk, self)
        dialog.performed.connect(self._go_to_made)
        dialog.open()

    def _go_to_made(self, done: Done) -> None:
        if done.record is not None:
            self.show_record(done.record)


def _kind(row: LandlordRow, _today: date) -> str:
    return landlord_kind_label(row.kind)


def _lease_end(row: LandlordRow, today: date) -> str:
    if row.lease_end is None:
        return ""
    return _("{day}, {away}").format(day=format_date(row.lease_end), away=away(row.lease_end, today))
