"""The commands that move the register to another PC: ``pack`` and ``unpack``."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress

from bokart_desk.app.cli.calling import Call, Exit, say, tell
from bokart_desk.i18n import _


def pack(call: Call, arguments: Namespace) -> int:
    """Put the register into one file."""
    from bokart_desk.platform.portable import portable  # noqa: PLC0415
    from bokart_desk.services import moving  # noqa: PLC0415

    with call.opened() as register:
        packed = moving.pack(register, arguments.out, now=call.now, preferences=portable())
    say(_("The register was packed and checked: {file}").format(file=packed.path))
    if not packed.encrypted:
        tell(_("The file has no password: whoever has it can read everything in it. Erase it when it has been used."))
    return Exit.DONE


def unpack(call: Call, arguments: Namespace) -> int:
    """Put a register from another PC in place."""
    from bokart_desk.app.cli.keeping import key_now, tell_about_password, with_the_password_kept  # noqa: PLC0415
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
    from bokart_desk.platform.portable import take_portable  # noqa: PLC0415
    from bokart_desk.services import moving  # noqa: PLC0415
    from bokart_desk.services.restoring import has_password  # noqa: PLC0415

    path, drop = call.register.absolute(), arguments.without_password
    folder, protected = backups_folder(path), has_password(path)
    try:
        result = with_the_password_kept(
            path,
            key_now(call),
            lambda own: moving.unpack(
                arguments.file, path, backups=folder, now=call.now, key_now=own, drop_password=drop
            ),
        )
    except moving.NotAMovingFile as error:
        tell(error.message)
        return Exit.UNREADABLE
    with suppress(OSError):  # the register is what matters
        take_portable(result.preferences)
    say(_("The register from the other PC is here now: {file}").format(file=result.path))
    if result.kept is not None:
        say(_("What was there before is kept: {file}").format(file=result.kept))
    tell_about_password(had=protected, given=result.key is not None, has=result.encrypted)
    return Exit.DONE
