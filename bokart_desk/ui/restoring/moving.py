"""Moving to another PC in the window: the register packed into one file, or fetched from one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.restoring_words import size_words
from bokart_desk.ui.context import Desk

if TYPE_CHECKING:
    from bokart_desk.services.moving import Packed, Unpacked


def pack_up(desk: Desk, parent: QWidget) -> None:
    """Ask where to, and pack the open register into one file there."""
    from bokart_desk.platform.portable import portable  # noqa: PLC0415 - once in a PC's life
    from bokart_desk.services.moving import ENDING, file_name, pack  # noqa: PLC0415

    register = desk.register
    if not register.encrypted and not _agreed(
        parent,
        _("Pack for another PC"),
        _(
            "The register has no password, so whoever gets hold of the file can read everything in it: names, "
            "addresses and identity numbers. Give the register a password first (Settings, Safe keeping), or keep the "
            "file with you and erase it afterwards."
        ),
        _("Pack it all the same"),
    ):
        return
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("Pack for another PC"), str(Path.home() / file_name(datetime.now(UTC))), _file_kinds()
    )
    if not name:
        return
    target = Path(name) if Path(name).suffix else Path(name).with_suffix(ENDING)

    def packed(result: Packed) -> None:
        _say(
            desk,
            parent,
            _("The register was packed"),
            _(
                "The register, its settings and the logo are in {file} ({size}), which was read again and is whole.\n\n"
                "On the other PC: start BOKART Desk, choose “Fetch from another PC …” and point out this file. From "
                "then on use the register there only; this one stays here as it is."
            ).format(file=result.path, size=size_words(result.size)),
        )

    desk.tasks.run(
        lambda _task: pack(register, target, now=datetime.now(UTC), preferences=portable()),
        packed,
        lambda error: _failed(desk, parent, error),
        owner=parent,
        title=_("Packing the register …"),
    )


def fetch(desk: Desk, path: Path, parent: QWidget, done: Callable[[Path], object]) -> None:
    """Ask for the file, and put the register it holds at ``path``; ``done`` is told when it is there."""
    name, _kind = QFileDialog.getOpenFileName(parent, _("Fetch from another PC"), str(Path.home()), _file_kinds())
    if name and (not path.exists() or _may_replace(path, parent)):
        fetch_from(desk, Path(name), path, parent, done)


def fetch_from(desk: Desk, file: Path, path: Path, parent: QWidget, done: Callable[[Path], object]) -> None:
    """Put the register that ``file`` holds at ``path``; what is there is kept as a backup."""
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
    from bokart_desk.platform.portable import take_portable  # noqa: PLC0415
    from bokart_desk.services.moving import unpack  # noqa: PLC0415

    key_now, shut = None, None
    if desk.has_register and desk.register.path == path and not desk.register.locked:
        shut, key_now = desk.register, desk.register.key
        shut.shut()  # what looks at it now and then would open it anew

    def fetched(result: Unpacked) -> None:
        with suppress(OSError):  # the register is what matters
            take_portable(result.preferences)
        done(result.path)
        told = _("The register from the other PC is here now: {file}").format(file=result.path)
        if result.kept is not None:
            told = _("{told}\n\nWhat was there before is kept: {file}").format(told=told, file=result.kept)
        _say(desk, None, _("The register was fetched"), told)

    def failed(error: BaseException) -> None:
        if shut is not None:
            shut.unlock(key_now)
        _failed(desk, parent, error)

    desk.tasks.run(
        lambda _task: unpack(file, path, backups=backups_folder(path), now=datetime.now(UTC), key_now=key_now),
        fetched,
        failed,
        owner=parent,
    )


def fetch_into_open(desk: Desk, parent: QWidget) -> None:
    """Let a register from another PC take the place of the one that is open."""
    fetch(desk, desk.register.path, parent, lambda path: desk.register_replaced.emit(path, None))


def _may_replace(path: Path, parent: QWidget) -> bool:
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415

    return _agreed(
        parent,
        _("Fetch from another PC"),
        _(
            "There is a register on this PC already: {file}. The one from the other PC takes its place. The two are "
            "not put together: what is only in this one is then not in the register any more. This one is kept in "
            "{folder} first."
        ).format(file=path, folder=backups_folder(path)),
        _("Let it take its place"),
    )


def _agreed(parent: QWidget, title: str, text: str, yes: str) -> bool:
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, parent=parent)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is go_on


def _say(desk: Desk, parent: QWidget | None, title: str, text: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Information, title, text, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    desk.keep_window(box)
    box.open()


def _failed(desk: Desk, parent: QWidget, error: BaseException) -> None:
    message = getattr(error, "message", None)
    if message is None:
        desk.tasks.failed.emit(error)
        return
    QMessageBox.warning(parent, _("Moving to another PC"), message)


def _file_kinds() -> str:
    return _("BOKART Desk from another PC (*.bokart);;All files (*)")
