"""What can go wrong with the register's file, in the user's words: what happened, what it means, what to do.

Errors of the environment (disk full, locked, damaged) become a ``RegisterError``; our own bugs pass through.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from bokart_desk.i18n import N_, _


class RegisterError(Exception):
    """The register's file cannot do what was asked; ``message`` is a finished text for the user."""

    text: ClassVar[str] = N_(
        "The register {file} could not be used. Nothing was changed. "
        "Try again, and ask the IT department if it goes on."
    )

    reason: ClassVar[str] = N_("the file could not be used")
    """The same in a few words, to stand inside another message."""

    def __init__(self, path: Path | None = None, **values: object) -> None:
        self.path = path
        self.message = _(self.text).format(file=path if path is not None else "", **values)
        super().__init__(self.message)


class RegisterNotFound(RegisterError):
    """There is no file where the register should be, or its folder cannot be reached."""

    text = N_(
        "There is no register at {file}, or its folder cannot be reached. Nothing was changed. "
        "Check that the drive is connected and that the file has not been moved, or choose another register."
    )
    reason = N_("the file or its folder cannot be reached")


class NotARegister(RegisterError):
    """The file is something else than a register, or is encrypted and the key does not fit."""

    text = N_(
        "{file} is not a register of BOKART Desk, or it is encrypted with another password. "
        "The file was not touched. "
        "Choose another file, or restore the latest backup if this file used to be your register."
    )
    reason = N_("it is not a register of BOKART Desk, or another password protects it")


class RegisterTooNew(RegisterError):
    """The register was written by a newer version of the program."""

    text = N_(
        "{file} was written by a newer version of BOKART Desk "
        "(register version {found}; this program knows {known}). "
        "The file was not touched. Install the newest version of the program, and open the register again."
    )
    reason = N_("it was written by a newer version of the program")


class RegisterLocked(RegisterError):
    """Another program or another window is writing to the register."""

    text = N_(
        "The register {file} is in use by another window or another program. Nothing was saved this time; "
        "what was saved before is safe. Close the other one, or wait a moment, and try again."
    )
    reason = N_("the file is in use by another window or another program")


class RegisterInUse(RegisterError):
    """Another user, or a program on another machine, is the one who writes to the register."""

    text = N_(
        "{file} is in use by {user} on {machine} since {since}. It can be read, but not changed from here. Nothing was "
        "changed. Ask {user} to close the program, and try again."
    )
    reason = N_("somebody else is writing to it")


class RegisterDamaged(RegisterError):
    """The file's content is broken."""

    text = N_(
        "The register {file} is damaged and cannot be read in full. Nothing more was written to it. "
        "Restore the latest backup, and keep the damaged file: more may be saved from it."
    )
    reason = N_("the file is damaged")


class DiskFull(RegisterError):
    """There is no room left for the register."""

    text = N_(
        "The disk is full, so the change could not be saved in {file}. What was saved before is safe. "
        "Free some space on the disk, and try again."
    )
    reason = N_("the disk is full")


class NoRoomToOpen(DiskFull):
    """The register was not opened, because the disk is full."""

    text = N_(
        "The disk is full, so the register {file} could not be opened: the program needs some room beside it, even to "
        "read it. Nothing was changed, and what was saved before is safe. Free some space on the disk, for instance by "
        "emptying the recycle bin, and try again."
    )


class ReadOnlyPlace(RegisterError):
    """The file or its folder may not be written to."""

    text = N_(
        "{file} may not be written to: the file or its folder is write-protected. Nothing was changed. "
        "Choose a folder where you may save files, or ask the IT department for access."
    )
    reason = N_("the folder is write-protected")


class StorageFailed(RegisterError):
    """The disk or the network connection to it failed."""

    text = N_(
        "The disk that holds {file} did not answer as it should. The last change was not saved; "
        "what was saved before is kept. "
        "Check the disk or the network connection, start the program again, and take a backup."
    )
    reason = N_("the disk did not answer as it should")


class RegisterNeedsKey(RegisterError):
    """The register is encrypted, and nobody has given a password."""

    text = N_(
        "The register {file} is protected by a password. Nothing was read or changed. Open it in the window, or let "
        "the environment variable BOKART_PASSWORD_FILE name a file with the password."
    )
    reason = N_("it is protected by a password")


class WrongPassword(RegisterError):
    """The password or recovery key does not open the register."""

    text = N_(
        "That is not the password of {file}. Nothing was read or changed. Look at Caps Lock and the keyboard's "
        "language, and try again; the recovery key opens it too."
    )
    reason = N_("the password is another")


class MisreadGroup(RegisterError):
    """What was typed is a recovery key with a slip; ``number``: the group that has it."""

    text = N_("Group {number} of the recovery key is not as it was written. Look at it once more.")
    reason = N_("the recovery key was misread")


class RegisterIsLocked(RegisterError):
    """The program has locked the register; it asks for the password before anything else."""

    text = N_("The register is locked. What was saved before is safe. Type the password to go on.")
    reason = N_("it is locked")


class KeysMissing(RegisterError):
    """The register is encrypted, and the file with its keys is not beside it."""

    text = N_(
        "{file} is encrypted, and the file {keys} that belongs beside it is missing. Without it no password opens the "
        "register. Nothing was changed. Put that file back: a copy lies beside every backup of this register."
    )
    reason = N_("the file with its keys is missing")


class KeysDamaged(RegisterError):
    """The file with the register's keys cannot be understood."""

    text = N_(
        "The file {keys} beside {file} is damaged or of a later version, and without it no password opens the "
        "register. Nothing was changed. Put a copy of it in its place: one lies beside every backup of this register. "
        "If the program was updated elsewhere, install the newest version here too."
    )
    reason = N_("the file with its keys is damaged")


class MigrationFailed(RegisterError):
    """Bringing an older register up to date failed; the register is as it was."""

    text = N_(
        "The register {file} could not be brought up to date for this version of the program ({reason}). "
        "The register is as it was before, and the backup {backup} was taken first. "
        "Go on with the version you had, and send the error report to those who support the program."
    )


class BackupFailed(RegisterError):
    """A backup could not be taken, or did not hold what it should; there is no new backup."""

    text = N_(
        "No backup was made at {file}: {reason}. The register itself is as it was, "
        "and older backups are kept. "
        "Check that there is room on the disk, or choose another folder for the backup."
    )


class PasswordWouldGo(RegisterError):
    """What shall take the place of a register with a password has none, and nobody knows the register's key."""

    text = N_(
        "The register {file} has a password, and what should take its place has none: whoever got hold of the file "
        "could then read names, addresses and identity numbers. Nothing was changed. Type the register's password or "
        "its recovery key, so that what takes its place gets the same ones, or say that it shall have no password."
    )
    reason = N_("the register has a password, and this has none")


class ConversionFailed(RegisterError):
    """The register could not be written anew with or without a password; it is as it was."""

    text = N_(
        "The register {file} could not be written anew: {reason}. It is as it was before, with the same password. "
        "Check that there is room on the disk for a second copy, and try again."
    )


class RestoreFailed(RegisterError):
    """A backup could not be put back; the register is as it was."""

    text = N_("The backup {file} could not be restored: {reason}. Your register is as it was. Choose another backup.")


_BY_SQLITE_CODE: dict[int, type[RegisterError]] = {
    3: ReadOnlyPlace,  # SQLITE_PERM
    5: RegisterLocked,  # SQLITE_BUSY
    6: RegisterLocked,  # SQLITE_LOCKED
    8: ReadOnlyPlace,  # SQLITE_READONLY
    10: StorageFailed,  # SQLITE_IOERR
    11: RegisterDamaged,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: RegisterNotFound,  # SQLITE_CANTOPEN
    26: NotARegister,  # SQLITE_NOTADB
}
_CODE_BY_WORDS = {
    "database or disk is full": 13,
    "disk I/O error": 10,
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "unable to open database file": 14,
    "database disk image is malformed": 11,
    "file is not a database": 26,
}
"""SQLite's own words, never translated: what fails within the driver's ``backup`` carries no code."""
_BY_ERRNO: dict[int, type[RegisterError]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EROFS: ReadOnlyPlace,
    errno.EACCES: ReadOnlyPlace,
    errno.EPERM: ReadOnlyPlace,
    errno.ENOENT: RegisterNotFound,
    errno.ENOTDIR: RegisterNotFound,
    errno.EEXIST: RegisterNotFound,  # a file where a folder should be
    errno.EISDIR: NotARegister,
    errno.EIO: StorageFailed,
}
_BY_WINDOWS_CODE: dict[int, type[RegisterError]] = {
    32: RegisterLocked,  # ERROR_SHARING_VIOLATION
    33: RegisterLocked,  # ERROR_LOCK_VIOLATION
    39: DiskFull,  # ERROR_HANDLE_DISK_FULL
    53: RegisterNotFound,  # ERROR_BAD_NETPATH
    64: StorageFailed,  # ERROR_NETNAME_DELETED
    112: DiskFull,  # ERROR_DISK_FULL
}


def environment_error(error: BaseException, path: Path | None = None) -> RegisterError | None:
    """Return ``error`` as the environment's fault in the user's words, or None when it is a bug of ours."""
    if isinstance(error, RegisterError):
        return error
    cause = getattr(error, "orig", None) or error  # SQLAlchemy keeps the driver's error there
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None and type(cause).__module__.startswith("sqlcipher3"):
        code = _CODE_BY_WORDS.get(str(cause))
    kind: type[RegisterError] | None = None
    if isinstance(code, int):
        kind = _BY_SQLITE_CODE.get(code & 0xFF)  # the higher bits only refine it
        if kind is RegisterNotFound and path is not None and path.is_file():
            kind = ReadOnlyPlace  # it is there, but the files beside it cannot be made
    elif isinstance(cause, OSError):
        kind = _BY_WINDOWS_CODE.get(getattr(cause, "winerror", None) or 0) or _BY_ERRNO.get(cause.errno or 0)
    return kind(path) if kind else None


def environment_reason(error: BaseException) -> str | None:
    """Return in a few words why the environment failed, to stand in another message; None for a bug of ours."""
    told = environment_error(error)
    if told is None:
        return _(RegisterError.reason) if isinstance(error, OSError) else None
    return _(told.reason)


@contextmanager
def environment_errors(path: Path | None = None) -> Iterator[None]:
    """Turn errors of the environment raised inside into a ``RegisterError`` about ``path``; others pass."""
    try:
        yield
    except Exception as error:
        told = environment_error(error, path)
        if told is None or told is error:
            raise
        raise told from error
