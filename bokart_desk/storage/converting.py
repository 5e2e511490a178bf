"""Writes a register anew with another key, or with none: a copy that is compared with it, and then takes its place.

Until the copy is whole and has been compared row by row, the register is as it was; the change itself is one rename.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bokart_desk.i18n import _
from bokart_desk.storage.backup import is_sound, table_counts
from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import (
    ConversionFailed,
    RegisterDamaged,
    RegisterLocked,
    environment_errors,
    environment_reason,
)
from bokart_desk.storage.files import keep_private, remove_database
from bokart_desk.storage.replacing import keep_out_others, take_place

_COPY = "fresh"


def convert_register(path: Path, *, key: bytes | None, new_key: bytes | None) -> dict[str, int]:
    """Replace the register (or backup) at ``path``, held with ``key``, by the same with ``new_key``; None: plain.

    Return the rows of each table. Nobody may have it open. Raise ``RegisterLocked`` when somebody has,
    ``RegisterDamaged`` when it is not whole, ``ConversionFailed`` when the copy is not the same or the environment
    fails; the register is then as it was.
    """
    draft = draft_beside(path)
    try:
        with environment_errors(path), closing(connect(path, key=key)) as source:
            keep_out_others(source)
            if not is_sound(source):
                raise RegisterDamaged(path)
            with _told(path):
                _write_copy(source, draft, new_key)
                counts = _compared(source, draft, path, new_key)
                take_place(draft, path, source)
    finally:
        remove_database(draft)
    return counts


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (ConversionFailed, RegisterLocked):
        raise
    except Exception as error:
        reason = environment_reason(error)
        if reason is None:
            raise
        raise ConversionFailed(path, reason=reason) from error


def _write_copy(source: Any, draft: Path, new_key: bytes | None) -> None:
    draft.touch()
    keep_private(draft)
    with environment_errors(draft):
        source.execute("PRAGMA cipher_log_level = NONE")
        source.execute(f"ATTACH DATABASE ? AS {_COPY} KEY {_quoted(new_key)}", (str(draft.absolute()),))
        for setting in ("application_id", "user_version"):
            (value,) = source.execute(f"PRAGMA main.{setting}").fetchone()
            source.execute(f"PRAGMA {_COPY}.{setting} = {int(value)}")
        source.execute(f"SELECT sqlcipher_export('{_COPY}')").fetchall()
        source.execute(f"DETACH DATABASE {_COPY}")
    with draft.open("rb+") as written:
        os.fsync(written.fileno())


def _quoted(key: bytes | None) -> str:
    return "''" if key is None else f"\"x'{key.hex()}'\""


def _compared(source: Any, draft: Path, path: Path, new_key: bytes | None) -> dict[str, int]:
    with environment_errors(draft), closing(connect(draft, key=new_key, read_only=True)) as copy:
        counts = table_counts(source)
        same = (
            is_sound(copy) and table_counts(copy) == counts and all(_same_rows(source, copy, name) for name in counts)
        )
    if not same:
        raise ConversionFailed(path, reason=_("the copy does not hold what the register holds"))
    return counts


def _same_rows(one: Any, other: Any, table: str) -> bool:
    query = f'SELECT * FROM "{table}"'  # noqa: S608 - a table's name; both give the rows in the order of their keys
    return all(left == right for left, right in zip_longest(one.execute(query), other.execute(query)))
