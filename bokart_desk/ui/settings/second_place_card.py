"""The second place of the backups: chosen, shown with what lies there, and given up."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.i18n import _, format_moment, ngettext
from bokart_desk.platform.places import synchronised_by
from bokart_desk.ui.context import Desk
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.message_box import agreed_in_box
from bokart_desk.ui.settings.backups_card import backup_words, held_words
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, KeyValueList, button, label

if TYPE_CHECKING:
    from bokart_desk.services.second_place import BackupState, PlaceState

_FOLDER_KEY = "folders/second-place"


class SecondPlaceCard(Card):
    """Holds for this PC and the open register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("A second place for the backups"), parent)
        self._desk = desk
        self._here: Path | None = None
        self._caution = ""
        self.body.addWidget(
            label(
                _(
                    "A memory stick, or a folder on a server, that gets a copy of each backup: if this PC breaks or is "
                    "stolen, the register is still there. A stick may be away; it gets the newest when it is back."
                ),
                "muted",
                wrap=True,
            )
        )
        self.facts = KeyValueList(names=20)
        self.body.addWidget(self.facts)
        self.warning = Banner("", Tone.WARNING)
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.choose = button(_("&Choose a folder …"), self._choose, icon="hard-drive")
        self.show_folder = button(_("Show the folder"), self._show_folder, icon="folder", kind="quiet")
        self.encrypt = button(_("Encrypt the backups there"), self._encrypt, icon="lock", kind="quiet")
        self.give_up = button(_("Take the place away"), self._give_up, icon="x", kind="quiet")
        row = FlowLayout()
        for one in (self.encrypt, self.choose, self.show_folder, self.give_up):
            row.addWidget(one)
        self.body.addLayout(row)
        self._mark = label(
            _(
                "The folder is known again by a small file in it, .bokart-desk-backups, also when the stick gets "
                "another drive letter. Let that file lie there."
            ),
            "small",
            wrap=True,
        )
        self.body.addWidget(self._mark)
        self._show_place(None)
        desk.backups_changed.connect(self.show_register)

    def show_register(self) -> None:
        """Look on another thread: a stick or a server may take its time to answer."""
        from bokart_desk.services.second_place import backup_state  # noqa: PLC0415 - loaded with the register

        register = self._desk.register
        self.choose.setEnabled(not register.read_only and register.backup_plan.notes is not None)
        self._desk.tasks.run(
            lambda _task: backup_state(register, now=datetime.now(UTC)), self.show_state, self._failed, owner=self
        )

    def show_state(self, state: BackupState) -> None:
        """Show how it stands with the place."""
        self._show_place(state.place)
        place = state.place
        if place is None:
            self._caution = ""
            self._say("")
            return
        told = [place.problem, self._caution]
        if place.overdue:
            told.append(_("It has not been seen for more than a week. Connect it, or choose another folder."))
        if not self._desk.register.encrypted:
            told.append(
                _(
                    "The register has no password, and the copies have none: whoever finds the stick can read all of "
                    "it. Give the register a password first."
                )
            )
        if place.plain:
            told.append(_plain_words(place.plain))
        self._say("\n".join(text for text in told if text))

    def _show_place(self, place: PlaceState | None) -> None:
        self._here = place.here if place is not None else None
        set_up = place is not None
        self._mark.setVisible(set_up)
        self.give_up.setVisible(set_up)
        self.show_folder.setVisible(self._here is not None)
        self.encrypt.setVisible(place is not None and place.plain > 0 and not self._desk.register.read_only)
        if place is None:
            self.facts.set_pairs(((_("Folder"), _("none chosen yet")),))
            return
        self.facts.set_pairs(
            (
                (_("Folder"), str(place.here or place.folder)),
                (_("Last seen"), _seen_words(place)),
                (_("Latest"), backup_words(place.held[0]) if place.held else ""),
                (_("There are"), held_words(place.held)),
            )
        )

    def _say(self, text: str) -> None:
        self.warning.show_message(text)
        self.warning.setVisible(bool(text))

    # Choosing and giving up ----------------------------------------------------------------------

    def _choose(self) -> None:
        begin = str(remembered_folder(_FOLDER_KEY))
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder for copies of the backups"), begin)
        if chosen:
            QSettings().setValue(_FOLDER_KEY, chosen)
            self.take_folder(Path(chosen))

    def take_folder(self, folder: Path, *, go_on: bool = False) -> None:
        """Make ``folder`` the second place, and copy the newest backup there."""
        from bokart_desk.services.second_place import choose_second_place  # noqa: PLC0415

        register = self._desk.register
        self._desk.tasks.run(
            lambda _task: choose_second_place(register, folder, now=datetime.now(UTC), go_on=go_on),
            partial(self._taken, folder),
            partial(self._not_taken, folder),
            on_cancelled=self.show_register,
            owner=self,
            title=_("Copying the backup …"),
        )

    def _taken(self, folder: Path, caution: str) -> None:
        self._caution = "\n".join(text for text in (caution, _cloud_caution(folder)) if text)
        self._desk.backups_changed.emit()
        self._desk.tell(_("Each backup is copied there from now on."))

    def _not_taken(self, folder: Path, error: BaseException) -> None:
        from bokart_desk.services.second_place import PlaceTaken  # noqa: PLC0415

        if isinstance(error, PlaceTaken) and self._goes_on(error.message):
            self.take_folder(folder, go_on=True)
        elif not isinstance(error, PlaceTaken):
            self._failed(error)

    def _goes_on(self, message: str) -> bool:
        return agreed_in_box(
            self.window(),
            _("Backups lie in this folder already"),
            message,
            _("&Go on with them"),
            _("&Not this folder"),
        )

    def _encrypt(self) -> None:
        from bokart_desk.services.plain_backups import encrypt_now  # noqa: PLC0415 - after a password was given

        register = self._desk.register
        self.encrypt.setEnabled(False)
        self._desk.tasks.run(
            lambda task: encrypt_now(register, go_on=lambda: not task.cancelled()),
            self._encrypted,
            self._failed,
            on_cancelled=partial(self._encrypted, 0),
            owner=self,
            title=_("Encrypting older backups …"),
        )

    def _encrypted(self, count: int) -> None:
        self.encrypt.setEnabled(True)
        self._desk.backups_changed.emit()
        if count:
            from bokart_desk.services.plain_backups import encrypted_words  # noqa: PLC0415

            self._desk.tell(encrypted_words(count))

    def _give_up(self) -> None:
        from bokart_desk.services.second_place import give_up_second_place  # noqa: PLC0415

        register = self._desk.register
        self._desk.tasks.run(lambda _task: give_up_second_place(register), self._given_up, self._failed, owner=self)

    def _given_up(self, _nothing: object) -> None:
        self._desk.backups_changed.emit()
        self._desk.tell(_("No more backups are copied there. Those that lie there stay."))

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self._say(message)

    def _show_folder(self) -> None:
        if self._here is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._here)))


def _plain_words(count: int) -> str:
    return ngettext(
        "{count} backup there has no password, though the register has one: whoever finds the stick can read it.",
        "{count} backups there have no password, though the register has one: whoever finds the stick can read them.",
        count,
    ).format(count=count)


def _cloud_caution(folder: Path) -> str:
    service = synchronised_by(folder / "copy")
    if service is None:
        return ""
    return _(
        "{service} synchronises this folder, so the copies also leave this PC. Ask who answers for privacy in the "
        "municipality whether they may lie there."
    ).format(service=service)


def _seen_words(place: PlaceState) -> str:
    if place.here is not None:
        return _("it is there now")
    if place.seen is None:
        return _("it is away")
    return _("{moment}; it is away just now").format(moment=format_moment(place.seen))
