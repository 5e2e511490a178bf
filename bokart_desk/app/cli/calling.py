"""What every command is given, and where its answers go: results to stdout, messages to stderr."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bokart_desk.i18n import _, use_language

if TYPE_CHECKING:
    from bokart_desk.services.register import Register


class Exit(IntEnum):
    """How a command ended; scripts rely on the numbers."""

    DONE = 0
    NEEDS_A_LOOK = 1
    WRONG_USAGE = 2
    REGISTER_FAILED = 3
    UNREADABLE = 4


@dataclass(frozen=True, slots=True)
class Call:
    """One run of the program: which register, in which language (None: the register's own), on which day."""

    register: Path
    language: str | None
    today: date
    now: datetime
    who: str

    @contextmanager
    def opened(self, *, create: bool = False, ask: bool = True, writes: bool = False) -> Iterator[Register]:
        """Open the register and close it at the end; only a command that writes asks to ``create`` it.

        ``writes``: raise ``RegisterInUse`` when another user or another machine writes to it, and ``ReadOnlyPlace``
        when nobody may; keep others from it meanwhile, but for a window of the same user that is open beside.

        ``ask``: for the password of a new one, where somebody is there; else it gets none unless a file names it.
        """
        from bokart_desk.app.keys import key_for_command, new_key_for_command  # noqa: PLC0415
        from bokart_desk.platform.backup_plan import backup_plan  # noqa: PLC0415
        from bokart_desk.platform.places import backups_folder  # noqa: PLC0415
        from bokart_desk.services.writing import refuse_if_in_use  # noqa: PLC0415

        path = self.register
        if writes:
            refuse_if_in_use(path)
        new = create and not path.exists()
        key = new_key_for_command(path, ask=ask) if new else key_for_command(path)
        from bokart_desk.services.municipality import municipality  # noqa: PLC0415 - loaded beside the password's work
        from bokart_desk.services.register import open_register  # noqa: PLC0415

        register = open_register(path, create=create, now=self.now, backups=backups_folder(path), key=key, hold=writes)
        register.backup_plan = backup_plan(path)
        try:
            if writes and register.read_only:
                from bokart_desk.storage.errors import ReadOnlyPlace  # noqa: PLC0415 - seldom

                raise ReadOnlyPlace(path)
            if self.language is None:
                use_language(municipality(register).language)
            yield register
        finally:
            register.close()


def this_call(register: Path, language: str | None) -> Call:
    """Return the call as of now."""
    now = datetime.now(UTC)
    return Call(register, language, now.astimezone().date(), now, user_name())


def user_name() -> str:
    """Return who is at the computer, for history."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def speak_utf8() -> None:
    """Make both streams UTF-8, whatever the console's code page is; signs it cannot show become question marks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """Print a line of the answer for people."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """Print a message: what happened besides the answer, or what went wrong."""
    if sys.stderr is not None:  # a program started from an icon of Windows has none
        sys.stderr.write(text + "\n")


def tell_if_any(*texts: str) -> None:
    """Print the messages that are not empty."""
    for text in texts:
        if text:
            tell(text)


def print_json(document: Any) -> None:
    """Print the one JSON document of a call with ``--json``, bit by bit: that of a long list has many megabytes."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings, in columns."""
    lines = [list(headings), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(headings))]
    for line in lines:
        say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    if len(lines) == 1:
        say(_("Nothing was found."))
