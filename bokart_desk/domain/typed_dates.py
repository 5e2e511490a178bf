"""Understands a day as people type it into a field: "1.8.27", "010827", "31", "i morgen", "+3 år"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum

from bokart_desk.domain.terms import add_months
from bokart_desk.domain.text_keys import search_key

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
_YEARS_AHEAD = 30
"""A year of two digits is at most this far ahead, else of the century before: 27 is 2027, 65 is 1965."""
_YEARS_TO_LEAP_DAY = 8
"""29 February comes within eight years, the turn of a century included."""

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "okt": 10, "oct": 10, "nov": 11, "des": 12, "dec": 12,
}  # fmt: skip
_WORDS = {
    "i dag": 0, "idag": 0, "today": 0, "na": 0, "now": 0,
    "i morgen": 1, "imorgen": 1, "i morgon": 1, "imorgon": 1, "tomorrow": 1,
    "i gar": -1, "igar": -1, "yesterday": -1,
}  # fmt: skip
_TERM = re.compile(
    r"(?P<sign>[+-])?\s*(?P<count>[0-9]{1,4})\s*(?:"
    r"(?P<years>y|yr|yrs|years?|a|ar)|(?P<months>m|mo|mnd|md|maned|maneder|manad|manader|months?)"
    r"|(?P<weeks>u|uke|uker|v|veke|veker|w|weeks?)|(?P<days>d|dag|dager|dagar|days?))\.?"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})\s?[./\- ]\s?([0-9]{1,2})\s?[./\- ]\s?([0-9]{4}|[0-9]{2})\.?")
_COMPACT = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})\s?[./\-]\s?([0-9]{1,2})\.?")
_DAY_NAMED_MONTH = re.compile(r"([0-9]{1,2})\.?\s?([a-z]{3,9})\.?(?:\s?([0-9]{4}|[0-9]{2}))?")
_DAY = re.compile(r"([0-9]{1,2})\.?")


class DayProblem(StrEnum):
    """Why a text is not a day."""

    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_DAY = "no_such_day"
    OUT_OF_RANGE = "out_of_range"


class NotADay(ValueError):
    """The text is no day that can be meant; ``problem`` says why."""

    def __init__(self, text: str, problem: DayProblem) -> None:
        super().__init__(text)
        self.problem = problem


def read_typed_day(text: str, today: date, base: date | None = None, *, term: bool = False) -> date:
    """Return the day that ``text`` means on ``today``.

    ``base``: the day that "+3y" counts from, and that "1.8" without a year comes after; without it "1.8" is the
    nearest one. ``term``: the day wanted is the last of a term that begins on ``base``, so that "+3y" from
    1 Sep 2024 is 31 Aug 2027. Raises NotADay.
    """
    key = search_key(text).strip(" ,;")
    if key in _WORDS:
        return today + timedelta(days=_WORDS[key])
    if found := _TERM.fullmatch(key):
        return _bounded(_after_term(found, today if base is None else base, term, text), text)
    return _bounded(_written_day(key, today, base), text)


def _after_term(found: re.Match[str], start: date, term: bool, text: str) -> date:
    back = found["sign"] == "-"
    count = -int(found["count"]) if back else int(found["count"])
    try:
        if found["years"] or found["months"]:
            day = add_months(start, count * 12 if found["years"] else count)
        else:
            day = start + timedelta(days=count * (7 if found["weeks"] else 1))
        return day - timedelta(days=1) if term and not back else day
    except OverflowError as error:
        raise NotADay(text, DayProblem.OUT_OF_RANGE) from error


def _written_day(key: str, today: date, base: date | None) -> date:
    if found := _ISO.fullmatch(key):
        return _day(int(found[1]), int(found[2]), int(found[3]), key)
    if found := _DAY_MONTH_YEAR.fullmatch(key) or _COMPACT.fullmatch(key):
        return _day(_full_year(found[3], today), int(found[2]), int(found[1]), key)
    if found := _DAY_MONTH.fullmatch(key):
        return _without_year(int(found[1]), int(found[2]), today, base, key)
    if (found := _DAY_NAMED_MONTH.fullmatch(key)) and found[2][:3] in _MONTHS:
        month = _MONTHS[found[2][:3]]
        if found[3]:
            return _day(_full_year(found[3], today), month, int(found[1]), key)
        return _without_year(int(found[1]), month, today, base, key)
    if found := _DAY.fullmatch(key):
        return _day(today.year, today.month, int(found[1]), key)
    raise NotADay(key, DayProblem.NOT_UNDERSTOOD)


def _full_year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    year += today.year // 100 * 100
    return year - 100 if year > today.year + _YEARS_AHEAD else year


def _without_year(day: int, month: int, today: date, base: date | None, key: str) -> date:
    """Return the first such day from ``base`` on; without one the nearest to ``today``, rather ahead than behind."""
    possible = [
        found
        for year in range((base or today).year - _YEARS_TO_LEAP_DAY, (base or today).year + _YEARS_TO_LEAP_DAY + 1)
        if (found := _day_or_none(year, month, day)) is not None
    ]
    if not possible:
        raise NotADay(key, DayProblem.NO_SUCH_DAY)
    if base is not None:
        return next(found for found in possible if found >= base)
    return min(possible, key=lambda found: (abs((found - today).days), found < today))


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int, text: str) -> date:
    found = _day_or_none(year, month, day)
    if found is None:
        raise NotADay(text, DayProblem.NO_SUCH_DAY)
    return found


def _bounded(day: date, text: str) -> date:
    if not EARLIEST <= day <= LATEST:
        raise NotADay(text, DayProblem.OUT_OF_RANGE)
    return day
