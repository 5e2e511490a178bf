"""The commands that keep the register safe: ``check``, ``backup`` and ``restore``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bokart_desk.app.cli.calling import Call, Exit, print_json, say, tell, tell_if_any
from bokart_desk.i18n import N_, _, format_date, format_moment

Replaced = TypeVar("Replaced")

_COUNTED = {
    "dwelling": N_("Dwellings"),
    "unit": N_("Units"),
    "household": N_("Households"),
    "contract": N_("Contracts"),
    "offer": N_("Offers"),
    "decision": N_("Decisions"),
    "import_batch": N_("Imports"),
}


def check(call: Call, arguments: Namespace) -> int:
    """Check the register and say what needs a look."""
    from bokart_desk.services.checking import check_in_full  # noqa: PLC0415

    with call.opened() as register:
        report = check_in_full(register)
    if arguments.json:
        print_json(report.as_json())
    elif report.ok:
        say(_("The register is whole. Version {version}.").format(version=report.schema))
        for name, words in _COUNTED.items():
            say(f"  {_(words)}: {report.counts.get(name, 0)}")
        say(
            _("Last backup: {moment}").format(moment=format_moment(report.last_backup.astimezone()))
            if report.last_backup
            else _("There is no backup yet.")
        )
    else:
        for problem in report.problems:
            tell(problem)
    return Exit.DONE if report.ok else Exit.NEEDS_A_LOOK


def backup(call: Call, arguments: Namespace) -> int:
    """Take a backup and check it; without a file named, it is copied to the second place as well."""
    from bokart_desk.services.backups import take_backup  # noqa: PLC0415
    from bokart_desk.services.keeping import back_up  # noqa: PLC0415
    from bokart_desk.services.plain_backups import encrypt_what_came_back, encrypted_words  # noqa: PLC0415
    from bokart_desk.services.second_place import backup_state  # noqa: PLC0415

    with call.opened() as register:
        if arguments.out is not None:
            written, copy, encrypted, problems = back_up(register, arguments.out, now=call.now), None, 0, []
        else:
            taken = take_backup(register, now=call.now)
            written, copy = taken.path, taken.copied.path
            encrypted = encrypt_what_came_back(register)
            problems = [taken.copied.problem, *backup_state(register, now=call.now).warnings()]
    say(_("The backup was taken and checked: {file}").format(file=written))
    if copy is not None:
        say(_("A copy was made and checked: {file}").format(file=copy))
    if encrypted:
        say(encrypted_words(encrypted))
    tell_if_any(*dict.fromkeys(problems))
    return Exit.NEEDS_A_LOOK if any(problems) else Exit.DONE


def restore(call: Call, arguments: Namespace) -> int:
    """Put a backup in the register's place."""
    from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
    from bokart_desk.services.keeping import put_back  # noqa: PLC0415
    from bokart_desk.services.restoring import has_password  # noqa: PLC0415

    path, drop = call.register, arguments.without_password
    held, protected = key_now(call), has_password(path)
    key, folder = _key_of_backup(arguments.file, held), backups_folder(path)
    result = with_the_password_kept(
        path,
        held,
        lambda own: put_back(
            arguments.file, path, backups=folder, now=call.now, key=key, key_now=own, drop_password=drop
        ),
    )
    kept = result.kept
    say(
        _("The register was restored from {backup}, as of {day}.").format(
            backup=arguments.file, day=format_date(call.today)
        )
    )
    if kept is not None:
        say(_("What was there before is kept: {file}").format(file=kept))
    tell_about_password(had=protected, given=key is None and result.key is not None, has=result.key is not None)
    return Exit.DONE


def with_the_password_kept(path: Path, held: bytes | None, replace: Callable[[bytes | None], Replaced]) -> Replaced:
    """Let something ``replace`` the register at ``path``, whose key is ``held`` where it was not asked for.

    Where the password would go, it is asked for. Raise ``PasswordWanted`` where nobody is there to be asked.
    """
    from bokart_desk.app.keys import key_of_replaced_for_command  # noqa: PLC0415
    from bokart_desk.storage.errors import PasswordWouldGo  # noqa: PLC0415

    try:
        return replace(held)
    except PasswordWouldGo:
        return replace(key_of_replaced_for_command(path))


def tell_about_password(*, had: bool, given: bool, has: bool) -> None:
    """Say what became of the password: ``had`` by what was replaced, ``given`` to what is there now, which ``has``."""
    if given:
        say(_("It had no password. It is encrypted now, with the password and the recovery key the register had."))
    elif had and not has:
        tell(
            _("The register has no password any more: whoever has the file can read it. The settings can give it one.")
        )


def key_now(call: Call) -> bytes | None:
    """Return the key of the register that is replaced; None where it is plain, gone, or cannot be opened any more."""
    from bokart_desk.app.keys import key_unasked  # noqa: PLC0415
    from bokart_desk.services.register import RegisterError  # noqa: PLC0415

    try:
        return key_unasked(call.register)
    except RegisterError:
        return None


def _key_of_backup(backup: Path, held: bytes | None) -> bytes | None:
    """Return what opens the backup: the register's key where it is the same, else what is asked for."""
    from bokart_desk.app.keys import key_for_command  # noqa: PLC0415
    from bokart_desk.services.restoring import opens_with  # noqa: PLC0415

    if held is not None and opens_with(backup, held):
        return held
    return key_for_command(backup)
