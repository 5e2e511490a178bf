"""The Reports screen: pick a paper and its period, see its pages at once, print them or save them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.platform.pdf_pages import PdfPages
from bokart_desk.ui.reports.choices import Choices, ExpiryChoices, MeetingChoices
from bokart_desk.ui.reports.page_bar import PageBar
from bokart_desk.ui.reports.pages import PageView
from bokart_desk.ui.reports.printing import Printing
from bokart_desk.ui.reports.saving import Saving
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

if TYPE_CHECKING:
    from bokart_desk.reporting import ReportDocument
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.tasks import Task

DEBOUNCE_MS = 250
EXPIRY_LIST, ALLOCATION_MEETING = 0, 1
_ROOM_FOR_A_ROW = 760
"""Pixels from which title and buttons, papers and choices stand beside each other."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: what it says and the PDF of it, kept in memory alone."""

    document: ReportDocument
    pdf: bytes
    missing: frozenset[str]


class ReportsView(QWidget):
    """The papers. ``show_payload`` takes a month (date) for the expiry list, or "allocation_meeting"."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._paper: Paper | None = None
        self._task: Task | None = None
        self._stale = True
        self._wait = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._wait.timeout.connect(self._build)
        self.expiry = ExpiryChoices(desk.today())
        self.meeting = MeetingChoices(desk.today())
        self.pages = PageView()
        self.page_bar = PageBar(self.pages)
        self.banner = Banner("", Tone.DANGER, closable=True)
        self.banner.hide()
        self.saving = Saving(desk, self)
        self.printing = Printing(self)
        self._rows: list[QBoxLayout] = []
        self._lay_out()
        for choices in (self.expiry, self.meeting):
            choices.changed.connect(self._choice_changed)
        desk.register_changed.connect(self._register_changed)
        desk.register_opened.connect(self._register_changed)
        desk.day_changed.connect(self._register_changed)
        self.printing.told.connect(self._say)
        self._enable()

    # -- layout

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.M)
        column.setSpacing(Space.M)
        column.addLayout(self._title_row())
        card = Card()
        card.body.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        card.body.addLayout(self._choice_row())
        column.addWidget(card)
        column.addWidget(self.banner)
        column.addWidget(self.saving.banner)
        column.addWidget(self.page_bar)
        column.addWidget(self.pages, 1)

    def _title_row(self) -> QBoxLayout:
        self.save_sheet = button(_("Save as Excel …"), lambda: self._save(".xlsx"), icon="file-spreadsheet")
        self.save_pdf = button(_("Save as PDF …"), lambda: self._save(".pdf"), icon="file-down")
        self.print_button = button(_("Print …"), self._print, icon="printer", kind="primary", tip=_("Print (Ctrl+P)"))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(lambda: self._save(".pdf"))
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(Space.S)
        row.addWidget(label(_("Reports"), "title"))
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        for widget in (self.save_sheet, self.save_pdf, self.print_button):
            buttons.addWidget(widget)
        row.addLayout(buttons, 1)
        self._rows.append(row)
        return row

    def _choice_row(self) -> QBoxLayout:
        self.which = QButtonGroup(self)
        self._stack = QStackedWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(Space.S)
        papers = QHBoxLayout()
        papers.setSpacing(Space.S)
        for number, (text, choices) in enumerate(
            ((_("Expiry list"), self.expiry), (_("Allocation meeting"), self.meeting))
        ):
            choice = button(text)
            choice.setCheckable(True)
            self.which.addButton(choice, number)
            self._stack.addWidget(choices)
            papers.addWidget(choice)
        self.which.button(EXPIRY_LIST).setChecked(True)
        self.which.idToggled.connect(self._other_paper)
        papers.addStretch(1)
        row.addLayout(papers)
        row.addSpacing(Space.S)
        row.addWidget(self._stack, 1)
        self._rows.append(row)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= _ROOM_FOR_A_ROW
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for row in self._rows:
            row.setDirection(direction)
        super().resizeEvent(event)

    # -- what main window asks

    def refresh(self) -> None:
        """Make the pages again from the register as it is now."""
        self._stale = False
        self._wait.start(0)
        self.page_bar.show_busy(True)

    def show_payload(self, payload: object) -> None:
        """Go to the expiry list of a month (a date), or to the paper of the allocation meeting."""
        if isinstance(payload, date):
            self.which.button(EXPIRY_LIST).setChecked(True)
            self.expiry.show_month(payload)
        elif payload in ("allocation_meeting", "expiry_list"):
            number = ALLOCATION_MEETING if payload == "allocation_meeting" else EXPIRY_LIST
            self.which.button(number).setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _register_changed(self, _what: object = None) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    # -- choices

    @property
    def choices(self) -> Choices:
        """The choices of the paper that is picked."""
        chosen = self._stack.currentWidget()
        assert isinstance(chosen, Choices)
        return chosen

    def _other_paper(self, number: int, checked: bool) -> None:
        if checked:
            self._stack.setCurrentIndex(number)
            self._choice_changed()

    def _choice_changed(self) -> None:
        self.saving.banner.hide()
        self._stale = not self.isVisible()
        if self.isVisible():
            self._paper = None
            self._enable()
            self.page_bar.show_busy(True)
            self.pages.set_dimmed(True)
            self._wait.start(DEBOUNCE_MS)

    # -- making the paper

    def _build(self) -> None:
        if not self._desk.has_register:
            return
        if self._task is not None:
            self._task.cancel()
        register, today, now = self._desk.register, self._desk.today(), self._desk.now()
        build = self.choices.builder()

        def make(_task: Task) -> Paper:
            from bokart_desk.reporting.pdf import render_pdf  # noqa: PLC0415 - loads what start-up need not

            document = build(register, today, now)
            rendered = render_pdf(document)
            return Paper(document, rendered.content, rendered.missing)

        self._task = self._desk.tasks.run(make, self._built, self._not_built, owner=self)

    def _built(self, paper: Paper) -> None:
        self._task = None
        if self._wait.isActive():  # another choice was made meanwhile
            return
        self._paper = paper
        self.banner.hide()
        self.pages.show_pages(PdfPages(paper.pdf))
        self.page_bar.show_busy(False)
        self.page_bar.update_words()
        if paper.missing:
            self._say(
                _("Some letters in the names have no font here; they are printed as a replacement sign."),
                Tone.WARNING,
            )
        self._enable()

    def _not_built(self, error: BaseException) -> None:
        self._task = None
        self.page_bar.show_busy(False)
        self.pages.set_dimmed(True)
        message = getattr(error, "message", "") or _(
            "The paper could not be made, because of an error in the program. Nothing in the register was changed. "
            "Press F5 to try again, or choose another period."
        )
        self._say(str(message), Tone.DANGER)
        self._enable()

    def _enable(self) -> None:
        for widget in (self.save_sheet, self.save_pdf, self.print_button):
            widget.setEnabled(self._paper is not None)

    def _say(self, text: str, tone: Tone) -> None:
        self.banner.show_message(text, tone)
        self.banner.show()

    # -- out of the window

    def _save(self, ending: str) -> None:
        if self._paper is not None:
            self.saving.ask_and_save(self._paper, self.choices.file_stem(), ending)

    def _print(self) -> None:
        if self._paper is not None:
            self.printing.ask_and_print(self._paper.pdf, self.choices.file_stem(), self.pages.current_page)
