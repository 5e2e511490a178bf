"""Long work off the GUI thread: results come back on it, progress on the way, a dialog only when it takes a while."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from bokart_desk.i18n import _

DIALOG_AFTER_MS = 500
_THREADS = 3
_LET_GO_MS = 200
_TURN_SECONDS = 0.001
"""How long Python works on for a task before the window may have its turn; each paint takes several turns."""

T = TypeVar("T")


class Cancelled(Exception):
    """The user cancelled; a task may raise it to leave early."""


@dataclass(frozen=True, slots=True)
class _Callbacks:
    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None
    progress: Callable[[int, int], None] | None
    cancelled: Callable[[], None] | None
    owner: QObject | None

    @property
    def heard(self) -> bool:
        """Whether the one who asked is still there."""
        return self.owner is None or shiboken6.isValid(self.owner)


class Task(QObject):
    """One piece of work. The function gets it as its only argument: ``progress(done, total)``, ``cancelled()``."""

    progressed = Signal(int, int)
    finished = Signal()
    _returned = Signal(object)
    _raised = Signal(object)

    def __init__(self, function: Callable[[Task], Any], callbacks: _Callbacks, tasks: Tasks, title: str) -> None:
        super().__init__()  # owned by ``Tasks``, which lets go of it after its end
        self.title = title
        self._function = function
        self._callbacks = callbacks
        self._tasks = tasks
        self._cancel = Event()
        self._over = False
        queued = Qt.ConnectionType.QueuedConnection  # the work ends on another thread, callbacks run on this one
        self._returned.connect(self._deliver, queued)
        self._raised.connect(self._deliver_error, queued)
        self.progressed.connect(self._deliver_progress, queued)

    def progress(self, done: int, total: int) -> None:
        """Say how far the work has come; ``total`` 0 when nobody knows. Callable from the worker's thread."""
        self.progressed.emit(done, total)

    def cancelled(self) -> bool:
        """Tell whether the user asked to stop. Callable from the worker's thread."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; neither its result nor its error is delivered any more."""
        self._cancel.set()

    @property
    def running(self) -> bool:
        """Whether the work has not ended yet."""
        return not self._over

    def work(self) -> None:
        """Do the work (on the worker's thread)."""
        try:
            result = self._function(self)
        except BaseException as error:
            self._raised.emit(error)
        else:
            self._returned.emit(result)

    def _deliver(self, result: Any) -> None:
        calls = self._callbacks
        if not self._end() or not calls.heard:
            return
        if self.cancelled():
            if calls.cancelled is not None:
                calls.cancelled()
        elif calls.done is not None:
            calls.done(result)

    def _deliver_error(self, error: BaseException) -> None:
        if not self._end():
            return
        calls = self._callbacks
        if self.cancelled() or isinstance(error, Cancelled):
            if calls.heard and calls.cancelled is not None:
                calls.cancelled()
        elif calls.heard and calls.failed is not None:
            calls.failed(error)
        else:
            self._tasks.failed.emit(error)

    def _deliver_progress(self, done: int, total: int) -> None:
        calls = self._callbacks
        if calls.progress is not None and calls.heard and self.running and not self.cancelled():
            calls.progress(done, total)

    def _end(self) -> bool:
        """Note that the work is over; tell whether the program it was done for is still there."""
        self._over = True
        there = shiboken6.isValid(self._tasks)
        if there:
            self._tasks.forget(self)
        self.finished.emit()
        return there


class Tasks(QObject):
    """Runs tasks on a few threads. ``failed``: an error nobody asked to hear about (a bug, or the environment)."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        sys.setswitchinterval(_TURN_SECONDS)
        self._tasks: set[Task] = set()
        self._ended: list[Task] = []
        self._let_go = QTimer(self)
        self._let_go.setSingleShot(True)
        self._let_go.timeout.connect(self._drop_ended)

    def run(
        self,
        function: Callable[[Task], T],
        on_done: Callable[[T], None] | None = None,
        on_failed: Callable[[BaseException], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        *,
        on_cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
        title: str = "",
    ) -> Task:
        """Run ``function(task)`` on another thread, and one of the callbacks on this one when it ends.

        ``owner``: a view that the callbacks belong to; once it is gone nothing is called. ``title``: what is being
        done, in words; then a dialog with a cancel button comes up (over ``owner``) when it takes over half a second.
        Without ``on_failed`` an error goes out by the signal ``failed``. A task that was cancelled calls
        ``on_cancelled`` alone.
        """
        task = Task(function, _Callbacks(on_done, on_failed, on_progress, on_cancelled, owner), self, title)
        self._tasks.add(task)
        if title:
            _ProgressDialog(task, title, owner if isinstance(owner, QWidget) else None)
        self._pool.start(task.work)
        return task

    def forget(self, task: Task) -> None:
        """Let go of a task that has ended, once its own call is over."""
        self._tasks.discard(task)
        self._ended.append(task)
        self._let_go.start(0)

    def _drop_ended(self) -> None:
        """A worker's thread may still hold what it ran, and must not be the last to: Qt objects die on this thread."""
        if self._pool.activeThreadCount():
            self._let_go.start(_LET_GO_MS)
        else:
            self._ended.clear()

    @property
    def busy(self) -> bool:
        """Whether any task is running."""
        return bool(self._tasks)

    @property
    def titled(self) -> str:
        """What is being done that the user knows of, in words; empty when nothing is."""
        return next((task.title for task in self._tasks if task.title), "")

    def close(self, wait_ms: int = 5000) -> bool:
        """Cancel all and wait for the threads; tell whether they ended in time."""
        for task in list(self._tasks):
            task.cancel()
        ended = self._pool.waitForDone(wait_ms)
        for task in list(self._tasks):
            QCoreApplication.sendPostedEvents(task)  # what ended meanwhile is put away now, not after us
        return ended


class _ProgressDialog(QObject):
    """Shows progress and a cancel button when the task takes longer than half a second."""

    def __init__(self, task: Task, title: str, over: QWidget | None) -> None:
        super().__init__(task)
        self._task, self._title, self._over = task, title, over
        self._dialog: QProgressDialog | None = None
        self._reached = (0, 0)
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._show)
        timer.start(DIALOG_AFTER_MS)
        task.progressed.connect(self._progressed)
        task.finished.connect(self._finished)
        task.finished.connect(timer.stop)

    def _show(self) -> None:
        if not self._task.running or (self._over is not None and not shiboken6.isValid(self._over)):
            return
        window = self._over.window() if self._over is not None else None
        dialog = QProgressDialog(self._title, _("Cancel"), 0, 0, window)
        dialog.setWindowTitle(_("Please wait"))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(0)
        dialog.setAutoClose(False)
        dialog.setAutoReset(False)
        dialog.setMinimumWidth(420)
        dialog.canceled.connect(self._cancelled)
        self._dialog = dialog
        self._progressed(*self._reached)
        dialog.show()

    def _cancelled(self) -> None:
        if not self._task.running:  # the dialog says so too when it is closed at the end
            return
        self._task.cancel()
        if self._dialog is not None:
            self._dialog.setLabelText(_("Stopping …"))
            self._dialog.setRange(0, 0)
            self._dialog.show()

    def _progressed(self, done: int, total: int) -> None:
        self._reached = (done, total)
        if self._dialog is not None and not self._task.cancelled():
            self._dialog.setRange(0, total)
            self._dialog.setValue(done)

    def _finished(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None
