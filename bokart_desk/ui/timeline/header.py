"""The header of the timeline: years, and under them months or quarters as the room allows, and today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bokart_desk.domain.terms import add_months
from bokart_desk.i18n import _, current_language
from bokart_desk.ui.dates import month_in_words, short_month
from bokart_desk.ui.palette import Palette
from bokart_desk.ui.timeline.geometry import Geometry
from bokart_desk.ui.timeline.scale import month_starts
from bokart_desk.ui.timeline.texts import Texts

_MONTH_DAYS, _SHORTEST_MONTH = 30.4, 28
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_YEAR = 12


def months_in_a_step(place: Geometry) -> int:
    """Return how many months a part of a year has for which there is room: 1, 3 or 12."""
    month = place.scale.per_day * _MONTH_DAYS
    if month >= place.text_height * 0.9:
        return 1
    return 3 if month * 3 >= place.text_height * 1.3 else _YEAR


def grid_days(place: Geometry) -> tuple[list[date], list[date]]:
    """Return the days in view where a year begins, and those where a part of it does."""
    first, last = place.days
    step = months_in_a_step(place)
    parts = [] if step == _YEAR else [day for day in month_starts(first, last, step) if day.month > 1]
    return list(month_starts(first, last, _YEAR)), parts


def paint_header(painter: QPainter, place: Geometry, colours: Palette, texts: Texts) -> None:
    """Paint both bands, and the day that is today."""
    width, height = place.size.width(), place.header_height
    band = height / 2
    painter.fillRect(QRectF(0, 0, width, height), QColor(colours.sunken))
    painter.setClipRect(QRectF(place.label_width, 0, max(width - place.label_width, 0), height))
    first, last = place.days
    step = months_in_a_step(place)
    painter.setFont(texts.strong_font)
    years = list(month_starts(first, last, _YEAR))
    _paint_band(painter, place, (years, _YEAR), [str(day.year) for day in years], (0.0, band), colours.text, texts)
    painter.setFont(texts.font)
    if step < _YEAR:
        parts = list(month_starts(first, last, step))
        names = _part_names(parts, step, place, texts)
        _paint_band(painter, place, (parts, step), names, (band, band), colours.text_muted, texts)
    _paint_today(painter, place, colours, texts)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(colours.border_strong), 1))
    painter.drawLine(QLineF(0, height - 0.5, width, height - 0.5))
    painter.drawLine(QLineF(place.label_width - 0.5, 0, place.label_width - 0.5, height))


def _paint_band(
    painter: QPainter,
    place: Geometry,
    parts: tuple[Sequence[date], int],
    names: Sequence[str],
    band: tuple[float, float],
    colour: str,
    texts: Texts,
) -> None:
    """Write names over ``parts`` (first days, months in each); the first stays in view while its part does."""
    (days, step), (top, height) = parts, band
    edges = [round(place.x(day)) for day in (*days, add_months(days[-1], step))]
    painter.setPen(QColor(colour))
    strong = step == _YEAR
    for index, text in enumerate(names):
        left = max(edges[index], place.label_width)
        area = QRectF(left, top, edges[index + 1] - left, height)
        if texts.width(text, strong) + 4 > area.width():
            continue
        if strong and area.width() > 160:
            painter.drawText(
                area.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text
            )
        else:
            painter.drawText(area, _CENTRE, text)
    painter.drawLines([QLineF(x + 0.5, top + height * 0.55, x + 0.5, top + height) for x in edges[:-1]])


def _part_names(days: Sequence[date], step: int, place: Geometry, texts: Texts) -> list[str]:
    """Return the names of months in the longest form that has room in all of them, or of quarters."""
    if step > 1:
        return [_("Q{number}").format(number=(day.month + 2) // 3) for day in days]
    room = place.scale.per_day * _SHORTEST_MONTH - 6
    forms = _month_names(current_language())
    names = next((form for form in forms if all(texts.width(name) <= room for name in form)), forms[-1])
    return [names[day.month - 1] for day in days]


@lru_cache(maxsize=4)
def _month_names(_language: str) -> tuple[tuple[str, ...], ...]:
    """Return the names of the twelve months in full, short, and as letters."""
    months = [date(2024, month, 1) for month in range(1, _YEAR + 1)]
    whole = tuple(month_in_words(month).rsplit(" ", 1)[0] for month in months)
    return whole, tuple(map(short_month, months)), tuple(name[:1].upper() for name in whole)


def _paint_today(painter: QPainter, place: Geometry, colours: Palette, texts: Texts) -> None:
    x = round(place.x(place.today) + place.scale.per_day / 2)
    text = _("Today")
    width = texts.width(text, True) + 12
    area = QRectF(x - width / 2, place.header_height / 2 + 1, width, place.header_height / 2 - 2)
    painter.fillRect(QRectF(x - 1, area.bottom(), 2, 3), QColor(colours.focus))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(area, 4, 4)
    painter.setFont(texts.strong_font)
    painter.setPen(QColor(colours.on_accent))
    painter.drawText(area, _CENTRE, text)
