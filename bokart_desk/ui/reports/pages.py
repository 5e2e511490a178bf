"""Shows the pages of a PDF one below the other, sharp on any screen, drawing only what is in sight."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bokart_desk.i18n import _
from bokart_desk.platform.pdf_pages import PdfPages

GAP = 16
"""Room around each page, in pixels of the screen's own scale."""

ZOOM_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Pixels per point; 4/3 is the paper's true size on most screens."""

_KEEP_PICTURES = 6


class PageView(QAbstractScrollArea):
    """A scrolling strip of pages. The zoom is pixels per point, or follows the window's width."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._places: list[QRect] = []
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._fit = True
        self._zoom = 1.0
        self._current = 0
        self._dimmed = False
        self._drawing = QTimer(self, singleShot=True, interval=0)
        self._drawing.timeout.connect(self._draw_missing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages of the paper"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    # -- what is shown

    @property
    def pages(self) -> PdfPages | None:
        """The PDF on show, if any."""
        return self._pages

    @property
    def current_page(self) -> int:
        """The page (from 0) that fills most of the view."""
        return self._current

    @property
    def zoom(self) -> float:
        """Pixels per point now."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether the pages follow the width of the window."""
        return self._fit

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another PDF; the place in the paper is kept where it exists in the new one."""
        old, self._pages = self._pages, pages
        self._pictures.clear()
        self._dimmed = False
        page = min(self._current, len(pages) - 1) if pages and old else 0
        self._lay_out()
        self.go_to(max(0, page))
        if old is not None and old is not pages:
            old.close()

    def set_dimmed(self, dimmed: bool) -> None:
        """Show the pages faintly: they are not those of the choices made now."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.viewport().update()

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page (from 0)."""
        if 0 <= page < len(self._places):
            self.verticalScrollBar().setValue(self._places[page].top() - GAP)
            self._tell_page()

    def set_zoom(self, zoom: float) -> None:
        """Use a fixed zoom in pixels per point."""
        self._fit = False
        self._apply_zoom(min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1]))

    def fit_width(self) -> None:
        """Let the pages fill the width of the view, now and when it changes."""
        self._fit = True
        self._lay_out()

    def zoom_in(self) -> None:
        """Go one step closer."""
        self.set_zoom(next((step for step in ZOOM_STEPS if step > self._zoom * 1.01), ZOOM_STEPS[-1]))

    def zoom_out(self) -> None:
        """Go one step away."""
        self.set_zoom(next((step for step in reversed(ZOOM_STEPS) if step < self._zoom * 0.99), ZOOM_STEPS[0]))

    # -- layout

    def _apply_zoom(self, zoom: float) -> None:
        page = self._current
        self._zoom = zoom
        self._lay_out()
        self.go_to(page)

    def _lay_out(self) -> None:
        sizes = self._pages.sizes if self._pages else ()
        room = self.viewport().width()
        if self._fit and sizes:
            self._zoom = max(0.2, (room - 2 * GAP) / max(size.width for size in sizes))
        top, widest = GAP, 0
        self._places = []
        for size in sizes:
            width, height = round(size.width * self._zoom), round(size.height * self._zoom)
            self._places.append(QRect(max(GAP, (room - width) // 2), top, width, height))
            top += height + GAP
            widest = max(widest, width + 2 * GAP)
        self._set_range(widest, top)
        self.zoom_changed.emit(self._zoom)
        self.viewport().update()

    def _set_range(self, width: int, height: int) -> None:
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, height - self.viewport().height()))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(40)
        across.setRange(0, max(0, width - self.viewport().width()))
        across.setPageStep(self.viewport().width())

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _visible(self) -> list[tuple[int, QRect]]:
        window = self.viewport().rect().translated(self._offset())
        return [(number, place) for number, place in enumerate(self._places) if place.intersects(window)]

    def _tell_page(self) -> None:
        window = self.viewport().rect().translated(self._offset())
        seen = [(place.intersected(window).height(), -number) for number, place in self._visible()]
        page = -max(seen)[1] if seen else 0
        if page != self._current:
            self._current = page
            self.page_changed.emit(page)

    # -- drawing

    def _scale(self) -> tuple[float, int]:
        scale = self._zoom * self.devicePixelRatioF()
        return scale, round(scale * 1000)

    def _draw_missing(self) -> None:
        scale, key = self._scale()
        if self._pages is None:
            return
        for number, _place in self._visible():
            if (number, key) not in self._pictures:
                picture = self._pages.picture(number, scale)
                picture.setDevicePixelRatio(self.devicePixelRatioF())
                self._pictures[number, key] = picture
                while len(self._pictures) > _KEEP_PICTURES:
                    self._pictures.popitem(last=False)
                self.viewport().update()
                self._drawing.start()
                return

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.palette().color(QPalette.ColorRole.Window))
        painter.translate(-self._offset())
        painter.setOpacity(0.55 if self._dimmed else 1.0)
        _scale, key = self._scale()
        for number, place in self._visible():
            self._paint_shadow(painter, place)
            picture = self._pictures.get((number, key))
            if picture is None:
                painter.fillRect(place, Qt.GlobalColor.white)
                self._drawing.start()
            else:
                self._pictures.move_to_end((number, key))
                painter.drawImage(place.topLeft(), picture)  # pixel for pixel: stretched text is blurred

    @staticmethod
    def _paint_shadow(painter: QPainter, place: QRect) -> None:
        for spread, strength in ((3, 10), (2, 16), (1, 30)):
            painter.fillRect(place.adjusted(-spread, -spread + 1, spread, spread + 1), QColor(0, 0, 0, strength))

    # -- the user

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self._current
        into = self._offset().y() - self._places[page].top() if page < len(self._places) else 0
        before = self._zoom
        self._lay_out()
        if self._places and self._zoom != before:
            self.verticalScrollBar().setValue(self._places[page].top() + round(into * self._zoom / before))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        actions = {
            Qt.Key.Key_Home: lambda: down.setValue(0),
            Qt.Key.Key_End: lambda: down.setValue(down.maximum()),
            Qt.Key.Key_Space: lambda: down.setValue(down.value() + down.pageStep() * 9 // 10),
        }
        if control:
            actions = {
                Qt.Key.Key_Plus: self.zoom_in,
                Qt.Key.Key_Equal: self.zoom_in,
                Qt.Key.Key_Minus: self.zoom_out,
                Qt.Key.Key_0: self.fit_width,
                Qt.Key.Key_PageDown: lambda: self.go_to(self._current + 1),
                Qt.Key.Key_PageUp: lambda: self.go_to(self._current - 1),
            }
        action = actions.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()
            event.accept()
