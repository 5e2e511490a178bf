"""Writes a document as PDF: drawn on reportlab's canvas, all fonts embedded, all text selectable."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from bokart_desk.reporting.atomic import write_bytes
from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.logo import read_logo
from bokart_desk.reporting.pdf.pages import Page, Paginator
from bokart_desk.reporting.pdf.painter import Painter
from bokart_desk.reporting.pdf.sheets import draw_foot, new_canvas
from bokart_desk.reporting.pdf.typesetting import Typesetter

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
    canvas = new_canvas(document, buffer)
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


def _page_content(document: ReportDocument, setter: Typesetter, page: Page, number: int, count: int) -> str:
    painter = Painter(setter)
    for top, block in page:
        block.draw(painter, top)
    draw_foot(painter, setter, document, number, count)
    return painter.operators()
