"""Whether the register has a password, how it is changed, and when it locks itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.platform.keyring_store import can_keep_keys, forget_key, is_kept, keep_key, still_kept_words
from bokart_desk.platform.preferences import preferences, save_preferences
from bokart_desk.services.locking import has_recovery_key, key_id
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.locking import dialogs
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, StatusPill, button, label

_MINUTES = (2, 5, 10, 20, 30, 60)
_NEVER = 0


class PasswordCard(Card):
    """Plain registers can be given a password here; encrypted ones show what can be changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Password"), parent)
        self._desk = desk
        self.pill = StatusPill("", Tone.NEUTRAL)
        if self.heading is not None:
            self.heading.add(self.pill)
        self._text = label("", wrap=True)
        self.body.addWidget(self._text)
        self.warning = Banner("", Tone.WARNING)
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.keep = QCheckBox(_("Open on this PC without typing the password"))
        self.keep.toggled.connect(self._keep)
        self.body.addWidget(self.keep)
        self._minutes_row = QWidget()
        self.body.addWidget(self._minutes_row)
        self.minutes = self._minutes()
        self.give = button(
            _("Give the register a password …"), self._opener(dialogs.protect), kind="primary", icon="lock"
        )
        self.change = button(_("Change the password …"), self._opener(dialogs.change_password), icon="key-round")
        self.recovery = button(_("New recovery key …"), self._opener(dialogs.new_recovery_key), icon="shield-check")
        self.lock = button(_("Lock now"), desk.lock_asked.emit, icon="lock", tip=_("Ctrl+L"))
        self.renew = button(_("Encrypt with a new key …"), self._opener(dialogs.change_key), kind="quiet")
        self.remove = button(_("Take the password away …"), self._opener(dialogs.remove_password), kind="quiet")
        row = FlowLayout()
        for one in (self.give, self.change, self.recovery, self.lock, self.renew, self.remove):
            row.addWidget(one)
        self.body.addLayout(row)

    def show_register(self) -> None:
        """Show what holds for the open register."""
        register = self._desk.register
        encrypted = register.encrypted
        self.pill.show_status(_("Encrypted") if encrypted else _("Without a password"), _tone(encrypted))
        self._text.setText(
            _(
                "The register and its backups are encrypted: without the password or the recovery key nobody can read "
                "them, whoever has the files."
            )
            if encrypted
            else _("Whoever has the file, the PC or a backup can read everything in it.")
        )
        for one in (self.change, self.recovery, self.lock, self.renew, self.remove, self.keep, self._minutes_row):
            one.setVisible(encrypted)
        self.give.setVisible(not encrypted)
        for one in (self.give, self.change, self.recovery, self.renew, self.remove):
            one.setEnabled(not register.read_only)
        if encrypted:
            self._show_keeping()
        self._warn(self._missing() if encrypted else "")

    def _show_keeping(self) -> None:
        possible = can_keep_keys()
        with QSignalBlocker(self.keep):
            self.keep.setChecked(is_kept(self._number()))
        self.keep.setEnabled(possible or self.keep.isChecked())
        self.keep.setToolTip(
            _("Whoever has logged on to this PC as you then opens the register; a stolen disk alone does not.")
            if possible
            else _("This PC has no place for keys that the program can use.")
        )
        with QSignalBlocker(self.minutes):
            place = self.minutes.findData(preferences().lock_after_minutes)
            self.minutes.setCurrentIndex(place if place >= 0 else self.minutes.findData(_NEVER))

    def _missing(self) -> str:
        try:
            held = has_recovery_key(self._desk.register.path)
        except RegisterError as error:
            return error.message
        return "" if held else _("There is no recovery key. If the password is forgotten, nobody opens the register.")

    def _minutes(self) -> QComboBox:
        choice = QComboBox()
        for count in _MINUTES:
            choice.addItem(ngettext("{count} minute", "{count} minutes", count).format(count=count), count)
        choice.addItem(_("never"), _NEVER)
        choice.currentIndexChanged.connect(self._save_minutes)
        row = QHBoxLayout(self._minutes_row)
        row.setContentsMargins(0, 0, 0, 0)
        name = label(_("Lock when nothing has been done for"))
        name.setBuddy(choice)
        choice.setAccessibleName(name.text())
        row.addWidget(name)
        row.addWidget(choice)
        row.addStretch(1)
        return choice

    def _save_minutes(self) -> None:
        try:
            save_preferences(replace(preferences(), lock_after_minutes=int(self.minutes.currentData())))
        except OSError:
            self._warn(_("The choice could not be saved: the folder for settings cannot be written to."))

    def _keep(self, wanted: bool) -> None:
        key = self._desk.register.key
        if not wanted:
            self._warn(self._missing() if forget_key(self._number()) else still_kept_words())
        elif key is None or not keep_key(self._number(), key):
            self._warn(_("The system did not take the key, so the password is asked for as before."))
        self._show_keeping()

    def _number(self) -> str:
        try:
            return key_id(self._desk.register.path)
        except RegisterError:
            return ""

    def _opener(self, make: Callable[[Desk, QWidget], dialogs.SecretDialog]) -> Callable[[], None]:
        def open_it() -> None:
            dialog = make(self._desk, self)
            dialog.succeeded.connect(self.show_register)
            dialog.open()

        return open_it

    def _warn(self, text: str) -> None:
        self.warning.show_message(text, Tone.WARNING)
        self.warning.setVisible(bool(text))


def _tone(encrypted: bool) -> Tone:
    return Tone.SUCCESS if encrypted else Tone.WARNING
