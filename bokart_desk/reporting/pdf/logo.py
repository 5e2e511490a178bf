"""The municipality's logo: read defensively, because a bad picture must not stop a paper."""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bokart_desk.reporting.pdf import look

_LARGEST_FILE = 20_000_000
_MOST_PIXELS = 40_000_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture ready to be drawn, and the size it gets in points."""

    picture: ImageReader
    width: float
    height: float

    def draw(self, canvas: Canvas, page_width: float, page_height: float) -> None:
        """Draw it in the upper right corner."""
        canvas.drawImage(
            self.picture,
            page_width - look.MARGIN - self.width,
            page_height - look.TOP - self.height,
            self.width,
            self.height,
            mask="auto",
        )


def read_logo(content: bytes | None) -> Logo | None:
    """Return the logo, or None when there is none or it cannot be used."""
    if not content:
        return None
    from PIL import Image  # noqa: PLC0415 - only where there is a logo

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if len(content) > _LARGEST_FILE:
                raise ValueError("too large a file")
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise ValueError("too many pixels")
                scale = min(look.LOGO_WIDTH / image.width, look.LOGO_HEIGHT / image.height)
                width, height = image.width * scale, image.height * scale
                image.thumbnail((1200, 1200))
                return Logo(ImageReader(image.convert("RGBA")), width, height)
    except Exception as error:
        _log.warning("The logo could not be used (%s); the paper is written without it", type(error).__name__)
        return None
