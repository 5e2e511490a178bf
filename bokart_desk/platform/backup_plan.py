"""How this PC keeps the backups of a register, from its preferences, and the file of what it remembers about them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from bokart_desk.domain.thinning import KeepRule
from bokart_desk.platform.preferences import Preferences, preferences
from bokart_desk.platform.remembered import config_folder
from bokart_desk.services.backup_plan import BackupPlan

_SHORTEST_HOURS, _LONGEST_HOURS = 1, 24


def backup_plan(register: Path, folder: Path | None = None) -> BackupPlan:
    """Return the plan for ``register``; ``folder``: where the settings lie, else the user's own.

    The notes have a name that tells nothing of where the register lies.
    """
    folder = folder or config_folder()
    place = os.path.normcase(register.absolute())
    number = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return BackupPlan(keep_rule(preferences(folder)), folder / "backups" / f"{number}.json")


def second_place_now(register: Path, folder: Path | None = None) -> Path | None:
    """Return where copies of the backups of ``register`` lie now, on whichever drive; None when that is away or unset.

    Works also where the register itself cannot be opened. A server may take its time to answer.
    """
    from bokart_desk.storage.backup_notes import read_notes  # noqa: PLC0415 - the first window does without
    from bokart_desk.storage.second_place import find_place  # noqa: PLC0415

    place = read_notes(backup_plan(register, folder).notes).second_place
    return find_place(place) if place is not None else None


def keep_rule(held: Preferences) -> KeepRule:
    """Return the rule that ``held`` says; a number that somebody wrote below nothing is nothing."""
    return KeepRule(
        hourly_days=max(held.keep_hourly_days, 0),
        daily_days=max(held.keep_daily_days, 0),
        weekly_weeks=max(held.keep_weekly_weeks, 0),
        monthly_months=max(held.keep_monthly_months, 0),
    )


def hours_between(held: Preferences) -> int:
    """Return how many hours pass between two backups while the program runs."""
    return min(max(held.backup_hours, _SHORTEST_HOURS), _LONGEST_HOURS)
