"""Writes the open register anew behind the door, shows its recovery key, and lets it be locked when that is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bokart_desk.i18n import N_, _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.locking.curtain import Curtain
from bokart_desk.ui.main_window import MainWindow

if TYPE_CHECKING:
    from bokart_desk.services.locking import Protected
    from bokart_desk.ui.locking.dialogs import Rewriting

_ABOUT = "rewriting"
_UNSEEN = N_(
    "The register was locked before its new recovery key could be shown, so it has none. If the password is forgotten, "
    "nobody opens the register. Make a recovery key now: Settings, Safe keeping."
)
_SEEN = N_(
    "The register was locked while its recovery key was shown, and it is not shown again. It opens the register. If "
    "you have not written it down or printed it, make a new one: Settings, Safe keeping."
)


class Rewriter(QObject):
    """``when_idle`` does something when nothing runs on the register; ``open_it``: as the door's."""

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        curtain: Curtain,
        when_idle: Callable[[Callable[[], object]], None],
        open_it: Callable[[Path, bytes | None, bool], None],
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._curtain = desk, window, curtain
        self._when_idle, self._open_it = when_idle, open_it
        self.running = False
        """Whether the register is being written anew, until it is open again."""
        self._lock_wanted = False

    def end(self) -> bool:
        """The register is open again, or will not be: return whether somebody wanted it locked meanwhile."""
        wanted, self.running, self._lock_wanted = self._lock_wanted, False, False
        return wanted

    def rewrite(self, wanted: Rewriting) -> None:
        """Close the register, let it be written anew, and open it again; if that fails, as it was."""
        from bokart_desk.ui.locking.cover_page import CoverPage  # noqa: PLC0415

        register = self._desk.register
        path, key = register.path, register.key
        self.running = True
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
                self.show_recovery(path, protected)

        def failed(error: BaseException) -> None:
            self._open_it(path, key, key is None)
            self._window.warn(words_of(error), about=_ABOUT)

        text = _("Please wait. The register stays as it was until this is done.")
        page = CoverPage("hourglass", wanted.meanwhile, text)
        page.keeps_open = True  # closed now, nobody would see the recovery key
        self._curtain.fall(page)

        def begin() -> None:
            register.lock()  # whoever asks now is told so, and nobody opens the file meanwhile
            self._desk.tasks.run(wanted.work, done, failed, owner=page)

        self._when_idle(begin)

    def lock_afterwards(self) -> None:
        """Lock the register when it is open again; at once where only the recovery key is still shown.

        A recovery key that nobody has seen is taken away: it would have to be kept here meanwhile, unlocked.
        """
        from bokart_desk.ui.locking.new_register_page import RecoveryPage  # noqa: PLC0415

        page, first = self._window.cover, not self._lock_wanted
        self._lock_wanted = True
        if first and isinstance(page, RecoveryPage):
            self._window.warn(_(_SEEN), about=_ABOUT)
            page.gone_on.emit()

    def show_recovery(self, path: Path, protected: Protected) -> None:
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


def words_of(error: BaseException) -> str:
    """Return the words that an error brought; one of ours that has none goes on as the fault it is."""
    message = getattr(error, "message", None)
    if message is None:
        raise error
    return str(message)


def _number(path: Path) -> str:
    from bokart_desk.services.locking import key_id  # noqa: PLC0415 - once in a while

    return key_id(path)
