"""Asks for the password of a locked register; a wrong one costs a pause that grows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.locking.cover_page import CoverPage
from bokart_desk.ui.locking.password_field import PasswordField
from bokart_desk.ui.locking.pause import Pause, PausedButton
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.widgets import button


class UnlockPage(CoverPage):
    """Shows nothing but the name of the file. ``pause``: what wrong passwords cost, and have cost so far."""

    asked = Signal(str)
    """The user typed a password or a recovery key."""
    other_asked = Signal()
    """The user wants another register."""
    close_asked = Signal()
    """The user wants the program closed."""

    def __init__(self, file_name: str, pause: Pause, parent: QWidget | None = None) -> None:
        text = _("Type the password of {file} to open it. The recovery key opens it too.").format(file=file_name)
        super().__init__("lock", _("The register is locked"), text, parent)
        self._pause = pause
        self.password = PasswordField(_("Password"))
        self.password.returnPressed.connect(self._ask)
        self._field = Field(_("&Password"), self.password)
        self.card.body.addWidget(self._field)
        self.unlock = button(_("&Unlock"), self._ask, icon="lock-open", kind="primary")
        self.add_buttons(
            self.unlock,
            (
                button(_("Open another register …"), self.other_asked.emit, kind="link"),
                button(_("Close the program"), self.close_asked.emit, kind="link"),
            ),
        )
        self.first = self.password
        self._held = PausedButton(pause, self.unlock)

    @property
    def waiting(self) -> bool:
        """Whether a pause is running."""
        return self._held.waiting

    def refuse(self, message: str, *, counts: bool = True) -> None:
        """Say why it was not opened; ``counts``: a wrong password, after which one has to wait."""
        self.show_busy(False)
        self._field.show_error(message)
        if counts:
            self._pause.guessed_wrong()
        self.take_focus()

    def show_busy(self, busy: bool) -> None:
        """Show that the register is being opened."""
        self.password.setReadOnly(busy)
        self._held.show_busy(busy)

    def _ask(self) -> None:
        if self.waiting or self.password.isReadOnly():
            return
        if not self.password.text():
            self._field.show_error(_("Type the password first."))
            return
        self._field.show_error("")
        self.show_busy(True)
        self.asked.emit(self.password.take())
