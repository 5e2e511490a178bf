"""Text beyond plain Latin: a font for each run, letters joined and placed by HarfBuzz, right-to-left in order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import uharfbuzz

from bokart_desk.reporting.pdf.bidi import levels, visual_order
from bokart_desk.reporting.pdf.fonts import EmbeddedFont, FontBook

_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph where it stands, in thousandths of an em."""

    font: EmbeddedFont
    code: int
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """Glyphs from left to right; each font's table says which characters they stand for."""

    glyphs: tuple[Glyph, ...]
    width: float
    spoken: str
    """What a reader should take instead of the glyphs' own characters; empty where those are right."""

    def operators(self, size: float, font: str) -> tuple[str, str]:
        """Return the PDF operators, drawn with ``font`` set before, and the font set after them."""
        out: list[str] = []
        pieces: list[str] = []
        rise = 0.0

        def flush() -> None:
            if pieces:
                out.append(f"[{''.join(pieces)}] TJ")
                pieces.clear()

        for glyph in self.glyphs:
            subset, data = glyph.font.encoded(glyph.code)
            if subset != font:
                flush()
                font = subset
                out.append(f"{font} {size:g} Tf")
            if glyph.up != rise:
                flush()
                rise = glyph.up
                out.append(f"{rise * size / 1000:.3f} Ts")
            after = glyph.font.width(glyph.code) + glyph.right - glyph.advance
            before = f"{-glyph.right:.1f} " if glyph.right else ""
            pieces.append(f"{before}<{data:02X}>" + (f"{after:.1f} " if abs(after) > 0.05 else ""))
        flush()
        if rise:
            out.append("0 Ts")
        drawn = " ".join(out)
        if self.spoken:
            text = "FEFF" + self.spoken.encode("utf-16-be").hex().upper()
            drawn = f"/Span <</ActualText <{text}>>> BDC {drawn} EMC"
        return drawn, font


class Shaper:
    """Shapes lines with the fonts of a book; remembers what no font could draw."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self.missing: set[str] = set()

    def shape(self, text: str, bold: bool) -> ShapedLine:
        """Return the line ready to be drawn."""
        fonts, drawn = self._fonts(text, bold)
        depth = levels(text)
        starts = [i for i in range(len(text)) if i == 0 or fonts[i] is not fonts[i - 1] or depth[i] != depth[i - 1]]
        spans = list(pairwise([*starts, len(text)]))
        runs = [self._run(fonts[a], text, drawn[a:b], a, depth[a] % 2 == 1) for a, b in spans]
        order = visual_order([depth[a] for a, _ in spans])
        glyphs = tuple(glyph for index in order for glyph in runs[index])
        # readers turn right-to-left glyphs round themselves, but not this text: so it is for syllables only
        split = not any(depth) and any(glyph.font.splits_character(glyph.code) for glyph in glyphs)
        return ShapedLine(glyphs, sum(glyph.advance for glyph in glyphs), text if split else "")

    def _fonts(self, text: str, bold: bool) -> tuple[list[EmbeddedFont], str]:
        """Choose a font for each character; give back the text with a sign for what no font has."""
        fonts: list[EmbeddedFont] = []
        drawn: list[str] = []
        main = self._book.main(bold)
        for char in text:
            before = fonts[-1] if fonts else main
            category = unicodedata.category(char)
            if category == "Cf" or "\ufe00" <= char <= "\ufe0f":
                font: EmbeddedFont | None = before
            elif (category[0] == "M" or char == " ") and before.has(char):
                font = before
            else:
                font = self._book.for_char(char, bold)
            if font is None:
                self.missing.add(char)
                font, char = main, _REPLACEMENT  # noqa: PLW2901
            fonts.append(font)
            drawn.append(char)
        return fonts, "".join(drawn)

    @staticmethod
    def _run(font: EmbeddedFont, text: str, drawn: str, start: int, backwards: bool) -> list[Glyph]:
        buffer = uharfbuzz.Buffer()
        clusters = uharfbuzz.BufferClusterLevel
        buffer.cluster_level = clusters.MONOTONE_CHARACTERS if backwards else clusters.MONOTONE_GRAPHEMES
        buffer.add_str(drawn)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if backwards else "ltr"
        uharfbuzz.shape(font.shaping, buffer, {"liga": False})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        ends = [*sorted({info.cluster for info in infos}), len(drawn)]
        next_cluster = dict(pairwise(ends))
        scale = 1000 / font.units
        glyphs = []
        seen: set[int] = set()
        for info, place in zip(infos, positions, strict=True):
            cluster = info.cluster
            meaning = "" if cluster in seen else text[start + cluster : start + next_cluster[cluster]]
            seen.add(cluster)
            code = font.shape_code(info.codepoint, meaning)
            glyphs.append(Glyph(font, code, place.x_advance * scale, place.x_offset * scale, place.y_offset * scale))
        return glyphs
