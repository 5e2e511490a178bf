"""What this PC remembers about the backups of one register: its second place, when it was seen, and what failed."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bokart_desk.storage.drafts import draft_beside
from bokart_desk.storage.second_place import SecondPlace

_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class BackupNotes:
    """Empty texts where there is nothing to remember; moments are UTC in ISO form.

    ``folder``, ``place`` and ``inside`` are those of the second place; ``since``: when it was chosen, ``seen``: when it
    was last there; ``copy_failed`` and ``failed``: what the user was or is to be told, ``failed_at``: when.
    ``plain_stays``: the register has a password, and the user wanted its backups from before to have none.
    """

    folder: str = ""
    place: str = ""
    inside: str = ""
    since: str = ""
    seen: str = ""
    copy_failed: str = ""
    failed: str = ""
    failed_at: str = ""
    plain_stays: str = ""

    @property
    def second_place(self) -> SecondPlace | None:
        """The second place, where one is set."""
        return SecondPlace(Path(self.folder), self.place, self.inside) if self.folder and self.place else None

    @property
    def last_seen(self) -> datetime | None:
        """When the second place was last there (UTC), or else when it was chosen."""
        for text in (self.seen, self.since):
            with suppress(ValueError):
                return datetime.fromisoformat(text)
        return None


def read_notes(file: Path | None) -> BackupNotes:
    """Return what is remembered; a file that is missing or cannot be understood remembers nothing."""
    if file is None:
        return BackupNotes()
    try:
        with file.open("rb") as opened:
            held: Any = json.loads(opened.read(_MOST_BYTES))
    except (OSError, ValueError):
        return BackupNotes()
    known = {field.name for field in fields(BackupNotes)}
    texts = held.items() if isinstance(held, dict) else ()
    return BackupNotes(**{name: value for name, value in texts if name in known and isinstance(value, str)})


def change_notes(file: Path | None, **changed: str) -> None:
    """Remember ``changed`` as well. Raise ``OSError`` where it cannot be written."""
    if file is None:
        return
    before = read_notes(file)
    after = replace(before, **changed)
    if after == before:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_beside(file)
    try:
        draft.write_text(json.dumps(asdict(after), indent=2), encoding="utf-8")
        os.replace(draft, file)  # noqa: PTH105 - the rename that replaces, on Windows too
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
