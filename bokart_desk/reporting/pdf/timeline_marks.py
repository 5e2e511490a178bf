"""Draws single marks of the timeline on paper: bars, gaps, the three months after an end, head leases."""

from __future__ import annotations

from typing import NamedTuple

from bokart_desk.reporting.pdf import timeline_look as look
from bokart_desk.reporting.pdf.look import Colour, Pen, Type
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.timeline_look import BarLook
from bokart_desk.reporting.pdf.typesetting import Typesetter, cleaned


class Box(NamedTuple):
    """A rectangle in points: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def within(self, left: float, right: float) -> Box | None:
        """Return the part between two places, None where nothing of it is."""
        cut = self._replace(left=max(self.left, left), right=min(self.right, right))
        return cut if cut.right > cut.left else None


def draw_bar(painter: Painter, box: Box, bar: BarLook) -> None:
    """Draw ground and outline."""
    if bar.ground is not None:
        apart = 0.0 if bar.edge is not None else 0.7  # from the next one without an outline
        painter.area(box.left, box.bottom, max(box.width - apart, 0.3), box.height, bar.ground)
    if bar.edge is not None:
        painter.frame(box.left, box.bottom, box.width, box.height, Pen(bar.edge, 0.6, dashed=bar.ground is None))


def draw_stay(painter: Painter, box: Box, colour: Colour, *, begins: bool = True) -> None:
    """Hatch the days after the agreed end in which the tenant stays on; ``begins``: with a thick line at that end."""
    hatch(painter, box, Pen(colour, 0.45))
    if begins:
        painter.line((box.left, box.bottom), (box.left, box.top), Pen(colour, 1.4))


def draw_gap(painter: Painter, box: Box, *, lasting: bool) -> None:
    """Draw days without a tenant: hatched, with an outline where it is still so."""
    hatch(painter, box, look.HATCH)
    if lasting:
        painter.frame(box.left, box.bottom, box.width, box.height, look.GAP_EDGE)


def draw_cliff(painter: Painter, box: Box, *, closed: bool = True) -> None:
    """Draw the three months after the end: dashes, and a thick line on the last day to act when it is in view."""
    painter.frame(box.left, box.bottom, box.width, box.height, Pen(look.RED, 0.5, dashed=True))
    if closed:
        painter.line((box.right, box.bottom - 1.2), (box.right, box.top + 1.2), Pen(look.RED, 1.8))


def draw_lease(painter: Painter, left: float, right: float, y: float, *, ends: bool) -> None:
    """Draw a head lease as a thin line, with a stop at its last day."""
    painter.rule(left, y, right - left, look.LEASE)
    if ends:
        painter.line((right, y - 1.3), (right, y + 1.8), look.LEASE)


def hatch(painter: Painter, box: Box, pen: Pen) -> None:
    """Fill a box with slanting lines; they stay in step from box to box."""
    step = look.HATCH_STEP
    at = (box.left - box.height) // step * step
    while at < box.right:
        begin, end = max(at, box.left), min(at + box.height, box.right)
        if end > begin:
            painter.line((begin, box.bottom + begin - at), (end, box.bottom + end - at), pen)
        at += step


def shortened(setter: Typesetter, text: str, room: float, type_: Type) -> str:
    """Return the text as far as it fits, with … where something is left out; empty when hardly a letter does."""
    text = cleaned(text).replace("\n", " ")
    if setter.width(text, type_.size, type_.bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = setter.width(text[:middle].rstrip() + "…", type_.size, type_.bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + "…" if low > 2 else ""
