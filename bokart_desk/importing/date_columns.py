"""Dates taken apart: day, month and year in columns of their own, under one heading or beside each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _
from bokart_desk.importing.fields import Field
from bokart_desk.importing.headings import recognise
from bokart_desk.importing.profile import header_key
from bokart_desk.importing.values import Cell, is_month_name, says_open_ended, text_of

Choice = tuple[Field | None, str]

DAY_FIELDS = (
    Field.START, Field.END, Field.ACTUAL_END, Field.SETTLED_ON, Field.BORN_ON, Field.SIGNED_ON, Field.OFFERED_ON,
    Field.DECIDED_ON, Field.DAY, Field.ANSWER_BY, Field.VACANT_FROM, Field.STATUS_SINCE,
)  # fmt: skip
"""Fields that hold a day."""
_PARTS = {
    **dict.fromkeys(("dag", "day", "d"), Field.DATE_DAY),
    **dict.fromkeys(("maned", "manad", "mnd", "md", "mn", "month", "m"), Field.DATE_MONTH),
    **dict.fromkeys(("ar", "aar", "arstall", "arstal", "year", "y"), Field.DATE_YEAR),
}
_ORDER = (Field.DATE_DAY, Field.DATE_MONTH, Field.DATE_YEAR)
_JOINED = re.compile(r"^(?P<stem>\w{4,}?)s?(?P<part>dag|maned|manad|mnd|ar|arstall)$")


@dataclass(slots=True)
class _Group:
    stem: str
    places: dict[Field, int] = field(default_factory=dict)


def is_date_part(text: str) -> bool:
    """Tell whether a heading names a day, a month or a year and nothing else."""
    return match_key(text) in _PARTS


def without_part(text: str) -> str:
    """Return a heading without its word for the day, the month or the year of something: "Fra dag" is "fra"."""
    stem, part = _taken_apart(text)
    return stem if part is not None and stem else text


def settle_date_parts(texts: Sequence[str], body: Sequence[Sequence[Cell]], chosen: dict[int, Choice]) -> None:
    """Give columns that hold the parts of a date their fields: the first of them that of the date."""
    why = _("day, month and year stand in columns of their own")
    for group in _groups(texts):
        named = recognise(group.stem)
        first = min(group.places.values())
        taken = {meant for index, (meant, _why) in chosen.items() if index not in group.places.values()}
        if named is None or named[0] not in DAY_FIELDS or named[0] in taken or not _hold_parts(group, body):
            continue
        for part, index in group.places.items():
            chosen[index] = (named[0] if index == first else part, why)


def _groups(texts: Sequence[str]) -> list[_Group]:
    """Columns beside each other whose headings name a month and a year of the same thing."""
    groups: list[_Group] = []
    current: _Group | None = None
    for index, text in enumerate(texts):
        stem, part = _taken_apart(text)
        if part is None:
            current = None
            continue
        if current is None or part in current.places or stem not in ("", current.stem):
            current = _Group(stem)
            groups.append(current)
        current.places[part] = index
    return [one for one in groups if one.stem and {Field.DATE_MONTH, Field.DATE_YEAR} <= one.places.keys()]


def _taken_apart(text: str) -> tuple[str, Field | None]:
    words = header_key(text).split()
    for place in (-1, 0):
        if words and words[place] in _PARTS:
            rest = words[:-1] if place else words[1:]
            return " ".join(rest), _PARTS[words[place]]
    joined = _JOINED.match(words[0]) if len(words) == 1 else None
    return (joined["stem"], _PARTS[joined["part"]]) if joined else ("", None)


def _hold_parts(group: _Group, body: Sequence[Sequence[Cell]]) -> bool:
    tests: dict[Field, Callable[[str], bool]] = {
        Field.DATE_DAY: lambda text: text.isdigit() and int(text) <= 31,
        Field.DATE_MONTH: lambda text: (text.isdigit() and int(text) <= 12) or is_month_name(text),
        Field.DATE_YEAR: lambda text: text.isdigit() and len(text) in (2, 4),
    }
    for part, index in group.places.items():
        filled = [text.rstrip(".") for row in body if (text := text_of(row[index]))]
        fitting = sum(1 for text in filled if tests[part](text) or says_open_ended(text))
        if not filled or fitting < 0.7 * len(filled):
            return False
    return True


def parts_of(columns: Iterable[tuple[int, Field | None]]) -> dict[Field, dict[Field, int]]:
    """Return the column of each part of each date in parts; the column of the date itself holds the part left over."""
    own: dict[Field, int] = {}
    beside: dict[Field, dict[Field, int]] = {}
    current: Field | None = None
    for index, meant in columns:
        if meant in DAY_FIELDS and meant is not None:
            current, own[meant] = meant, index
        elif meant in _ORDER and meant is not None and current is not None:
            beside.setdefault(current, {}).setdefault(meant, index)
    found = {}
    for name, places in beside.items():
        left = [part for part in _ORDER if part not in places]
        found[name] = places | ({left[0]: own[name]} if left else {})
    return found


def joined_date(day: str, month: str, year: str) -> str:
    """Return the parts of a date as people write it whole: 1, august, 2024 is "1. august 2024"."""
    day, month, year = (text.strip().rstrip(".") for text in (day, month, year))
    if month and not month.isdigit():
        return " ".join(part for part in (f"{day}." if day.isdigit() else day, month, year) if part)
    return ".".join(part for part in (day, month, year) if part)
