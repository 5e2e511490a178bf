"""Binary workbooks: error cells, hidden rows and columns, and filters, which the library for reading leaves out."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.importing.reading import read_file
from bokart_desk.importing.reading.xlsb_parts import sheet_parts

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + body


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def row(number: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if hidden else 0) + b"\0" + struct.pack("<I", 0))


def cell(column: int) -> bytes:
    return struct.pack("<II", column, 0)


def words(column: int, said: str) -> bytes:
    return record(6, cell(column) + text(said))


def error(column: int, code: int) -> bytes:
    return record(3, cell(column) + bytes([code]))


def workbook(path: Path, sheet: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        book = f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="xl/workbook.bin"/>'
        archive.writestr("_rels/.rels", RELATIONS.format(book))
        first = f'<Relationship Id="rId1" Type="{OFFICE}worksheet" Target="worksheets/sheet1.bin"/>'
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format(first))
        sheets = record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Boliger")) + record(144)
        archive.writestr("xl/workbook.bin", record(131) + sheets + record(132))
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def sheet(*rows: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    size = record(148, struct.pack("<IIII", 0, 3, 0, 2))
    return record(129) + size + before + record(145) + b"".join(rows) + record(146) + after + record(130)


def column_info(first: int, last: int, *, hidden: bool) -> bytes:
    return record(390) + record(60, struct.pack("<IIIIH", first, last, 2560, 0, 1 if hidden else 0)) + record(391)


def test_error_cells_are_told_as_what_they_are(tmp_path: Path) -> None:
    made = sheet(
        row(0) + words(0, "Adresse") + words(1, "Leietaker"),
        row(1) + words(0, "Storgata 1") + error(1, 0x2A),
        row(2) + words(0, "Storgata 2") + record(11, cell(1) + b"\x07" + struct.pack("<HI", 0, 0)),
    )
    read = read_file(workbook(tmp_path / "Liste.xlsb", made)).sheets[0]
    assert read.rows[1:] == [["Storgata 1", "#N/A"], ["Storgata 2", "#DIV/0!"]]


def test_what_the_file_hides_is_said(tmp_path: Path) -> None:
    made = sheet(
        row(0) + words(0, "Adresse") + words(1, "Leietaker"),
        row(1, hidden=True) + words(0, "Storgata 1") + words(1, "Selam Tesfay"),
        before=column_info(1, 1, hidden=True),
        after=record(161, struct.pack("<IIII", 0, 1, 0, 1))
        + record(163, struct.pack("<IH", 0, 0))
        + record(164)
        + record(162),
    )
    read = read_file(workbook(tmp_path / "Liste.xlsb", made)).sheets[0]
    assert read.hidden_rows == (1,)
    assert read.hidden_columns == (1,)
    assert read.filtered


@given(st.binary(max_size=300))
def test_whatever_a_sheet_holds_it_is_looked_through(data: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        first = f'<Relationship Id="rId1" Type="{OFFICE}worksheet" Target="worksheets/sheet1.bin"/>'
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS.format(first))
        archive.writestr("xl/workbook.bin", record(156, struct.pack("<II", 0, 1) + text("rId1") + text("A")) + data)
        archive.writestr("xl/worksheets/sheet1.bin", data)
    with zipfile.ZipFile(made) as archive:
        assert sheet_parts(archive)
