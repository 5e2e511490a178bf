"""Texts, dates and amounts in the user's language: one gettext catalogue for window, papers and command line."""

from __future__ import annotations

import gettext as _gettext
import struct
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import IO

DEFAULT_LANGUAGE = "nb"
LANGUAGES = ("nb", "nn", "en")
DOMAIN = "bokart"
_COUNT_AT = 8
"""Where a compiled catalogue says how many texts it has, and where the tables of keys and of texts stand."""


class _Texts(_gettext.NullTranslations):
    """A compiled catalogue whose texts are read as they are asked for: each start needs few of its thousands."""

    def _parse(self, fp: IO[bytes]) -> None:  # type: ignore[override]  # gettext's way to read a catalogue otherwise
        self._file = file = fp.read()
        count, ids, texts = struct.unpack_from("<3I", file, _COUNT_AT)
        places = struct.unpack_from(f"<{2 * count}I", file, ids)
        keys = (file[start : start + length] for length, start in zip(places[::2], places[1::2], strict=True))
        self._where = {key.partition(b"\0")[0]: texts + 8 * place for place, key in enumerate(keys)}
        self._held: dict[str, list[str] | None] = {}

    def gettext(self, message: str) -> str:
        forms = self._forms(message)
        return forms[0] if forms else super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self._forms(msgid1)
        return forms[n != 1] if forms else super().ngettext(msgid1, msgid2, n)  # as both our languages count

    def pgettext(self, context: str, message: str) -> str:
        forms = self._forms(f"{context}\x04{message}")
        return forms[0] if forms else super().pgettext(context, message)

    def _forms(self, key: str) -> list[str] | None:
        if key not in self._held:
            where = self._where.get(key.encode("utf-8")) if key else None  # argparse asks for texts that nobody gave
            length, start = struct.unpack_from("<2I", self._file, where) if where is not None else (0, 0)
            text = self._file[start : start + length].decode("utf-8")
            self._held[key] = text.split("\0") if where is not None else None
        return self._held[key]


class _Current:
    """The language in use; set once at start-up (and by tests)."""

    language = DEFAULT_LANGUAGE
    texts: _gettext.NullTranslations = _gettext.NullTranslations()


@lru_cache(maxsize=1)
def resources_folder() -> Path:
    """Return the folder of fonts, icons, translations and demo lists, in a checkout and in an installed copy."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def use_language(language: str) -> None:
    """Make ``language`` ("nb", "nn" or "en") the language of all texts; nynorsk falls back to bokmål."""
    chain = {"en": [], "nn": ["nn", "nb"]}.get(language, [language])
    _Current.language = language
    _Current.texts = _read(chain or ["en"])


def current_language() -> str:
    """Return the code of the language in use."""
    return _Current.language


def _(message: str) -> str:
    """Return ``message`` (English) in the language in use."""
    return _Current.texts.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the text that fits ``count``; the caller fills the placeholders."""
    return _Current.texts.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return ``message`` as it is said in ``context`` (the same English word may have two in Norwegian)."""
    return _Current.texts.pgettext(context, message)


def N_(message: str) -> str:
    """Mark a text for the catalogue that is translated later, when it is shown."""
    return message


def in_every_language(message: str) -> frozenset[str]:
    """Return ``message`` (English) as it stands in each language, to know again what was written in any of them."""
    return frozenset(_read([one]).gettext(message) for one in LANGUAGES)


def _read(languages: list[str]) -> _gettext.NullTranslations:
    folder = resources_folder() / "translations"
    return _gettext.translation(DOMAIN, folder, languages=languages, class_=_Texts, fallback=True)


def format_date(day: date | None) -> str:
    """Return the day as people in the language write it (31.08.2027); an empty text for none."""
    if day is None:
        return ""
    if _Current.language == "en":
        return f"{day.day} {_month_name(day.month)} {day.year}"
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


@lru_cache(maxsize=64)
def _month_names(language: str, width: str) -> dict[int, str]:
    from babel.dates import get_month_names  # noqa: PLC0415 - not needed for the first window

    names = get_month_names(width, context="format", locale=language)  # type: ignore[arg-type]
    return {number: str(names[number]) for number in range(1, 13)}


def _month_name(month: int) -> str:
    return _month_names(_Current.language, "abbreviated")[month]


def format_month(day: date) -> str:
    """Return month and year in words: "november 2026"."""
    from babel.dates import format_skeleton  # noqa: PLC0415

    return str(format_skeleton("yMMMM", day, locale=_Current.language))


def format_moment(moment: datetime) -> str:
    """Return a UTC moment as local date and clock time, to the minute."""
    local = moment.astimezone()
    return f"{format_date(local.date())} {local.hour:02d}:{local.minute:02d}"


def format_number(value: Decimal | int | float) -> str:
    """Return a number with the language's separators: 100 000 in bokmål."""
    return _decimal(value, None, _Current.language)


def format_amount(kroner: Decimal | None) -> str:
    """Return an amount in kroner as people write it (8 500 kr; øre only when there are any); empty for none."""
    if kroner is None:
        return ""
    pattern = "#,##0" if kroner == kroner.to_integral_value() else "#,##0.00"
    return _("{amount} kr").format(amount=_decimal(kroner, pattern, _Current.language))


@lru_cache(maxsize=4096)
def _decimal(value: Decimal | int | float, pattern: str | None, language: str) -> str:
    """Format a number; kept, for a list says the same rents and days over and over."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - not needed for the first window

    return str(format_decimal(value, format=pattern, locale=language))
