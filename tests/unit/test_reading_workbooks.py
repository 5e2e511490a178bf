"""Workbooks come out with the values, row numbers and marks that a spreadsheet program shows."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bokart_desk.i18n import resources_folder
from bokart_desk.importing.reading import Sheet, Workbook, read_file

DEMO = resources_folder() / "demo"


def saved(folder: Path, book: openpyxl.Workbook, name: str = "liste.xlsx") -> Path:
    path = folder / name
    book.save(path)
    return path


def test_the_sample_lists_of_each_kind() -> None:
    xlsx = read_file(DEMO / "Solvik kommune - boligliste.xlsx")
    assert (xlsx.kind, [sheet.name for sheet in xlsx.sheets]) == ("xlsx", ["Kommunale", "Privat innleie"])
    assert xlsx.sheets[0].rows[3][:4] == ["K001", "Storgata 1", "7999", "Solvik"]
    assert xlsx.sheets[0].rows[3][11] == date(2025, 2, 1)
    xls = read_file(DEMO / "Takket nei og avslag.xls")
    assert (xls.kind, [sheet.name for sheet in xls.sheets]) == ("xls", ["Takka nei", "Avslag på søknad"])
    assert xls.sheets[0].rows[4][0] == "Sahra Sæther Ali"
    text = read_file(DEMO / "FDVU kontrakter.csv")
    assert text.kind == "csv"
    assert text.sheets[0].rows[0][0] == "Løpenummer"


def test_a_file_is_known_by_its_digest_and_size() -> None:
    path = DEMO / "FDVU kontrakter.csv"
    book = read_file(path)
    assert book.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (book.size, book.path) == (path.stat().st_size, path)


def values(folder: Path) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C4"], sheet["D4"], sheet["E4"], sheet["F4"] = "Navn", 8500, 7450.5, True
    sheet["C6"], sheet["D6"] = datetime.fromisoformat("2024-01-02"), datetime.fromisoformat("2024-01-02T03:04")
    sheet["E6"], sheet["F6"] = time(3, 4), timedelta(hours=30)
    sheet["C7"], sheet["D7"], sheet["E7"] = " rom 1 ", "   ", "=1+1"
    sheet["F7"], sheet["G7"] = "#REF!", "#N/A"
    sheet["F7"].data_type = sheet["G7"].data_type = "e"
    sheet["H7"] = 45000.99999999
    sheet["H7"].number_format = "dd.mm.yyyy hh:mm"
    return book


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_values_and_row_numbers(tmp_path: Path, epoch_1904: bool) -> None:
    book = values(tmp_path)
    if epoch_1904:
        book.active["H7"] = None
        book.epoch = CALENDAR_MAC_1904
    sheet = read_file(saved(tmp_path, book)).sheets[0]
    assert (sheet.first_row, sheet.first_column) == (4, 3)
    assert sheet.rows[0][:4] == ["Navn", 8500, 7450.5, True]
    assert isinstance(sheet.rows[0][1], int)
    assert sheet.rows[1] == [None] * len(sheet.rows[0])
    assert sheet.rows[2][:4] == [
        date(2024, 1, 2),
        datetime.fromisoformat("2024-01-02T03:04"),
        time(3, 4),
        timedelta(hours=30),
    ]
    assert type(sheet.rows[2][0]) is date
    assert sheet.rows[3][:5] == [" rom 1 ", None, None, "#REF!", "#N/A"]
    if not epoch_1904:
        assert sheet.rows[3][5] == date(2023, 3, 16)


def test_formulas_without_their_values_are_said_to_be_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["B2"] = "Leie", "=8000+500", "=EDATE(A1,36)"
    sheet = read_file(saved(tmp_path, book)).sheets[0]
    assert sheet.rows[0][0] == "Leie"
    assert any("2 celler" in note and "formler" in note for note in sheet.notes)


def test_formulas_with_their_values_are_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "Leie", 8500
    path = saved(tmp_path, book)
    computed = {b"<v>8500</v>": b"<f>8000+500</f><v>8500</v>"}
    sheet = read_file(with_xml(path, computed)).sheets[0]
    assert [row[0] for row in sheet.rows] == ["Leie", 8500]
    assert sheet.notes == ()


def with_xml(path: Path, changes: dict[bytes, bytes]) -> Path:
    """Return a copy of a workbook with bytes of its first sheet exchanged."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            for before, after in changes.items() if entry.filename.endswith("sheet1.xml") else ():
                assert before in data
                data = data.replace(before, after)
            new.writestr(entry, data)
    return changed


def test_merged_cells_are_indexes_into_the_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"], sheet["C3"], sheet["C4"], sheet["C5"] = "Storgata 8", "Rom 1", "Rom 2", "Rom 3"
    sheet["B7"], sheet["C6"] = "Sum", "x"
    sheet.merge_cells("B3:B5")
    sheet.merge_cells("B7:F9")
    read = read_file(saved(tmp_path, book)).sheets[0]
    assert read.merged == ((0, 0, 2, 0), (4, 0, 4, 1))
    assert [row[1] for row in read.rows[:3]] == ["Rom 1", "Rom 2", "Rom 3"]


def test_hidden_things_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 6):
        sheet.append([f"rad {row}", row, "merknad"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:C5"
    sheet.auto_filter.add_filter_column(0, ["rad 2"])
    hidden, very = book.create_sheet("Skjult"), book.create_sheet("Meget skjult")
    hidden.sheet_state, very.sheet_state = "hidden", "veryHidden"
    book.create_chartsheet("Diagram")
    read = read_file(saved(tmp_path, book))
    assert [(s.name, s.hidden) for s in read.sheets] == [("Sheet", False), ("Skjult", True), ("Meget skjult", True)]
    assert "Diagram" in read.notes[0]
    first = read.sheets[0]
    assert (first.hidden_rows, first.hidden_columns, first.filtered) == ((2,), (1,), True)
    assert len(first.rows) == 5
    assert len(first.notes) == 3
    assert len(read.sheets[1].notes) == 1


def test_a_sheet_without_cells_has_no_rows(tmp_path: Path) -> None:
    assert read_file(saved(tmp_path, openpyxl.Workbook())).sheets == [Sheet(name="Sheet", rows=[])]


def test_all_rows_are_equally_wide_and_empty_edges_are_gone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c"])
    sheet.append(["a"])
    sheet["F2"], sheet["A9"], sheet["J9"] = " ", "\xa0", ""
    assert read_file(saved(tmp_path, book)).sheets[0].rows == [["a", "b", "c"], ["a", None, None]]


def test_long_and_foreign_text(tmp_path: Path) -> None:
    row = ["x" * 32_767, "محمد עברית", "ሰላም", "=cmd|x", "a\nb", "00123"]
    book = openpyxl.Workbook()
    book.active.append(row)
    book.active["D1"].data_type = "s"
    assert read_file(saved(tmp_path, book)).sheets[0].rows == [row]


def test_letters_broken_before_are_mended_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["BlÃ¥bÃ¦rvegen 1", "SÃO"])
    sheet = read_file(saved(tmp_path, book)).sheets[0]
    assert sheet.rows == [["Blåbærvegen 1", "SÃO"]]
    assert len(sheet.notes) == 1


@pytest.mark.parametrize("name", ["liste.xls", "liste.csv", "liste", "liste.pdf"])
def test_the_content_counts_and_not_the_ending(tmp_path: Path, name: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Navn"])
    read = read_file(saved(tmp_path, book).rename(tmp_path / name))
    assert (read.kind, read.sheets[0].rows) == ("xlsx", [["Navn"]])


def test_a_text_list_named_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"Navn;Fra\nOla;1.1.2024\n")
    assert read_file(path).kind == "csv"


def test_a_web_page_named_xls_gives_its_table(tmp_path: Path) -> None:
    page = (
        "<html><meta charset=utf-8><table><tr><td><table><tr><th colspan=2>Boliger</th></tr>"
        "<tr><td>Storgata&nbsp;8<br>H0201</td><td>Kåre &amp; Åse</td></tr></table></td></tr></table></html>"
    )
    path = tmp_path / "liste.xls"
    path.write_bytes(page.encode())
    book = read_file(path)
    assert book.kind == "html"
    assert book.sheets[0].rows == [["Boliger", None], ["Storgata 8\nH0201", "Kåre & Åse"]]
    assert len(book.notes) == 1


def test_a_web_page_cell_over_several_rows_leaves_the_others_in_their_columns(tmp_path: Path) -> None:
    path = tmp_path / "liste.xls"
    path.write_bytes(
        b"<table><tr><th>Adresse<th>Rom<th>Navn<tr><td rowspan=3>Storgata 8<td>Rom 1<td rowspan=2>Ola"
        b"<tr><td>Rom 2<tr><td>Rom 3<td>Kari<tr><td>Sjogata 1<td>Rom 1<td>Per"
    )
    assert read_file(path).sheets[0].rows == [
        ["Adresse", "Rom", "Navn"],
        ["Storgata 8", "Rom 1", "Ola"],
        [None, "Rom 2", None],
        [None, "Rom 3", "Kari"],
        ["Sjogata 1", "Rom 1", "Per"],
    ]


ODS_HEAD = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>'
    '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods(folder: Path, tables: str) -> Workbook:
    path = folder / "liste.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS_HEAD + tables + ODS_TAIL)
    return read_file(path)


def ods_text(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def first_record(data: bytes, number: int, length: int, after: int = 0) -> int:
    return data.index(struct.pack("<HH", number, length), after)


def test_old_workbooks_hidden_rows_and_error_cells(tmp_path: Path) -> None:
    data = bytearray((DEMO / "Takket nei og avslag.xls").read_bytes())
    text = first_record(data, 0x00FD, 10)
    row, column = struct.unpack_from("<HH", data, text + 4)
    error = struct.pack("<HHHHHBB", 0x0205, 8, row, column, 0, 23, 1)
    data[text : text + 28] = error + struct.pack("<HH", 0x01FF, 12) + bytes(12)
    hidden = first_record(data, 0x0208, 16)
    data[hidden + 4 + 12] |= 0x20
    path = tmp_path / "liste.xls"
    path.write_bytes(data)
    sheet = read_file(path).sheets[0]
    assert sheet.rows[row][column] == "#REF!"
    assert len(sheet.hidden_rows) == 1
    assert len(sheet.notes) == 1


def test_opendocument(tmp_path: Path) -> None:
    book = ods(
        tmp_path,
        '<table:table table:name="Ark"><table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        "</table:table-row><table:table-row><table:table-cell/>"
        + ods_text("Navn")
        + '<table:table-cell office:value-type="date" office:date-value="2024-01-02"/>'
        '<table:table-cell office:value-type="float" office:value="8500"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        '<table:table table:name="Skjult" table:style-name="off"><table:table-row>'
        + ods_text("x")
        + "</table:table-row></table:table>",
    )
    assert book.kind == "ods"
    assert book.sheets[0].rows == [["Navn", date(2024, 1, 2), 8500]]
    assert (book.sheets[0].first_row, book.sheets[0].first_column) == (3, 2)
    assert [sheet.hidden for sheet in book.sheets] == [False, True]


def test_opendocument_merged_hidden_and_error_cells(tmp_path: Path) -> None:
    sheet = ods(
        tmp_path,
        '<table:table table:name="Ark"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "<table:table-row>"
        + ods_text("Storgata 8", 'table:number-rows-spanned="2" table:number-columns-spanned="1"')
        + ods_text("Rom 1")
        + '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:visibility="filter"><table:covered-table-cell/>'
        + ods_text("Rom 2")
        + "</table:table-row></table:table>",
    ).sheets[0]
    assert sheet.rows == [["Storgata 8", "Rom 1", "#DIV/0!"], [None, "Rom 2", None]]
    assert sheet.merged == ((0, 0, 1, 0),)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.filtered) == ((1,), (2,), True)
