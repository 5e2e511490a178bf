"""The settings of this PC that make sense on another one too, when the register moves there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bokart_desk.platform.preferences import Preferences, preferences, save_preferences

_MOVES = frozenset(
    {
        "lock_after_minutes",
        "backup_hours",
        "keep_hourly_days",
        "keep_daily_days",
        "keep_weekly_weeks",
        "keep_monthly_months",
    }
)
"""Not the second place of backups (another PC has other drives), nor the keys that this system keeps."""
_MOST = 100_000


def portable(folder: Path | None = None) -> dict[str, Any]:
    """Return what is set here and goes along."""
    return {name: value for name, value in asdict(preferences(folder)).items() if name in _MOVES}


def take_portable(values: Mapping[str, Any], folder: Path | None = None) -> Preferences:
    """Set what came from another PC, as far as it makes sense; what this PC has of its own stays."""
    here = preferences(folder)
    good = {
        name: value
        for name, value in values.items()
        if name in _MOVES and type(value) is type(getattr(here, name)) and _sensible(value)
    }
    wanted = replace(here, **good)
    save_preferences(wanted, folder)
    return wanted


def _sensible(value: Any) -> bool:
    return not isinstance(value, int) or 0 <= value <= _MOST
