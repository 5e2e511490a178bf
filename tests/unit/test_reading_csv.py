"""Text lists come out as they were written, whatever program saved them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.importing.reading import Workbook, csv_text, mojibake, read_file

LIST = [
    ["Leietaker", "Adresse", "Husleie", "Fra", "Merknad"],
    ["Kåre Ødegård", "Storgata 8, H0201", "7 450,50", "01.08.2023", "bæres inn"],
    ["Čović Ana", "Åsvegen 1, H0102", "8 500,00", "01.09.2023", "ringer først"],
    ["Æge Øst", "Sjøgata 2, H0101", "6 000,00", "", ""],
]
LATIN = [[cell.replace("Č", "C").replace("ć", "c") for cell in row] for row in LIST]


def text_of(rows: list[list[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def cells(rows: list[list[str]]) -> list[list[str | None]]:
    return [[cell or None for cell in row] for row in rows]


def read(folder: Path, data: bytes, name: str = "liste.csv") -> Workbook:
    path = folder / name
    path.write_bytes(data)
    return read_file(path)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = LATIN if encoding in {"cp1252", "latin-1"} else LIST
    book = read(tmp_path, text_of(rows, delimiter).encode(encoding))
    assert book.kind == "csv"
    assert book.sheets[0].rows == cells(rows)
    assert book.sheets[0].name == ""


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    book = read(tmp_path, text_of(LATIN, ";").encode("cp1252"))
    assert any("Windows-1252" in note for note in book.notes)
    assert read(tmp_path, text_of(LIST, ";").encode("utf-8")).notes == ()


@pytest.mark.parametrize(("encoding", "name"), [("cp865", "DOS"), ("mac_roman", "Mac")])
def test_lists_of_dos_and_old_macs(tmp_path: Path, encoding: str, name: str) -> None:
    book = read(tmp_path, text_of(LATIN, ";").encode(encoding))
    assert book.sheets[0].rows == cells(LATIN)
    assert name in book.notes[0]


def test_typographic_signs_do_not_make_a_windows_list_a_dos_one(tmp_path: Path) -> None:
    rows = [["Navn", "Periode"], ["O’Brien", "2023 – 2026"], ["D’Arc", "«løpende»"]]
    assert read(tmp_path, text_of(rows, ";").encode("cp1252")).sheets[0].rows == cells(rows)


def test_lines_of_two_encodings_are_read_each_by_its_own(tmp_path: Path) -> None:
    book = read(tmp_path, "Navn;Sted\r\nKåre;Bø\r\n".encode() + "Åse;Tromsø\r\n".encode("cp1252"))
    assert book.sheets[0].rows == [["Navn", "Sted"], ["Kåre", "Bø"], ["Åse", "Tromsø"]]
    assert len(book.notes) == 1


@pytest.mark.parametrize("said", ["sep=;\r\n", "SEP=;\n", '"sep=;"\r\n'])
def test_the_sep_line_is_no_row(tmp_path: Path, said: str) -> None:
    book = read(tmp_path, (said + "Navn;Leie, kr\nOla;1,5\n").encode())
    assert book.sheets[0].rows == [["Navn", "Leie, kr"], ["Ola", "1,5"]]
    assert book.sheets[0].first_row == 1


def test_empty_lines_count_as_rows_and_trailing_ones_do_not(tmp_path: Path) -> None:
    book = read(tmp_path, b"Boliger\n\n\nNavn;Fra\nOla;1.1.2024\n;\n\n \n")
    assert book.sheets[0].rows[3] == ["Navn", "Fra"]
    assert len(book.sheets[0].rows) == 5


def test_a_quoted_cell_may_hold_lines_and_delimiters(tmp_path: Path) -> None:
    book = read(tmp_path, b'Navn;Merknad\n"Ola";"en;\nto ""tre"""\nKari;x\n')
    assert book.sheets[0].rows[1:] == [["Ola", 'en;\nto "tre"'], ["Kari", "x"]]


def test_a_quotation_mark_that_never_closes_does_not_swallow_the_list(tmp_path: Path) -> None:
    book = read(tmp_path, b'Navn;Merknad\nOla;"5 tommer\nKari;x\nPer;y\n')
    assert [row[0] for row in book.sheets[0].rows] == ["Navn", "Ola", "Kari", "Per"]
    assert len(book.notes) == 1


def test_excels_way_of_keeping_zeros_is_undone(tmp_path: Path) -> None:
    assert read(tmp_path, b'Nr;Navn\n="0123";Ola\n').sheets[0].rows[1] == ["0123", "Ola"]


def test_formulas_controls_long_and_right_to_left_cells_stay_text(tmp_path: Path) -> None:
    row = ["=cmd|' /C calc'!A0", "a\x01b\x0bc", "x" * 32_767, "محمد אבג", "  rom 1 "]
    assert read(tmp_path, text_of([["a", "b", "c", "d", "e"], row], ";").encode()).sheets[0].rows[1] == row


def test_a_few_zero_bytes_do_no_harm(tmp_path: Path) -> None:
    rows = text_of([["Navn", "Fra"]] + [["Ola Nordmann", "01.01.2024"]] * 30, ";").encode()
    book = read(tmp_path, rows.replace(b"Ola", b"O\x00la", 1))
    assert len(book.sheets[0].rows) == 31


@pytest.mark.parametrize(
    ("rows", "delimiter"),
    [
        ([["Leie", "Depositum"], ["1,5", "2,5"], ["3,5", "4,5"]], ";"),
        ([["Navn", "Adresse"], ["Ola, Kari", "Vei 1, Bø"], ["Per, Pål", "Vei 2, Bø"]], ";"),
        ([["Navn", "Fra", "Til", "Merknad"], ["Ola", "1.1", "2.1", "a; b"], ["Per", "1.1", "2.1", "c; d"]], ","),
        ([["Navn", "Leie"], ["Ola", "1,50"]], "\t"),
    ],
)
def test_the_delimiter_is_told_from_commas_in_numbers_and_addresses(rows: list[list[str]], delimiter: str) -> None:
    assert csv_text.find_delimiter(text_of(rows, delimiter)) == delimiter


WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåABCÆØÅ 0123456789.-", min_size=1, max_size=12).filter(str.strip)


@given(
    rows=st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=8),
    delimiter=st.sampled_from(";\t|,"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_what_is_written_comes_back(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    text, _notes = csv_text.decode(text_of(rows, delimiter).encode(encoding))
    assert csv_text.read_rows(text)[0] == rows


@given(st.binary(max_size=300))
def test_any_bytes_are_text_of_some_kind(data: bytes) -> None:
    text, _notes = csv_text.decode(data)
    rows, _more = csv_text.read_rows(text)
    assert isinstance(rows, list)


@given(st.text("abcæøåÆØÅéöü – ’«»", min_size=1, max_size=20))
def test_text_broken_once_is_mended(text: str) -> None:
    broken = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())
    if broken != text and mojibake.is_suspect(broken):
        assert mojibake.may_hold(broken.encode())
        assert mojibake.repair(broken) == text


@pytest.mark.parametrize("text", ["SÃO PAULO", "Kåre", "Ærlig – ”ja”", "Â", "Ãl", "Å«hei»", "GÅ€5"])
def test_text_that_only_looks_broken_is_left_alone(text: str) -> None:
    assert mojibake.repair(text) is None


def test_mended_letters_are_said(tmp_path: Path) -> None:
    broken = "Navn;Sted\nKåre Ødegård;Bø\n".encode().decode("cp1252").encode()
    book = read(tmp_path, broken)
    assert book.sheets[0].rows[1] == ["Kåre Ødegård", "Bø"]
    assert "2" in book.sheets[0].notes[0]
