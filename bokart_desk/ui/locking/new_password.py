"""Two fields for a new password, and what is wrong with what stands in them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.locking.password_field import PasswordField
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.theme import Space


class NewPassword(QWidget):
    """``entered``: Enter was pressed in the second field."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.first = PasswordField(_("New password"))
        self.again = PasswordField(_("The same password once more"))
        self._first_field = Field(
            _("New &password"), self.first, _("At least 10 signs. Three or four words are easy to remember.")
        )
        self._again_field = Field(_("The same password once &more"), self.again)
        column.addWidget(self._first_field)
        column.addWidget(self._again_field)
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.entered)
        self.first.textEdited.connect(lambda _text: self._first_field.show_error(""))
        self.again.textEdited.connect(lambda _text: self._again_field.show_error(""))
        self.setFocusProxy(self.first)

    def checked(self) -> str | None:
        """Return the password when both fields hold the same one and it will do; else say why not, and return None."""
        from bokart_desk.services.locking import password_problem  # noqa: PLC0415 - loaded with the register

        problem = password_problem(self.first.text())
        self._first_field.show_error(problem)
        differs = not problem and self.first.text() != self.again.text()
        self._again_field.show_error(_("The two passwords differ.") if differs else "")
        if problem or differs:
            (self.first if problem else self.again).setFocus()
            return None
        return self.first.text()

    def clear(self) -> None:
        """Empty both fields."""
        self.first.take()
        self.again.take()
