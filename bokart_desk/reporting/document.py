"""What a paper says, without saying how it looks: the abstract document that every writer draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | date | int | float | Decimal | None
"""A value in a table; None is an empty cell."""


class Kind(StrEnum):
    """What a column holds; it decides alignment, number format and how the width is found."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    """Kroner."""
    BOX = "box"
    """A small square to tick by hand; the cells are empty."""
    WRITE = "write"
    """Room to write by hand; the cells are empty."""


class Tone(StrEnum):
    """How much a row asks for attention. The words of the row must say the same."""

    PLAIN = "plain"
    WARNING = "warning"
    URGENT = "urgent"


class Orientation(StrEnum):
    """How the A4 sheet lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``weight`` is its share of room that is left over; ``key`` names it for totals."""

    key: str
    title: str
    kind: Kind = Kind.TEXT
    weight: float = 1.0
    strong: bool = False

    @property
    def right(self) -> bool:
        """Whether values stand to the right: numbers do."""
        return self.kind in (Kind.NUMBER, Kind.AMOUNT)

    @property
    def by_hand(self) -> bool:
        """Whether the column is filled in with a pen."""
        return self.kind in (Kind.BOX, Kind.WRITE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a cell for each column."""

    cells: tuple[Cell, ...]
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its table; without rows, ``empty_text`` says so in words."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty_text: str
    intro: str = ""
    totals: Mapping[str, Cell] = field(default_factory=dict)
    """Column key to value, for a last line; empty for none."""
    size: float = 0.0
    """Points of the letters, for what is copied by hand or must be read by everybody; 0 for those of any table."""


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole paper.

    ``author`` is the municipality; ``meta`` are short lines below the title; ``notes`` stand at the end;
    ``footer`` stands at the foot of each page beside the page number; ``language`` is a BCP 47 code;
    ``logo`` is a PNG or JPEG for the first page, left out when it cannot be read.
    """

    title: str
    subtitle: str
    author: str
    office: str
    subject: str
    meta: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    footer: str = ""
    orientation: Orientation = Orientation.LANDSCAPE
    language: str = "nb"
    logo: bytes | None = None
