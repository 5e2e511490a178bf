"""How bars of the timeline look on paper: light grounds that print well, and a mark that says the same in grey."""

from __future__ import annotations

from typing import NamedTuple

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.reporting.pdf.look import ACCENT, Colour, Pen, Type


class BarLook(NamedTuple):
    """``ground``: None for an outline of dashes alone; ``edge``: None for no outline; ``mark``: before the name."""

    ground: Colour | None
    edge: Colour | None
    mark: str


GREEN: Colour = (0.18, 0.50, 0.33)
AMBER: Colour = (0.72, 0.47, 0.05)
RED: Colour = (0.69, 0.16, 0.13)
BLUE: Colour = (0.16, 0.41, 0.63)
GREY: Colour = (0.50, 0.54, 0.58)
INK: Colour = (0.11, 0.13, 0.16)

LOOKS = {
    ContractStatus.RUNNING: BarLook((0.88, 0.95, 0.90), GREEN, ""),
    ContractStatus.ENDS_SOON: BarLook((0.99, 0.94, 0.83), AMBER, "•"),
    ContractStatus.PAST_END: BarLook((0.98, 0.90, 0.88), RED, "!"),
    ContractStatus.NOTICE_GIVEN: BarLook((0.99, 0.94, 0.83), AMBER, "§"),
    ContractStatus.BECAME_INDEFINITE: BarLook((0.98, 0.90, 0.88), RED, "!!"),
    ContractStatus.INDEFINITE: BarLook((0.89, 0.93, 0.97), BLUE, "∞"),
    ContractStatus.UPCOMING: BarLook(None, BLUE, "+"),
    ContractStatus.ENDED: BarLook((0.92, 0.92, 0.91), None, ""),
}

ROW = 15.0
BAR = 9.6
BAND = 12.0
"""Height of each of the two lines of the header."""
LABELS = 150.0
NAME = 6.6
LABEL = Type(7.4)
HEADING = Type(7.4, True)
NOTE = Type(6.6, False, (0.38, 0.42, 0.47))
YEAR = Type(7.5, True, ACCENT)
MONTH = Type(6.4, False, (0.38, 0.42, 0.47))
SHADE: Colour = (0.955, 0.955, 0.945)
WHITE: Colour = (1.0, 1.0, 1.0)
GRID: Colour = (0.89, 0.90, 0.92)
YEAR_LINE: Colour = (0.70, 0.73, 0.77)
ROW_LINE: Colour = (0.87, 0.89, 0.91)
TODAY = Pen(ACCENT, 1.1)
HATCH = Pen(GREY, 0.35)
GAP_EDGE = Pen(GREY, 0.5)
LEASE = Pen(ACCENT, 1.0)
HATCH_STEP = 3.2
