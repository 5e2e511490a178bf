"""Takes other people out of what is told to one: their names, numbers, telephones and birth dates in any text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bokart_desk.domain.identity import digits_of
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _

_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*")
_NUMBER = re.compile(r"(?<!\d)\d[\d .\-]{3,}\d(?!\d)")
_LONGEST_NAME = 8
_SHORTEST_PHONE = 6


class Others:
    """Blacks out people in texts.

    ``known``: members of the same household who are not told about: each of their names, numbers and birth dates
    goes, unless ``told`` (who the text is for) has the same. ``strangers``: names of everyone else in the register,
    taken out only where the whole name stands; ``phones``: other people's telephones.
    """

    def __init__(
        self,
        told: Iterable[Mapping[str, Any]],
        known: Iterable[Mapping[str, Any]],
        strangers: Iterable[tuple[str, str]] = (),
        phones: Iterable[str] = (),
    ) -> None:
        told = list(told)
        own_words = {word for one in told for word in _name_words(one)}
        own_numbers = {number for one in told for number in _numbers(one)}
        own_days = {one["born_on"] for one in told}
        self._words: set[str] = set()
        self._numbers: set[str] = set()
        days: set[date] = set()
        for one in known:
            self._words |= set(_name_words(one)) - own_words
            self._numbers |= set(_numbers(one)) - own_numbers
            if one["born_on"] and one["born_on"] not in own_days:
                days.add(one["born_on"])
        self._numbers |= {
            digits for phone in phones if len(digits := digits_of(phone)) >= _SHORTEST_PHONE
        } - own_numbers
        self._days = days_pattern(days)
        self._names = _full_names(strangers, {key for one in told for key in _orders(one)})

    def hide(self, text: str) -> str:
        """Return the text with other people taken out; each is told as "another person"."""
        spans = [*self._found_words(text), *self._found_numbers(text)]
        spans += [found.span() for found in self._days.finditer(text)]
        if not spans:
            return text
        told, place = [], 0
        for start, end in _joined(text, spans):
            told += [text[place:start], _("[another person]")]
            place = end
        return "".join([*told, text[place:]])

    def hide_in(self, value: Any) -> Any:
        """Return a value as JSON holds it with other people taken out of every text in it."""
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, Mapping):
            return {self.hide(str(key)): self.hide_in(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.hide_in(one) for one in value]
        return value

    def _found_words(self, text: str) -> list[tuple[int, int]]:
        if not (self._words or self._names):
            return []
        words = [(found.start(), found.end(), match_key(found.group())) for found in _WORD.finditer(text)]
        spans = [(start, end) for start, end, key in words if self._words & set(key.split())]
        for first in range(len(words) if self._names else 0):
            for last in range(first + 1, min(first + _LONGEST_NAME, len(words)) + 1):
                if " ".join(key for _start, _end, key in words[first:last]) in self._names:
                    spans.append((words[first][0], words[last - 1][1]))
        return spans

    def _found_numbers(self, text: str) -> list[tuple[int, int]]:
        if not self._numbers:
            return []
        return [found.span() for found in _NUMBER.finditer(text) if digits_of(found.group()) in self._numbers]


def _name_words(one: Mapping[str, Any]) -> list[str]:
    words = match_key(f"{one['given_name'] or ''} {one['family_name'] or ''}").split()
    return [word for word in words if len(word) > 1]


def _orders(one: Mapping[str, Any]) -> tuple[str, str]:
    """The name as it is said and as lists turn it round."""
    given, family = one["given_name"], one["family_name"]
    return match_key(f"{given} {family}"), match_key(f"{family} {given}")


def _full_names(strangers: Iterable[tuple[str, str]], own: set[str]) -> set[str]:
    """The names of two words and more: one word alone is too often a word like others."""
    keys = (
        match_key(f"{one} {other}") for given, family in strangers for one, other in ((given, family), (family, given))
    )
    return {key for key in keys if " " in key} - own


def _numbers(one: Mapping[str, Any]) -> list[str]:
    numbers = [digits_of(str(one[name] or "")) for name in ("duf_number", "identity_number", "phone")]
    return [number for number in numbers if len(number) >= _SHORTEST_PHONE]


def days_pattern(days: Iterable[date | None]) -> re.Pattern[str]:
    """Return what finds these days in a text, in any of the ways lists write them; of no days it finds nothing."""
    written = sorted({writing for day in days if day is not None for writing in _writings(day)})
    if not written:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, written))})(?!\d)")


def _writings(day: date) -> tuple[str, ...]:
    """The ways lists write a day."""
    short = day.year % 100
    return (
        day.isoformat(), f"{day.day:02}.{day.month:02}.{day.year}", f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{short:02}", f"{day.day}.{day.month}.{short:02}",
        f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day}/{day.month}-{short:02}",
        f"{day.day:02}{day.month:02}{day.year}", f"{day.day:02}{day.month:02}{short:02}",
    )  # fmt: skip


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order; those with nothing but blanks or hyphens between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip(" -\u00a0"):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
