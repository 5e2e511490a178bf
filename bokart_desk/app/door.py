"""The door of the register: asks for its password, locks and unlocks it, and makes new ones with a password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bokart_desk.i18n import _
from bokart_desk.platform.preferences import preferences
from bokart_desk.ui.clipboard import clear_ours
from bokart_desk.ui.context import Desk
from bokart_desk.ui.locking.curtain import Curtain
from bokart_desk.ui.locking.new_register_page import NewRegisterPage, RecoveryPage
from bokart_desk.ui.locking.recovery_box import RecoveryBox
from bokart_desk.ui.locking.unlock_page import UnlockPage
from bokart_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bokart_desk.services.locking import Protected

_LOOK_AGAIN_MS = 300


class Door(QObject):
    """Stands between the window and the register. ``open_it``: open a register with a key (None and plain: without)."""

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
        self._wrong = 0
        self._curtain = Curtain(window)
        self._closing = QTimer(self)
        self._closing.setInterval(_LOOK_AGAIN_MS)
        self._closing.timeout.connect(self._lock_when_idle)
        desk.lock_asked.connect(self.lock)

    @property
    def shut(self) -> bool:
        """Whether nothing of the register shows."""
        return self._curtain.down

    # A register that is opened -------------------------------------------------------------------

    def ask(self, path: Path) -> None:
        """Ask for the password of the register at ``path``, and open it."""
        page = self._unlock_page(path)
        page.asked.connect(lambda secret: self._try(page, path, secret, lambda key: self._open_it(path, key, False)))

    def opened(self) -> None:
        """The register is open: show it."""
        self._wrong = 0
        self._closing.stop()
        if self.shut:
            self._curtain.lift()

    def not_opened(self) -> None:
        """Something else than the password is wrong; it is told elsewhere."""
        if self.shut:
            self._curtain.lift()

    # A register that is open already -------------------------------------------------------------

    def lock(self) -> None:
        """Cover the window at once, and close the register as soon as nothing runs on it."""
        if self.shut or not self._desk.has_register:
            return
        register = self._desk.register
        if not register.encrypted:
            self._desk.tell(_("Without a password the register cannot be locked. Settings, Safe keeping gives it one."))
            return
        clear_ours()
        page = self._unlock_page(register.path)
        page.asked.connect(lambda secret: self._try(page, register.path, secret, self._unlocked))
        self._closing.start()

    def lock_after(self, idle_seconds: float) -> None:
        """Lock when the user set that for so long a time without use."""
        minutes = preferences().lock_after_minutes
        if minutes and idle_seconds >= minutes * 60 and self._desk.has_register and self._desk.register.encrypted:
            self.lock()

    def _lock_when_idle(self) -> None:
        """What is being written is finished first; then the key goes."""
        if not self._desk.tasks.busy:
            self._closing.stop()
            self._desk.register.lock()

    def _unlocked(self, key: bytes) -> None:
        self._closing.stop()
        self._desk.register.unlock(key)
        self.opened()
        self._desk.register_changed.emit(None)

    # A register that is made ---------------------------------------------------------------------

    def ask_for_new(self, path: Path) -> None:
        """Ask how the register that will be made at ``path`` shall be kept, and make it."""
        page = NewRegisterPage(path.name, str(path.parent))
        page.protected_asked.connect(lambda password: self._make(page, path, password))
        page.plain_asked.connect(lambda: self._open_it(path, None, True))
        page.other_asked.connect(self._open_other)
        page.close_asked.connect(self._window.close)
        self._curtain.fall(page)

    def _make(self, page: NewRegisterPage, path: Path, password: str) -> None:
        from bokart_desk.services.locking import prepare  # noqa: PLC0415 - once in a register's life

        def made(protected: Protected) -> None:
            box = RecoveryBox(protected.recovery, path.name, "", self._desk.today())
            recovery = RecoveryPage(box)
            recovery.gone_on.connect(lambda: self._open_it(path, protected.key, False))
            self._curtain.fall(recovery)

        def failed(error: BaseException) -> None:
            page.show_busy(False)
            page.show_problem(_words(error))

        page.show_busy(True)
        self._desk.tasks.run(lambda _task: prepare(path, password), made, failed, owner=page)

    # Inside --------------------------------------------------------------------------------------

    def _unlock_page(self, path: Path) -> UnlockPage:
        page = UnlockPage(path.name, self._wrong)
        page.other_asked.connect(self._open_other)
        page.close_asked.connect(self._window.close)
        self._curtain.fall(page)
        return page

    def _try(self, page: UnlockPage, path: Path, secret: str, then: Callable[[bytes], None]) -> None:
        from bokart_desk.services.locking import unlock  # noqa: PLC0415 - where a password is asked for

        def failed(error: BaseException) -> None:
            from bokart_desk.services.doing import Refused  # noqa: PLC0415
            from bokart_desk.storage.errors import WrongPassword  # noqa: PLC0415

            wrong = isinstance(error, (WrongPassword, Refused))
            page.refuse(_words(error), counts=wrong)
            self._wrong = page.wrong

        self._desk.tasks.run(lambda _task: unlock(path, secret), then, failed, owner=page)


def _words(error: BaseException) -> str:
    """Return the words that an error brought; one of ours that has none goes on as the fault it is."""
    message = getattr(error, "message", None)
    if message is None:
        raise error
    return str(message)
