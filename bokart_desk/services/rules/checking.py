"""Checks that several kinds of records share; each adds what is wrong to a mapping from fields to words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import Refused

Wrong = dict[str, str]
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_KRONER = Decimal(100_000_000)
MOST = 1_000_000_000
"""Larger numbers are not meant; ids of records are smaller as well."""


def merged(values: Mapping[str, Any], current: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what the record will hold."""
    return {**(current or {}), **values}


def required(wrong: Wrong, values: Mapping[str, Any], current: Mapping[str, Any] | None, *names: str) -> None:
    """Fields that must not be empty: missing in a new record, or emptied in one that is there."""
    for name in names:
        if (current is None or name in values) and values.get(name) is None:
            wrong.setdefault(name, _("This must be filled in."))


def not_before(wrong: Wrong, held: Mapping[str, Any], changed: Mapping[str, Any], first: str, last: str) -> None:
    """One day must not be before another; the field that is being changed is told so."""
    early, late = held.get(first), held.get(last)
    if early is None or late is None or late >= early or not {first, last} & set(changed):
        return
    if last in changed:
        wrong.setdefault(last, _("Must not be before {day}.").format(day=format_date(early)))
    else:
        wrong.setdefault(first, _("Must not be after {day}.").format(day=format_date(late)))


def not_after_today(wrong: Wrong, values: Mapping[str, Any], today: date, *names: str) -> None:
    """What has happened cannot lie ahead."""
    for name in names:
        day = values.get(name)
        if isinstance(day, date) and day > today:
            wrong.setdefault(name, _("This day has not come yet."))


def not_negative(wrong: Wrong, values: Mapping[str, Any], *names: str) -> None:
    """Numbers and amounts are not below zero."""
    for name in names:
        if values.get(name) is not None and values[name] < 0:
            wrong.setdefault(name, _("This cannot be below zero."))


def beyond_sense(values: Mapping[str, Any]) -> Wrong:
    """Return what can only be a slip of the keyboard: numbers, amounts and years that no register holds."""
    wrong: Wrong = {}
    for name, value in values.items():
        if isinstance(value, date) and not FIRST_YEAR <= value.year <= LAST_YEAR:
            wrong[name] = _("This day is too far away to be meant. Look at the year.")
        elif isinstance(value, Decimal) and (not value.is_finite() or abs(value) >= MOST_KRONER):
            wrong[name] = _("This amount is too large to be meant.")
        elif isinstance(value, int | float) and not abs(value) <= MOST:
            wrong[name] = _("This number is too large to be meant.")
    return wrong


def refuse(wrong: Wrong) -> None:
    """Raise ``Refused`` if anything is wrong; one fault is the whole message, several are told beside their fields."""
    faults = {name: text for name, text in wrong.items() if text}
    if not faults:
        return
    if len(faults) == 1:
        raise Refused(next(iter(faults.values())), faults)
    raise Refused(_("Some fields are not right yet. Nothing was saved."), faults)
