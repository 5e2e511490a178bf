"""The day of the tests of the window, and how they enter dwellings and contracts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.storage.schema import contract, dwelling, household, unit
from bokart_desk.storage.work import Work

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def let(work: Work, name: str, address: str, end: date | None, **more: Any) -> int:
    """Let a dwelling to a household from 1 December 2023, or ``start``; return the contract's id."""
    room = place(work, address)
    keys = {"name": name, "name_key": match_key(name), "name_sort": sort_key(name)}
    protection = more.pop("protection", "none")
    lives = work.insert(household, {**keys, "case_number": f"26/{room}", "protection": protection})
    dates = {"start_date": date(2023, 12, 1), "end_date": end, "indefinite": end is None}
    return work.insert(contract, {"unit_id": room, "household_id": lives, **dates, **more})


def place(work: Work, address: str, **more: Any) -> int:
    """Enter a dwelling of one unit; return the unit's id."""
    keys = {"address": address, "address_key": match_key(address), "address_sort": sort_key(address)}
    home = work.insert(dwelling, {**keys, "disposal": "municipal"})
    return work.insert(unit, {"dwelling_id": home, "label": "", "label_key": "", "status": "in_use", **more})
