"""The door of the register: asks for its password, locks and unlocks it, and makes new ones with a password.

It stands there from the first moment; its pages are loaded when one is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bokart_desk.app.rewriting import Rewriter, words_of
from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.locking.curtain import Curtain
from bokart_desk.ui.locking.lock_key import LockKey
from bokart_desk.ui.locking.pause import pause_of
from bokart_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bokart_desk.services.register import Register
    from bokart_desk.ui.locking.new_register_page import NewRegisterPage
    from bokart_desk.ui.locking.unlock_page import UnlockPage

_LOOK_AGAIN_MS = 300


class Door(QObject):
    """Stands between the window and the register. ``open_it``: open a register with a key (None and plain: without)."""

    broken = Signal(object, object, object)
    """The register or its keys are damaged, whatever the password: its path, the error, and the key (or None)."""
    went_in = Signal()
    """What is open shows: it needs no password, or was given it."""

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
        self._curtain = Curtain(window)
        self._closing = QTimer(self)
        self._closing.setInterval(_LOOK_AGAIN_MS)
        self._closing.timeout.connect(self._look_again)
        self._then: Callable[[], object] = _nothing
        self._rewriter = Rewriter(desk, window, self._curtain, self._when_idle, open_it)
        desk.lock_asked.connect(self.lock)
        self._key = LockKey(desk.lock_asked.emit, self)
        desk.rewriting_asked.connect(self._rewriter.rewrite)

    @property
    def guards(self) -> bool:
        """Whether the open register is shown again for its password alone."""
        return self._guards

    @property
    def shut(self) -> bool:
        """Whether nothing of the register shows."""
        return self._curtain.down

    # A register that is opened -------------------------------------------------------------------

    def ask(self, path: Path) -> None:
        """Ask for the password of the register at ``path``, and open it."""
        self._rewriter.end()
        page = self._unlock_page(path)
        page.asked.connect(lambda secret: self._try(page, path, secret, lambda key: self._open_it(path, key, False)))

    def opened(self, *, asked_here: bool = True) -> None:
        """The register is open: show it; but not one that was locked meanwhile (not ``asked_here``)."""
        self._closing.stop()
        locks = self._rewriter.end() or (self._guards and not asked_here)
        if locks and self._desk.register.encrypted:
            self._guard(self._desk.register)
            return
        self._guards = False
        self._pause.guessed_right()
        if self.shut:
            self._curtain.lift()
        self.went_in.emit()

    def not_opened(self) -> None:
        """Something else than the password is wrong; it is told elsewhere. What was locked before stays locked."""
        self._rewriter.end()
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
        if self._rewriter.running:
            self._rewriter.lock_afterwards()
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
        if self._desk.register.encrypted or self._rewriter.running:
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
            page.show_problem(words_of(error))

        page.show_busy(True)
        self._desk.tasks.run(
            lambda _task: prepare(path, password), partial(self._rewriter.show_recovery, path), failed, owner=page
        )

    # Inside --------------------------------------------------------------------------------------

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
            page.refuse(words_of(error), counts=is_wrong_guess(error))

        self._desk.tasks.run(lambda _task: unlock_or_tell(path, secret), then, failed, owner=page)


def _nothing() -> None:
    """Do nothing."""
