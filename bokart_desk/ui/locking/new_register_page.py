"""The first start: a new register gets a password, or is made without one on purpose."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.locking.cover_page import CoverPage
from bokart_desk.ui.locking.new_password import NewPassword
from bokart_desk.ui.locking.recovery_box import RecoveryBox
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button


class NewRegisterPage(CoverPage):
    """Asks how a new register shall be kept."""

    protected_asked = Signal(str)
    """The register shall have this password."""
    plain_asked = Signal()
    """The register shall have none; the user has been told what that means."""
    other_asked = Signal()
    """The user wants another register, which is there already."""
    fetch_asked = Signal()
    """The user wants the register that he has on another PC."""
    close_asked = Signal()
    """The user wants the program closed, and nothing made."""

    def __init__(self, file_name: str, folder: str, parent: QWidget | None = None) -> None:
        text = _(
            "{file} will be made in {folder}. It holds the homes and identities of refugees. With a password it is "
            "encrypted: a stolen PC or a lost memory stick then tells nothing."
        ).format(file=file_name, folder=folder)
        super().__init__("shield-check", _("A new register"), text, parent)
        self.passwords = NewPassword()
        self.passwords.entered.connect(self._protect)
        self.card.body.addWidget(self.passwords)
        self.make = button(_("&Make the register"), self._protect, kind="primary")
        self.without = button(_("Make it without a password …"), self._ask_without, kind="link")
        self.add_buttons(
            self.make,
            (
                self.without,
                button(_("Open another register …"), self.other_asked.emit, kind="link"),
                button(_("Fetch from another PC …"), self.fetch_asked.emit, kind="link"),
                button(_("Close the program"), self.close_asked.emit, kind="link"),
            ),
        )
        self.card.body.addWidget(self._plain_box())
        self.first = self.passwords.first

    def show_busy(self, busy: bool) -> None:
        """Show that the register is being made."""
        self.card.setEnabled(not busy)

    def _plain_box(self) -> QWidget:
        self._plain = QWidget()
        column = QVBoxLayout(self._plain)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        self.understood = QCheckBox(_("I know that whoever has the file can read everything in it"))
        self.make_plain = button(_("Make it without a password"), self.plain_asked.emit)
        self.make_plain.setEnabled(False)
        self.understood.toggled.connect(self.make_plain.setEnabled)
        column.addWidget(self.understood)
        column.addWidget(self.make_plain)
        self._plain.hide()
        return self._plain

    def _ask_without(self) -> None:
        self.without.hide()
        self._plain.show()
        self.understood.setFocus()

    def _protect(self) -> None:
        password = self.passwords.checked()
        if password is not None:
            self.passwords.clear()
            self.show_problem("")
            self.protected_asked.emit(password)


class RecoveryPage(CoverPage):
    """Shows the recovery key of the register that was just made."""

    gone_on = Signal()
    """The user has it."""
    put_off = Signal()
    """The user wants one later: this one is nobody's."""

    def __init__(self, box: RecoveryBox, parent: QWidget | None = None) -> None:
        text = _(
            "If the password is forgotten, or whoever knows it has left, only this key opens the register. Print it, "
            "or write it down, and lock it in the municipality's safe. It is shown this once."
        )
        super().__init__("key-round", _("The recovery key"), text, parent)
        self.box = box
        self.card.body.addWidget(box)
        self.go_on = button(_("&Go on to the register"), self.gone_on.emit, kind="primary")
        self.go_on.setEnabled(False)
        box.known_changed.connect(self.go_on.setEnabled)
        box.answer.returnPressed.connect(self.go_on.click)
        later = button(_("Later: I make a new one in Settings, Safe keeping"), self.put_off.emit, kind="link")
        self.add_buttons(self.go_on, (later,))
        self.first = box.answer
