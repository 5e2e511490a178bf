"""How the papers look: colours, sizes and margins in one place. Lengths are points."""

from __future__ import annotations

from typing import NamedTuple

from reportlab.lib.pagesizes import A4

from bokart_desk.reporting.document import Orientation, ReportDocument, Tone

Colour = tuple[float, float, float]


class Type(NamedTuple):
    """How text looks."""

    size: float
    bold: bool = False
    colour: Colour = (0.11, 0.13, 0.16)


class Pen(NamedTuple):
    """How a line looks."""

    colour: Colour
    width: float
    dashed: bool = False


GREY: Colour = (0.38, 0.42, 0.47)
ACCENT: Colour = (0.07, 0.33, 0.42)
TINT: Colour = (0.925, 0.95, 0.955)
HAIRLINE = Pen((0.80, 0.83, 0.86), 0.4)
ACCENT_LINE = Pen(ACCENT, 0.9)
BY_HAND = Pen((0.52, 0.56, 0.61), 0.6)
"""Boxes that are ticked and lines that are written on."""
TONES: dict[Tone, Colour] = {Tone.WARNING: (0.80, 0.56, 0.10), Tone.URGENT: (0.69, 0.16, 0.13)}

MARGIN = 34.0
TOP = 32.0
BOTTOM = 40.0
TITLE_SIZE = 18.0
SUBTITLE_SIZE = 12.0
SMALL = 7.5
HEADING_SIZE = 11.0
BODY_SIZES = (8.0, 7.5, 7.0, 6.5)
"""Tried in turn until the columns fit."""
COLUMN_TITLE = Type(SMALL, True, ACCENT)
ASIDE = Type(SMALL, False, GREY)
LEADING = 1.28
CELL_PAD = 3.5
CELL_TOP = 3.5
HAND_ROW = 25.0
"""Least height of a row that is written in by hand."""
BOX = 9.0
LOGO_HEIGHT = 40.0
LOGO_WIDTH = 150.0


def page_size(document: ReportDocument) -> tuple[float, float]:
    """Return width and height of the sheet."""
    width, height = A4
    return (height, width) if document.orientation is Orientation.LANDSCAPE else (width, height)
