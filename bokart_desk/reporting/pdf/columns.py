"""Finds column widths and a font size from what the cells hold."""

from __future__ import annotations

from dataclasses import dataclass

from bokart_desk.reporting.document import Column, Kind
from bokart_desk.reporting.pdf.look import BODY_SIZES, CELL_PAD, SMALL
from bokart_desk.reporting.pdf.typesetting import Typesetter, cleaned

_BOX_WIDTH = 18.0
_WRITE_LEAST = 110.0
_WRITE_WISH = 150.0
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


def fit(columns: tuple[Column, ...], texts: list[list[str]], setter: Typesetter, room: float) -> Widths:
    """Return the largest font size, and widths that share ``room``; ``texts`` are the cells of each column."""
    for size in BODY_SIZES:
        needs = [_need(column, cells, setter, size) for column, cells in zip(columns, texts, strict=True)]
        if sum(need.least for need in needs) <= room:
            return Widths(size, _share(needs, room))
    total = sum(need.least for need in needs)
    return Widths(BODY_SIZES[-1], tuple(need.least * room / total for need in needs))


def _need(column: Column, cells: list[str], setter: Typesetter, size: float) -> _Need:
    pad = 2 * CELL_PAD
    if column.kind is Kind.BOX:
        return _Need(_BOX_WIDTH, _BOX_WIDTH, 0)
    title = max((setter.width(word, SMALL, True) for word in cleaned(column.title).split()), default=0.0) + pad
    if column.kind is Kind.WRITE:
        return _Need(max(_WRITE_LEAST, title), _WRITE_WISH * column.weight, column.weight * 4)
    unique = {cleaned(cell) for cell in cells}
    bold = column.strong or column.kind is not Kind.TEXT  # sums are bold, and a number must not be broken
    widest = max((setter.width(text, size, bold) for text in unique), default=0.0) + pad
    if column.kind is not Kind.TEXT:
        least = max(widest, title)
        return _Need(least, least, 0)
    words = {word for text in unique for word in text.split()}
    longest = max((setter.width(word, size, column.strong) for word in words), default=0.0)
    least = max(title, min(longest, _LONGEST_WORD) + pad)
    return _Need(least, max(least, min(widest, _TEXT_WISH)), column.weight)


def _share(needs: list[_Need], room: float) -> tuple[float, ...]:
    """Give each its least, then towards its wish, then what is left over by weight."""
    widths = [need.least for need in needs]
    spare = room - sum(widths)
    wanted = sum(need.wish - need.least for need in needs)
    if wanted > spare:
        return tuple(
            width + spare * (need.wish - need.least) / wanted for width, need in zip(widths, needs, strict=True)
        )
    spare -= wanted
    weight = sum(need.weight for need in needs)
    if not weight:
        return tuple(need.wish + spare / len(needs) for need in needs)
    return tuple(need.wish + spare * need.weight / weight for need in needs)
