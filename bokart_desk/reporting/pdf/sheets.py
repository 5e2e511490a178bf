"""What every PDF begins with and every page ends with: a described canvas without stray fonts, and the foot."""

from __future__ import annotations

from typing import IO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bokart_desk.i18n import _
from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.typesetting import Typesetter

rl_config.useA85 = 0  # plain compressed streams: smaller files, and a third less time than as printable text


def new_canvas(document: ReportDocument, buffer: IO[bytes]) -> Canvas:
    """Return a canvas of the document's size and language, with its title and author."""
    canvas = Canvas(buffer, pagesize=look.page_size(document), pageCompression=1, lang=document.language)
    _forget_standard_font(canvas)
    _describe(canvas, document)
    return canvas


def draw_foot(painter: Painter, setter: Typesetter, document: ReportDocument, number: int, count: int) -> None:
    """Draw the line at the foot of a page: the footer at the left, the page number at the right."""
    width = look.page_size(document)[0]
    y = look.BOTTOM - 18
    painter.rule(look.MARGIN, y + 11, width - 2 * look.MARGIN, look.HAIRLINE)
    place = _("Page {number} of {count}").format(number=number, count=count)
    painter.text_right(width - look.MARGIN, y, place, look.ASIDE)
    for index, line in enumerate(setter.wrap(document.footer, width - 2 * look.MARGIN - 90, look.SMALL)):
        painter.text(look.MARGIN, y - index * look.SMALL * 1.2, line, look.ASIDE)


def _forget_standard_font(canvas: Canvas) -> None:
    """Drop Helvetica, with which reportlab begins each page: it is not embedded, and nothing here uses it."""
    canvas._preamble = ""
    canvas._doc.fontMapping.clear()
    canvas._doc.idToObject["BasicFonts"].dict.clear()


def _describe(canvas: Canvas, document: ReportDocument) -> None:
    title = " – ".join(filter(None, (document.title, document.subtitle)))
    canvas.setTitle(_encodable(title))
    canvas.setAuthor(_encodable(document.author))
    canvas.setSubject(_encodable(document.subject))
    canvas.setCreator("BOKART Desk")
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _encodable(text: str) -> str:
    return text.encode("utf-16", "replace").decode("utf-16")
