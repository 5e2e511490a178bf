"""What a list's columns are: a stable key, a heading, how a row becomes its text, and what sorting it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from bokart_desk.i18n import _, current_language, format_amount, format_number
from bokart_desk.ui.theme import Tone

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column. ``text`` gets the row and today; ``sort`` is None where the list cannot be sorted by it.

    ``width``: pixels it needs; ``share``: its part of the room that is left when all have what they need.
    ``tone``: for a column whose text is painted as a coloured pill.
    ``spare``: not shown where there is no room for it, until the user chooses columns.
    """

    key: str
    title: str
    text: Callable[[Row, date], str]
    width: int
    sort: StrEnum | None = None
    right: bool = False
    share: int = 0
    tone: Callable[[Row, date], Tone] | None = None
    spare: bool = False


def amount_text(kroner: Decimal | None) -> str:
    """Return an amount for people; kept, because formatting one takes longer than painting it."""
    return _amount(kroner, current_language())


@lru_cache(maxsize=2048)
def _amount(kroner: Decimal | None, _language: str) -> str:
    return format_amount(kroner)


def area_text(square_metres: float | None) -> str:
    """Return an area for people: "54 m²", empty when it is not known."""
    if square_metres is None:
        return ""
    return _("{area} m²").format(area=format_number(round(square_metres, 1)))
