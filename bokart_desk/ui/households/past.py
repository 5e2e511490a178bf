"""What was changed in the case, and the rows of lists it came from."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.domain.rows import SourceLine
from bokart_desk.i18n import _, format_moment
from bokart_desk.services import labels
from bokart_desk.ui.context import Desk
from bokart_desk.ui.history import HistoryCard
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.privacy.erased_card import ErasedCard
from bokart_desk.ui.privacy.reading_card import ReadingCard
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, KeyValueList, label


class PastSection(Section):
    """History first, then who read a protected case, then sources."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.history = HistoryCard(desk)
        self.column.addWidget(self.history)
        self.erased = ErasedCard(desk)
        self.readings = ReadingCard(desk)
        self.column.addWidget(self.erased)
        self.column.addWidget(self.readings)
        self._sources = QVBoxLayout()
        self._sources.setSpacing(Space.M)
        self.column.addLayout(self._sources)
        self._told: tuple[tuple[SourceLine, ...], Protection] | None = None

    def fill(self, detail: HouseholdDetail) -> None:
        self.history.show_records(detail.records())
        self.erased.show_case(detail.row.id)
        self.readings.show_case(detail)
        if (detail.sources, detail.protection) == self._told:
            return
        self._told = (detail.sources, detail.protection)
        while (item := self._sources.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for line in detail.sources:
            self._sources.addWidget(_source(line, detail.protection))


def _source(line: SourceLine, protection: Protection) -> Card:
    card = Card(_("Imported from"))
    card.body.addWidget(label(labels.source_place(line), "strong", wrap=True))
    card.body.addWidget(label(_("Imported {when}").format(when=format_moment(line.imported_at)), "small"))
    if protection is Protection.STRICTLY_CONFIDENTIAL:
        card.body.addWidget(label(_("The cells are not shown: they may hold the address."), "muted", wrap=True))
    else:
        card.body.addWidget(KeyValueList(labels.source_cells(line.sheet, line.cells), names=35))
    return card
