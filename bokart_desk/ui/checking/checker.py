"""Runs the checks on another thread, one at a time, and remembers what the last one found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bokart_desk.i18n import _
from bokart_desk.platform.last_checks import last_check, note_check
from bokart_desk.ui.context import Desk

if TYPE_CHECKING:
    from bokart_desk.services.checking import CheckReport
    from bokart_desk.ui.tasks import Task

QUICK_AFTER_MS = 3_000
"""The window is usable by then, and has painted what came first."""
FULL_AFTER_MS = 60_000
_LATER_MS = 30_000
"""While something else runs, the weekly check waits."""


class Checker(QObject):
    """Checks the desk's register. ``found``: a check ended; ``progressed``: steps done, and of how many."""

    found = Signal(object)
    started = Signal()
    stopped = Signal()
    progressed = Signal(int, int)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._task: Task | None = None
        self.report: CheckReport | None = None
        """What the last check in full found while the register was open; None when there was none."""
        self._quick = QTimer(self, singleShot=True)
        self._quick.timeout.connect(self.look_quickly)
        self._weekly = QTimer(self, singleShot=True)
        self._weekly.timeout.connect(self.check_if_due)
        desk.register_opened.connect(self._opened)
        desk.lock_asked.connect(self.stop)

    @property
    def running(self) -> bool:
        """Whether a full check runs."""
        return self._task is not None

    def start(self) -> None:
        """Look for damage soon, and check in full when it is a week since the last time, without being asked."""
        self._quick.start(QUICK_AFTER_MS)
        self._weekly.start(FULL_AFTER_MS)

    def look_quickly(self) -> None:
        """Look for damage that shows at once; nothing is said when there is none."""
        if not self._usable():
            return
        from bokart_desk.services.checking import look_quickly  # noqa: PLC0415 - after the first screen

        register = self._desk.register
        self._desk.tasks.run(lambda _task: look_quickly(register), self._looked, self._not_looked, owner=self)

    def check_if_due(self) -> None:
        """Check in full when it is time for it and nothing else runs; else look again later."""
        if not self._usable() or self.running:
            return
        from bokart_desk.services.checking import full_check_due  # noqa: PLC0415

        register = self._desk.register
        last = last_check(register.path)
        if register.read_only or not full_check_due(last.at if last is not None else None, self._desk.now()):
            return
        if self._desk.tasks.busy:
            self._weekly.start(_LATER_MS)
        else:
            self.check()

    def check(self) -> None:
        """Check in full now."""
        if self.running or not self._usable():
            return
        from bokart_desk.services.checking import check_in_full  # noqa: PLC0415

        register = self._desk.register

        def work(task: Task) -> CheckReport:
            def progress(done: int, steps: int) -> bool:
                if steps:
                    task.progress(done, steps)
                return task.cancelled()

            return check_in_full(register, progress)

        self._task = self._desk.tasks.run(
            work, self._checked, self._not_checked, self.progressed.emit, on_cancelled=self._was_stopped, owner=self
        )
        self.started.emit()

    def make_anew(self) -> None:
        """Make lists and search anew from the records, and check again."""
        from bokart_desk.services.checking import make_lists_anew  # noqa: PLC0415

        register = self._desk.register
        self._desk.tasks.run(
            lambda _task: make_lists_anew(register),
            self._made_anew,
            self.failed.emit,
            owner=self,
            title=_("Making the lists anew …"),
        )

    def stop(self) -> None:
        """Stop the check that runs, if any; nothing is noted of it."""
        if self._task is not None:
            self._task.cancel()

    def _usable(self) -> bool:
        return self._desk.has_register and not self._desk.register.locked

    def _opened(self) -> None:
        self.stop()
        self.report = None

    def _looked(self, report: CheckReport) -> None:
        if not report.ok:
            self.report = report
            self.found.emit(report)

    def _not_looked(self, error: BaseException) -> None:
        if getattr(error, "message", None) is None:
            self._desk.tasks.failed.emit(error)  # a bug of ours; what the environment does is told by who reads next

    def _checked(self, report: CheckReport) -> None:
        self._task = None
        self.report = report
        note_check(self._desk.register.path, self._desk.now(), len(report.found))
        self.found.emit(report)

    def _not_checked(self, error: BaseException) -> None:
        self._task = None
        self.stopped.emit()
        self.failed.emit(error)

    def _was_stopped(self) -> None:
        self._task = None
        self.stopped.emit()

    def _made_anew(self, _nothing: object) -> None:
        self._desk.register_changed.emit(None)
        self._desk.tell(_("The lists were made anew."))
        self.check()


def checker_of(desk: Desk) -> Checker:
    """Return the desk's checker, made when it is first asked for."""
    return desk.findChild(Checker) or Checker(desk)
