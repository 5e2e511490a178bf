"""Asks for the password of a locked register; a wrong one costs a pause that grows."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.locking.cover_page import CoverPage
from bokart_desk.ui.locking.password_field import PasswordField
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.widgets import button

_SECOND_MS = 1000
_LONGEST_PAUSE = 60


def pause_after(wrong: int) -> int:
    """Return the seconds to wait after so many wrong passwords on end: 1, 2, 4 … and at most a minute."""
    return 0 if wrong < 1 else min(2 ** (wrong - 1), _LONGEST_PAUSE)


class UnlockPage(CoverPage):
    """Shows nothing but the name of the file. ``wrong``: how many passwords on end have been wrong so far."""

    asked = Signal(str)
    """The user typed a password or a recovery key."""
    other_asked = Signal()
    """The user wants another register."""
    close_asked = Signal()
    """The user wants the program closed."""

    def __init__(self, file_name: str, wrong: int = 0, parent: QWidget | None = None) -> None:
        text = _("Type the password of {file} to open it. The recovery key opens it too.").format(file=file_name)
        super().__init__("lock", _("The register is locked"), text, parent)
        self.wrong = wrong
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
        self._left = 0
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self._tick)
        self._wait(pause_after(wrong))

    @property
    def waiting(self) -> bool:
        """Whether a pause is running."""
        return self._left > 0

    def refuse(self, message: str, *, counts: bool = True) -> None:
        """Say why it was not opened; ``counts``: a wrong password, after which one has to wait."""
        self.show_busy(False)
        self._field.show_error(message)
        if counts:
            self.wrong += 1
            self._wait(pause_after(self.wrong))
        self.take_focus()

    def show_busy(self, busy: bool) -> None:
        """Show that the register is being opened."""
        self.password.setReadOnly(busy)
        self.unlock.setEnabled(not busy and not self.waiting)

    def _ask(self) -> None:
        if self.waiting or self.password.isReadOnly():
            return
        if not self.password.text():
            self._field.show_error(_("Type the password first."))
            return
        self._field.show_error("")
        self.show_busy(True)
        self.asked.emit(self.password.take())

    def _wait(self, seconds: int) -> None:
        self._left = seconds
        self._show_left()
        if seconds:
            self._clock.start()

    def _tick(self) -> None:
        self._left -= 1
        if not self._left:
            self._clock.stop()
        self._show_left()

    def _show_left(self) -> None:
        waits = ngettext("Wait {count} second …", "Wait {count} seconds …", self._left).format(count=self._left)
        self.unlock.setText(waits if self.waiting else _("&Unlock"))
        self.unlock.setEnabled(not self.waiting and not self.password.isReadOnly())
