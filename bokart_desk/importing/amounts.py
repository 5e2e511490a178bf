"""Understands cells that hold numbers: amounts in kroner, counts, square metres, yes and no.

What cannot be understood raises ``NotUnderstood``.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from bokart_desk.domain.text_keys import search_key
from bokart_desk.importing.values import WORDS_FOR_NUMBERS, Cell, NotUnderstood, text_of

_MONEY_NOISE = re.compile(
    r"(?:\bkr\.?|\bnok\b|kroner|pr\.?\s*m[an]*d\w*\.?|/\s*m[an]*d\w*\.?|per m[an]*d\w*|mnd\.?|,-|\.-|,–|ca\.?$|[:;]$)",
    re.IGNORECASE,
)


def parse_amount(cell: Cell) -> Decimal | None:
    """Return an amount in kroner ("8 500", "8.500,-", "kr 8 500,-", "7450,50"), None for an empty cell.

    Raises NotUnderstood for anything else, amounts below zero included.
    """
    if cell is None:
        return None
    if isinstance(cell, (bool, date, time, timedelta)):
        raise NotUnderstood(text_of(cell))
    if isinstance(cell, (int, float)):
        return _amount_in_number(cell)
    return _amount_in_text(cell)


@lru_cache(maxsize=20_000, typed=True)
def _amount_in_number(number: float) -> Decimal:
    return _positive(Decimal(str(round(number, 2))), str(number))


@lru_cache(maxsize=20_000)
def _amount_in_text(text: str) -> Decimal | None:
    bare = _MONEY_NOISE.sub("", search_key(text)).replace("\u2009", "").replace(" ", "").replace("'", "")
    if not bare.strip("-–.?"):
        return None
    return _positive(parse_decimal(bare), text)


def parse_decimal(bare: str) -> Decimal:
    """Return the number in text without blanks, with Norwegian or English separators. Raises NotUnderstood."""
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d{1,2})?", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d{1,2})?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        raise NotUnderstood(bare)
    try:
        return Decimal(bare)
    except InvalidOperation as error:
        raise NotUnderstood(bare) from error


def _positive(value: Decimal, text: str) -> Decimal:
    if not value.is_finite() or value < 0 or value > 10_000_000:
        raise NotUnderstood(text)
    return value


@lru_cache(maxsize=4096, typed=True)
def parse_count(cell: Cell) -> int | None:
    """Return a small whole number ("3", "3 soverom", 3.0), None for an empty cell. Raises NotUnderstood."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        if float(cell).is_integer() and 0 <= cell <= 99:
            return int(cell)
        raise NotUnderstood(str(cell))
    text = search_key(text_of(cell))
    if not text.strip("-–."):
        return None
    found = re.fullmatch(
        r"(\d{1,2})(?:[.,]0+)?(?:\s*-?\s*(?:stk|rom\w*|soverom|sov|roms|personer|pers|p|barn|vaksne|voksne)\.?)?", text
    )
    if found is None and text in WORDS_FOR_NUMBERS:
        return WORDS_FOR_NUMBERS[text]
    if found is None:
        raise NotUnderstood(text_of(cell))
    return int(found[1])


@lru_cache(maxsize=4096, typed=True)
def parse_area(cell: Cell) -> float | None:
    """Return square metres ("68", "68 m2", "ca. 68 kvm"), None for an empty cell. Raises NotUnderstood."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        bare = str(cell)
    else:
        bare = re.sub(r"(?:\bca\.?|m2|m²|kvm\.?|kvadratmeter|kvadrat|bra|boa|p-rom|\s)", "", search_key(text_of(cell)))
        if not bare.strip("-–."):
            return None
    value = float(parse_decimal(bare))
    if not 0 < value < 5000:
        raise NotUnderstood(str(cell))
    return value


@lru_cache(maxsize=4096, typed=True)
def parse_yes_no(cell: Cell) -> bool | None:
    """Return yes or no, None for an empty cell or one that says neither."""
    if cell is None or isinstance(cell, bool):
        return cell
    key = search_key(text_of(cell))
    if key in ("ja", "j", "yes", "y", "x", "1", "sann", "true"):
        return True
    return False if key in ("nei", "n", "no", "0", "usann", "false") else None
