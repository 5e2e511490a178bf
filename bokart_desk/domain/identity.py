"""Numbers that identify a person: DUF number and national identity number, with their control digits."""

from __future__ import annotations

import re
from datetime import date

_SEPARATORS = re.compile(r"[\s.\-]")
_FIRST_CONTROL = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_CONTROL = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_DUF_CONTROL = (4, 6, 3, 2, 7, 5, 4, 6, 3, 2)


def digits_of(text: str) -> str:
    """Return the number without the blanks, dots and hyphens people write in it."""
    return _SEPARATORS.sub("", text)


def is_duf(number: str) -> bool:
    """Tell whether ``number`` can be a DUF number: 12 digits (year, six of running number, two of control).

    The control is the weighted sum of running number and year, modulo 11, written with two digits.
    """
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return False
    weighted = sum(w * int(d) for w, d in zip(_DUF_CONTROL, number[4:10] + number[:4], strict=True))
    return weighted % 11 == int(number[10:])


def is_national_identity(number: str) -> bool:
    """Tell whether ``number`` is an 11-digit national identity or D number with right control digits."""
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return False
    values = [int(digit) for digit in number]
    first = -sum(w * v for w, v in zip(_FIRST_CONTROL, values, strict=False)) % 11
    second = -sum(w * v for w, v in zip(_SECOND_CONTROL, values, strict=False)) % 11
    return first == values[9] and second == values[10] and birth_date_of(number) is not None


def birth_date_of(number: str) -> date | None:
    """Return the birth date in a national identity or D number; None when its first six digits are no date."""
    if len(number) != 11 or not number.isdigit():
        return None
    day, month, year, serial = int(number[:2]), int(number[2:4]), int(number[4:6]), int(number[6:9])
    day -= 40 if day > 40 else 0
    century = 1900 if serial < 500 or (serial >= 900 and year >= 40) else 2000 if year < 40 else 1800
    try:
        return date(century + year, month, day)
    except ValueError:
        return None
