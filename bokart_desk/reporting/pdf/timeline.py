"""Draws the occupancy timeline as PDF: units as rows, years and months on top, legend and page number on each page."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.terms import add_months
from bokart_desk.i18n import _, format_month
from bokart_desk.reporting.pdf import RenderedPdf, look
from bokart_desk.reporting.pdf import timeline_look as our
from bokart_desk.reporting.pdf.logo import read_logo
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.sheets import draw_foot, new_canvas
from bokart_desk.reporting.pdf.timeline_legend import Legend
from bokart_desk.reporting.pdf.timeline_marks import (
    Box,
    draw_bar,
    draw_cliff,
    draw_gap,
    draw_lease,
    draw_stay,
    shortened,
)
from bokart_desk.reporting.pdf.typesetting import Typesetter
from bokart_desk.reporting.timeline import PaperBar, PaperLine, TimelinePaper

_DAY = timedelta(days=1)
_NAME_LEAST = 24.0
"""Room below which a name moves to the days after the end."""


def render_timeline(paper: TimelinePaper) -> RenderedPdf:
    """Return the paper as PDF, for print or a file."""
    buffer = io.BytesIO()
    canvas = new_canvas(paper.document, buffer)
    setter = Typesetter(canvas._doc)
    picture = read_logo(paper.document.logo)
    sheet = _Sheet(paper, setter, picture.width if picture else 0.0)
    pages = list(sheet.pages())
    for number, lines in enumerate(pages, start=1):
        if number == 1 and picture:
            picture.draw(canvas, *look.page_size(paper.document))
        canvas.addLiteral(sheet.content(lines, number, len(pages)))
        if number == len(pages):
            setter.finish()
        canvas.showPage()
    canvas.save()
    return RenderedPdf(buffer.getvalue(), len(pages), setter.missing)


class _Sheet:
    """One paper being drawn. Lengths are points; y grows upwards."""

    def __init__(self, paper: TimelinePaper, setter: Typesetter, logo_width: float) -> None:
        self._paper, self._setter, self._logo_width = paper, setter, logo_width
        self._width, self._height = look.page_size(paper.document)
        self._left = look.MARGIN + our.LABELS
        self._right = self._width - look.MARGIN
        self._per_day = (self._right - self._left) / ((paper.last - paper.first).days + 1)
        self._legend = Legend(setter, self._right - look.MARGIN)
        self._floor = look.BOTTOM + self._legend.height + 8

    def pages(self) -> Iterator[list[PaperLine]]:
        """Yield the lines of each page; no address stands alone at the foot, and one is said again on the next page."""
        page: list[PaperLine] = []
        number = 1
        for place, line in enumerate(self._paper.lines):
            needed = 2 if line.heading else 1
            if page and len(page) + needed > self._capacity(number):
                yield page
                number += 1
                page = [_again(line)] if line.of and not self._paper.lines[place - 1].heading else []
            page.append(line)
        yield page

    def content(self, lines: Sequence[PaperLine], number: int, count: int) -> str:
        """Return the operators of a page."""
        painter = Painter(self._setter)
        top = self._draw_title(painter) if number == 1 else self._draw_head(painter)
        bottom = top - 2 * our.BAND - len(lines) * our.ROW
        self._draw_grid(painter, lines, top, bottom)
        for index, line in enumerate(lines):
            self._draw_line(painter, line, top - 2 * our.BAND - index * our.ROW)
        if self._paper.first <= self._paper.today <= self._paper.last:
            x = self._x(self._paper.today) + self._per_day / 2
            painter.line((x, bottom), (x, top - 2 * our.BAND), our.TODAY)
        self._legend.draw(painter, self._floor)
        draw_foot(painter, self._setter, self._paper.document, number, count)
        return painter.operators()

    def _capacity(self, number: int) -> int:
        top = self._height - look.TOP - (self._title_height() if number == 1 else 20.0)
        return max(2, int((top - 2 * our.BAND - self._floor) / our.ROW))

    # Above the rows ------------------------------------------------------------------------------

    def _title_height(self) -> float:
        return max(62.0 + 11.0 * len(self._paper.document.meta), look.LOGO_HEIGHT + 24 if self._logo_width else 0.0)

    def _draw_title(self, painter: Painter) -> float:
        document, y = self._paper.document, self._height - look.TOP
        room = self._right - look.MARGIN - self._logo_width - 12
        sender = " · ".join(filter(None, (document.author, document.office)))
        for text, type_, down in (
            (sender, look.Type(9, True, look.ACCENT), 9.0),
            (document.title, look.Type(look.TITLE_SIZE, True), 20.0),
            (document.subtitle, look.Type(look.SUBTITLE_SIZE, False, look.GREY), 15.0),
        ):
            y -= down
            painter.text(look.MARGIN, y, shortened(self._setter, text, room, type_), type_)
        y -= 4
        for text in document.meta:
            y -= 11
            painter.text(look.MARGIN, y, text, look.Type(8.5, False, look.GREY))
        return self._height - look.TOP - self._title_height()

    def _draw_head(self, painter: Painter) -> float:
        document, y = self._paper.document, self._height - look.TOP - 7
        text = " · ".join(filter(None, (document.author, document.title, document.subtitle)))
        painter.text(look.MARGIN, y, shortened(self._setter, text, self._right - look.MARGIN, look.ASIDE), look.ASIDE)
        return self._height - look.TOP - 20.0

    def _draw_grid(self, painter: Painter, lines: Sequence[PaperLine], top: float, bottom: float) -> None:
        paper = self._paper
        painter.area(look.MARGIN, top - 2 * our.BAND, self._right - look.MARGIN, 2 * our.BAND, look.TINT)
        for index, line in enumerate(lines):
            y = top - 2 * our.BAND - (index + 1) * our.ROW
            if line.heading:
                painter.area(look.MARGIN, y, self._right - look.MARGIN, our.ROW, our.SHADE)
            painter.area(look.MARGIN, y, self._right - look.MARGIN, 0.3, our.ROW_LINE)
        step = self._step()
        today = self._today_box(top)
        for first, text in self._parts(12):
            x = max(self._x(first), self._left)
            painter.text(x + 3, top - our.BAND + 3.2, text, our.YEAR)
            painter.area(x - 0.25, bottom, 0.5, top - bottom, our.YEAR_LINE)
        for first, text in self._parts(step) if step < 12 else ():
            x = max(self._x(first), self._left)
            if first.month > 1 and first >= paper.first:
                painter.area(x - 0.15, bottom, 0.3, top - our.BAND - bottom, our.GRID)
            end = x + 3 + self._setter.width(text, our.MONTH.size)
            if today is None or end < today.left or x + 3 > today.right:
                painter.text(x + 3, top - 2 * our.BAND + 3.4, text, our.MONTH)
        if today is not None:
            painter.area(today.left, today.bottom, today.width, today.height, look.ACCENT)
            type_ = look.Type(our.MONTH.size, True, our.WHITE)
            painter.text(today.left + 3, top - 2 * our.BAND + 3.4, _("Today"), type_)

    def _today_box(self, top: float) -> Box | None:
        """Return where the word for today stands in the header; None when it is not among the days."""
        paper = self._paper
        if not paper.first <= paper.today <= paper.last:
            return None
        half = self._setter.width(_("Today"), our.MONTH.size, True) / 2 + 3
        x = self._x(paper.today) + self._per_day / 2
        return Box(x - half, top - 2 * our.BAND + 1, x + half, top - our.BAND - 1)

    def _step(self) -> int:
        month = self._per_day * 30.4
        return 1 if month >= 9 else 3 if month * 3 >= 14 else 12

    def _parts(self, step: int) -> Iterator[tuple[date, str]]:
        """Yield where parts of the time begin, with a name where there is room."""
        first = self._paper.first
        month = first.replace(month=(first.month - 1) // step * step + 1, day=1)
        while month <= self._paper.last:
            after = add_months(month, step)
            room = self._x(min(after, self._paper.last + _DAY)) - max(self._x(month), self._left) - 4
            yield month, self._part_name(month, step, room)
            month = after

    def _part_name(self, first: date, step: int, room: float) -> str:
        if step == 12:
            names, type_ = [f"{first.year}"], our.YEAR
        elif step == 3:
            names, type_ = [_("Q{number}").format(number=(first.month + 2) // 3)], our.MONTH
        else:
            whole = format_month(first).rsplit(" ", 1)[0]
            names, type_ = [whole, whole[:3], whole[:1].upper()], our.MONTH
        return next((name for name in names if self._setter.width(name, type_.size, type_.bold) <= room), "")

    # Rows ----------------------------------------------------------------------------------------

    def _draw_line(self, painter: Painter, line: PaperLine, top: float) -> None:
        middle = our.ROW / 2 if line.heading else our.BAR / 2 + 1.6
        base = top - middle - our.LABEL.size * 0.34
        x = look.MARGIN + (12 if line.of and not line.heading else 3)
        type_ = our.HEADING if line.heading else our.LABEL
        room = self._left - x - 5
        text = shortened(self._setter, line.text, room, type_)
        painter.text(x, base, text, type_)
        left = room - self._setter.width(text, type_.size, type_.bold) - 6
        if line.note and self._setter.width(line.note, our.NOTE.size) <= left:
            painter.text_right(self._left - 4, base, line.note, our.NOTE)
        if line.heading:
            return
        for span in line.leases:
            self._draw_lease(painter, span.start, span.end, top - our.ROW + 1.9)
        for gap in line.gaps:
            box = self._box(gap.start, gap.last, top - 1.6, our.BAR)
            if box is not None:
                draw_gap(painter, box, lasting=gap.lasting)
        for entry in line.bars:
            height = our.BAR / line.lanes
            self._draw_entry(painter, entry, top - 1.6 - entry.bar.lane * height, height - (line.lanes > 1) * 0.6)

    def _draw_lease(self, painter: Painter, start: date, end: date | None, y: float) -> None:
        box = self._box(start, end, y, 0.0)
        if box is not None:
            draw_lease(painter, box.left, box.right, y, ends=end is not None and end <= self._paper.last)

    def _draw_entry(self, painter: Painter, entry: PaperBar, top: float, height: float) -> None:
        bar, style = entry.bar, our.LOOKS[entry.bar.status]
        end = bar.dates.end
        if bar.cliff is not None and end is not None:
            cliff = self._box(end + _DAY, bar.cliff, top, height)
            if cliff is not None:
                draw_cliff(painter, cliff, closed=bar.cliff <= self._paper.last)
        box = self._box(bar.start, bar.last, top, height)
        if box is None:
            return
        draw_bar(painter, box, style)
        own: Box | None = box
        stays = bar.status is not ContractStatus.ENDED and end is not None and (bar.last is None or bar.last > end)
        if stays and end is not None:
            own = self._draw_stay(painter, box, self._x(end + _DAY), entry)
        if own is not None and height >= our.NAME:
            self._draw_name(painter, own, entry, style)

    def _draw_stay(self, painter: Painter, box: Box, agreed: float, entry: PaperBar) -> Box | None:
        """Hatch the days after the agreed end; return where the name stands: before them if that is in view."""
        style = our.LOOKS[entry.bar.status]
        own, after = box.within(self._left, agreed), box.within(agreed, self._right)
        if after is None:
            return own
        if (own is None or own.width < _NAME_LEAST) and after.width >= _NAME_LEAST:
            room = self._setter.width(f"{style.mark} {entry.text}", our.NAME, True) + 8
            own = after._replace(right=min(after.right, after.left + room))
            after = after._replace(left=own.right)
        draw_stay(painter, after, style.edge or our.GREY, begins=after.left == agreed)
        return own

    def _draw_name(self, painter: Painter, box: Box, entry: PaperBar, style: our.BarLook) -> None:
        type_ = look.Type(our.NAME, False, our.INK if style.edge else look.GREY)
        x, base = box.left + 2.5, (box.bottom + box.top) / 2 - our.NAME * 0.34
        if style.mark:
            bold = look.Type(our.NAME, True, style.edge or our.INK)
            width = self._setter.width(style.mark, bold.size, True)
            if width + 4 > box.width:
                return
            painter.text(x, base, style.mark, bold)
            x += width + 2.5
        room = box.right - x - 2.5
        text = shortened(self._setter, entry.text, room, type_)
        painter.text(x, base, text, type_)
        day = self._setter.width(entry.day, type_.size)
        if entry.day and room - self._setter.width(text, type_.size) - 8 > day:
            painter.text_right(box.right - 2.5, base, entry.day, look.Type(our.NAME, False, look.GREY))

    def _box(self, first: date, last: date | None, top: float, height: float) -> Box | None:
        right = self._right if last is None else self._x(last + _DAY)
        return Box(self._x(first), top - height, right, top).within(self._left, self._right)

    def _x(self, day: date) -> float:
        return self._left + (day - self._paper.first).days * self._per_day


def _again(line: PaperLine) -> PaperLine:
    """Return the address of a house whose rooms go on on another page."""
    return PaperLine(_("{heading} (continued)").format(heading=line.of), "", heading=True)
