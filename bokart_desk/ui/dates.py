"""Days and numbers in words for the window, from Qt's own language data: Babel is not needed for the first screen."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale

from bokart_desk.i18n import current_language


def locale_of(language: str) -> QLocale:
    """Return Qt's locale for one of our languages."""
    return QLocale({"nb": "nb_NO", "nn": "nn_NO"}.get(language, "en_GB"))


def long_day(day: date) -> str:
    """Return the day in full, as a heading: "Søndag 22. november 2026"."""
    locale = locale_of(current_language())
    pattern = "dddd d MMMM yyyy" if current_language() == "en" else "dddd d. MMMM yyyy"
    text = locale.toString(QDate(day.year, day.month, day.day), pattern)
    return text[:1].upper() + text[1:]


def month_in_words(day: date) -> str:
    """Return month and year: "november 2026"."""
    return locale_of(current_language()).toString(QDate(day.year, day.month, 1), "MMMM yyyy")


def short_month(day: date) -> str:
    """Return the month in at most four letters: "nov"."""
    text = locale_of(current_language()).monthName(day.month, QLocale.FormatType.ShortFormat)
    return text.rstrip(".")


def number(value: int) -> str:
    """Return a number with the language's separators: "10 000"."""
    return locale_of(current_language()).toString(value)
