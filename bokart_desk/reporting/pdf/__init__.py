"""Writes a document as PDF: drawn on reportlab's canvas, all fonts embedded, all text selectable."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bokart_desk.i18n import _
from bokart_desk.reporting.atomic import write_bytes
from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.logo import read_logo
from bokart_desk.reporting.pdf.pages import Page, Paginator
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.typesetting import Typesetter

rl_config.useA85 = 0  # plain compressed streams: smaller files, and a third less time than as printable text

__all__ = ["RenderedPdf", "render_pdf", "write_pdf"]


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A PDF in memory; ``missing`` are characters that no font has (drawn as a replacement sign)."""

    content: bytes
    pages: int
    missing: frozenset[str]


def write_pdf(document: ReportDocument, path: Path) -> RenderedPdf:
    """Write the document to ``path``, or raise ReportNotWritten and leave what was there; a bad logo is left out."""
    rendered = render_pdf(document)
    write_bytes(path, rendered.content)
    return rendered


def render_pdf(document: ReportDocument) -> RenderedPdf:
    """Return the document as PDF, for a preview or a file."""
    buffer = io.BytesIO()
    width, height = look.page_size(document)
    canvas = Canvas(buffer, pagesize=(width, height), pageCompression=1, lang=document.language)
    _forget_standard_font(canvas)
    _describe(canvas, document)
    setter = Typesetter(canvas._doc)
    picture = read_logo(document.logo)
    pages = Paginator(document, setter, picture.width if picture else 0.0).pages()
    for number, page in enumerate(pages, start=1):
        if number == 1 and picture:
            picture.draw(canvas, width, height)
        canvas.addLiteral(_page_content(document, setter, page, number, len(pages)))
        if number == len(pages):
            setter.finish()
        canvas.showPage()
    canvas.save()
    return RenderedPdf(buffer.getvalue(), len(pages), setter.missing)


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


def _page_content(document: ReportDocument, setter: Typesetter, page: Page, number: int, count: int) -> str:
    painter = Painter(setter)
    for top, block in page:
        block.draw(painter, top)
    width = look.page_size(document)[0]
    y = look.BOTTOM - 18
    painter.rule(look.MARGIN, y + 11, width - 2 * look.MARGIN, look.HAIRLINE)
    place = _("Page {number} of {count}").format(number=number, count=count)
    painter.text_right(width - look.MARGIN, y, place, look.ASIDE)
    for index, line in enumerate(setter.wrap(document.footer, width - 2 * look.MARGIN - 90, look.SMALL)):
        painter.text(look.MARGIN, y - index * look.SMALL * 1.2, line, look.ASIDE)
    return painter.operators()
