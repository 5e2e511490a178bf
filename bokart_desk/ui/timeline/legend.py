"""The legend of the timeline: each look beside its meaning in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.i18n import _
from bokart_desk.services.timeline_words import LEGEND_ORDER, legend_label
from bokart_desk.ui import icons
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.palette import Palette, palette
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.timeline.looks import LOOKS
from bokart_desk.ui.timeline.painting import paint_bar, paint_cliff, paint_gap, paint_lease
from bokart_desk.ui.widgets import label

_SIZE = QSize(34, 18)
_SIGN = 13
Draw = Callable[[QPainter, QRectF, Palette, float], None]


class Swatch(QWidget):
    """A small sample of a look."""

    def __init__(self, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw = draw
        self.setFixedSize(_SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1), palette(), self.devicePixelRatioF())
        painter.end()


class Legend(QWidget):
    """All looks with their words, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, Space.S)
        for status in LEGEND_ORDER:
            flow.addWidget(_entry(_status_sample(status), legend_label(status)))
        flow.addWidget(_entry(_cliff_sample, _("Three months after the end")))
        flow.addWidget(_entry(_gap_sample, _("Nobody lives there")))
        flow.addWidget(_entry(_lease_sample, _("Head lease")))
        self.setAccessibleName(_("Legend"))


def _entry(draw: Draw, text: str) -> QWidget:
    result = QWidget()
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, Space.S, 0)
    row.setSpacing(6)
    row.addWidget(Swatch(draw))
    row.addWidget(label(text, "small"))
    return result


def _status_sample(status: ContractStatus) -> Draw:
    look = LOOKS[status]

    def draw(painter: QPainter, area: QRectF, colours: Palette, ratio: float) -> None:
        tones = colours.tone(look.tone)
        paint_bar(painter, area, look, tones)
        if look.sign:
            picture = icons.pixmap(look.sign, tones.text, _SIGN, ratio)
            painter.drawPixmap(area.center() - QPointF(_SIGN / 2, _SIGN / 2), picture)

    return draw


def _cliff_sample(painter: QPainter, area: QRectF, colours: Palette, _ratio: float) -> None:
    paint_cliff(painter, area.adjusted(0, 2, 0, -2), colours.tone(Tone.DANGER))


def _gap_sample(painter: QPainter, area: QRectF, colours: Palette, _ratio: float) -> None:
    paint_gap(painter, area, colours, lasting=True)


def _lease_sample(painter: QPainter, area: QRectF, colours: Palette, _ratio: float) -> None:
    paint_lease(painter, area.left(), area.right(), area.center().y(), colours, ends=True)
