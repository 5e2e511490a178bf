"""Where the key of an encrypted register comes from when nobody is asked, and who is asked on the command line."""

from __future__ import annotations

import getpass
import os
import sys
import threading
from importlib import import_module
from pathlib import Path

from bokart_desk.i18n import N_, _
from bokart_desk.storage.errors import PasswordWouldGo

PASSWORD_FILE = "BOKART_PASSWORD_FILE"  # noqa: S105 - the name of a variable
"""Environment variable: a file whose first line is the password, for scheduled commands."""

_MOST_BYTES = 4096


class PasswordFileUnreadable(Exception):
    """The file that should hold the password cannot be read; ``message`` is a finished text."""

    def __init__(self) -> None:
        self.message = _(
            "The file named by {variable} cannot be read, so the register was not opened. Nothing was changed. Check "
            "the file's name, that it is text in UTF-8, and that you may read it."
        ).format(variable=PASSWORD_FILE)
        super().__init__(self.message)


class PasswordWanted(PasswordWouldGo):
    """A command would take a register's password away, and nobody is there to type it."""

    text = N_(
        "The register {file} has a password, and what should take its place has none. Nothing was changed. Let the "
        "environment variable BOKART_PASSWORD_FILE name a file with the register's password or recovery key, or run "
        "the command at a terminal that can ask for it: what takes its place then gets the same password and recovery "
        "key. Only with --without-password does it take its place as it is, and whoever has the file can read it."
    )


def key_unasked(path: Path, *, meanwhile: str = "bokart_desk.services.municipality") -> bytes | None:
    """Return the key of the register at ``path`` from the system's keyring or the file with the password.

    None where it is plain, there is none, or neither knows it. ``meanwhile``: a module to load while the password is
    stretched, which leaves Python alone. Raise ``WrongPassword`` or another ``RegisterError`` about the register,
    ``PasswordFileUnreadable`` about the file.
    """
    from bokart_desk.storage.keyfile import is_encrypted, read_keys  # noqa: PLC0415 - no SQLAlchemy comes with it

    if not is_encrypted(path):
        return None
    from bokart_desk.platform.keyring_store import kept_key  # noqa: PLC0415
    from bokart_desk.storage.unlocking import fits, unlock  # noqa: PLC0415

    key = kept_key(read_keys(path).id)
    if key is not None and fits(path, key):  # it may have been given a new one elsewhere
        return key
    password = password_in_file()
    if password is None:
        return None
    from bokart_desk.storage import wrapping  # noqa: PLC0415

    wrapping.load()
    threading.Thread(target=import_module, args=(meanwhile,), daemon=True).start()
    return unlock(path, password)


def password_in_file() -> str | None:
    """Return the first line of the file that the environment names; None where it names none."""
    named = os.environ.get(PASSWORD_FILE)
    if not named:
        return None
    try:
        with Path(named).open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PasswordFileUnreadable from error
    return text.splitlines()[0] if text else ""


def key_for_command(path: Path) -> bytes | None:
    """Return the key for a command: unasked, else asked for where somebody sits at a terminal.

    None for a plain register, or where nobody can be asked. Raise what ``key_unasked`` raises.
    """
    from bokart_desk.storage.keyfile import is_encrypted  # noqa: PLC0415
    from bokart_desk.storage.unlocking import unlock  # noqa: PLC0415

    key = key_unasked(path)
    if key is not None or not is_encrypted(path) or not _somebody_is_there():
        return key
    return unlock(path, getpass.getpass(_("Password of {name}: ").format(name=path.name)))


def key_of_replaced_for_command(path: Path) -> bytes:
    """Return the key of the register at ``path``, perhaps damaged or gone, to encrypt something plain with.

    Raise ``PasswordWanted`` where nobody can be asked or nothing is typed, and what ``key_of_replaced`` raises.
    """
    from bokart_desk.services.restoring import key_of_replaced  # noqa: PLC0415

    secret = password_in_file()
    if secret is None and _somebody_is_there():
        secret = getpass.getpass(
            _("What takes its place has no password, and gets the register's. Password of {name}: ").format(
                name=path.name
            )
        )
    if not secret:
        raise PasswordWanted(path)
    return key_of_replaced(path, secret)


def new_key_for_command(path: Path, *, ask: bool = True) -> bytes | None:
    """Make the keys of a new register for a command; None makes it plain.

    The password is that of the file, else one that is typed twice; nothing typed, or nobody there, is none. ``ask``:
    whether to ask at all. Raise ``Refused`` about the password.
    """
    from bokart_desk.app.cli.calling import tell  # noqa: PLC0415
    from bokart_desk.services.doing import Refused  # noqa: PLC0415
    from bokart_desk.services.locking import prepare  # noqa: PLC0415

    password = password_in_file()
    if password is not None:
        return prepare(path, password, recovery=False).key
    there = ask and _somebody_is_there()
    password = getpass.getpass(_("Password of the new register (Enter alone: none): ")) if there else ""
    if not password:
        if ask:
            tell(_("The new register has no password: whoever has the file can read it. The settings can change that."))
        return None
    if getpass.getpass(_("The same password once more: ")) != password:
        raise Refused(_("The two passwords differ. Nothing was made."))
    made = prepare(path, password)
    tell(
        _("Recovery key, shown this once: {key}\nWrite it down and lock it away; it opens the register too.").format(
            key=made.recovery
        )
    )
    return made.key


def _somebody_is_there() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None and sys.stderr.isatty()
