"""What is wrong with a register that did not open, in words, and whether a backup would help."""

from __future__ import annotations

from pathlib import Path

from bokart_desk.i18n import _
from bokart_desk.services.locking import find_keys
from bokart_desk.services.register import RegisterError
from bokart_desk.services.restoring_words import size_words
from bokart_desk.storage.errors import (
    KeysDamaged,
    KeysMissing,
    NotARegister,
    RegisterDamaged,
    RegisterInUse,
    RegisterLocked,
    RegisterNotFound,
    environment_errors,
)
from bokart_desk.storage.files import beginning
from bokart_desk.storage.keyfile import keys_path

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_LOOKED_AT = 1024 * 1024


def can_be_restored(error: BaseException) -> bool:
    """Tell whether the register is gone or broken, so that a backup would help; also where nobody knows what it is."""
    gone = (RegisterDamaged, NotARegister, RegisterNotFound, KeysMissing, KeysDamaged)
    return isinstance(error, gone) or not isinstance(error, RegisterError)


def is_only_in_use(error: BaseException) -> bool:
    """Tell whether nothing is wrong with the register: another program has it, and it opens when that one is done."""
    return isinstance(error, (RegisterInUse, RegisterLocked))


def lacks_keys(error: BaseException) -> bool:
    """Tell whether only the file of keys beside the register is wrong."""
    return isinstance(error, (KeysMissing, KeysDamaged))


def take_keys(path: Path, folders: tuple[Path, ...]) -> bool:
    """Put the newest keys that lie with the backups in ``folders`` beside the register; return whether there were any.

    Damaged ones that lie there are kept aside. Raise a ``RegisterError`` where the folder cannot be written to.
    """
    held, aside = keys_path(path), keys_path(path).with_name(f"{keys_path(path).name}.damaged")
    with environment_errors(held):
        if held.is_file():
            held.replace(aside)
    try:
        found = find_keys(path, folders)
    finally:
        with environment_errors(held):
            if aside.is_file() and not held.is_file():
                aside.replace(held)
    return found


def what_is_wrong(path: Path, error: BaseException) -> str:
    """Return what is wrong with the register at ``path``, after ``error``: empty, cut off, or in the error's words."""
    message = error.message if isinstance(error, RegisterError) else _("The register could not be opened.")
    if not isinstance(error, (RegisterDamaged, NotARegister)):
        return message
    try:
        size = path.stat().st_size
        begin = beginning(path, _LOOKED_AT)
    except OSError:
        return message
    if not size:
        return _(
            "{file} is empty: there is nothing in it. That happens when the disk was full or the PC was switched off "
            "while the file was copied. Nothing in it was changed by the program."
        ).format(file=path)
    if not any(begin):
        return _(
            "{file} holds nothing but zeros. That happens when the disk failed, or the PC was switched off while the "
            "file was copied. Nothing in it was changed by the program."
        ).format(file=path)
    wanted = _wanted_size(begin)
    if wanted > size:
        return _(
            "{file} is cut off: {size} of {wanted} are there. That happens when the file was copied and the copying "
            "was interrupted. Nothing in it was changed by the program."
        ).format(file=path, size=size_words(size), wanted=size_words(wanted))
    return message


def _wanted_size(begin: bytes) -> int:
    """Return how large the file says that it is; 0 where it does not say it (encrypted, or no register)."""
    if not begin.startswith(_MAGIC) or len(begin) < _HEADER:
        return 0
    page = int.from_bytes(begin[16:18], "big")
    return (65536 if page == 1 else page) * int.from_bytes(begin[28:32], "big")
