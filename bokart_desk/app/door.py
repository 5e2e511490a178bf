"""The door of the register: asks for its password, locks and unlocks it, and makes new ones with a password.

It stands there from the first moment; its pages are loaded when one is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bokart_desk.i18n import N_, _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.locking.curtain import Curtain
from bokart_desk.ui.locking.lock_key import LockKey
from bokart_desk.ui.locking.pause import pause_of
from bokart_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bokart_desk.services.locking import Protected
    from bokart_desk.services.register import Register
    from bokart_desk.ui.locking.dialogs import Rewriting
    from bokart_desk.ui.locking.new_register_page import NewRegisterPage
    from bokart_desk.ui.locking.unlock_page import UnlockPage

_LOOK_AGAIN_MS = 300
_ABOUT = "rewriting"
_UNSEEN = N_(
    "The register was locked before its new recovery key could be shown, so it has none. If the password is forgotten, "
    "nobody opens the register. Make a recovery key now: Settings, Safe keeping."
)
_SEEN = N_(
    "The register was locked while its recovery key was shown, and it is not shown again. It opens the register. If "
    "you have not written it down or printed it, make a new one: Settings, Safe keeping."
)


class Door(QObject):
    """Stands between the window and the register. ``open_it``: open a register with a key (None and plain: without)."""

    broken = Signal(object, object, object)
    """The register or its keys are damaged, whatever the password: its path, the error, and the key (or None)."""

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        open_it: Callable[[Path, bytes | None, bool], None],
        open_other: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._open_it, self._open_other = open_it, open_other
        self._pause = pause_of(desk)
        self._guards = False
        """Whether the open register is shown again for its password alone."""
        self._rewriting = self._lock_wanted = False
        """Whether the register is being written anew, until it is open again; and shall be locked then."""
        self._curtain = Curtain(window)
        self._closing = QTimer(self)
        self._closing.setInterval(_LOOK_AGAIN_MS)
        self._closing.timeout.connect(self._look_again)
        self._then: Callable[[], object] = _nothing
        desk.lock_asked.connect(self.lock)
        self._key = LockKey(desk.lock_asked.emit, self)
        desk.rewriting_asked.connect(self.rewrite)

    @property
    def shut(self) -> bool:
        """Whether nothing of the register shows."""
        return self._curtain.down

    # A register that is opened -------------------------------------------------------------------

    def ask(self, path: Path) -> None:
        """Ask for the password of the register at ``path``, and open it."""
        self._rewriting = self._lock_wanted = False
        page = self._unlock_page(path)
        page.asked.connect(lambda secret: self._try(page, path, secret, lambda key: self._open_it(path, key, False)))

    def opened(self, *, asked_here: bool = True) -> None:
        """The register is open: show it; but not one that was locked meanwhile (not ``asked_here``)."""
        self._closing.stop()
        locks = self._lock_wanted or (self._guards and not asked_here)
        self._rewriting = self._lock_wanted = False
        if locks and self._desk.register.encrypted:
            self._guard(self._desk.register)
            return
        self._guards = False
        self._pause.guessed_right()
        if self.shut:
            self._curtain.lift()

    def not_opened(self) -> None:
        """Something else than the password is wrong; it is told elsewhere. What was locked before stays locked."""
        self._rewriting = self._lock_wanted = False
        register = self._desk.register if self._desk.has_register else None
        if register is not None and register.encrypted and (self._guards or register.locked):
            self._guard(register)
        elif self.shut:
            self._curtain.lift()

    # A register that is open already -------------------------------------------------------------

    def lock(self) -> None:
        """Cover the window at once, and close the register as soon as nothing runs on it."""
        if not self._desk.has_register:
            return
        register = self._desk.register
        if self._rewriting:
            self._lock_when_written()
            return
        if self.shut:
            self._lock_behind(register)
            return
        if not register.encrypted:
            self._desk.tell(_("Without a password the register cannot be locked. Settings, Safe keeping gives it one."))
            return
        from bokart_desk.ui.clipboard import clear_ours  # noqa: PLC0415

        clear_ours()
        self._guard(register)

    def _lock_behind(self, register: Register) -> None:
        """Another register is asked for already: it does not show this one again without its password."""
        from bokart_desk.ui.locking.new_register_page import NewRegisterPage, RecoveryPage  # noqa: PLC0415
        from bokart_desk.ui.locking.unlock_page import UnlockPage  # noqa: PLC0415

        asks = isinstance(self._window.cover, (UnlockPage, NewRegisterPage, RecoveryPage))
        if not register.encrypted or not asks:
            return
        self._desk.locking.emit()
        if not self._guards:
            self._guards = True
            self._when_idle(register.lock)

    def _guard(self, register: Register) -> None:
        """Ask for the password of the open register, and let go of its key as soon as nothing runs on it."""
        self._guards = True
        page = self._unlock_page(register.path)
        page.asked.connect(lambda secret: self._try(page, register.path, secret, self._unlocked))
        self._desk.locking.emit()
        self._when_idle(register.lock)  # one that is shut for a while too: what shut it may give it the key back

    def lock_after(self, idle_seconds: float) -> None:
        """Lock when the user set that for so long a time without use."""
        from bokart_desk.platform.preferences import preferences  # noqa: PLC0415

        minutes = preferences().lock_after_minutes
        if not minutes or idle_seconds < minutes * 60 or not self._desk.has_register:
            return
        if self._desk.register.encrypted or self._rewriting:
            self.lock()

    def _when_idle(self, then: Callable[[], object]) -> None:
        """Do what is to be done with the register when nothing runs on it: what is being written is finished first."""
        self._then = then
        self._closing.start()

    def _look_again(self) -> None:
        if not self._desk.tasks.busy:
            self._closing.stop()
            then, self._then = self._then, _nothing  # what was to be done may hold a key or a password
            then()

    def _unlocked(self, key: bytes) -> None:
        self._closing.stop()
        self._desk.register.unlock(key)
        self.opened()
        self._desk.register_changed.emit(None)

    # A register that is made ---------------------------------------------------------------------

    def ask_for_new(self, path: Path) -> None:
        """Ask how the register that will be made at ``path`` shall be kept, and make it."""
        from bokart_desk.ui.locking.new_register_page import NewRegisterPage  # noqa: PLC0415

        page = NewRegisterPage(path.name, str(path.parent))
        page.protected_asked.connect(lambda password: self._make(page, path, password))
        page.plain_asked.connect(lambda: self._open_it(path, None, True))
        page.other_asked.connect(self._open_other)
        page.fetch_asked.connect(lambda: self._fetch(page, path))
        page.close_asked.connect(self._window.close)
        self._curtain.fall(page)

    def _fetch(self, page: NewRegisterPage, path: Path) -> None:
        from bokart_desk.ui.restoring.moving import fetch  # noqa: PLC0415 - once in a PC's life

        fetch(self._desk, path, page, self._desk.register_replaced.emit)

    def _make(self, page: NewRegisterPage, path: Path, password: str) -> None:
        from bokart_desk.services.locking import prepare  # noqa: PLC0415 - once in a register's life

        def failed(error: BaseException) -> None:
            page.show_busy(False)
            page.show_problem(_words(error))

        page.show_busy(True)
        self._desk.tasks.run(
            lambda _task: prepare(path, password), partial(self._show_recovery, path), failed, owner=page
        )

    # A register that is written anew ---------------------------------------------------------------

    def rewrite(self, wanted: Rewriting) -> None:
        """Close the register, let it be written anew, and open it again; if that fails, as it was."""
        from bokart_desk.ui.locking.cover_page import CoverPage  # noqa: PLC0415

        register = self._desk.register
        path, key = register.path, register.key
        self._rewriting = True
        number = _number(path) if register.encrypted else ""

        def done(protected: Protected | None) -> None:
            from bokart_desk.platform.keyring_store import forget_key, still_kept_words  # noqa: PLC0415

            if number and (protected is None or protected.key != key) and not forget_key(number):
                self._window.warn(still_kept_words(in_use=False), about="keyring")
            self._desk.tell(wanted.afterwards)
            if protected is None:
                self._open_it(path, None, True)
            elif self._lock_wanted:
                self._window.warn(_(_UNSEEN), about=_ABOUT)
                self._put_off(path, protected)
            else:
                self._show_recovery(path, protected)

        def failed(error: BaseException) -> None:
            self._open_it(path, key, key is None)
            self._window.warn(_words(error), about=_ABOUT)

        text = _("Please wait. The register stays as it was until this is done.")
        page = CoverPage("hourglass", wanted.meanwhile, text)
        page.keeps_open = True  # closed now, nobody would see the recovery key
        self._curtain.fall(page)

        def begin() -> None:
            register.lock()  # whoever asks now is told so, and nobody opens the file meanwhile
            self._desk.tasks.run(wanted.work, done, failed, owner=page)

        self._when_idle(begin)

    def _lock_when_written(self) -> None:
        """Lock the register when it is open again; at once where only the recovery key is still shown.

        A recovery key that nobody has seen is taken away: it would have to be kept here meanwhile, unlocked.
        """
        from bokart_desk.ui.locking.new_register_page import RecoveryPage  # noqa: PLC0415

        page, first = self._window.cover, not self._lock_wanted
        self._lock_wanted = True
        if first and isinstance(page, RecoveryPage):
            self._window.warn(_(_SEEN), about=_ABOUT)
            page.gone_on.emit()

    # Inside --------------------------------------------------------------------------------------

    def _show_recovery(self, path: Path, protected: Protected) -> None:
        """Show the recovery key of a register that has just got one, and go on to the register."""
        from bokart_desk.ui.locking.new_register_page import RecoveryPage  # noqa: PLC0415
        from bokart_desk.ui.locking.recovery_box import RecoveryBox  # noqa: PLC0415

        page = RecoveryPage(RecoveryBox(protected.recovery, path.name, "", self._desk.today()))
        page.gone_on.connect(lambda: self._open_it(path, protected.key, False))
        page.put_off.connect(lambda: self._put_off(path, protected))
        self._curtain.fall(page)

    def _put_off(self, path: Path, protected: Protected) -> None:
        """Take a recovery key away that nobody has: the settings say then that there is none."""
        from bokart_desk.services.locking import drop_recovery_key  # noqa: PLC0415 - seldom

        try:
            drop_recovery_key(path)
        except Exception as error:
            if getattr(error, "message", None) is None:
                raise  # else it stays, and opens nothing for anybody
        self._open_it(path, protected.key, False)

    def _unlock_page(self, path: Path) -> UnlockPage:
        from bokart_desk.ui.locking.unlock_page import UnlockPage  # noqa: PLC0415

        page = UnlockPage(path.name, self._pause)
        page.other_asked.connect(self._open_other)
        page.close_asked.connect(self._window.close)
        self._curtain.fall(page)
        return page

    def _try(self, page: UnlockPage, path: Path, secret: str, then: Callable[[bytes], None]) -> None:
        from bokart_desk.app.broken import BrokenBehind, unlock_or_tell  # noqa: PLC0415 - where one is asked

        def failed(error: BaseException) -> None:
            from bokart_desk.services.locking import is_wrong_guess  # noqa: PLC0415

            if isinstance(error, BrokenBehind):
                self.not_opened()
                self.broken.emit(path, error.error, error.key)
                return
            page.refuse(_words(error), counts=is_wrong_guess(error))

        self._desk.tasks.run(lambda _task: unlock_or_tell(path, secret), then, failed, owner=page)


def _nothing() -> None:
    """Do nothing."""


def _words(error: BaseException) -> str:
    """Return the words that an error brought; one of ours that has none goes on as the fault it is."""
    message = getattr(error, "message", None)
    if message is None:
        raise error
    return str(message)


def _number(path: Path) -> str:
    from bokart_desk.services.locking import key_id  # noqa: PLC0415 - once in a while

    return key_id(path)
