"""The overview: the day in a line, what is urgent first, then what is coming, then how much there is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from bokart_desk.domain.due import DueKind
from bokart_desk.domain.rows import Overview
from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dates import long_day, number
from bokart_desk.ui.overview import lists
from bokart_desk.ui.overview.due_card import DueCard
from bokart_desk.ui.overview.past_end_card import PastEndCard
from bokart_desk.ui.overview.side_cards import BecameIndefiniteCard, EndingCard, VacantCard
from bokart_desk.ui.overview.words import day_sentence, other_sentence
from bokart_desk.ui.page import Page
from bokart_desk.ui.row_button import FigureTile
from bokart_desk.ui.theme import Space, Tone, set_property
from bokart_desk.ui.widgets import Banner, ElidedLabel, EmptyState, button, label

_LEFT, _RIGHT = 58, 42
_ROOM_FOR_TILES = 800


class OverviewView(QWidget):
    """Shows an ``Overview``; reads a new one off the GUI thread when asked to refresh."""

    shown = Signal(object)
    """The overview (``Overview``) is on the screen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._built = False
        self._across = 0
        self._layers = QStackedLayout(self)
        self._waiting = label(_("Reading the register …"), "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layers.addWidget(self._waiting)
        self._page: Page | None = None
        self._welcome: QWidget | None = None

    def refresh(self) -> None:
        """Read the register again and show it."""
        from bokart_desk.services.overview import overview  # noqa: PLC0415 - may still be loading on its own thread

        if not self._desk.has_register:
            return
        register, today = self._desk.register, self._desk.today()
        self._desk.tasks.run(lambda _task: overview(register, today), self.show_overview, self._failed, owner=self)

    def show_payload(self, payload: object) -> None:
        """Nothing to filter here."""

    def show_overview(self, overview: Overview, *, complete: bool = True) -> None:
        """Show what was read; not ``complete``: what is due is still being worked out."""
        if not self._built:
            self._build()
        if overview.contracts == 0 and overview.units == 0:
            self._layers.setCurrentWidget(self._welcome_page())
        else:
            self._fill(overview, complete)
            assert self._page is not None
            self._layers.setCurrentWidget(self._page)
        self.shown.emit(overview)

    # Inside --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._built = True
        page = self._page = Page()
        page.body.addLayout(self._heading())
        self._error = Banner("", Tone.DANGER)
        self._error.hide()
        page.body.addWidget(self._error)
        page.body.addLayout(self._tiles())
        self.past_end, self.due = PastEndCard(self._desk), DueCard(self._desk)
        self.ending, self.vacant = EndingCard(self._desk), VacantCard(self._desk)
        self.became_indefinite = BecameIndefiniteCard(self._desk)
        self.due.kind_chosen.connect(self._open_due)
        page.add_columns(
            (self.past_end, self.due), (self.ending, self.became_indefinite, self.vacant), share=(_LEFT, _RIGHT)
        )
        page.body.addStretch(1)
        self._layers.addWidget(self._page)

    def _heading(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        self._day = label("", "title")
        self._sentence = label("", "heading")
        day = QHBoxLayout()
        day.addWidget(self._day, 1)
        again = button(_("Refresh"), self.refresh, icon="refresh-cw", kind="quiet", tip=_("Read again (F5)"))
        day.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(day)
        self._other = ElidedLabel("", "muted")
        sentences = QHBoxLayout()
        sentences.setSpacing(Space.M)
        sentences.addWidget(self._sentence)
        sentences.addWidget(self._other, 1)
        words.addLayout(sentences)
        return words

    def _tiles(self) -> QGridLayout:
        self._figures = {
            key: FigureTile(name, partial(opens, self._desk))
            for key, name, opens in (
                ("open", _("Contracts"), lists.open_contracts),
                ("households", _("Households"), lists.households),
                ("dwellings", _("Dwellings"), lists.dwellings),
                ("units", _("Units"), lists.dwellings),
                ("vacant", _("Vacant units"), lists.vacant),
                ("indefinite", _("Indefinite contracts"), lists.indefinite),
            )
        }
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        self._place_tiles()
        return self._grid

    def _place_tiles(self) -> None:
        """Put the tiles in one row, or in two where their names would not be seen whole."""
        across = len(self._figures) if self.width() >= _ROOM_FOR_TILES else len(self._figures) // 2
        if self._grid.count() and self._across == across:
            return
        self._across = across
        for place, tile in enumerate(self._figures.values()):
            self._grid.addWidget(tile, place // across, place % across)
        for column in range(len(self._figures)):
            self._grid.setColumnStretch(column, int(column < across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._built:
            self._place_tiles()

    def _fill(self, overview: Overview, complete: bool) -> None:
        self._error.hide()
        self._day.setText(long_day(overview.today))
        sentence, tone = day_sentence(overview)
        self._sentence.setText(sentence)
        set_property(self._sentence, "tone", str(tone))
        self._other.set_text(other_sentence(overview) if complete else "")
        for key, count, explained in (
            ("open", overview.open_contracts, _("Contracts that have not ended. Opens the list of them.")),
            ("households", overview.households, _("Households in the register. Opens the list of them.")),
            ("dwellings", overview.dwellings, _("Dwellings, each at an address. Opens the list with who has each.")),
            ("units", overview.units, _("Units: what one contract lets. Opens the list with who has each.")),
            ("vacant", overview.vacant_count, _("Units without a tenant. Opens the list of them.")),
            ("indefinite", overview.indefinite, _("Tenancies agreed without an end. Opens the list of them.")),
        ):
            self._figures[key].show_figure(number(count), explained)
        self.past_end.show_overview(overview)
        self.ending.show_overview(overview)
        self.became_indefinite.show_overview(overview)
        self.vacant.show_overview(overview)
        if complete:
            self.due.show_overview(overview)
        else:
            self.due.show_waiting()

    def _welcome_page(self) -> QWidget:
        if self._welcome is None:
            self._welcome = EmptyState(
                "house",
                _("Welcome to BOKART Desk"),
                _(
                    "The register is empty. Bring in the lists you already have: Excel, OpenDocument or CSV, as they "
                    "are. You see what was understood before anything is saved, and your files are not changed. "
                    "Then this page shows what needs doing, by urgency."
                ),
                action=button(
                    _("Import a list …"), lambda: self._desk.go("import"), icon="file-up", kind="primary"
                ),
            )  # fmt: skip
            self._layers.addWidget(self._welcome)
        return self._welcome

    def _open_due(self, kind: DueKind | None) -> None:
        from bokart_desk.ui.overview.due_dialog import DueDialog  # noqa: PLC0415 - opened by few

        DueDialog(self._desk, kind, self).open()

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            raise error
        if self._page is not None:
            self._error.show_message(message)
            self._error.show()
