"""Measures, wraps and encodes text for a PDF page; plain Latin text takes a short way."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFDocument

from bokart_desk.reporting.pdf.fonts import EmbeddedFont, FontBook
from bokart_desk.reporting.pdf.shaping import ShapedLine, Shaper

_PLAIN_RANGES = ((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x48A, 0x52F), (0x1E00, 0x1FFF))
_PLAIN_SIGNS = "–—‘’‚“”„†•…‰‹›€№™−�"
_SPACES = dict.fromkeys(map(ord, "\t\v\f\x1c\x1d\x1e\x1f"), " ") | dict.fromkeys(map(ord, "\u2007\u202f"), "\u00a0")
_BREAKS = dict.fromkeys(map(ord, "\r\x85\u2028\u2029"), "\n")


@lru_cache(maxsize=8192)
def cleaned(text: str) -> str:
    """Return the text as it can be drawn: composed, no control characters, one kind of line break, two of space."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").translate(_SPACES | _BREAKS).replace("§ ", "§\u00a0")
    text = "".join(
        "\ufffd" if "\ud800" <= char <= "\udfff" else char
        for char in text
        if char == "\n" or unicodedata.category(char) != "Cc"
    )
    return unicodedata.normalize("NFC", text).replace("\u00ad", "")


class _Style:
    """What is known about plain text in one of the two main fonts."""

    def __init__(self, font: EmbeddedFont) -> None:
        codes = [code for low, high in _PLAIN_RANGES for code in range(low, high + 1)]
        codes.extend(map(ord, _PLAIN_SIGNS))
        widths = font.face.charWidths
        self.font = font
        self.advances = {chr(code): widths[code] for code in codes if code in font.glyphs}
        self.main_subset, _ = font.encoded(32)
        self.literals = _Literals(font, self.main_subset)
        self.ems: dict[str, float] = {}


class _Literals(dict[int, str]):
    """Character to its bytes inside a PDF string; a character outside the first subset is a KeyError."""

    def __init__(self, font: EmbeddedFont, subset: str) -> None:
        super().__init__()
        self._font, self._subset = font, subset

    def __missing__(self, code: int) -> str:
        subset, data = self._font.encoded(code)
        if subset != self._subset:
            raise _OtherSubset
        literal = f"\\{data:03o}" if data < 32 or data > 126 or data in b"()\\" else chr(data)
        self[code] = literal
        return literal


class _OtherSubset(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Fragment:
    """PDF operators that draw one line from the current text position, and the font they leave set."""

    operators: str
    font_after: str


class Typesetter:
    """Text of one PDF. Sizes and widths are points."""

    def __init__(self, document: PDFDocument, book: FontBook | None = None) -> None:
        self._book = book or FontBook(document)
        self._styles = (_Style(self._book.main(False)), _Style(self._book.main(True)))
        self._shaper = Shaper(self._book)
        self._shaped: dict[tuple[str, bool], ShapedLine] = {}

    @property
    def missing(self) -> frozenset[str]:
        """Characters that no font has; they were drawn as a replacement sign."""
        return frozenset(self._shaper.missing)

    def finish(self) -> None:
        """Write the fonts into the PDF; call it once, after the last page."""
        self._book.finish()

    def font_name(self, bold: bool) -> str:
        """Return the PDF name of the main font, to be set before a fragment is drawn."""
        return self._styles[bold].main_subset

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return the width of one line of cleaned text."""
        style = self._styles[bold]
        em = style.ems.get(text)
        if em is None:
            try:
                em = sum(map(style.advances.__getitem__, text))
            except KeyError:
                em = self._shape(text, bold).width
            style.ems[text] = em
        return em * size / 1000

    def fragment(self, line: str, size: float, bold: bool = False) -> Fragment:
        """Return the operators for one line that :meth:`wrap` gave."""
        style = self._styles[bold]
        if self._is_plain(line, style):
            try:
                return Fragment(f"({line.translate(style.literals)}) Tj", style.main_subset)
            except _OtherSubset:
                pass
        shaped = self._shape(line, bold)
        return Fragment(*shaped.operators(size, style.main_subset))

    def wrap(self, text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
        """Return the lines of ``text`` in ``width``: broken at spaces, a word too long for a line inside it."""
        text = cleaned(text)
        if self.width(text, size, bold) <= width and "\n" not in text:
            return (text,)
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines.extend(self._wrap_paragraph(paragraph, width, size, bold))
        return tuple(lines)

    def _wrap_paragraph(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        lines: list[str] = []
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, size, bold) <= width:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while self.width(line, size, bold) > width and len(line) > 1:
                head, line = self._split_word(line, width, size, bold)
                lines.append(head)
        lines.append(line)
        return lines

    def _split_word(self, word: str, width: float, size: float, bold: bool) -> tuple[str, str]:
        low, high = 1, len(word) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.width(word[:middle], size, bold) <= width else (low, middle - 1)
        cut = low
        for place in range(low, max(low // 2, 1), -1):  # after a hyphen or slash if there is one
            if word[place - 1] in "-/.,@_":
                cut = place
                break
        while cut < len(word) - 1 and unicodedata.category(word[cut])[0] == "M":
            cut += 1  # an accent stays with its letter
        return word[:cut], word[cut:]

    def _is_plain(self, text: str, style: _Style) -> bool:
        return (text in style.ems and (text, bool(style is self._styles[1])) not in self._shaped) or (
            style.advances.keys() >= set(text)
        )

    def _shape(self, text: str, bold: bool) -> ShapedLine:
        key = (text, bold)
        if key not in self._shaped:
            self._shaped[key] = self._shaper.shape(text, bold)
        return self._shaped[key]
