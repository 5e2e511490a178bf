"""Understands cells that hold days: dates in all the ways people write them, terms and periods.

Nothing here guesses: what cannot be understood raises ``NotUnderstood``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from bokart_desk.domain.terms import OPEN_ENDED_YEAR
from bokart_desk.domain.text_keys import search_key

Cell = str | int | float | bool | date | datetime | time | timedelta | None


class NotUnderstood(ValueError):
    """A cell holds something that has no certain meaning for its field."""


@dataclass(frozen=True, slots=True)
class OpenEnded:
    """The list says that there is no end: a word, or year 3000."""


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time in whole months."""

    months: int


@dataclass(frozen=True, slots=True)
class Period:
    """A start and an end in one cell; either may be missing."""

    start: date | None
    end: date | OpenEnded | Term | None


OPEN_ENDED = OpenEnded()
_EPOCH = date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
_MONTHS = {
    "januar": 1, "jan": 1, "januari": 1, "january": 1, "februar": 2, "feb": 2, "febr": 2, "february": 2,
    "mars": 3, "mar": 3, "march": 3, "april": 4, "apr": 4, "mai": 5, "may": 5, "juni": 6, "jun": 6, "june": 6,
    "juli": 7, "jul": 7, "july": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9, "oktober": 10,
    "okt": 10, "oct": 10, "october": 10, "november": 11, "nov": 11, "desember": 12, "des": 12, "dec": 12,
    "december": 12,
}  # fmt: skip
_OPEN_WORDS = re.compile(
    r"\b(tidsubestemt\w*|tidsubest\.?|tidsubegr\w*\.?|tidsubegrenset|ikk[ej] tidsbegrens\w*|ikk[ej]e? tidsavgrens\w*|evigvarende|tidsuavgrensa|ikke tidsbestemt|ikkje tidsbestemt|ubestemt( tid)?|ubegrenset"
    r"|ubegrensa|uavgrensa|uavgrenset|uten (slutt|tidsbegrensning|utlop\w*|sluttdato)|utan (slutt|tidsavgrensing)|lopende"
    r"|lopande|loper|open|fast|livsvarig|varig|permanent|indefinite|open[- ]ended|unlimited|until further notice|inntil videre"
    r"|inntil vidare|evig|ingen (slutt|utlop)\w*)\b"
)
_CERTAINLY_OPEN = re.compile(
    r"\b(?:tidsube\w+|tidsuavgrensa|uavgrens[ae]\w*|ubegrens[ae]\w*|ubestemt tid|indefinite|open[- ]ended)\b"
)
"""Words that say it whatever stands beside them; "fast" or "løpende" beside a number may mean anything."""
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|ingen|not) (?:tidsubestemt|tidsubegrenset|fast|lopende|varig|ubestemt|permanent|indefinite)\b"
)
WORDS_FOR_NUMBERS = {"ett": 1, "et": 1, "en": 1, "ei": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "ti": 10}
_TERM = re.compile(
    r"^(?:\(?leietid:?\s*)?(?P<n>\d{1,2}(?:[.,]5)?|" + "|".join(WORDS_FOR_NUMBERS) + r")\s*-?\s*(?:stk\.?\s*)?"
    r"(?P<unit>ar|arig|ars|aring|years?|yrs?|mnd|mnder|md|maneder?|manader?|manad|months?)\.?"
    r"(?:\s*(?:kontrakt|leietid|tidsbestemt|fast))?\)?$"
)
_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*'?(\d{4}|\d{2})\.?$")
_YEAR_FIRST = re.compile(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?)?$")
_IN_WORDS = re.compile(r"^(\d{1,2})\.?\s*([a-z]+)\.?,?\s*'?(\d{4}|\d{2})$")
_WORD_FIRST = re.compile(r"^([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})$")
_MONTH_ONLY = re.compile(r"^([a-z]+)\.?[\s\-/]*'?(\d{4}|\d{2})$")
_MONTH_NUMBER = re.compile(r"^(\d{1,2})[./](\d{4})$")
_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_LEADING = re.compile(
    r"^(?:fra( og med)?|f\.?o\.?m\.?|til( og med)?|t\.?o\.?m\.?|t/o|innen|pr\.?|per|den|dato:?|utloper|from|to)\s+"
)
_CLOCK = re.compile(r"\s+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?$")
_WEEKDAY = re.compile(r"^(?:man|tirs?|ons|tors?|fre|lor|son)(?:dag)?\.?,?\s+")
_RANGE = re.compile(r"\s*(?:\s[-–—]\s|–|—|\s+til( og med)?\s+|\s+t\.?o\.?m\.?\s+|\s+to\s+|\s*->\s*|\s*→\s*)\s*")
_TIGHT_RANGE = re.compile(r"^(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))\s*-\s*(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))?$")


def text_of(cell: Cell) -> str:
    """Return the cell as a person sees it, without blanks around it; numbers without a needless fraction."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "JA" if cell else "NEI"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def is_month_name(text: str) -> bool:
    """Tell whether text is the name of a month, whole or short."""
    return search_key(text).rstrip(".") in _MONTHS


_WITHOUT_YEAR = re.compile(r"(?<![\d.])(\d{1,2}\.)\s?(\d{1,2})\b\.?(?![\d.])")
_WORDED_WITHOUT_YEAR = re.compile(r"(?<![\d.])(\d{1,2}\.?\s*(?:" + "|".join(_MONTHS) + r"))\b\.?(?!\s*'?\d)")


def with_year(text: str, year: int) -> str:
    """Return a text with days that lack their year given that year: "1.4." is "1.4.2024"."""
    dated = _WITHOUT_YEAR.sub(rf"\g<1>\g<2>.{year}", text)
    return _WORDED_WITHOUT_YEAR.sub(rf"\g<1> {year}", dated)


def says_open_ended(cell: Cell) -> bool:
    """Tell whether a cell says in words, or by year 3000, that a tenancy has no end."""
    if isinstance(cell, date):
        return cell.year >= OPEN_ENDED_YEAR
    return isinstance(cell, str) and _words_say_open_ended(cell)


@lru_cache(maxsize=20_000)
def _words_say_open_ended(text: str) -> bool:
    key = search_key(text)
    found = _OPEN_WORDS.search(key)
    if found is None or _DENIED.search(key):
        return False
    return _CERTAINLY_OPEN.search(key) is not None or not any(character.isdigit() for character in key)


def parse_term(cell: Cell) -> Term | None:
    """Return the length a cell states ("3 år", "18 mnd", "ett år"), None when it states none."""
    if not isinstance(cell, str):
        return None
    found = _TERM.match(search_key(cell))
    if found is None:
        return None
    number = Decimal(WORDS_FOR_NUMBERS.get(found["n"], 0) or found["n"].replace(",", "."))
    months = number if found["unit"].startswith(("m",)) else number * 12
    return Term(int(months)) if months == months.to_integral_value() else None


def parse_day(cell: Cell, *, last_of_month: bool = False, month_first: bool = False) -> date | OpenEnded | None:
    """Return the day a cell states, ``OPEN_ENDED`` for words and year 3000, None for an empty one.

    A month without a day is its first day, or its last with ``last_of_month``. ``month_first``: 12/31/2023.
    Raises NotUnderstood for anything else, 31.02. included.
    """
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return _bounded(cell.date())
    if isinstance(cell, date):
        return _bounded(cell)
    if isinstance(cell, (bool, time, timedelta)):
        raise NotUnderstood(text_of(cell))
    if isinstance(cell, (int, float)):
        return _bounded(_from_serial(cell))
    return _day_in_text(cell, last_of_month, month_first)


@lru_cache(maxsize=20_000)
def _day_in_text(text: str, last_of_month: bool, month_first: bool) -> date | OpenEnded | None:
    key = search_key(text).strip(" ,;:*")
    if not key or not key.strip("-–.?"):
        return None
    if _words_say_open_ended(key):
        return OPEN_ENDED
    key = _WEEKDAY.sub("", _LEADING.sub("", key))
    day = _numeric_day(key, month_first) or _worded_day(key, last_of_month)
    if day is None and _CLOCK.search(key):
        day = _numeric_day(_CLOCK.sub("", key), month_first)
    if day is None:
        raise NotUnderstood(text)
    return _bounded(day)


def _numeric_day(key: str, month_first: bool) -> date | None:
    if found := _DAY_FIRST.match(key):
        first, second, year = found.groups()
        day, month = (second, first) if month_first and "." not in key else (first, second)
        return _date(_full_year(year), int(month), int(day), key)
    if found := _YEAR_FIRST.match(key):
        return _date(int(found[1]), int(found[2]), int(found[3]), key)
    if found := _COMPACT.match(key):
        return _date(int(found[3]), int(found[2]), int(found[1]), key)
    if key.replace(".0", "").isdigit() and len(key.replace(".0", "")) == 5:
        return _from_serial(int(key.replace(".0", "")))
    return None


def _worded_day(key: str, last_of_month: bool) -> date | None:
    if (found := _IN_WORDS.match(key)) and found[2] in _MONTHS:
        return _date(_full_year(found[3]), _MONTHS[found[2]], int(found[1]), key)
    if (found := _WORD_FIRST.match(key)) and found[1] in _MONTHS:
        return _date(int(found[3]), _MONTHS[found[1]], int(found[2]), key)
    year = month = 0
    if (found := _MONTH_ONLY.match(key)) and found[1] in _MONTHS:
        year, month = _full_year(found[2]), _MONTHS[found[1]]
    elif found := _MONTH_NUMBER.match(key):
        year, month = int(found[2]), int(found[1])
    if not 1 <= month <= 12 or not year:
        return None
    return date(year, month, monthrange(year, month)[1] if last_of_month else 1)


def _date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotUnderstood(text) from error


def _full_year(text: str) -> int:
    """Two digits mean 1970 to 2069: a start over sixty years ago would be refused anyway."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)


def _from_serial(number: float) -> date:
    if int(number) not in _SERIALS:
        raise NotUnderstood(str(number))
    return _EPOCH + timedelta(days=int(number))


def _bounded(day: date) -> date | OpenEnded:
    if day.year >= OPEN_ENDED_YEAR:
        return OPEN_ENDED
    if not 1900 <= day.year <= 2200:
        raise NotUnderstood(day.isoformat())
    return day


def may_be_month_first(text: str) -> bool:
    """Tell whether a text is a day that could be read month first too: 03/04/2024, and not 31/12/2024 or 03.04.2024."""
    found = _DAY_FIRST.match(search_key(text))
    return found is not None and "." not in text and int(found[1]) <= 12 and int(found[2]) <= 12


def parse_period(cell: Cell) -> Period | None:
    """Return the start and end that one cell states ("01.08.2023 - 31.07.2026"), None when it is no period.

    Raises NotUnderstood when it looks like a period and one side is not understood.
    """
    return _period_in_text(cell) if isinstance(cell, str) else None


@lru_cache(maxsize=20_000)
def _period_in_text(cell: str) -> Period | None:
    text = " ".join(cell.split())
    if tight := _TIGHT_RANGE.match(text):
        sides = [tight[1], tight[2] or ""]
    else:
        sides = [side or "" for side in _RANGE.split(text, maxsplit=1)]
        sides = [sides[0], sides[-1]] if len(sides) > 1 else sides
    if len(sides) == 1:
        return _start_and_words(text)
    if not any(character.isdigit() for character in sides[0]):
        return None
    start = parse_day(_with_year(sides[0], sides[1]))
    return Period(
        start if isinstance(start, date) else None, parse_term(sides[1]) or parse_day(sides[1], last_of_month=True)
    )


def _start_and_words(text: str) -> Period | None:
    """ "01.08.2023, 3 år" or "fra 01.08.2023 tidsubestemt"."""
    found = re.match(
        r"^(?:fra\s+)?(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2}))[\s,(;:]+([^\d(].*|\d{1,2}\s*\D.*)$", text, re.IGNORECASE
    )
    if found is None or _CLOCK.search(f" {found[2]}"):
        return None
    rest = found[2].strip(" ()")
    end = parse_term(rest) or (OPEN_ENDED if says_open_ended(rest) else None)
    start = parse_day(found[1])
    if end is None or not isinstance(start, date):
        raise NotUnderstood(text)
    return Period(start, end)


def _with_year(first: str, second: str) -> str:
    """ "01.08. - 31.12.2023": the first day borrows the year of the second."""
    if re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.?", first.strip()) and (year := re.search(r"(\d{4})\s*$", second)):
        return f"{first.strip().rstrip('.')}.{year[1]}"
    return first
