"""Asks for the password or the recovery key that a backup had when it was taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.locking import unlock
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_frame import StepFrame
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.theme import Tone


class BackupPasswordDialog(StepFrame):
    """``opened`` goes out with the key."""

    opened = Signal(object)

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None) -> None:
        super().__init__(
            _("Password of the backup"),
            _("{file} was taken when the register had another password. Type that one, or its recovery key.").format(
                file=path.name
            ),
            _("&Open"),
            parent,
        )
        self._desk, self._path = desk, path
        self.editor = QLineEdit()
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.editor.returnPressed.connect(self.carry_out)
        self.add_widget(Field(_("Password or recovery key"), self.editor))
        self.editor.setFocus()

    def carry_out(self) -> None:
        """Try what was typed; working the key out takes a moment."""
        secret, path = self.editor.text(), self._path
        if not secret or not self.do_button.isEnabled():
            return
        self.do_button.setEnabled(False)
        self._desk.tasks.run(lambda _task: unlock(path, secret), self._unlocked, self._failed, owner=self)

    def _unlocked(self, key: bytes) -> None:
        self.editor.clear()
        self.accept()
        self.opened.emit(key)

    def _failed(self, error: BaseException) -> None:
        self.do_button.setEnabled(True)
        message = getattr(error, "message", None)
        if message is None:
            self._desk.tasks.failed.emit(error)
            message = _("The backup could not be opened. Nothing was changed.")
        self.show_message(message, Tone.DANGER)
        self.editor.selectAll()
        self.editor.setFocus()
