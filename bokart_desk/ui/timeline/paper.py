"""The timeline on paper: made off the GUI thread from what is in view, then saved as PDF or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services.timeline import Timeline, TimelineRow
from bokart_desk.ui.context import Desk
from bokart_desk.ui.reports.printing import Printing
from bokart_desk.ui.reports.saving import Saving
from bokart_desk.ui.reports.view import Paper
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.ui.tasks import Task

Days = tuple[date, date]


class TimelinePapers(QObject):
    """Saves and prints. ``told``: how it went, in words and tone; ``made``: the paper is ready."""

    told = Signal(str, object)
    made = Signal(object)

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self.saving = Saving(desk, view)
        self.printing = Printing(view)
        self.printing.told.connect(self.told)

    def save(self, shown: Timeline, rows: Sequence[TimelineRow], days: Days, without_names: bool) -> None:
        """Make the paper and ask where to save it."""
        self._make(shown, rows, days, without_names, self._save)

    def print(self, shown: Timeline, rows: Sequence[TimelineRow], days: Days, without_names: bool) -> None:
        """Make the paper and show the print dialog."""
        self._make(shown, rows, days, without_names, self._print)

    def _make(
        self,
        shown: Timeline,
        rows: Sequence[TimelineRow],
        days: Days,
        without_names: bool,
        then: Callable[[Paper], None],
    ) -> None:
        if not rows:
            return
        register, now = self._desk.register, self._desk.now()

        def make(_task: Task) -> Paper:
            from bokart_desk.reporting.pdf.timeline import render_timeline  # noqa: PLC0415 - loads reportlab
            from bokart_desk.reporting.timeline import timeline_paper  # noqa: PLC0415

            paper = timeline_paper(register, rows, days, today=shown.today, printed_at=now, without_names=without_names)
            rendered = render_timeline(paper)
            return Paper(paper.document, rendered.content, rendered.missing)

        def done(paper: Paper) -> None:
            self.made.emit(paper)
            then(paper)

        self._desk.tasks.run(make, done, self._failed, owner=self._view, title=_("Making the pages …"))

    def _save(self, paper: Paper) -> None:
        self.saving.ask_and_save(paper, self._stem(), ".pdf")

    def _print(self, paper: Paper) -> None:
        self.printing.ask_and_print(paper.pdf, self._stem(), 0)

    def _stem(self) -> str:
        return _("Timeline {day}").format(day=self._desk.today().isoformat())

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", "") or _(
            "The paper could not be made, because of an error in the program. Nothing in the register was changed. "
            "Try again with fewer units in view."
        )
        self.told.emit(str(message), Tone.DANGER)
