"""Backups that nobody has to think of: while the program runs and when it closes; what goes wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bokart_desk.i18n import _, ngettext
from bokart_desk.platform.backup_clock import BackupClock
from bokart_desk.platform.backup_plan import backup_plan, hours_between
from bokart_desk.platform.preferences import preferences
from bokart_desk.ui.closing_notice import do_with_notice
from bokart_desk.ui.context import Desk

if TYPE_CHECKING:
    from bokart_desk.services.register import Register
    from bokart_desk.ui.tasks import Task


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a look came to: what to warn of, whether a backup was taken that had failed before, how many encrypted.

    ``thinned``: how many lines of the reading log had become too old and went.
    """

    warnings: tuple[str, ...] = ()
    made_good: bool = False
    encrypted: int = 0
    thinned: int = 0


class BackupKeeper(QObject):
    """Gives each register that is opened this PC's plan, and looks now and then whether it needs a backup.

    ``warn`` shows a warning above every screen; an empty text takes it away. The same text is shown once, so that the
    user can put it away.
    """

    _time_came = Signal()

    def __init__(self, desk: Desk, warn: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent or desk)
        self._desk = desk
        self._warn = warn
        self._told: tuple[str, ...] = ()
        self._open: Register | None = None
        self._looking = False
        self._no_longer = Event()
        self._place_was_there = False
        self._clock = BackupClock(self._time_came.emit, lambda: hours_between(preferences()), self._place_came_back)
        self._time_came.connect(self.look)
        desk.register_opened.connect(self._opened)
        desk.backups_changed.connect(self.look)
        desk.locking.connect(self.before_locking)

    def start(self) -> None:
        """Look half a minute from now, which finds what the last closing did not keep, and every few hours."""
        self._clock.start()

    def look(self) -> None:
        """Take a backup if anything changed, bring the second place up to date, and say what is wrong with either."""
        from bokart_desk.services.backups import WORKING  # noqa: PLC0415 - loaded with the register

        register = self._desk.register if self._desk.has_register else None
        if register is None or self._looking or not _can_be_backed_up(register):
            return
        self._looking = True
        self._no_longer.clear()
        reason, no_longer = _(WORKING), self._no_longer

        def work(task: Task) -> _Looked:
            return _look(register, reason, lambda: not (task.cancelled() or no_longer.is_set()))

        self._desk.tasks.run(work, self._looked, self._not_looked, on_cancelled=self._over)

    def before_locking(self) -> None:
        """Take a backup before the key is forgotten, for nobody can while the register is locked.

        The second place waits: a server that does not answer must not keep the key here.
        """
        from bokart_desk.services.backups import WORKING  # noqa: PLC0415

        self._no_longer.set()  # what is left of older backups waits until the key is here again
        register = self._open
        if register is not None and not self._looking and _can_be_backed_up(register):
            reason = _(WORKING)
            self._desk.tasks.run(lambda _task: _back_up(register, reason, copy=False))

    def close(self) -> None:
        """Take the last backup, if anything changed: the window is gone already, and nothing can stop the closing.

        What fails is noted by the service and told at the next start, which tries again.
        """
        from bokart_desk.services.backups import CLOSING  # noqa: PLC0415

        self._clock.stop()
        register, self._open = self._open, None
        if register is None or not _can_be_backed_up(register):
            return
        reason = _(CLOSING)
        try:
            do_with_notice(lambda: _back_up(register, reason), _("Taking a backup …"))
        except Exception as error:
            from bokart_desk.platform.logs import log_error  # noqa: PLC0415

            log_error(error, "backup_failed")  # a fault of ours; the closing goes on

    def _opened(self) -> None:
        """Another register is open: the one before it is closed and gets its backup; the same has perhaps a new key."""
        register, before = self._desk.register, self._open
        register.backup_plan = backup_plan(register.path)
        self._open = register
        self._told = ()
        if before is not None and before.path != register.path and _can_be_backed_up(before):
            from bokart_desk.services.backups import CLOSING  # noqa: PLC0415

            reason = _(CLOSING)
            self._desk.tasks.run(lambda _task: _back_up(before, reason))

    def _place_came_back(self) -> bool:
        """Tell whether the second place is there and was not at the look before (on the clock's thread)."""
        from bokart_desk.services.second_place import place_is_there  # noqa: PLC0415

        register, before = self._open, self._place_was_there
        self._place_was_there = register is not None and place_is_there(register)
        return self._place_was_there and not before

    def _looked(self, found: _Looked) -> None:
        self._over()
        if found.made_good:
            self._desk.tell(_("The backup that failed before has now been taken."))
        if found.encrypted:
            from bokart_desk.services.plain_backups import encrypted_words  # noqa: PLC0415

            self._desk.tell(encrypted_words(found.encrypted))
        if found.thinned:
            self._desk.tell(thinned_words(found.thinned))
        if found.warnings != self._told:
            self._told = found.warnings
            self._warn("\n".join(found.warnings))

    def _not_looked(self, error: BaseException) -> None:
        self._over()
        self._desk.tasks.failed.emit(error)

    def _over(self) -> None:
        self._looking = False


def thinned_words(count: int) -> str:
    """Say that lines of the reading log went, as the rule in the settings has it."""
    return ngettext(
        "{count} line about who opened protected cases was older than the rule in the settings and is taken out.",
        "{count} lines about who opened protected cases were older than the rule in the settings and are taken out.",
        count,
    ).format(count=count)


def _can_be_backed_up(register: Register) -> bool:
    """One that is open for reading alone is backed up where it is written to."""
    return not register.locked and not register.read_only


def _look(register: Register, reason: str, go_on: Callable[[], bool]) -> _Looked:
    """Look, on another thread; ``go_on`` tells whether there is time for what can wait."""
    from bokart_desk.services.backups import failure_noted  # noqa: PLC0415
    from bokart_desk.services.plain_backups import encrypt_what_came_back  # noqa: PLC0415
    from bokart_desk.services.privacy.erasure import clean  # noqa: PLC0415
    from bokart_desk.services.privacy.reading import thin_readings  # noqa: PLC0415
    from bokart_desk.services.second_place import backup_state  # noqa: PLC0415

    clean(register, _now())  # where somebody read the register when something was erased
    failed_before = failure_noted(register)
    failed_now = _back_up(register, reason)
    if register.locked:
        return _Looked()
    thinned = 0 if failed_now else thin_readings(register, _now())  # a backup holds them for a while yet
    encrypted = encrypt_what_came_back(register, go_on=go_on)
    state = backup_state(register, now=_now())
    warnings = state.warnings()
    if failed_now and failed_now not in warnings:  # where not even a note can be written
        warnings.insert(0, failed_now)
    return _Looked(tuple(warnings), made_good=failed_before and not failed_now, encrypted=encrypted, thinned=thinned)


def _back_up(register: Register, reason: str, *, copy: bool = True) -> str:
    """Take a backup if anything changed; return what went wrong, in words, or an empty text."""
    from bokart_desk.platform.logs import log_error, log_event  # noqa: PLC0415
    from bokart_desk.services.backups import back_up_if_changed  # noqa: PLC0415
    from bokart_desk.services.register import RegisterError  # noqa: PLC0415
    from bokart_desk.storage.errors import RegisterIsLocked  # noqa: PLC0415

    try:
        taken = back_up_if_changed(register, now=_now(), reason=reason, copy=copy)
    except RegisterIsLocked:  # since a moment ago
        return ""
    except RegisterError as error:
        log_error(error, "backup_failed")
        return error.message
    if taken is not None:
        log_event("backup_taken", copied=int(taken.copied.path is not None))
    return ""


def _now() -> datetime:
    return datetime.now(UTC)
