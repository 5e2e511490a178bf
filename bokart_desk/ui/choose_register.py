"""Asks what to do when the register cannot be opened: try again, take another, restore a backup, or make a new one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox, QWidget

from bokart_desk.i18n import _

_AROUND = 64
"""Pixels that a box needs beside its buttons."""


class Answer(NamedTuple):
    """The register to open next; ``new``: it is to be made."""

    path: Path
    new: bool = False


def ask_what_now(parent: QWidget, message: str, path: Path) -> Answer | None:
    """Show ``message`` (finished words) and return what to open next; None to give up."""
    box = QMessageBox(QMessageBox.Icon.Warning, _("The register was not opened"), message, parent=parent)
    again = box.addButton(_("Try again"), QMessageBox.ButtonRole.AcceptRole)
    other = box.addButton(_("Choose another register …"), QMessageBox.ButtonRole.ActionRole)
    restore = box.addButton(_("Restore a backup …"), QMessageBox.ButtonRole.ActionRole)
    new = box.addButton(_("Create a new register …"), QMessageBox.ButtonRole.ActionRole)
    leave = box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(again)
    box.setEscapeButton(leave)
    _stack_buttons(box)
    while True:
        box.exec()
        if box.clickedButton() is again:
            return Answer(path)
        if box.clickedButton() is other:
            chosen = choose_register(parent, path.parent)
        elif box.clickedButton() is restore:
            chosen = restore_backup(parent, path)
        elif box.clickedButton() is new:
            chosen = choose_new_register(parent, path.parent)
        else:
            return None
        if chosen is not None:
            return Answer(chosen, new=box.clickedButton() is new)


def _stack_buttons(box: QMessageBox) -> None:
    """Put the buttons under each other where the screen is too narrow for all beside each other; Qt would cut them."""
    box.ensurePolished()
    buttons = box.findChild(QDialogButtonBox)
    if buttons is not None and buttons.sizeHint().width() > box.screen().availableGeometry().width() - _AROUND:
        buttons.setOrientation(Qt.Orientation.Vertical)


def choose_register(parent: QWidget, folder: Path) -> Path | None:
    """Let the user point out a register; None when he gives it up."""
    name, _filter = QFileDialog.getOpenFileName(parent, _("Choose a register"), str(folder), file_filter())
    return Path(name) if name else None


def restore_backup(parent: QWidget, path: Path) -> Path | None:
    """Let the user point out a backup and put it in the place of the register at ``path``; None when it is not done."""
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415 - hopefully never needed
    from bokart_desk.services.keeping import put_back  # noqa: PLC0415
    from bokart_desk.services.register import RegisterError  # noqa: PLC0415

    backups = backups_folder(path)
    begin = backups if backups.is_dir() else path.parent
    name, _filter = QFileDialog.getOpenFileName(parent, _("Choose the backup to restore"), str(begin), file_filter())
    if not name:
        return None
    try:
        kept = put_back(Path(name), path, backups=backups, now=datetime.now(UTC)).kept
    except RegisterError as error:
        QMessageBox.warning(parent, _("The backup was not restored"), error.message)
        return None
    told = [_("The register is as it was when the backup was taken. What was changed after that is not in it.")]
    if kept is not None:
        told.append(_("What was there before is kept: {file}").format(file=kept))
    QMessageBox.information(parent, _("The backup was restored"), "\n\n".join(told))
    return path


def choose_new_register(parent: QWidget, folder: Path) -> Path | None:
    """Let the user say where a new register shall be; an existing file is never taken for it."""
    name, _filter = QFileDialog.getSaveFileName(
        parent, _("Create a new register"), str(folder / "register.db"), file_filter()
    )
    if not name:
        return None
    path = Path(name)
    path = path if path.suffix else path.with_suffix(".db")
    if path.exists():
        QMessageBox.information(
            parent,
            _("Create a new register"),
            _("There is a file with this name already, and it is left as it is. Choose another name."),
        )
        return None
    return path


def file_filter() -> str:
    """Return the kinds of files a file dialog offers."""
    return _("Registers (*.db);;All files (*)")
