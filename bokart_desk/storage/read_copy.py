"""A register that a program on another machine writes to is read from a copy: SQLite's WAL needs memory that all share.

Copying a register in use may catch it half written. This copy is taken twice and kept only when both are alike, byte
for byte: then nothing changed between the end of the first and the beginning of the second, and what was read is what
stood there at that moment, as after a power cut, which SQLite is made to recover from. The copy lies in a folder that
only its user can read, and goes when it is closed; what a crash left behind goes with the next one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from bokart_desk.i18n import N_
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import RegisterError, environment_errors
from bokart_desk.storage.keyfile import copy_keys, keys_path
from bokart_desk.storage.processes import runs

_PREFIX = "bokart-read-"
_PARTS = ("", "-wal")
_PIECE = 1 << 20
_TRIES = 6
_FIRST_WAIT = 0.2


class NoQuietMoment(RegisterError):
    """Whoever writes to the register never paused for long enough to read it from here."""

    text = N_(
        "{file} is being written to from another PC just now, and could not be read in one piece. Nothing was changed. "
        "Wait a moment and try again."
    )
    reason = N_("it is being written to from another PC just now")


def copy_to_read(path: Path, *, key: bytes | None = None, folder: Path | None = None) -> Path:
    """Return a checked copy of the register at ``path`` in a folder of its own (in ``folder``, else the temporary one).

    Nothing is written beside the register, and SQLite does not open it there. ``remove_copy`` takes the copy away.
    Raise ``NoQuietMoment`` when it changed all the time, another ``RegisterError`` when it cannot be read.
    """
    remove_left_over(folder)
    with environment_errors(path):
        kept = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=folder))
        copy = kept / path.name
        try:
            if keys_path(path).exists():
                copy_keys(path, copy)  # a backup of the copy needs them
            for attempt in range(_TRIES):
                if _copied(path, copy) and _opens(copy, key):
                    return copy
                time.sleep(_FIRST_WAIT * 2**attempt)
            raise NoQuietMoment(path)
        except BaseException:
            shutil.rmtree(kept, ignore_errors=True)
            raise


def remove_copy(copy: Path) -> None:
    """Take the copy away, with its folder."""
    shutil.rmtree(copy.parent, ignore_errors=True)


def remove_left_over(folder: Path | None = None) -> None:
    """Take away copies of programs that ended without doing so."""
    for left in (folder or Path(tempfile.gettempdir())).glob(f"{_PREFIX}*-*"):
        process = left.name.removeprefix(_PREFIX).split("-", 1)[0]
        if process.isdecimal() and int(process) != os.getpid() and not runs(int(process)):
            shutil.rmtree(left, ignore_errors=True)


def _copied(path: Path, copy: Path) -> bool:
    """Copy the register and its -wal, and tell whether they are the same when they are read again."""
    first = [_read_to(path.with_name(path.name + one), copy.with_name(copy.name + one)) for one in _PARTS]
    again = [_read_to(path.with_name(path.name + one), None) for one in _PARTS]
    return bool(first[0]) and first == again


def _read_to(source: Path, target: Path | None) -> str:
    """Return the digest of a file's content, written to ``target`` on the way; empty where there is no such file."""
    digest = sha256()
    try:
        with source.open("rb") as file:
            if target is None:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                return digest.hexdigest()
            with target.open("wb") as written:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    written.write(piece)
            return digest.hexdigest()
    except FileNotFoundError:
        if target is not None:
            target.unlink(missing_ok=True)
        return ""


def _opens(copy: Path, key: bytes | None) -> bool:
    """Open the copy, which recovers it, and look at each of its pages."""
    with closing(connect(copy, key=key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # one file from now on: nobody else opens it
        found = connection.execute("PRAGMA quick_check(1)").fetchall()
    return bool(found == [("ok",)])
