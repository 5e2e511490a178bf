"""Moving to another PC in the window: the register packed into one file, or fetched from one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.restoring_words import size_words
from bokart_desk.ui.context import Desk
from bokart_desk.ui.message_box import agreed_in_box, tell_in_box
from bokart_desk.ui.save_as import ask_where
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.moving import Packed, Unpacked


def pack_up(desk: Desk, parent: QWidget) -> None:
    """Ask where to, and pack the open register into one file there."""
    from bokart_desk.platform.portable import portable  # noqa: PLC0415 - once in a PC's life
    from bokart_desk.services.moving import ENDING, file_name, pack  # noqa: PLC0415

    register = desk.register
    if not register.encrypted and not agreed_in_box(
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
    proposed = Path.home() / file_name(datetime.now(UTC))
    target = ask_where(parent, _("Pack for another PC"), proposed, _file_kinds(), ENDING)
    if target is None:
        return

    def packed(result: Packed) -> None:
        told = _(
            "The register, its settings and the logo are in {file} ({size}), which was read again and is whole.\n\n"
            "On the other PC: start BOKART Desk, choose “Fetch from another PC …” and point out this file. From "
            "then on use the register there only; this one stays here as it is."
        ).format(file=result.path, size=size_words(result.size))
        desk.keep_window(tell_in_box(parent, _("The register was packed"), told, Tone.SUCCESS))

    desk.tasks.run(
        lambda _task: pack(register, target, now=datetime.now(UTC), preferences=portable()),
        packed,
        lambda error: _failed(desk, parent, error),
        owner=parent,
        title=_("Packing the register …"),
    )


def fetch(
    desk: Desk, path: Path, parent: QWidget, done: Callable[[Path, bytes | None], object], *, key: bytes | None = None
) -> None:
    """Ask for the file, and put the register it holds at ``path``; ``done`` is told where it is, and its key if known.

    ``key``: that of the register that is there, where it is not open but its key is known.
    """
    name, _kind = QFileDialog.getOpenFileName(parent, _("Fetch from another PC"), str(Path.home()), _file_kinds())
    if name and (not path.exists() or _may_replace(path, parent)):
        fetch_from(desk, Path(name), path, parent, done, key_now=key)


def fetch_from(
    desk: Desk,
    file: Path,
    path: Path,
    parent: QWidget,
    done: Callable[[Path, bytes | None], object],
    *,
    key_now: bytes | None = None,
    drop_password: bool = False,
) -> None:
    """Put the register that ``file`` holds at ``path``; what is there is kept as a backup.

    Where the one that is there has a password and the other has none, the password is kept: it is asked for where
    ``key_now`` is not known, unless the user said that it shall go (``drop_password``).
    """
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
    from bokart_desk.platform.portable import take_portable  # noqa: PLC0415
    from bokart_desk.services.moving import unpack  # noqa: PLC0415
    from bokart_desk.services.restoring import PasswordWouldGo  # noqa: PLC0415

    shut = None
    if desk.has_register and desk.register.path == path and not desk.register.locked:
        shut, key_now = desk.register, desk.register.key
        shut.shut()  # what looks at it now and then would open it anew

    def fetched(result: Unpacked) -> None:
        with suppress(OSError):  # the register is what matters
            take_portable(result.preferences)
        done(result.path, result.key)
        desk.keep_window(tell_in_box(None, _("The register was fetched"), _fetched_words(result), Tone.SUCCESS))

    def failed(error: BaseException) -> None:
        if shut is not None:
            shut.unlock(key_now)
        if isinstance(error, PasswordWouldGo):
            _ask_for_password(desk, path, parent, partial(fetch_from, desk, file, path, parent, done))
        else:
            _failed(desk, parent, error)

    desk.tasks.run(
        lambda _task: unpack(
            file,
            path,
            backups=backups_folder(path),
            now=datetime.now(UTC),
            key_now=key_now,
            drop_password=drop_password,
        ),
        fetched,
        failed,
        owner=parent,
    )


def _ask_for_password(desk: Desk, path: Path, parent: QWidget, fetch_again: Callable[..., None]) -> None:
    from bokart_desk.ui.restoring.password import KeepPasswordDialog  # noqa: PLC0415 - seldom

    dialog = KeepPasswordDialog(desk, path, parent)
    dialog.opened.connect(lambda key: fetch_again(key_now=key))
    dialog.plain_wanted.connect(partial(fetch_again, drop_password=True))
    dialog.open()


def _fetched_words(result: Unpacked) -> str:
    told = [_("The register from the other PC is here now: {file}").format(file=result.path)]
    if result.key is not None:
        told.append(
            _("It had no password. It is encrypted now, with the password and the recovery key the register had.")
        )
    if result.kept is not None:
        told.append(_("What was there before is kept: {file}").format(file=result.kept))
    return "\n\n".join(told)


def fetch_into_open(desk: Desk, parent: QWidget) -> None:
    """Let a register from another PC take the place of the one that is open."""
    fetch(desk, desk.register.path, parent, desk.register_replaced.emit)


def _may_replace(path: Path, parent: QWidget) -> bool:
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415

    return agreed_in_box(
        parent,
        _("Fetch from another PC"),
        _(
            "There is a register on this PC already: {file}. The one from the other PC takes its place. The two are "
            "not put together: what is only in this one is then not in the register any more. This one is kept in "
            "{folder} first."
        ).format(file=path, folder=backups_folder(path)),
        _("Let it take its place"),
    )


def _failed(desk: Desk, parent: QWidget, error: BaseException) -> None:
    message = getattr(error, "message", None)
    if message is None:
        desk.tasks.failed.emit(error)
        return
    tell_in_box(parent, _("Moving to another PC"), message, Tone.WARNING)


def _file_kinds() -> str:
    return _("BOKART Desk from another PC (*.bokart);;All files (*)")
