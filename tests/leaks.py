"""What a register holds about people, and whether any of it stands in files that should not tell it.

The words are collected from the register itself, so that a new field is looked for as soon as it is filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from bokart_desk.domain.text_keys import match_key, search_key
from bokart_desk.storage.engine import APPLICATION_ID, connect
from bokart_desk.storage.schema import metadata

SHORTEST = 6
"""Shorter words stand in any file by chance."""
_MAGIC = b"SQLite format 3\x00"
_NOT_ABOUT_PEOPLE = frozenset(
    {
        *("alembic_version", "code_value", "import_preset", "municipality", "priority_criterion", "settlement_year"),
        *("consultant", "met_criterion", "import_batch", "erasure", "reading_log", "source_link"),
    }
)
_CODES = frozenset(
    {
        *("kind", "disposal", "status", "protection", "settlement_kind", "security_kind", "outcome", "answer"),
        *("reason_code", "appeal_outcome", "moved_out_to", "list", "code", "field", "sheet", "action", "what", "at"),
        *("who", "label", "label_key", "imported_at", "undone_at", "postcode", "maintained_by", "floor", "standard"),
    }
)
"""Columns that hold codes, or words that stand everywhere ("Rom 1")."""


def is_register(file: Path) -> bool:
    """Tell whether a file is a plain register, or a backup of one."""
    with file.open("rb") as opened:
        head = opened.read(100)
    return head.startswith(_MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def told_by(path: Path, key: bytes | None = None) -> set[str]:
    """Return what the register tells of people: names, addresses, numbers, notes, also in history and source rows.

    Of a damaged one: what can still be read.
    """
    found: set[str] = set()
    with suppress(driver.DatabaseError), closing(connect(path, key=key, read_only=True)) as connection:
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in metadata.sorted_tables:
            if table.name in _NOT_ABOUT_PEOPLE or table.name not in there:
                continue
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
            names = [column.name for column in table.columns if column.name not in _CODES and column.name in known]
            for values in connection.execute(f"SELECT {', '.join(names)} FROM {table.name}"):
                for value in values:
                    if isinstance(value, str):
                        found.update(_texts(value))
    return {one for one in found if len(one) >= SHORTEST and not _says_nothing(one)}


def forms(words: Iterable[str]) -> dict[bytes, str]:
    """Return the bytes by which each word would stand in a file: as it is, folded, as a key, escaped."""
    found: dict[bytes, str] = {}
    for word in words:
        folded = {word, word.casefold(), search_key(word), match_key(word), word.replace(" ", "%20")}
        for text in folded:
            if len(text) < SHORTEST:
                continue
            for encoded in (
                text.encode("utf-8"),
                text.encode("utf-16-le"),
                text.encode("utf-16-be"),
                text.encode("cp1252", "replace"),
                json.dumps(text)[1:-1].encode("ascii"),
                "".join(sign if sign < "\x7f" else f"\\x{ord(sign):x}" for sign in text).encode("ascii"),  # QSettings
            ):
                found[encoded] = word
    return found


class Wanted:
    """Finds many words in large files: only where one begins is it looked at more closely."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_beginning: dict[bytes, list[tuple[bytes, str]]] = {}
        for form, word in forms(words).items():
            self._by_beginning.setdefault(form[:SHORTEST], []).append((form, word))

    def __bool__(self) -> bool:
        return bool(self._by_beginning)

    def found_in(self, content: bytes) -> set[str]:
        """Return the words that stand in ``content``."""
        known, found = self._by_beginning, set()
        for place in range(len(content) - SHORTEST + 1):
            if (here := known.get(content[place : place + SHORTEST])) is not None:
                found |= {word for form, word in here if content.startswith(form, place)}
        return found


def leaks_in(files: Iterable[Path], wanted: Wanted) -> dict[Path, set[str]]:
    """Return the files that tell any of it, in their content or their name."""
    found = {}
    for file in files:
        told = wanted.found_in(file.name.encode("utf-8"))
        if file.is_file():
            told |= wanted.found_in(file.read_bytes())
        if told:
            found[file] = told
    return found


def _texts(value: str) -> Iterator[str]:
    """Yield a value, and where it is JSON (history, cells, what had no field) the texts in it."""
    if value[:1] in "{[":
        try:
            yield from _inside(json.loads(value))
        except ValueError:
            pass
        else:
            return
    yield value.strip()


def _inside(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held.strip()
    elif isinstance(held, dict):
        for name, one in held.items():
            if name not in _CODES:
                yield from _inside(one)
    elif isinstance(held, list):
        for one in held:
            yield from _inside(one)


def _says_nothing(text: str) -> bool:
    """Days, amounts and codes stand in logs too."""
    return re.fullmatch(r"[0-9.,:/T -]{0,10}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[a-z_]+", text) is not None
