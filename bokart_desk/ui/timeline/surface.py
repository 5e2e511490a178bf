"""The surface of the timeline: shows rows, scrolls and zooms, and paints no more than what is in view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bokart_desk.domain.terms import add_months
from bokart_desk.i18n import _
from bokart_desk.services.timeline import TimelineRow
from bokart_desk.ui.palette import palette
from bokart_desk.ui.timeline.cursor import Cursor, item_at, on_line
from bokart_desk.ui.timeline.geometry import Geometry
from bokart_desk.ui.timeline.lines import Item, Line, lines_of
from bokart_desk.ui.timeline.painting import Shown, paint
from bokart_desk.ui.timeline.scale import TimeScale, reach
from bokart_desk.ui.timeline.texts import Texts

_DAYS_IN_YEAR = 365.25


class Span(IntEnum):
    """How much time is in view: so many years around today, or all there is."""

    ALL = 0
    ONE_YEAR = 1
    THREE_YEARS = 3
    FIVE_YEARS = 5


_MONTHS_BACK = {Span.ONE_YEAR: 3, Span.THREE_YEARS: 12, Span.FIVE_YEARS: 24}


class TimelineSurface(QAbstractScrollArea):
    """Shows rows and a place in time; what the user does with it is ``TimelineCanvas``'s."""

    span_changed = Signal(object)
    """The ``Span`` in view, None when the user zoomed to something between."""
    shown_anew = Signal()
    """Other rows are shown."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: tuple[Line, ...] = ()
        self._scale = TimeScale(*reach((), today), 1.0)
        self._texts = Texts(self.font())
        self._placed = False
        self._first_in_view = today
        self._span: Span | None = Span.THREE_YEARS
        self._cursor: Cursor | None = None
        self._hovered: tuple[int, Item | None] = (-1, None)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_("Occupancy timeline"))

    # What it shows -------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[TimelineRow], today: date) -> None:
        """Show these rows; the place scrolled to and the row with the cursor stay where they can."""
        first = self.visible_days[0]
        kept = self.current_row
        self._today, self._lines = today, lines_of(rows)
        self._scale = TimeScale(*reach(rows, today), self._scale.per_day)
        self._hovered = (-1, None)
        self._cursor = None
        if kept is not None:
            line = next((at for at, line in enumerate(self._lines) if line.row and line.row.unit_id == kept), None)
            self._cursor = on_line(self._lines, line, today, today) if line is not None else None
        self._fit_bars()
        if self._span is not None and (not self._placed or self._span is Span.ALL):
            self.show_span(self._span)
        else:
            self._set_per_day(self._scale.per_day)
            self._scroll_to(first, self.geometry_now.label_width)
        self._placed = self._placed or bool(rows)
        self.viewport().update()
        self.shown_anew.emit()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines shown."""
        return self._lines

    def rows(self) -> tuple[TimelineRow, ...]:
        """Return the rows shown."""
        return tuple(line.row for line in self._lines if line.row is not None)

    @property
    def geometry_now(self) -> Geometry:
        """Where everything lies now."""
        scrolled = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return Geometry.of(self.viewport().size(), self._scale, self._today, self._lines, self.fontMetrics(), scrolled)

    @property
    def visible_days(self) -> tuple[date, date]:
        """The first and last day in view."""
        place = self.geometry_now
        return place.day_at(place.grid.left()), place.day_at(place.grid.right())

    @property
    def current_item(self) -> Item | None:
        """The bar or gap the keyboard is on."""
        return item_at(self._lines, self._cursor) if self._cursor is not None else None

    @property
    def current_row(self) -> int | None:
        """The unit the keyboard is on."""
        row = self._lines[self._cursor.line].row if self._cursor is not None else None
        return row.unit_id if row is not None else None

    @property
    def span(self) -> Span | None:
        """How much time is in view, None for something between."""
        return self._span

    # Zoom and place ------------------------------------------------------------------------------

    def show_span(self, span: Span) -> None:
        """Show so much time: years around today, or everything."""
        self._span = span
        room = int(self.geometry_now.grid.width())
        if span is Span.ALL:
            self._set_per_day(0.0)
        else:
            self._set_per_day(room / (span * _DAYS_IN_YEAR))
            self._scroll_to(add_months(self._today, -_MONTHS_BACK[span]), self.geometry_now.label_width)
        self.span_changed.emit(span)

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Make a day wider or narrower; the day at the place ``at`` (today, if in view, else the middle) stays."""
        place = self.geometry_now
        if at is None:
            today = place.x(self._today)
            at = today if place.grid.left() <= today <= place.grid.right() else self._middle()
        at = max(at, place.grid.left())
        day = (at - place.label_width + place.left) / place.scale.per_day
        self._span = None
        self._set_per_day(self._scale.per_day * factor)
        self.horizontalScrollBar().setValue(round(day * self._scale.per_day - (at - place.label_width)))
        self.span_changed.emit(None)

    def go_to_today(self) -> None:
        """Scroll so that today stands a third from the left."""
        place = self.geometry_now
        self._scroll_to(self._today, place.label_width + place.grid.width() / 3)

    def go_to_day(self, day: date) -> None:
        """Scroll so that a day stands in the middle."""
        self._placed = True
        self._scroll_to(day, self._middle())

    def _set_per_day(self, per_day: float) -> None:
        self._scale = self._scale.zoomed(per_day, int(self.geometry_now.grid.width()))
        self._fit_bars()
        self.viewport().update()

    def _scroll_to(self, day: date, at: float) -> None:
        place = self.geometry_now
        self.horizontalScrollBar().setValue(round(self._scale.place(day) - (at - place.label_width)))

    def _middle(self) -> float:
        grid = self.geometry_now.grid
        return grid.left() + grid.width() / 2

    def _fit_bars(self) -> None:
        place = self.geometry_now
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(int(place.grid.width()))
        across.setSingleStep(max(20, int(place.grid.width() / 12)))
        across.setRange(0, max(self._scale.width - int(place.grid.width()), 0))
        down.setPageStep(int(place.grid.height()))
        down.setSingleStep(place.line_height)
        down.setRange(0, max(len(self._lines) * place.line_height - int(place.grid.height()), 0))

    # Painting ------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._texts.font != self.font():
            self._texts = Texts(self.font())
        painter = QPainter(self.viewport())
        cursor = self._cursor if self.hasFocus() else None
        shown = Shown(self.geometry_now, palette(), self._texts, self.devicePixelRatioF(), cursor, self._hovered[0])
        paint(painter, shown)
        painter.end()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._first_in_view = self.visible_days[0]
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        first = self._first_in_view
        if self._span is None:
            self._set_per_day(self._scale.per_day)
        else:
            self.show_span(self._span)
        if self._placed and self._span is not Span.ALL:
            self._scroll_to(first, self.geometry_now.label_width)

    def sizeHint(self) -> QSize:
        return QSize(900, 480)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 150)
