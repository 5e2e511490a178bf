"""Names in any script come out on paper: a glyph for each letter, and the text can be found again."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from bokart_desk.reporting.document import Column, Kind, ReportDocument, Row, Section
from bokart_desk.reporting.pdf import RenderedPdf, render_pdf
from bokart_desk.reporting.pdf.bidi import levels, visual_order
from bokart_desk.reporting.pdf.typesetting import Typesetter, cleaned


def paper(*texts: str) -> ReportDocument:
    columns = (Column("name", "Navn", strong=True), Column("again", "Igjen"), Column("write", "Skriv", Kind.WRITE))
    rows = tuple(Row((text, text, None)) for text in texts)
    return ReportDocument("Prøve", "", "Solvik kommune", "", "", (), (Section("Navn", columns, rows, "Ingen"),))


def found_text(rendered: RenderedPdf) -> str:
    with pypdfium2.PdfDocument(rendered.content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


NAMES = [
    "Ćazim Őrsi Łukasz Þór Ægir Øystein",
    "Олена Шевченко",
    "Ελένη Παπαδοπούλου",
    "Nguyễn Thị Hương",
    "محمد علي",
    "پښتو ښځه",
    "ێوە کوردی",
    "ሰላም ገብረ 1234",
    "გიორგი",
    "Արմեն",
    "नरेन्द्र",
    "বাংলা শ্রী",
    "தமிழ் கொ",
    "ကျော်",
    "ស្រី",
    "ที่รัก",
    "דוד",
    "李明",
    "ⵣⴰⵎ",
    "(parentes) \\ skråstrek – tankestrek",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_has_all_its_glyphs_and_can_be_found(name: str) -> None:
    rendered = render_pdf(paper(name))
    assert rendered.missing == frozenset()
    text = found_text(rendered)
    assert text.count(name) >= 2, text


def test_all_names_on_one_paper_do_not_disturb_each_other() -> None:
    rendered = render_pdf(paper(*NAMES))
    assert rendered.missing == frozenset()
    text = found_text(rendered)
    assert [name for name in NAMES if name not in text] == []


def test_all_fonts_are_embedded() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(paper(*NAMES)).content))
    fonts: list[Any] = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert len(fonts) > 10
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_unknown_sign_is_shown_as_such_and_reported() -> None:
    rendered = render_pdf(paper("Ali 😀"))
    assert rendered.missing == {"😀"}
    assert "Ali" in found_text(rendered)


def test_arabic_letters_join_and_mixed_lines_keep_their_order() -> None:
    setter = Typesetter(Canvas(io.BytesIO())._doc)
    joined = setter.fragment("محمد", 10).operators
    assert not any(setter.fragment(letter, 10).operators[1:-4] in joined for letter in "محمد"[:-1])
    assert levels("Ali") == [0, 0, 0]
    assert levels("a م b") == [0, 0, 1, 0, 0]
    assert levels("م 12") == [1, 1, 2, 2]
    assert visual_order([1, 2, 1]) == [2, 1, 0]
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]


def test_long_text_goes_on_in_further_lines_and_pages() -> None:
    words = [f"ord{number:04d}" for number in range(3000)]
    rendered = render_pdf(paper(" ".join(words)))
    assert rendered.pages > 1
    text = found_text(rendered)
    assert all(text.count(word) == 2 for word in words)


def test_word_longer_than_the_column_is_broken_not_cut() -> None:
    word = "".join(chr(97 + number % 26) for number in range(400))
    text = "".join(found_text(render_pdf(paper(word))).split())
    assert word[:20] in text
    assert word[-20:] in text
    setter = Typesetter(Canvas(io.BytesIO())._doc)
    lines = setter.wrap(word, 50, 8)
    assert "".join(lines) == word
    assert all(setter.width(part, 8) <= 50 for part in lines)


def test_paragraph_sign_and_number_stay_together() -> None:
    setter = Typesetter(Canvas(io.BytesIO())._doc)
    lines = setter.wrap("husleieloven § 9-2", setter.width("husleieloven §", 8) + 1, 8)
    assert lines == ("husleieloven", "§\u00a09-2")


def test_many_columns_shrink_to_the_page() -> None:
    columns = tuple(Column(f"c{number}", f"Kolonne{number}") for number in range(30))
    row = Row(tuple(f"verdi{number}" for number in range(30)))
    document = ReportDocument("Bred", "", "", "", "", (), (Section("S", columns, (row,), ""),))
    assert render_pdf(document).pages == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_odd_text_never_stops_a_paper(texts: list[str]) -> None:
    rendered = render_pdf(paper(*texts))
    assert pypdf.PdfReader(io.BytesIO(rendered.content)).pages


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "Zs"), codec="utf-8"), max_size=60), st.floats(5, 300))
def test_wrapping_loses_no_letter(text: str, width: float) -> None:
    setter = Typesetter(Canvas(io.BytesIO())._doc)
    lines = setter.wrap(text, width, 8)
    assert "".join("".join(lines).split()) == "".join(cleaned(text).split())


LETTERS = "".join(
    chr(code)
    for low, high in ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x400, 0x45F), (0x1200, 0x1248), (0x10D0, 0x10F0))
    for code in range(low, high + 1)
    if unicodedata.category(chr(code))[0] == "L"
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=1, max_size=20))
def test_letters_of_simple_scripts_are_all_found_again(words: list[str]) -> None:
    rendered = render_pdf(paper(*words))
    assert rendered.missing == frozenset()
    text = "".join(found_text(rendered).split())  # a reader guesses where words end
    assert [word for word in map(cleaned, words) if word not in text] == []
