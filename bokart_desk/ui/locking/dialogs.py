"""Dialogs about the password: giving one, changing it, a new recovery key, a new key, and taking the password away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from bokart_desk.i18n import _
from bokart_desk.services import locking
from bokart_desk.services.municipality import municipality
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_frame import StepFrame
from bokart_desk.ui.locking.new_password import NewPassword
from bokart_desk.ui.locking.password_field import PasswordField
from bokart_desk.ui.locking.pause import Pause, PausedButton, pause_of
from bokart_desk.ui.locking.recovery_box import RecoveryBox
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.locking import Protected
    from bokart_desk.ui.tasks import Task

Work = Callable[[str, str], Any]
"""Does something with the present secret and the new password (either may be empty), on another thread."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A register to be written anew while nobody has it open: how, and what to say meanwhile and afterwards.

    ``work`` returns the ``Protected`` register, or None when it is plain afterwards.
    """

    work: Callable[[Task], Protected | None]
    meanwhile: str
    afterwards: str


class SecretDialog(StepFrame):
    """Asks for the present password, for a new one, or for both, and does the work; ``succeeded`` brings its result."""

    succeeded = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        explanation: str,
        verb: str,
        work: Work,
        parent: QWidget | None,
        *,
        present: bool = True,
        new: bool = False,
    ) -> None:
        super().__init__(title, explanation, verb, parent)
        self._desk, self._work = desk, work
        self.present = PasswordField(_("Present password"))
        self._present_field = Field(
            _("P&resent password"), self.present, _("The recovery key will do as well, if the password is forgotten.")
        )
        self.passwords = NewPassword()
        if present:
            self.add_widget(self._present_field)
        if new:
            self.add_widget(self.passwords)
        self.present.returnPressed.connect(self.passwords.first.setFocus if new else self.carry_out)
        self.passwords.entered.connect(self.carry_out)
        self._asks_present, self._asks_new = present, new
        self._pause = pause_of(desk) if present else Pause(self)
        self._held = PausedButton(self._pause, self.do_button)
        desk.locking.connect(self._forget)
        (self.present if present else self.passwords.first).setFocus(Qt.FocusReason.OtherFocusReason)

    def carry_out(self) -> None:
        """Look at what was typed, and do the work with it."""
        if not self.do_button.isEnabled():
            return
        if self._asks_present and not self.present.text():
            self._present_field.show_error(_("Type the password first."))
            self.present.setFocus()
            return
        self._present_field.show_error("")
        password = self.passwords.checked() if self._asks_new else ""
        if password is None:
            self.fit_soon()
            return
        secret, work = self.present.text(), self._work
        self._held.show_busy(True)
        self.show_message("")
        self._desk.tasks.run(lambda _task: work(secret, password), self._succeeded, self._failed, owner=self)

    def _succeeded(self, result: Any) -> None:
        self._pause.guessed_right()
        self._forget()
        self.accept()
        self.succeeded.emit(result)

    def _forget(self) -> None:
        """Keep nothing that was typed, also while the register is locked."""
        self.present.clear()
        self.passwords.clear()

    def _failed(self, error: BaseException) -> None:
        self._held.show_busy(False)
        if locking.is_wrong_guess(error):
            self._pause.guessed_wrong()
        message = getattr(error, "message", None)
        if message is None:
            self._desk.tasks.failed.emit(error)
            message = _("That did not succeed. Nothing was changed.")
        if self._asks_present:
            self._present_field.show_error(message)
            self.present.selectAll()
            self.present.setFocus()
            self.fit_soon()
        else:
            self.show_message(message, Tone.DANGER)


class RecoveryDialog(StepFrame):
    """Shows a new recovery key, this once."""

    def __init__(self, desk: Desk, key: str, parent: QWidget | None) -> None:
        super().__init__(
            _("The new recovery key"),
            _(
                "The old one opens the register no more. Put this one in the municipality's safe, and destroy the page "
                "with the old one."
            ),
            _("&Done"),
            parent,
        )
        register = desk.register
        self.box = RecoveryBox(key, register.path.name, municipality(register).name, desk.today())
        self.add_widget(self.box)
        self.do_button.setEnabled(False)
        self.box.known_changed.connect(self.do_button.setEnabled)
        self.box.answer.returnPressed.connect(self.carry_out)
        self.cancel_button.hide()
        self.box.answer.setFocus()

    def carry_out(self) -> None:
        """Close, when it is known that the key was written down."""
        if self.box.known:
            self.accept()


def change_password(desk: Desk, parent: QWidget) -> SecretDialog:
    """Ask for the present and a new password."""
    register = desk.register

    def work(secret: str, password: str) -> None:
        locking.change_password(register.path, secret, password)
        locking.renew_backup_keys(register)

    dialog = SecretDialog(
        desk,
        _("Change the password"),
        _(
            "From now on the new password opens the register and its backups on this PC. A copy that somebody has "
            "taken earlier is still opened by the old one."
        ),
        _("&Change the password"),
        work,
        parent,
        new=True,
    )
    dialog.succeeded.connect(lambda _result: desk.tell(_("The password was changed.")))
    return dialog


def new_recovery_key(desk: Desk, parent: QWidget) -> SecretDialog:
    """Ask for the password, and show a new recovery key."""
    register = desk.register

    def work(secret: str, _password: str) -> str:
        key = locking.new_recovery_key(register.path, secret)
        locking.renew_backup_keys(register)
        return key

    dialog = SecretDialog(
        desk,
        _("A new recovery key"),
        _("It opens the register when the password is forgotten. The one before opens it no more."),
        _("&Make a new key"),
        work,
        parent,
    )
    dialog.succeeded.connect(lambda key: RecoveryDialog(desk, key, parent).open())
    return dialog


def protect(desk: Desk, parent: QWidget) -> SecretDialog:
    """Ask for a password for a register that has none."""
    register = desk.register
    dialog = SecretDialog(
        desk,
        _("Give the register a password"),
        _(
            "The register is written anew, encrypted, and compared with the old one before it takes its place. "
            "Afterwards the recovery key for the safe is shown."
        ),
        _("&Encrypt the register"),
        lambda _secret, password: password,
        parent,
        present=False,
        new=True,
    )
    backups = QCheckBox(_("Encrypt the older backups on this PC too (they can be read by anybody now)"))
    backups.setChecked(True)
    dialog.add_widget(backups)

    def rewrite(password: str) -> None:
        too = backups.isChecked()
        desk.rewriting_asked.emit(
            Rewriting(
                lambda _task: locking.protect_with_backups(register, password, backups_too=too),
                _("The register is being encrypted …"),
                _("The register is encrypted now, and has a password."),
            )
        )

    dialog.succeeded.connect(rewrite)
    return dialog


def change_key(desk: Desk, parent: QWidget) -> SecretDialog:
    """Ask for both passwords, and encrypt the register with a new key."""
    path = desk.register.path

    def rewrite(typed: tuple[str, str]) -> None:
        desk.rewriting_asked.emit(
            Rewriting(
                lambda _task: locking.change_key(path, *typed),
                _("The register is being encrypted anew …"),
                _("The register has a new key. Backups taken before still have the old one."),
            )
        )

    def work(secret: str, password: str) -> tuple[str, str]:
        locking.unlock(path, secret)
        return secret, password

    dialog = SecretDialog(
        desk,
        _("Encrypt with a new key"),
        _(
            "Do this when somebody who should not may know the old password or recovery key and have a copy of the "
            "register. The register is written anew with another key, another password and another recovery key. "
            "Copies and backups from before are still opened by the old ones: remove those you do not need."
        ),
        _("&Encrypt anew"),
        work,
        parent,
        new=True,
    )
    dialog.succeeded.connect(rewrite)
    return dialog


def remove_password(desk: Desk, parent: QWidget) -> SecretDialog:
    """Ask for the password, and make the register a plain one."""
    path = desk.register.path

    def work(secret: str, _password: str) -> str:
        locking.unlock(path, secret)
        return secret

    def take_away(secret: str) -> None:
        locking.remove_password(path, secret)

    dialog = SecretDialog(
        desk,
        _("Take the password away"),
        _(
            "Whoever has the file, the PC or a backup taken from now on can read names, addresses and identity "
            "numbers. Backups taken before stay encrypted."
        ),
        _("&Take the password away"),
        work,
        parent,
    )
    dialog.succeeded.connect(
        lambda secret: desk.rewriting_asked.emit(
            Rewriting(
                lambda _task: take_away(secret),
                _("The register is being written without a password …"),
                _("The register has no password now."),
            )
        )
    )
    return dialog
