"""Asks for the password of a backup that has another, or of the register that something without one will replace."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services.locking import is_wrong_guess, unlock
from bokart_desk.services.restoring import key_of_replaced
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_frame import StepFrame
from bokart_desk.ui.locking.password_field import PasswordField
from bokart_desk.ui.locking.pause import PausedButton, pause_of
from bokart_desk.ui.message_box import agreed_in_box
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.widgets import button


class _SecretDialog(StepFrame):
    """``opened`` goes out with the key that what was typed gives."""

    opened = Signal(object)

    def __init__(
        self, desk: Desk, path: Path, title: str, explanation: str, verb: str, parent: QWidget | None
    ) -> None:  # fmt: skip
        super().__init__(title, explanation, verb, parent)
        self._desk, self._path = desk, path
        self.editor = PasswordField(_("Password or recovery key"))
        self.editor.returnPressed.connect(self.carry_out)
        self._field = Field(_("Pass&word or recovery key"), self.editor)
        self.add_widget(self._field)
        self._pause = pause_of(desk)
        self._held = PausedButton(self._pause, self.do_button)
        desk.locking.connect(self.editor.clear)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def key(self, secret: str) -> bytes:
        """Return what ``secret`` opens, on another thread. Raise a ``RegisterError``."""
        raise NotImplementedError

    def carry_out(self) -> None:
        """Try what was typed; working the key out takes a moment."""
        secret = self.editor.text()
        if not self.do_button.isEnabled():
            return
        if not secret:
            self._field.show_error(_("Type the password first."))
            self.editor.setFocus()
            return
        self._field.show_error("")
        self._held.show_busy(True)
        self._desk.tasks.run(lambda _task: self.key(secret), self._unlocked, self._failed, owner=self)

    def problem(self) -> str:
        """Return what is wrong with what was typed."""
        return self._field.error()

    def _unlocked(self, key: bytes) -> None:
        self.editor.take()
        self.accept()
        self.opened.emit(key)

    def _failed(self, error: BaseException) -> None:
        self._held.show_busy(False)
        if is_wrong_guess(error):
            self._pause.guessed_wrong()
        message = getattr(error, "message", None)
        if message is None:
            self._desk.tasks.failed.emit(error)
            message = _("That did not succeed. Nothing was changed.")
        self._field.show_error(message)
        self.fit_soon()
        self.editor.selectAll()
        self.editor.setFocus()


class BackupPasswordDialog(_SecretDialog):
    """Asks for the password that a backup had when it was taken."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None) -> None:
        super().__init__(
            desk,
            path,
            _("Password of the backup"),
            _("{file} was taken when the register had another password. Type that one, or its recovery key.").format(
                file=path.name
            ),
            _("&Open"),
            parent,
        )

    def key(self, secret: str) -> bytes:
        """Return the backup's key."""
        return unlock(self._path, secret)


class KeepPasswordDialog(_SecretDialog):
    """Asks for the password of a register that something without one will replace, so that it gets the same one.

    ``plain_wanted`` goes out instead of ``opened`` when the user said that there shall be no password.
    """

    plain_wanted = Signal()

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None) -> None:
        super().__init__(
            desk,
            path,
            _("Keep the password of the register"),
            _(
                "{file} has a password, and what takes its place has none. Type the password, or the recovery key: "
                "what takes its place is encrypted with it, and both open the register as before. Nothing has been "
                "changed so far."
            ).format(file=path.name),
            _("&Encrypt it"),
            parent,
        )
        self.without_button = button(_("Go on with&out a password …"), self._without, kind="quiet")
        self.add_button(self.without_button)

    def key(self, secret: str) -> bytes:
        """Return the register's key, also where the register is damaged or gone."""
        return key_of_replaced(self._path, secret)

    def _without(self) -> None:
        if agreed_in_box(
            self,
            _("Without a password?"),
            _(
                "Then whoever gets hold of the PC, the file or a backup can read names, addresses and identity "
                "numbers. Password and recovery key open only what was saved before."
            ),
            _("Leave it &without a password"),
        ):
            self.accept()
            self.plain_wanted.emit()
