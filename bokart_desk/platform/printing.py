"""Sends the pages of a PDF to a printer, a page at a time so that the window stays alive and the user can stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from bokart_desk.platform.pdf_pages import POINTS_PER_INCH, PdfPages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_DPI = 600
_BAND_ROWS = 1024


def new_printer(title: str, pages: PdfPages) -> QPrinter:
    """Return a printer at its own resolution, A4, lying as the first page lies, named ``title`` in the queue."""
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - only when something is printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(_layout(pages))
    printer.setFromTo(0, 0)
    return printer


def _layout(pages: PdfPages) -> QPageLayout:
    lying = bool(len(pages)) and pages.sizes[0].landscape
    orientation = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def pages_to_print(printer: QPrinter, count: int, current: int) -> list[int]:
    """Return the pages (from 0) that the user asked for, in the order asked for, with copies the driver cannot make."""
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

    chosen = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.CurrentPage:
        chosen = [current]
    elif printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        ranges = [(part.from_, part.to) for part in printer.pageRanges().toRangeList()]
        ranges = ranges or [(printer.fromPage(), printer.toPage() or count)]
        chosen = [page for page in chosen if any(low <= page + 1 <= high for low, high in ranges)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return chosen * copies
    return [page for page in chosen for _copy in range(copies)]


class PrintJob(QObject):
    """One run of the printer. Start it once; it tells how far it is and how it ended."""

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal()
    cancelled = Signal()

    def __init__(self, printer: QPrinter, pages: PdfPages, order: list[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer, self._pages, self._order = printer, pages, order
        self._painter = QPainter()
        self._next = 0

    def start(self) -> None:
        """Begin; the pages follow one by one from the event loop."""
        if not self._order or not self._painter.begin(self._printer):
            self.failed.emit()
            return
        self._later()

    def cancel(self) -> None:
        """Stop after the page that is being drawn; the printer drops what it was given where it can."""
        self._order = []

    def _later(self) -> None:
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        if not self._order:
            self._printer.abort()
            self._painter.end()
            self.cancelled.emit()
            return
        if self._next and not self._printer.newPage():
            self._painter.end()
            self.failed.emit()
            return
        self._draw(self._order[self._next])
        self._next += 1
        self.progressed.emit(self._next, len(self._order))
        if self._next < len(self._order):
            self._later()
        elif self._painter.end():
            self.finished.emit()
        else:
            self.failed.emit()

    def _draw(self, page: int) -> None:
        size = self._pages.sizes[page]
        paper = self._printer.paperRect(self._printer.Unit.DevicePixel)
        device = min(paper.width() / size.width, paper.height() / size.height)
        scale = min(device, _MOST_DPI / POINTS_PER_INCH)
        width, height = self._pages.pixels(page, scale)
        ratio = device / scale
        left, above = (paper.width() - width * ratio) / 2, (paper.height() - height * ratio) / 2
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio != 1.0)
        for top in range(0, height, _BAND_ROWS):
            band = self._pages.band(page, scale, top, _BAND_ROWS)
            place = QRectF(left, above + top * ratio, band.width() * ratio, band.height() * ratio)
            self._painter.drawImage(place, band)
