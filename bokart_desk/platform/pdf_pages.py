"""Pages of a finished PDF as pictures, for the screen and the printer; the PDF never leaves memory."""

from __future__ import annotations

import atexit
import math
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of a page in points (1/72 inch)."""

    width: float
    height: float

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than it is high."""
        return self.width > self.height


class PdfPages:
    """An open PDF. Use it from one thread only: the library underneath knows no locks."""

    def __init__(self, content: bytes) -> None:
        """Open a PDF given as bytes; raise ValueError if it is none."""
        import pypdfium2  # noqa: PLC0415 - the first window does not need it

        try:
            self._document: Any = pypdfium2.PdfDocument(content)
            self.sizes = tuple(PageSize(*self._document.get_page_size(i)) for i in range(len(self._document)))
        except pypdfium2.PdfiumError as error:
            raise ValueError("not a PDF") from error
        self.content = content
        atexit.register(self._document.close)  # before the library counts what was left open

    def __len__(self) -> int:
        return len(self.sizes)

    def pixels(self, page: int, scale: float) -> tuple[int, int]:
        """Return width and height in pixels of a page (counted from 0) at ``scale`` pixels per point."""
        size = self.sizes[page]
        return max(1, math.ceil(size.width * scale)), max(1, math.ceil(size.height * scale))

    def picture(self, page: int, scale: float) -> QImage:
        """Return a whole page drawn at ``scale`` pixels per point."""
        return self.band(page, scale, 0, self.pixels(page, scale)[1])

    def band(self, page: int, scale: float, top: int, height: int) -> QImage:
        """Return the part of a page from pixel row ``top``, ``height`` rows high; bands fit without seams."""
        from pypdfium2 import PdfBitmap, raw  # noqa: PLC0415

        full_width, full_height = self.pixels(page, scale)
        height = min(height, full_height - top)
        bitmap = PdfBitmap.new_native(full_width, height, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, full_width, height)
        source = self._document[page]
        try:
            raw.FPDF_RenderPageBitmap(bitmap, source, 0, -top, full_width, full_height, 0, raw.FPDF_ANNOT)
        finally:
            source.close()
        image = QImage(bytes(bitmap.buffer), full_width, height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        return image

    def text(self, page: int) -> str:
        """Return the text of a page, for copying and for screen readers."""
        source = self._document[page]
        try:
            text_page = source.get_textpage()
            try:
                return str(text_page.get_text_bounded())
            finally:
                text_page.close()
        finally:
            source.close()

    def close(self) -> None:
        """Free the library's memory; the object is of no use afterwards."""
        atexit.unregister(self._document.close)
        self._document.close()
