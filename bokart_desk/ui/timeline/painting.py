"""Paints the timeline: only the lines and days in view, colours from the theme, each kind with a sign or pattern."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.timeline import Gap
from bokart_desk.services.timeline import TimelineBar, TimelineRow
from bokart_desk.services.timeline_words import household_shown
from bokart_desk.ui import icons
from bokart_desk.ui.palette import Palette, ToneColours
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.timeline.cursor import Cursor, item_at
from bokart_desk.ui.timeline.geometry import Geometry
from bokart_desk.ui.timeline.header import grid_days, paint_header
from bokart_desk.ui.timeline.lines import Item, Line
from bokart_desk.ui.timeline.looks import LOOKS, PROTECTED_SIGN, Look
from bokart_desk.ui.timeline.texts import Texts

_DAY = timedelta(days=1)
_PAD = 5.0
_SIGN = 14
_NAME_LEAST = 26.0
"""Room below which a name is left out: a letter and a half says nothing."""

_THROUGH = 170
"""How much of today's line covers a name under it, of 255."""

_VLEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_VRIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Shown:
    """What is painted. ``cursor``: where the keyboard is, None without focus; ``hovered``: the line under the mouse."""

    geometry: Geometry
    colours: Palette
    texts: Texts
    ratio: float
    cursor: Cursor | None = None
    hovered: int = -1


def paint(painter: QPainter, shown: Shown) -> None:
    """Paint all of it."""
    place, colours = shown.geometry, shown.colours
    painter.fillRect(QRectF(QPointF(0, 0), place.size.toSizeF()), colour_of(colours.surface))
    painter.setFont(shown.texts.font)
    painter.setClipRect(place.grid)
    _paint_grid(painter, shown)
    for index in place.visible_lines():
        _paint_line(painter, shown, index)
    _paint_today(painter, shown)
    painter.setClipping(False)
    _paint_labels(painter, shown)
    paint_header(painter, place, colours, shown.texts)


@lru_cache(maxsize=128)
def colour_of(name: str) -> QColor:
    """Return a colour of the palette as Qt's; it is shared, and must not be changed."""
    return QColor(name)


@lru_cache(maxsize=32)
def hatched(colour: str, pattern: Qt.BrushStyle = Qt.BrushStyle.BDiagPattern) -> QBrush:
    """Return slanting lines in a colour."""
    return QBrush(colour_of(colour), pattern)


def paint_bar(painter: QPainter, area: QRectF, look: Look, tones: ToneColours) -> None:
    """Paint the ground and outline of a bar."""
    if not look.dashed:
        apart = 0 if look.framed else 1  # from the next one without an outline
        painter.fillRect(area.adjusted(0, 0, -apart, 0), colour_of(tones.soft))
    if look.framed:
        style = Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour_of(tones.strong), 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_gap(painter: QPainter, area: QRectF, colours: Palette, *, lasting: bool) -> None:
    """Paint days without a tenant: hatched, with an outline where it is still so."""
    tones = colours.tone(Tone.NEUTRAL)
    painter.fillRect(area, hatched(tones.strong if lasting else colours.border_strong))
    if lasting:
        painter.setPen(QPen(colour_of(tones.strong), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_cliff(painter: QPainter, area: QRectF, tones: ToneColours) -> None:
    """Paint the three months after the end: an outline of dashes, closed by a thick line on the last day to act."""
    painter.setPen(QPen(colour_of(tones.strong), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.fillRect(QRectF(area.right() - 3, area.top() - 3, 3, area.height() + 6), colour_of(tones.strong))


def paint_lease(painter: QPainter, left: float, right: float, y: float, colours: Palette, *, ends: bool) -> None:
    """Paint a head lease as a thin line; ``ends``: with a stop at its last day."""
    colour = colour_of(colours.tone(Tone.ACCENT).strong)
    painter.fillRect(QRectF(left, y - 1, max(right - left, 2), 2), colour)
    if ends:
        painter.fillRect(QRectF(right - 2, y - 4, 2, 7), colour)


def _paint_grid(painter: QPainter, shown: Shown) -> None:
    place = shown.geometry
    years, months = grid_days(place)
    for days, colour in ((months, shown.colours.hover), (years, shown.colours.border)):
        painter.setPen(QPen(colour_of(colour), 1))
        tops = place.grid.top(), place.grid.bottom()
        painter.drawLines([QLineF(x, tops[0], x, tops[1]) for x in (round(place.x(day)) + 0.5 for day in days)])


def _paint_line(painter: QPainter, shown: Shown, index: int) -> None:
    place, colours = shown.geometry, shown.colours
    line, top, bottom = place.lines[index], place.line_top(index), place.line_top(index + 1)
    whole = QRectF(place.label_width, top, place.grid.width(), place.line_height)
    if line.row is None:
        painter.fillRect(whole, colour_of(colours.sunken))
    elif index == shown.hovered or (shown.cursor is not None and index == shown.cursor.line):
        veil = QColor(colours.hover)
        veil.setAlpha(150)
        painter.fillRect(whole, veil)
    painter.setPen(QPen(colour_of(colours.border), 1))
    painter.drawLine(QLineF(whole.left(), bottom - 0.5, whole.right(), bottom - 0.5))
    if line.row is not None:
        _paint_row(painter, shown, index, line.row)


def _paint_row(painter: QPainter, shown: Shown, index: int, row: TimelineRow) -> None:
    place = shown.geometry
    grid = place.grid
    for lease in row.leases:
        span = lease.span
        if place.meets(span.start, span.end):
            left = max(place.x(span.start), grid.left() - 8)
            right = place.x(span.end + _DAY) if span.end is not None else grid.right() + 8
            paint_lease(painter, left, right, place.lease_y(index), shown.colours, ends=span.end is not None)
    for gap in row.gaps:
        if place.meets(gap.start, gap.last):
            area = place.item_area(index, gap)
            paint_gap(painter, _clipped(area, grid), shown.colours, lasting=gap.lasting)
    for entry in row.bars:
        if place.meets(entry.bar.start, entry.bar.cliff or entry.bar.last):
            _paint_entry(painter, shown, index, entry)
    if shown.cursor is not None and shown.cursor.line == index:
        _paint_focus(painter, shown, index, item_at(place.lines, shown.cursor))


def _paint_entry(painter: QPainter, shown: Shown, index: int, entry: TimelineBar) -> None:
    place, grid = shown.geometry, shown.geometry.grid
    area = place.item_area(index, entry)
    cliff = place.cliff_area(index, entry)
    look = LOOKS[entry.bar.status]
    tones = shown.colours.tone(look.tone)
    if cliff is not None:
        painter.fillRect(cliff, colour_of(shown.colours.surface))
        paint_cliff(painter, cliff, tones)
    paint_bar(painter, _clipped(area, grid), look, tones)
    own = _paint_stay(painter, shown, area, entry) or area
    if area.height() >= place.text_height - 2:
        _paint_name(painter, shown, own, entry, look)


def _paint_stay(painter: QPainter, shown: Shown, area: QRectF, entry: TimelineBar) -> QRectF | None:
    """Hatch the days after the agreed end; return where the name stands then: before them if that is in view."""
    place, bar = shown.geometry, entry.bar
    end = bar.dates.end
    if end is None or bar.status is ContractStatus.ENDED or (bar.last is not None and bar.last <= end):
        return None
    agreed = round(place.x(end + _DAY))
    if agreed >= area.right():
        return None
    tones = shown.colours.tone(LOOKS[bar.status].tone)
    own = QRectF(area.left(), area.top(), agreed - 1 - area.left(), area.height())
    stays = _clipped(QRectF(agreed, area.top(), area.right() - agreed, area.height()), place.grid)
    if own.intersected(place.grid).width() < _SIGN and stays.width() > 2 * _NAME_LEAST:
        name = shown.texts.width(household_shown(entry)) + 2 * _SIGN + 3 * _PAD
        left = max(stays.left(), place.grid.left())
        own = QRectF(left, area.top(), min(name, stays.right() - left), area.height())
        stays.setLeft(own.right())
    painter.fillRect(stays, hatched(tones.strong))
    painter.fillRect(QRectF(agreed - 1, area.top(), 2, area.height()), colour_of(tones.strong))
    return own


def _paint_name(painter: QPainter, shown: Shown, area: QRectF, entry: TimelineBar, look: Look) -> None:
    """Write the name in that part of the bar that is in view, so that it stays while one scrolls."""
    tones = shown.colours.tone(look.tone)
    room = area.intersected(shown.geometry.grid.adjusted(0, -100, 0, 100)).adjusted(_PAD, 0, -_PAD, 0)
    colour = tones.text
    for sign in filter(None, (look.sign, PROTECTED_SIGN if entry.protected else "")):
        if room.width() < _SIGN:
            return
        picture = icons.pixmap(sign, colour, _SIGN, shown.ratio)
        painter.drawPixmap(QPointF(room.left(), round(room.center().y() - _SIGN / 2)), picture)
        room.setLeft(room.left() + _SIGN + 4)
    if room.width() < _NAME_LEAST:
        return
    painter.setPen(colour_of(colour))
    name = shown.texts.fitted(household_shown(entry), int(room.width()))
    painter.drawText(room, _VLEFT, name)


def _paint_focus(painter: QPainter, shown: Shown, index: int, item: Item | None) -> None:
    place = shown.geometry
    if item is None:
        return
    area = place.item_area(index, item)
    cliff = place.cliff_area(index, item) if not isinstance(item, Gap) else None
    if cliff is not None:
        area = area.united(cliff)
    painter.setPen(QPen(colour_of(shown.colours.focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_clipped(area, place.grid.adjusted(2, 0, -2, 0)).adjusted(-1, -2, 1, 2))


def _paint_today(painter: QPainter, shown: Shown) -> None:
    place = shown.geometry
    x = round(place.x(place.today) + place.scale.per_day / 2)
    line = QColor(shown.colours.focus)
    line.setAlpha(_THROUGH)
    painter.fillRect(QRectF(x - 1, place.grid.top(), 2, place.grid.height()), line)


def _paint_labels(painter: QPainter, shown: Shown) -> None:
    place, colours = shown.geometry, shown.colours
    column = QRectF(0, place.header_height, place.label_width, place.grid.height())
    painter.setClipRect(column)
    painter.fillRect(column, colour_of(colours.surface))
    for index in place.visible_lines():
        focused = shown.cursor is not None and shown.cursor.line == index
        area = QRectF(0, place.line_top(index), place.label_width, place.line_height)
        _paint_label(painter, shown, place.lines[index], area, lit=focused or index == shown.hovered)
        if focused:
            painter.fillRect(QRectF(0, area.top(), 3, area.height() - 1), colour_of(colours.focus))
    painter.setClipping(False)
    painter.setPen(QPen(colour_of(colours.border_strong), 1))
    painter.drawLine(QLineF(column.right() - 0.5, 0, column.right() - 0.5, place.size.height()))


def _paint_label(painter: QPainter, shown: Shown, line: Line, area: QRectF, *, lit: bool) -> None:
    colours = shown.colours
    ground = colours.sunken if line.row is None else colours.hover if lit else colours.surface
    painter.fillRect(area, colour_of(ground))
    painter.setPen(QPen(colour_of(colours.border), 1))
    painter.drawLine(QLineF(area.left(), area.bottom() - 0.5, area.right(), area.bottom() - 0.5))
    texts, strong = shown.texts, line.row is None
    beside_bar = shown.geometry.line_height - shown.geometry.bar_height - 8 if line.row is not None else 0
    inside = area.adjusted(24 if line.indented else 10, 0, -8, -beside_bar)
    text = texts.fitted(line.text, int(inside.width()), strong, middle=True)
    painter.setFont(texts.strong_font if strong else texts.font)
    painter.setPen(colour_of(colours.text))
    painter.drawText(inside, _VLEFT, text)
    left = inside.width() - texts.width(text, strong) - 12
    if line.note and left > texts.width(line.note):
        painter.setFont(texts.font)
        painter.setPen(colour_of(colours.text_muted))
        painter.drawText(inside, _VRIGHT, line.note)


def _clipped(area: QRectF, grid: QRectF) -> QRectF:
    """Cut what lies far outside, so that long bars cost no more than short ones; edges stay out of view."""
    return area.intersected(grid.adjusted(-6, -200, 6, 200))
