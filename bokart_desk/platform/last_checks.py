"""Remembers on this PC when a register was checked in full, and how many things needed a look; not what it holds."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from bokart_desk.platform.remembered import config_folder

_FILE = "checks.json"
_MOST = 50
"""Registers that are remembered."""


@dataclass(frozen=True, slots=True)
class LastCheck:
    """``at``: when, in UTC. ``problems``: how many things needed a look."""

    at: datetime
    problems: int


def last_check(register: Path, folder: Path | None = None) -> LastCheck | None:
    """Return the last full check of the register at this path; None when none is known."""
    held: Any = _held(folder).get(_name(register))
    try:
        at = datetime.fromisoformat(held["at"])
        return LastCheck(at if at.tzinfo is not None else at.replace(tzinfo=UTC), int(held["problems"]))
    except (TypeError, KeyError, ValueError):
        return None


def note_check(register: Path, at: datetime, problems: int, folder: Path | None = None) -> None:
    """Remember a full check; a folder that cannot be written to is no reason to stop."""
    folder = folder or config_folder()
    held = _held(folder)
    held.pop(_name(register), None)
    held[_name(register)] = {"at": at.astimezone(UTC).isoformat(), "problems": problems}
    draft = folder / f".{uuid4().hex[:8]}.partial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(dict(list(held.items())[-_MOST:]), indent=2), encoding="utf-8")
        os.replace(draft, folder / _FILE)  # noqa: PTH105 - the rename that replaces, on Windows too
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _held(folder: Path | None) -> dict[str, Any]:
    try:
        held = json.loads(((folder or config_folder()) / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _name(register: Path) -> str:
    return sha256(os.path.normcase(register.absolute()).encode("utf-8")).hexdigest()[:24]
