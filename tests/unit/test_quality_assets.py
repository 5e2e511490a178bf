"""Fonts and icons are all there: a glyph for names in any script, an SVG for every icon the window asks for."""

from __future__ import annotations

import ast
import struct
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
RESTRICTED = 0x0302  # the bits that forbid embedding, or embedding in parts
ICONS = ROOT / "resources" / "icons"

NAMES = {
    "Norwegian": "Åse Bjørk Særås",
    "Vietnamese": "Nguyễn Thị Hường",
    "Polish and Turkish": "Łukasz Şahin İğdır",
    "Ukrainian": "Олександра Їжак Ґалаґан",
    "Serbian": "Ђорђе Љубић",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "محمد عبد الرحمن",
    "Persian": "پریسا چگینی گلشیفته ژاله",
    "Pashto": "زړه ښځه ډېر ټول ګل څوک",
    "Urdu": "ڈاکٹر ہے بڑے ں",
    "Sorani": "شێرکۆ ڕۆژین ئاڵا ڤیان",
    "Tigrinya": "ተኽለ ገብረሚካኤል",
    "Amharic": "አበበ ቢቂላ",
    "Hebrew": "דוד לוי",
    "Georgian": "გიორგი",
    "Armenian": "Արամ Խաչատրյան",
    "Nepali": "राम बहादुर थापा",
    "Bengali": "শেখ হাসিনা",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ",
    "Gujarati": "રમેશ",
    "Tamil": "செல்வி",
    "Telugu": "రాము",
    "Kannada": "ರಾಮ",
    "Malayalam": "രാമൻ",
    "Sinhala": "නිමල්",
    "Burmese": "အောင်ဆန်း",
    "Karen": "စီၤကညီ",
    "Thai": "สมชาย",
    "Lao": "ສົມພອນ",
    "Khmer": "សុខា",
    "Tibetan": "བསྟན་འཛིན",
    "Syriac": "ܐܫܘܪ",
    "Dhivehi": "އަޙްމަދު",
    "Rohingya": "𐴀𐴞𐴕",
    "Tamazight": "ⵉⴷⵉⵔ",
    "Fulani": "𞤀𞤥𞤢𞤣𞤵",
    "Chinese": "王小明",
    "Korean": "김민준",
    "Japanese": "さくら",
}


@lru_cache(maxsize=1)
def characters() -> frozenset[int]:
    """Return every character that some font of the folder draws."""
    found: set[int] = set()
    for path in FONTS.glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            found |= font.getBestCmap().keys()
    return frozenset(found)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_script_has_its_glyphs(script: str) -> None:
    assert [c for c in NAMES[script] if ord(c) not in characters() and c != " "] == []


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_a_font_can_be_embedded_in_a_pdf(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        assert "glyf" in font
        assert font["OS/2"].fsType & RESTRICTED == 0


def test_fonts_and_icons_carry_their_licences() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-Noto-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-Nanum-OFL.txt").read_text(encoding="utf-8")
    assert "Apache License" in (FONTS / "LICENSE-DroidSansFallback.txt").read_text(encoding="utf-8")
    assert "ISC License" in (ICONS / "LICENSE-lucide.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(ICONS.rglob("*.svg")), ids=lambda path: path.stem)
def test_an_icon_is_a_square_drawing(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width == height


def icons_asked_for(source: str) -> set[str]:
    """Return the icon names written as literals in a module: ``icon="x"``, ``icon("x")``, ``put_icon(w, "x")``."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        values = [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
        if name in {"icon", "pixmap", "put_icon"}:
            values += node.args[1:2] if name == "put_icon" else node.args[:1]
        found |= {value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return found - {""}


def test_every_icon_the_window_asks_for_is_there() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "bokart_desk").rglob("*.py")]
    asked = set().union(*map(icons_asked_for, sources))
    assert sorted(name for name in asked if not (ICONS / f"{name}.svg").exists()) == []


def test_a_missing_icon_would_be_found() -> None:
    source = 'button("", icon="nowhere")\nicons.icon("never")\nput_icon(sign, "neither")'
    assert icons_asked_for(source) == {"nowhere", "never", "neither"}


def test_the_windows_icon_has_the_sizes_windows_uses() -> None:
    data = (ICONS / "app.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    assert {data[6 + 16 * index] or 256 for index in range(count)} == {16, 24, 32, 48, 64, 128, 256}
