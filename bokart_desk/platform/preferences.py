"""What is set on this PC alone, not in the register, for the window and scheduled commands; nothing about people."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from uuid import uuid4

from bokart_desk.platform.remembered import config_folder

_FILE = "preferences.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """``lock_after_minutes``: without use, an encrypted register locks itself; 0: never.

    ``kept_keys``: numbers of the keys that the system keeps, with spaces between.
    ``backup_hours``: between backups while the program runs. ``keep_…``: for so long one backup an hour, a day, a week
    and a month is kept.
    """

    lock_after_minutes: int = 10
    kept_keys: str = ""
    backup_hours: int = 3
    keep_hourly_days: int = 2
    keep_daily_days: int = 30
    keep_weekly_weeks: int = 26
    keep_monthly_months: int = 12


def preferences(folder: Path | None = None) -> Preferences:
    """Return what is set in ``folder`` (else the user's own); what is missing or cannot be read is as at first."""
    try:
        held = json.loads(((folder or config_folder()) / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _taken(held if isinstance(held, dict) else {})


def save_preferences(wanted: Preferences, folder: Path | None = None) -> None:
    """Keep ``wanted`` from now on; whole or not at all. Raise ``OSError`` where the folder cannot be written to."""
    folder = folder or config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{uuid4().hex[:8]}.partial"
    try:
        draft.write_text(json.dumps(asdict(wanted), indent=2), encoding="utf-8")
        os.replace(draft, folder / _FILE)  # noqa: PTH105 - the rename that replaces, on Windows too
    finally:
        draft.unlink(missing_ok=True)


def _taken(held: dict[str, Any]) -> Preferences:
    """Take what has the kind of the default; a file that somebody edited by hand must not stop the program."""
    first = Preferences()
    good = {
        field.name: held[field.name]
        for field in fields(Preferences)
        if field.name in held and type(held[field.name]) is type(getattr(first, field.name))
    }
    return Preferences(**good)
