"""Collects what one page shows, in few operators: areas first, then lines, then all text in one block."""

from __future__ import annotations

from bokart_desk.reporting.pdf.look import Colour, Pen, Type
from bokart_desk.reporting.pdf.typesetting import Typesetter


class Painter:
    """One page; y grows upwards, as in PDF."""

    def __init__(self, setter: Typesetter) -> None:
        self._setter = setter
        self._areas: list[str] = []
        self._lines: dict[Pen, list[str]] = {}
        self._text: list[str] = []
        self._font = ""
        self._size = 0.0
        self._colour: Colour | None = None

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle whose lower left corner is (x, y)."""
        self._areas.append(f"{_rgb(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rule(self, x: float, y: float, length: float, pen: Pen) -> None:
        """Draw a line to the right from (x, y)."""
        self._lines.setdefault(pen, []).append(f"{x:.2f} {y:.2f} m {x + length:.2f} {y:.2f} l")

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        """Draw a line from one point (x, y) to another."""
        self._lines.setdefault(pen, []).append(f"{start[0]:.2f} {start[1]:.2f} m {end[0]:.2f} {end[1]:.2f} l")

    def frame(self, x: float, y: float, width: float, height: float, pen: Pen) -> None:
        """Draw the outline of a rectangle whose lower left corner is (x, y)."""
        self._lines.setdefault(pen, []).append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re")

    def square(self, x: float, y: float, side: float, pen: Pen) -> None:
        """Draw a box to tick; (x, y) is its lower left corner."""
        self._lines.setdefault(pen, []).append(f"{x:.2f} {y:.2f} {side:.2f} {side:.2f} re")

    def text(self, x: float, y: float, line: str, type_: Type) -> None:
        """Draw a line from the typesetter; (x, y) is where its baseline begins."""
        if line:
            self._put(f"1 0 0 1 {x:.2f} {y:.2f} Tm", line, type_)

    def text_right(self, x: float, y: float, line: str, type_: Type) -> None:
        """Draw a line that ends at x."""
        self.text(x - self._setter.width(line, type_.size, type_.bold), y, line, type_)

    def text_upwards(self, x: float, y: float, line: str, type_: Type) -> None:
        """Draw a line turned a quarter, read from below."""
        self._put(f"0 1 -1 0 {x:.2f} {y:.2f} Tm", line, type_)

    def _put(self, place: str, line: str, type_: Type) -> None:
        out = self._text
        if type_.colour != self._colour:
            self._colour = type_.colour
            out.append(f"{_rgb(type_.colour)} rg")
        font = self._setter.font_name(type_.bold)
        if font != self._font or type_.size != self._size:
            self._font, self._size = font, type_.size
            out.append(f"{font} {type_.size:g} Tf")
        fragment = self._setter.fragment(line, type_.size, type_.bold)
        out.append(f"{place} {fragment.operators}")
        self._font = fragment.font_after

    def operators(self) -> str:
        """Return the content of the page."""
        strokes = [_stroke(pen, paths) for pen, paths in self._lines.items()]
        return "\n".join(["q", *self._areas, *strokes, "BT", *self._text, "ET", "Q"])


def _stroke(pen: Pen, paths: list[str]) -> str:
    drawn = f"{_rgb(pen.colour)} RG {pen.width:g} w {' '.join(paths)} S"
    return f"[2 1.6] 0 d {drawn} [] 0 d" if pen.dashed else drawn


def _rgb(colour: Colour) -> str:
    return "{:g} {:g} {:g}".format(*colour)
