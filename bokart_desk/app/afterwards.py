"""What the first screen does not need, begun when it stands: log, fonts, clocks, a look at where the register lies."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bokart_desk import i18n
from bokart_desk.app.door import Door
from bokart_desk.ui import theme
from bokart_desk.ui.backing_up import BackupKeeper
from bokart_desk.ui.checking import checker_of
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bokart_desk.platform.scheduler import DueScheduler


class Afterwards(QObject):
    """Looks after each register that is opened (``begin``), and has clocks of its own from the first one on."""

    _day_came = Signal(object)

    def __init__(self, desk: Desk, window: MainWindow, door: Door, keeper: BackupKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._window, self._door, self._keeper = desk, window, door, keeper
        self._scheduler: DueScheduler | None = None
        self._idle: QObject | None = None
        self._session: QObject | None = None
        self._over = False

    def begin(self) -> None:
        """Do it now, for the register that is open."""
        if self._over:
            return
        from bokart_desk.platform.logs import log_event, start_log  # noqa: PLC0415
        from bokart_desk.platform.places import looks_folder  # noqa: PLC0415
        from bokart_desk.services.looking import clear_copies  # noqa: PLC0415

        start_log()
        log_event("register_opened")
        theme.add_fonts_for_names()
        self._look_after_register()
        self._look_at_clock()
        self._desk.tasks.run(lambda _task: clear_copies(looks_folder()), on_failed=_note)
        checker_of(self._desk).start()
        if self._scheduler is None:
            self._start_clocks()

    def clear_leftovers(self, path: Path, backups: Path) -> None:
        """Remove what a program that was killed left half written; it may hold the register openly."""
        from bokart_desk.services.leftovers import clear_leftovers  # noqa: PLC0415

        now = self._desk.now()
        self._desk.tasks.run(lambda _task: clear_leftovers(path, backups, now=now), on_failed=_note)

    def stop(self) -> None:
        """Begin nothing more (the program ends)."""
        self._over = True
        if self._scheduler is not None:
            self._scheduler.stop()

    def _look_after_register(self) -> None:
        from bokart_desk.platform.places import place_warning  # noqa: PLC0415
        from bokart_desk.services.privacy.erasure import clean  # noqa: PLC0415

        register, now = self._desk.register, self._desk.now()
        path, tasks = register.path, self._desk.tasks
        if register.read_only and register.in_use_by is None:
            self._window.warn(
                i18n._(
                    "The register is open for reading only: the file or its folder is write-protected. You can look "
                    "and print, but nothing can be changed."
                )
            )
        elif not register.read_only:
            tasks.run(lambda _task: place_warning(path) or "", self._window.warn, owner=self._window)
            self.clear_leftovers(path, register.backups)
            tasks.run(lambda _task: clean(register, now), on_failed=_note)  # an erasure that was cut short

    def _new_day(self, day: date) -> None:
        """It is another day, or the machine slept: told by another thread, perhaps when all was over."""
        if not self._over:
            self._desk.day_changed.emit(day)
            self._look_at_clock()

    def _look_at_clock(self) -> None:
        """Warn of a clock that was set back; the warning goes when it is set right."""
        from bokart_desk.services.clock import clock_warning  # noqa: PLC0415

        if self._over or not self._desk.has_register or self._desk.register.locked:
            return
        register, now = self._desk.register, self._desk.now()
        warn = partial(self._window.warn, about="clock")
        self._desk.tasks.run(lambda _task: clock_warning(register, now), warn, _note, owner=self._window)

    def _start_clocks(self) -> None:
        from bokart_desk.platform.scheduler import DueScheduler  # noqa: PLC0415
        from bokart_desk.platform.session_lock import SessionLock  # noqa: PLC0415
        from bokart_desk.ui.locking import unlock_page as _loaded  # noqa: F401, PLC0415 - locking waits for no disk
        from bokart_desk.ui.locking.idle import IdleWatch  # noqa: PLC0415

        self._idle = IdleWatch(self._door.lock_after, self)
        self._session = SessionLock(self._door.lock, self)
        self._day_came.connect(self._new_day)
        scheduler = self._scheduler = DueScheduler(self._day_came.emit)
        self._desk.tasks.run(lambda _task: scheduler.start())
        self._keeper.start()


def _note(error: BaseException) -> None:
    """What could not be put away now is tried again at the next start."""
    from bokart_desk.platform.logs import log_error  # noqa: PLC0415

    log_error(error, "not_put_away")
