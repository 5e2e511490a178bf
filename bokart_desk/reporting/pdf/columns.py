"""Finds column widths and a font size from what the cells hold."""

from __future__ import annotations

from dataclasses import dataclass

from bokart_desk.reporting.document import Column, Kind
from bokart_desk.reporting.pdf.look import BODY_SIZES, CELL_PAD, SMALL
from bokart_desk.reporting.pdf.typesetting import Typesetter, cleaned

_BOX_WIDTH = 18.0
_WRITE_LEAST = 100.0
_SMALLEST_BY_CHOICE = 7.0
"""No smaller only to set long texts on two lines."""
_WHEN_CROWDED = 7.5
"""Where two lines are too few for some texts; smaller only when words do not fit."""
_SHORT = 58.0
"""Texts up to this width are not broken."""
_LONGEST_WORD = 110.0
_TEXT_WISH = 230.0


@dataclass(frozen=True, slots=True)
class Widths:
    """The font size and the width of each column, padding included; they fill the given room."""

    size: float
    columns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Need:
    least: float
    wish: float
    weight: float

    @property
    def comfort(self) -> float:
        """Enough to set nearly every text on two lines."""
        return max(self.least, self.wish * 0.5)


def fit(columns: tuple[Column, ...], texts: list[list[str]], setter: Typesetter, room: float, largest: float) -> Widths:
    """Return the largest font size that fits, and widths that share ``room``; ``texts`` are each column's cells.

    A ``largest`` above those of all tables is tried first.
    """
    tried: list[tuple[float, list[_Need]]] = []
    larger = (largest,) if largest > BODY_SIZES[0] else ()
    for size in (*larger, *(size for size in BODY_SIZES if size <= largest)):
        needs = [_need(column, cells, setter, size) for column, cells in zip(columns, texts, strict=True)]
        if size >= _SMALLEST_BY_CHOICE and sum(need.comfort for need in needs) <= room:
            return Widths(size, _share(needs, room))
        tried.append((size, needs))
    for size, needs in tried:
        if size <= _WHEN_CROWDED and sum(need.least for need in needs) <= room:
            return Widths(size, _share(needs, room))
    size, needs = tried[-1]
    total = sum(need.least for need in needs)
    return Widths(size, tuple(need.least * room / total for need in needs))


def _need(column: Column, cells: list[str], setter: Typesetter, size: float) -> _Need:
    pad = 2 * CELL_PAD
    if column.kind is Kind.BOX:
        return _Need(_BOX_WIDTH, _BOX_WIDTH, 0)
    title = max((setter.width(word, SMALL, True) for word in cleaned(column.title).split()), default=0.0) + pad
    if column.kind is Kind.WRITE:
        least = max(_WRITE_LEAST, title)
        return _Need(least, least, column.weight * 4)
    bold = column.strong or column.kind is not Kind.TEXT  # sums are bold, and a number must not be broken
    unique = {cleaned(cell) for cell in cells}
    widest = max((setter.width(text, size, bold) for text in unique), default=0.0)
    if column.kind is not Kind.TEXT or widest <= _SHORT:
        least = max(widest + pad, title)
        return _Need(least, least, column.weight / 4 if column.kind is Kind.TEXT else 0)
    words = {word for text in unique for word in text.split()}
    longest = max((setter.width(word, size, bold) for word in words), default=0.0)
    least = max(title, min(max(longest, _SHORT), _LONGEST_WORD) + pad)
    return _Need(least, max(least, min(widest + pad, _TEXT_WISH)), column.weight)


def _share(needs: list[_Need], room: float) -> tuple[float, ...]:
    """Give each its least, then towards its wish, then what is left over by weight."""
    spare = room - sum(need.least for need in needs)
    wanted = sum(need.wish - need.least for need in needs)
    if wanted > spare:
        return tuple(need.least + spare * (need.wish - need.least) / wanted for need in needs)
    spare -= wanted
    weight = sum(need.weight for need in needs)
    if not weight:
        return tuple(need.wish + spare / len(needs) for need in needs)
    return tuple(need.wish + spare * need.weight / weight for need in needs)
