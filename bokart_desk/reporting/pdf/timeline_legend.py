"""The legend of the occupancy timeline on paper: a sample of each mark with its words, in as many lines as it needs."""

from __future__ import annotations

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.i18n import _
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf import timeline_look as our
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.timeline_marks import Box, draw_bar, draw_cliff, draw_gap, draw_lease, draw_stay
from bokart_desk.reporting.pdf.typesetting import Typesetter
from bokart_desk.services.timeline_words import LEGEND_ORDER, legend_label

_LINE = 11.0
_SAMPLE = 17.0


class Legend:
    """Lengths are points; ``room``: how wide it may be."""

    def __init__(self, setter: Typesetter, room: float) -> None:
        self._setter = setter
        self._lines = _lines(setter, room)

    @property
    def height(self) -> float:
        """How much room it takes above the foot of the page."""
        return len(self._lines) * _LINE

    def draw(self, painter: Painter, floor: float) -> None:
        """Draw it below ``floor``, where the rows end."""
        y = floor - 10
        for entries in self._lines:
            for x, kind, text in entries:
                box = Box(look.MARGIN + x, y, look.MARGIN + x + _SAMPLE, y + 7.4)
                self._draw_sample(painter, box, kind)
                painter.text(box.right + 3, y + 1.4, text, our.MONTH)
            y -= _LINE

    def _draw_sample(self, painter: Painter, box: Box, kind: ContractStatus | str) -> None:
        if isinstance(kind, ContractStatus):
            style = our.LOOKS[kind]
            draw_bar(painter, box, style)
            mark = look.Type(our.NAME, True, style.edge or our.INK)
            width = self._setter.width(style.mark, mark.size, True)
            painter.text((box.left + box.right - width) / 2, box.bottom + 1.5, style.mark, mark)
        elif kind == "stay":
            draw_stay(painter, box, our.RED)
        elif kind == "cliff":
            draw_cliff(painter, box)
        elif kind == "gap":
            draw_gap(painter, box, lasting=True)
        else:
            draw_lease(painter, box.left, box.right, (box.bottom + box.top) / 2, ends=True)


def _lines(setter: Typesetter, room: float) -> list[list[tuple[float, ContractStatus | str, str]]]:
    """Return the lines: place from the left, kind and words."""
    entries: list[tuple[ContractStatus | str, str]] = [(status, legend_label(status)) for status in LEGEND_ORDER]
    entries += [
        ("stay", _("Stays on after the end")),
        ("cliff", _("Three months after the end")),
        ("gap", _("Nobody lives there")),
        ("lease", _("Head lease")),
    ]
    lines: list[list[tuple[float, ContractStatus | str, str]]] = [[]]
    x = 0.0
    for kind, text in entries:
        width = _SAMPLE + 3 + setter.width(text, our.MONTH.size) + 10
        if x + width > room + 10:
            lines.append([])
            x = 0.0
        lines[-1].append((x, kind, text))
        x += width
    return lines
