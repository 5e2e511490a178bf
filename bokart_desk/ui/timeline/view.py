"""The timeline's screen: search and zoom on top, the picture, what it says in words, and the paper of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.services.timeline import Timeline, TimelineFilter, TimelineRow, filtered, timeline
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dates import number
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.timeline.bars import FilterRow, ZoomRow
from bokart_desk.ui.timeline.canvas import TimelineCanvas
from bokart_desk.ui.timeline.legend import Legend
from bokart_desk.ui.timeline.paper import TimelinePapers
from bokart_desk.ui.widgets import Banner, Card, EmptyState, button, label

if TYPE_CHECKING:
    from bokart_desk.ui.tasks import Task

_ROOM_FOR_LEGEND = 560
"""Height from which the legend is shown without being asked for."""

_ROOM_FOR_LINES = 450
"""Height from which what is focused is told in two lines."""

_ROOM_FOR_TEXT = 640
"""Width from which the buttons for the paper have their words beside the icon."""


class TimelineView(QWidget):
    """The screen. ``show_payload`` takes a unit's id, a day, a text to look for, or a ``TimelineFilter``."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self._desk = desk
        self._shown = Timeline(desk.today(), ())
        self._task: Task | None = None
        self._read = False
        self._wanted_unit: int | None = None
        self._legend_chosen = False
        self.canvas = TimelineCanvas(desk.today())
        self.filters = FilterRow()
        self.zoom = ZoomRow(self.canvas)
        self.legend = Legend()
        self.legend.hide()
        self.count = label("", "muted")
        self.words = label("", "muted", wrap=True)
        self.problem = Banner("", Tone.DANGER, closable=True)
        self.problem.hide()
        self.papers = TimelinePapers(desk, self)
        self._lay_out()
        self._connect()
        self._explain(())
        self.refresh()

    # Building ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.canvas)
        self._none = EmptyState(
            "chart-gantt",
            _("No dwellings yet"),
            _("Here you will see every dwelling with its tenants through time. Start with a list you have."),
            action=button(_("Import a list"), lambda: self._desk.go("import"), icon="file-up", kind="primary"),
        )
        self._nothing = EmptyState(
            "search-x",
            _("Nothing fits"),
            _("No dwelling fits what you look for."),
            action=button(_("Show all dwellings"), self._show_all),
        )
        for page in (card, self._none, self._nothing):
            self.pages.addWidget(page)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        column.setSpacing(Space.S)
        column.addLayout(self._title_row())
        column.addWidget(self.filters)
        column.addWidget(self.zoom)
        for widget in (self.problem, self.papers.saving.banner, self.legend):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        column.addWidget(self.words)

    def _title_row(self) -> QHBoxLayout:
        self.save_button = button(_("Save as &PDF …"), self._save, icon="file-down", tip=_("Save as PDF (Ctrl+S)"))
        self.print_button = button(_("P&rint …"), self._print, icon="printer", tip=_("Print (Ctrl+P)"))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(label(_("Timeline"), "title"))
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        for widget, text in ((self.save_button, _("Save as PDF")), (self.print_button, _("Print"))):
            widget.setAccessibleName(text)
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.search.left_downwards.connect(self._into_picture)
        self.zoom.legend_toggled.connect(self._show_legend)
        self.canvas.explained.connect(self._explain)
        self.canvas.contract_opened.connect(self._desk.open_contract)
        self.canvas.unit_opened.connect(self._open_unit)
        self.canvas.protected_pressed.connect(self._tell_protected)
        self.papers.told.connect(self._say)

    # What the main window and other views call ---------------------------------------------------

    def refresh(self) -> None:
        """Read the register again; the place scrolled to stays."""
        if not self._desk.has_register:
            return
        if self._task is not None:
            self._task.cancel()
        register, today = self._desk.register, self._desk.today()
        self._task = self._desk.tasks.run(
            lambda _task: timeline(register, today), self._loaded, self._failed, owner=self
        )

    def show_payload(self, payload: object) -> None:
        """Show a unit, a day, or what fits a text or filter."""
        if isinstance(payload, bool) or payload is None:
            return
        if isinstance(payload, int):
            self._wanted_unit = payload
            self._go_where_wanted()
        elif isinstance(payload, date):
            self.canvas.go_to_day(payload)
        elif isinstance(payload, TimelineFilter):
            self.filters.set_wanted(payload)
        elif isinstance(payload, str):
            self.filters.set_wanted(TimelineFilter(payload))

    def focus_search(self) -> None:
        """Put the cursor in the search field, ready to overwrite (Ctrl+F)."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    @property
    def reading(self) -> bool:
        """Whether the register is being read."""
        return self._task is not None

    # Rows ----------------------------------------------------------------------------------------

    def _loaded(self, found: Timeline) -> None:
        self._task = None
        self._read = True
        self._shown = found
        self.problem.hide()
        self._filter(self.filters.wanted())
        self._go_where_wanted()

    def _failed(self, error: BaseException) -> None:
        self._task = None
        message = getattr(error, "message", "") or _(
            "The timeline could not be read. Nothing in the register was changed. Press F5 to try again."
        )
        self._say(str(message), Tone.DANGER)

    def _filter(self, wanted: TimelineFilter) -> None:
        if not self._read:
            return
        rows = filtered(self._shown.rows, wanted)
        self.canvas.show_rows(rows, self._shown.today)
        self.pages.setCurrentIndex(0 if rows else 2 if self._shown.rows else 1)
        count = ngettext("{count} unit", "{count} units", len(rows)).format(count=number(len(rows)))
        self.count.setText(count if self._shown.rows else "")
        for widget in (self.save_button, self.print_button):
            widget.setEnabled(bool(rows))

    def _show_all(self) -> None:
        self.filters.set_wanted(TimelineFilter())
        self.focus_search()

    def _go_where_wanted(self) -> None:
        wanted = self._wanted_unit
        if wanted is None or not self._read:
            return
        self._wanted_unit = None
        if not self.canvas.go_to_unit(wanted):
            self.filters.set_wanted(TimelineFilter())
            self.canvas.go_to_unit(wanted)
        self.canvas.setFocus()

    def _into_picture(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.TabFocusReason)

    # Words and ways out --------------------------------------------------------------------------

    def _explain(self, words: tuple[str, ...]) -> None:
        if not self._read:
            self.words.setText(_("Reading the register …"))
            return
        hint = _("Point at a bar, or walk with the arrow keys, to read what it means. Enter opens the case.")
        more = [word for word in words[3:] if word]
        self.words.setText("\n".join(filter(None, (" · ".join(words[:3]), " ".join(more)))) or hint)

    def _open_unit(self, row: TimelineRow) -> None:
        self._desk.open_unit(row.unit_id)

    def _tell_protected(self) -> None:
        self._desk.tell(_("The case of a protected household opens from the list of contracts, not from an address."))

    def _say(self, text: str, tone: Tone) -> None:
        self.problem.show_message(text, tone)
        self.problem.show()

    def _save(self) -> None:
        self.papers.save(*self._for_paper())

    def _print(self) -> None:
        self.papers.print(*self._for_paper())

    def _for_paper(self) -> tuple[Timeline, tuple[TimelineRow, ...], tuple[date, date], bool]:
        without_names = self.zoom.without_names.isChecked()
        return self._shown, self.canvas.rows(), self.canvas.visible_days, without_names

    def _show_legend(self, shown: bool) -> None:
        self._legend_chosen = True
        self.legend.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= _ROOM_FOR_TEXT
        self.save_button.setText(_("Save as &PDF …") if roomy else "")
        self.print_button.setText(_("P&rint …") if roomy else "")
        lines = 2 if self.height() >= _ROOM_FOR_LINES else 1
        self.words.setFixedHeight(lines * self.words.fontMetrics().lineSpacing() + 2)
        if not self._legend_chosen:
            self.zoom.legend.setChecked(self.height() >= _ROOM_FOR_LEGEND)
            self._legend_chosen = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.filters.clear_text():
            self.filters.search.setFocus()
            event.accept()
            return
        super().keyPressEvent(event)
