"""Fonts of the papers: Noto Sans first, then the font that has the character; loaded when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace
from uharfbuzz import Blob, Face
from uharfbuzz import Font as ShapingFont

from bokart_desk.i18n import resources_folder

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
_PRIVATE_CODES = 0x110000  # beyond Unicode, so that no character of a text meets them

_HINTS = (
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "NKo"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x2D30, 0x2D7F, "Tifinagh"),
    (0x2D80, 0x2DDF, "Ethiopic"),
    (0x2E80, 0x9FFF, "DroidSansFallback"),
    (0xAC00, 0xD7AF, "DroidSansFallback"),
    (0xFB50, 0xFEFF, "Arabic"),
)
"""Where to look first; what is not found there is looked for in all fonts."""


@lru_cache(maxsize=64)
def _parsed(path: Path) -> TTFontFace:
    return TTFontFace(str(path))


def _face(path: Path) -> TTFontFace:
    """Return the parsed font file with tables of its own: a PDF adds glyph codes to them."""
    face = copy(_parsed(path))
    face.charToGlyph = dict(face.charToGlyph)
    face.charWidths = dict(face.charWidths)
    return face


class _Font(TTFont):  # type: ignore[misc]
    """reportlab's font on a face that is parsed once in the program's life."""

    def __init__(self, name: str, face: TTFontFace) -> None:
        self.fontName, self.face = name, face
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = 1
        self.shapable = False


class EmbeddedFont:
    """One font file in one PDF: which characters it has, their widths, and the codes they get in the file."""

    def __init__(self, path: Path, document: PDFDocument) -> None:
        self.name = path.stem
        self._font = _Font(path.stem, _face(path))
        self._document = document
        self.face: Any = self._font.face
        self.glyphs: dict[int, int] = self.face.charToGlyph
        self._meanings: dict[int, str] = {}
        self._shapes: dict[tuple[int, str], int] = {}
        self._shaping: ShapingFont | None = None

    @property
    def units(self) -> int:
        """Units of an em, the measure of shaped positions."""
        return int(self.face.unitsPerEm)

    @property
    def shaping(self) -> ShapingFont:
        """The font as HarfBuzz sees it."""
        if self._shaping is None:
            self._shaping = ShapingFont(Face(Blob(self.face._ttf_data)))
        return self._shaping

    def has(self, char: str) -> bool:
        """Whether the font draws this character."""
        return ord(char) in self.glyphs

    def width(self, code: int) -> float:
        """Return the advance of a character or glyph code in thousandths of an em."""
        return float(self.face.charWidths.get(code, self.face.defaultWidth))

    def encoded(self, code: int) -> tuple[str, int]:
        """Return the name of the subset that holds the code, and its byte there."""
        subset, data = self._assigned(code)
        return str(self._font.getSubsetInternalName(subset, self._document)), data

    def _assigned(self, code: int) -> tuple[int, int]:
        state = self._font._assignState(self._document)
        if code in state.assignments:
            place = state.assignments[code]
        elif code < 0x110000:
            subset, data = self._font.splitString(chr(code), self._document)[0]
            return subset, data[0]
        else:
            place = self._assign_private(state, code)
        return place >> 8, place & 0xFF

    @staticmethod
    def _assign_private(state: Any, code: int) -> int:
        place = max(int(state.nextCode), 128)
        if place & 0xFF == 0:
            state.subsets.append([0])
            place += 1
        if place & 0xFF == 32:
            state.subsets[place >> 8].append(32)
            place += 1
        state.subsets[place >> 8].append(code)
        state.nextCode = place + 1
        state.assignments[code] = place
        return place

    def shape_code(self, glyph: int, meaning: str) -> int:
        """Return the code of a glyph that stands for ``meaning`` (none for a second part)."""
        if len(meaning) == 1 and self.glyphs.get(ord(meaning)) == glyph:
            return ord(meaning)
        code = self._shapes.get((glyph, meaning))
        if code is None:
            code = self._shapes[glyph, meaning] = _PRIVATE_CODES + len(self._shapes)
            self.glyphs[code] = glyph
            self.face.charWidths[code] = self.shaping.get_glyph_h_advance(glyph) * 1000 / self.units
            self._meanings[code] = meaning
        return code

    def splits_character(self, code: int) -> bool:
        """Whether the glyph is a second part of what the one before it stands for."""
        return code >= _PRIVATE_CODES and not self._meanings[code]

    def finish(self) -> None:
        """Write the font into the PDF, with a table that gives back the characters each glyph stands for."""
        state = self._font.state.get(self._document)
        if state is None or state.internalName is None:
            return
        subsets = [list(subset) for subset in state.subsets]
        delayed = self._document.delayedFonts
        if self._font in delayed:
            delayed.remove(self._font)
        self._font.addObjects(self._document)
        fonts = self._document.idToObject["BasicFonts"].dict
        for number, subset in enumerate(subsets):
            font = fonts[f"{state.internalName}+{number}"]
            stream = self._document.idToObject[font.ToUnicode.name]
            stream.content = self._to_unicode(subset)

    def _to_unicode(self, subset: list[int]) -> str:
        lines = []
        for place, code in enumerate(subset):
            meaning = self._meanings.get(code, "") if code >= _PRIVATE_CODES else chr(code)
            if code:
                lines.append(f"<{place:02X}> <{meaning.encode('utf-16-be').hex().upper()}>")
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        )


class FontBook:
    """The fonts of one PDF and the search for the one that has a character."""

    def __init__(self, document: PDFDocument, folder: Path | None = None) -> None:
        self._document = document
        self._folder = folder or resources_folder() / "fonts"
        self._loaded: dict[str, EmbeddedFont] = {}
        self._names = sorted(path.stem for path in self._folder.glob("*.ttf"))
        self._found: dict[tuple[str, bool], EmbeddedFont | None] = {}

    def main(self, bold: bool) -> EmbeddedFont:
        """Return Noto Sans, regular or bold."""
        return self._load(BOLD if bold else REGULAR)

    def for_char(self, char: str, bold: bool) -> EmbeddedFont | None:
        """Return the first font that has the character; None if no font has it."""
        key = (char, bold)
        if key not in self._found:
            self._found[key] = next((font for font in self._candidates(char, bold) if font.has(char)), None)
        return self._found[key]

    def finish(self) -> None:
        """Write all fonts that were used into the PDF."""
        for font in self._loaded.values():
            font.finish()

    def _candidates(self, char: str, bold: bool) -> Iterator[EmbeddedFont]:
        yield self.main(bold)
        code = ord(char)
        hints = [script for low, high, script in _HINTS if low <= code <= high]
        names = [name for name in self._names if not name.endswith("-Bold") and name != REGULAR]
        names.sort(key=lambda name: (not any(script in name for script in hints), name.startswith("Droid"), name))
        for name in names:
            heavy = name.replace("-Regular", "-Bold")
            yield self._load(heavy if bold and heavy in self._names else name)

    def _load(self, name: str) -> EmbeddedFont:
        if name not in self._loaded:
            self._loaded[name] = EmbeddedFont(self._folder / f"{name}.ttf", self._document)
        return self._loaded[name]
