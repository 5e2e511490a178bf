"""Stacks blocks on pages: a header row on every page, no heading alone at the foot of one."""

from __future__ import annotations

from itertools import chain

from bokart_desk.i18n import _
from bokart_desk.reporting.document import ReportDocument, Section
from bokart_desk.reporting.pdf import look
from bokart_desk.reporting.pdf.blocks import Block, HeaderRow, Paragraph, Rule
from bokart_desk.reporting.pdf.tables import Table, tables_for
from bokart_desk.reporting.pdf.typesetting import Typesetter

_TEXT = 10.0
"""Points: larger letters are for what is copied, not for the text about it."""
Page = list[tuple[float, Block]]
"""Blocks with the y of their upper edge."""


class Paginator:
    """Lays one document out."""

    def __init__(self, document: ReportDocument, setter: Typesetter, logo_width: float) -> None:
        self._document = document
        self._setter = setter
        width, self._height = look.page_size(document)
        self._room = width - 2 * look.MARGIN
        self._logo_width = logo_width
        self._pages: list[Page] = []
        self._y = 0.0
        self._header: HeaderRow | None = None

    def pages(self) -> list[Page]:
        """Return all pages."""
        self._new_page()
        sections = self._document.sections
        tallest = self._height - look.TOP - look.BOTTOM - 90
        for section, table in zip(sections, tables_for(sections, self._setter, self._room, tallest), strict=True):
            self._add_section(section, table)
        self._add_notes()
        return self._pages

    def _new_page(self) -> None:
        self._pages.append([])
        self._y = self._height - look.TOP
        self._header = None
        if len(self._pages) == 1:
            self._add_title()
        else:
            head = " · ".join(filter(None, (self._document.author, self._document.title, self._document.subtitle)))
            self._put(self._paragraph(head, look.ASIDE))
            self._put(Rule(self._room, 6))

    def _put(self, block: Block) -> None:
        self._pages[-1].append((self._y, block))
        self._y -= block.height

    def _fits(self, height: float) -> bool:
        return self._y - height >= look.BOTTOM

    def _paragraph(
        self,
        text: str,
        type_: look.Type,
        *,
        above: float = 0.0,
        less: float = 0.0,
        indent: float = 0.0,
    ) -> Paragraph:
        lines = self._setter.wrap(text, self._room - less - indent, type_.size, type_.bold)
        return Paragraph(lines, type_, above, indent)

    def _add_title(self) -> None:
        document, less = self._document, self._logo_width + 12 if self._logo_width else 0.0
        top = self._y
        sender = " · ".join(filter(None, (document.author, document.office)))
        self._put(self._paragraph(sender, look.Type(9, True, look.ACCENT), less=less))
        self._put(self._paragraph(document.title, look.Type(look.TITLE_SIZE, True), above=3, less=less))
        if document.subtitle:
            self._put(self._paragraph(document.subtitle, look.Type(look.SUBTITLE_SIZE, False, look.GREY), less=less))
        if self._logo_width:
            self._y = min(self._y, top - look.LOGO_HEIGHT)
        self._put(Rule(self._room, 9))
        for line in document.meta:
            self._put(self._paragraph(line, look.Type(8.5, False, look.GREY)))

    def _heading(self, text: str) -> Paragraph:
        return self._paragraph(text, look.Type(look.HEADING_SIZE, True, look.ACCENT), above=13)

    def _add_section(self, section: Section, table: Table) -> None:
        opening: list[Block] = [self._heading(section.heading)]
        if section.intro:
            opening.append(self._paragraph(section.intro, look.Type(min(section.size, _TEXT) or 8, False, look.GREY)))
        if not section.rows:
            type_, indent = look.Type(section.size or 8.5), 0.0 if section.size else look.CELL_PAD
            opening.append(self._paragraph(section.empty_text, type_, above=4, indent=indent))
            if not self._fits(sum(block.height for block in opening)):
                self._new_page()
            self._put_all(opening)
            return
        rows = table.rows(section)
        first = next(rows)
        total = table.total(section)
        above = sum(block.height for block in opening) + 5
        header = 0.0 if self._header is table.header and not section.intro else table.header.height
        if not self._fits(above + header + first.height + (total.height if total else 0)):
            self._new_page()
            header = table.header.height
        self._put_all(opening)
        self._y -= 5
        if header:
            self._put_header(table)
        remaining = len(section.rows)
        for row in chain((first,), rows):
            remaining -= row.closed
            needed = row.height + (total.height if total and not remaining else 0)
            if not self._fits(needed):
                self._new_page()
                self._put(self._heading(_("{heading} (continued)").format(heading=section.heading)))
                self._y -= 5
                self._put_header(table)
            self._put(row)
        if total:
            self._put(total)

    def _put_header(self, table: Table) -> None:
        self._header = table.header
        self._put(table.header)

    def _put_all(self, blocks: list[Block]) -> None:
        for block in blocks:
            self._put(block)

    def _add_notes(self) -> None:
        for index, note in enumerate(self._document.notes):
            block = self._paragraph(note, look.ASIDE, above=12 if index == 0 else 2)
            if not self._fits(block.height):
                self._new_page()
            self._put(block)
