"""Where the register lies, whether it is safe there, and the way to another one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, format_moment
from bokart_desk.platform.places import place_warning
from bokart_desk.ui.choose_register import choose_new_register, choose_register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, KeyValueList, button


class RegisterCard(Card):
    """Shows the file, its backups and a warning about its place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("The register"), parent)
        self._desk = desk
        self._facts = KeyValueList(names=15)
        self.body.addWidget(self._facts)
        self.warning = Banner("", Tone.WARNING)
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.back_up = button(_("Back up now"), self._back_up, icon="save")
        self.pack = button(_("Pack for another PC …"), self._pack, icon="upload")
        self.fetch = button(_("Fetch from another PC …"), self._fetch, icon="download")
        row = FlowLayout()
        for one in (
            self.back_up,
            button(_("Open another register …"), self._open_other, icon="folder-open"),
            button(_("New register …"), self._create, icon="file-plus"),
            self.pack,
            self.fetch,
            button(_("Show the folder"), self._show_folder, icon="folder", kind="quiet"),
        ):
            row.addWidget(one)
        self.body.addLayout(row)

    def show_register(self) -> None:
        """Show the facts of the open register; its place is looked at on another thread."""
        register = self._desk.register
        backups = register.backups
        self._facts.set_pairs(
            (
                (_("File"), str(register.path)),
                (_("Backups"), str(backups)),
                (_("Latest backup"), latest_backup(backups)),
            )
        )
        self.back_up.setEnabled(not register.read_only)
        self.fetch.setEnabled(not register.read_only)
        self._desk.tasks.run(lambda _task: place_warning(register.path) or "", self._warn, owner=self)

    def _warn(self, text: str) -> None:
        self.warning.show_message(text)
        self.warning.setVisible(bool(text))

    def _back_up(self) -> None:
        from bokart_desk.services.keeping import back_up  # noqa: PLC0415 - pressed now and then

        register = self._desk.register
        self.back_up.setEnabled(False)
        self._desk.tasks.run(
            lambda _task: back_up(register, now=datetime.now(UTC)),
            self._backed_up,
            self._not_backed_up,
            owner=self,
            title=_("Taking a backup …"),
        )

    def _backed_up(self, file: Path) -> None:
        self.show_register()
        self._desk.backups_changed.emit()
        self._desk.tell(_("A backup was taken and checked: {file}").format(file=file.name))

    def _not_backed_up(self, error: BaseException) -> None:
        self.back_up.setEnabled(True)
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self._warn(message)

    def _open_other(self) -> None:
        path = choose_register(self, self._desk.register.path.parent)
        if path is not None:
            self._desk.register_asked.emit(path)

    def _create(self) -> None:
        path = choose_new_register(self, self._desk.register.path.parent)
        if path is not None:
            self._desk.register_asked.emit(path)

    def _pack(self) -> None:
        from bokart_desk.ui.restoring.moving import pack_up  # noqa: PLC0415 - once in a PC's life

        pack_up(self._desk, self.window())

    def _fetch(self) -> None:
        from bokart_desk.ui.restoring.moving import fetch_into_open  # noqa: PLC0415

        fetch_into_open(self._desk, self.window())

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.register.path.parent)))


def latest_backup(folder: Path) -> str:
    """Return when the newest file in the folder of backups was written, in words."""
    try:
        newest = max((file.stat().st_mtime for file in folder.iterdir() if file.is_file()), default=None)
    except OSError:
        newest = None
    if newest is None:
        return _("none yet; one is taken before each import")
    return format_moment(datetime.fromtimestamp(newest, UTC))
