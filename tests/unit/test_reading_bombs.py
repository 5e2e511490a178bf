"""Files made to swallow memory, time or the disk: each ends in a list or a message, at the usual limits."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bokart_desk.i18n import resources_folder
from bokart_desk.importing.reading import Limits, UnreadableFile, Workbook, parent, read_file
from tests.hostile_files import (
    CELL,
    HEAD,
    MAIN,
    SHEET,
    TAIL,
    biff,
    bombs,
    entities,
    ods,
    ods_table,
    ole,
    xlsx,
)

DEMO = resources_folder() / "demo"


def reason_of(path: Path, limits: Limits | None = None) -> str:
    """Why the file was not read; empty when it was."""
    try:
        assert isinstance(read_file(path, limits or Limits()), Workbook)
    except UnreadableFile as error:
        told = error
    else:
        return ""
    assert path.name in told.message
    assert "Ingenting ble importert" in told.message
    return told.reason


@pytest.mark.timeout(600)
def test_bombs_go_off_nowhere(tmp_path: Path) -> None:
    for path, reasons in bombs(tmp_path):
        assert reason_of(path) in reasons, path.name
        if path.name != "blanks.xlsx":
            path.unlink()


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    for path in entities(tmp_path):
        assert reason_of(path) in {"", "damaged", "damaged_sheet"}, path.name
        if not reason_of(path):
            assert "aaa" not in str(read_file(path).sheets), path.name


def test_a_sheet_said_to_fill_everything_with_one_cell_in_it(tmp_path: Path) -> None:
    everything = HEAD.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    path = xlsx(tmp_path / "liste.xlsx", lambda archive: archive.writestr(SHEET, everything + CELL + TAIL))
    assert read_file(path).sheets[0].rows == [[5]]


def test_more_rows_than_any_list_has_are_said_to_be_too_many(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Navn;Fra\n" * 21 + ";\n" * 50, encoding="utf-8")
    assert len(read_file(path, Limits(rows=21)).sheets[0].rows) == 21
    with pytest.raises(UnreadableFile, match="flere enn 20 rader"):
        read_file(path, Limits(rows=20))
    assert reason_of(path, Limits(filled_cells=41)) == "too_large"


def test_rows_of_all_sheets_count_together(tmp_path: Path) -> None:
    path = tmp_path / "liste.xls"
    path.write_bytes(b"<html>" + b"<table><tr><td>a<tr><td>b</table>" * 10)
    assert reason_of(path, Limits(rows=20)) == ""
    assert reason_of(path, Limits(rows=19)) == "too_many_rows"


# --- chains in old workbooks ------------------------------------------------------------------------------------


def old_workbook() -> bytearray:
    return bytearray((DEMO / "Takket nei og avslag.xls").read_bytes())


def endless(which: str) -> bytes:
    """The demo's old workbook with one of its chains made to bite its own tail."""
    data = old_workbook()
    fat = struct.unpack_from("<I", data, 76)[0]
    directory = struct.unpack_from("<I", data, 48)[0]
    table = 512 * (fat + 1)
    if which == "directory":
        struct.pack_into("<I", data, table + 4 * directory, directory)
    elif which == "stream":
        for sector in range(120):
            struct.pack_into("<I", data, table + 4 * sector, sector)
    elif which == "tables":  # the chain of blocks that hold the table itself
        struct.pack_into("<II", data, 68, 0, 0xFFFF)
    elif which == "small":  # the table of the small streams
        struct.pack_into("<II", data, 60, directory, 0xFFFF)
    elif which == "size":
        struct.pack_into("<H", data, 30, 60)
    elif which == "count":
        struct.pack_into("<I", data, 44, 0xFFFFFFFF)
    return bytes(data)


@pytest.mark.parametrize("which", ["directory", "stream", "tables", "small", "size", "count"])
def test_endless_chains_end(tmp_path: Path, which: str) -> None:
    path = tmp_path / "liste.xls"
    path.write_bytes(endless(which))
    assert reason_of(path) in {"", "damaged", "aborted", "memory", "time", "too_large", "damaged_sheet"}


def test_records_that_point_outside_an_old_workbook(tmp_path: Path) -> None:
    begin = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    for number, content in [
        (0x0085, struct.pack("<IBBB", 0xFFFFFFF0, 0, 0, 5) + b"\0Liste"),
        (0x00FC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF)),
        (0x00E5, b"\xff" * 40),
        (0x0203, b"\xff" * 14),
        (0x0085, b"\x01"),
    ]:
        stream = biff(begin, (number, content), (0x000A, b"")).ljust(5000, b"\0")
        path = tmp_path / "liste.xls"
        path.write_bytes(ole(streams={"Workbook": stream}))
        assert reason_of(path) in {"", "damaged", "damaged_sheet", "aborted", "memory", "time"}


# --- however the reading process ends ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "aborted"),
        ("import ctypes; ctypes.string_at(0)", "aborted"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "aborted"),
        ("import time; kept = [bytearray(8 << 20) for _ in range(30)]; time.sleep(60)", "memory"),
        ("kept = []\nwhile True: pass", "time"),
        ("import sys; sys.stdout.write('x' * (4 << 20))", "too_large"),
        ("import sys\nwhile True: sys.stderr.write('panicked at src/xls.rs: ' + 'x' * 9999)", "time"),
    ],
)
def test_a_reading_process_gone_wrong_ends_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
) -> None:
    python = parent.command()[0]
    monkeypatch.setattr(parent, "command", lambda: [python, "-X", "faulthandler=0", "-c", program])
    path = tmp_path / "liste.xlsx"
    path.write_bytes(b"a;b\n")
    limits = Limits(seconds=3 if reason == "time" else 20, memory_bytes=150 << 20, result_bytes=1 << 20)
    assert reason_of(path, limits) == reason


# --- other files and the net ------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and whoever came to it."""
    server, met = socket.create_server(("127.0.0.1", 0)), []

    def listen() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            met.append(address)
            connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], met
    server.shutdown(socket.SHUT_RDWR) if sys.platform != "win32" else None
    server.close()
    thread.join(5)


def test_links_are_not_followed_and_said(tmp_path: Path, listener: tuple[int, list[object]]) -> None:
    port, met = listener
    there = f"http://127.0.0.1:{port}/"
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("HEMMELIG", encoding="utf-8")
    relations = f'<Relationships><Relationship Id="r1" Type="x/externalLinkPath" Target="{there}a.xlsx" \
TargetMode="External"/></Relationships>'
    cell = b'<row r="1"><c r="A1"><f>[1]Ark1!A1</f><v>8500</v></c></row>'
    linked = xlsx(
        tmp_path / "linked.xlsx",
        cell,
        lambda a: (
            a.writestr("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{MAIN}"/>'),
            a.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", relations),
        ),
    )
    book = read_file(linked)
    assert book.sheets[0].rows == [[8500]]
    assert any("andre filer" in note for note in book.notes)
    doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b SYSTEM "{there}"><!ENTITY % c SYSTEM \
"{there}c">%c;]>'
    text = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a;&b;</t></is></c></row>'
    xxe = xlsx(tmp_path / "xxe.xlsx", lambda a: a.writestr(SHEET, doctype.encode() + HEAD[21:] + text + TAIL))
    source = f'<table:table table:name="A"><table:table-source xlink:href="{there}"/><table:table-row>\
<table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>'
    sheet = ods(tmp_path / "linked.ods", source)
    assert any("andre filer" in note for note in read_file(sheet).notes)
    page = tmp_path / "page.xls"
    page.write_text(
        f'<html><link rel=stylesheet href="{there}"><script src="{there}"></script><table><tr><td>a<td>'
        f'<img src="{there}">b</table></html>',
        encoding="utf-8",
    )
    assert read_file(page).sheets[0].rows == [["a", "b"]]
    xinclude = ods(tmp_path / "entity.ods", ods_table(""), doctype=doctype)
    for path in (xxe, xinclude):
        assert reason_of(path) in {"", "damaged", "damaged_sheet"}
        if not reason_of(path):
            assert "HEMMELIG" not in str(read_file(path).sheets)
    assert met == []


def test_macros_are_not_run_and_said(tmp_path: Path) -> None:
    plain = xlsx(tmp_path / "plain.xlsx")
    assert read_file(plain).notes == ()
    with_code = xlsx(tmp_path / "liste.xlsm", more=lambda a: a.writestr("xl/vbaProject.bin", ole("VBA")))
    assert read_file(with_code).kind == "xlsm"
    cell = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    basic = ods(tmp_path / "liste.ods", ods_table(cell), more=lambda a: a.writestr("Basic/Standard/M.xml", "<m/>"))
    old = tmp_path / "liste.xls"
    data = old_workbook()
    entry = data.find("SummaryInformation".encode("utf-16-le")) - 2
    name = "_VBA_PROJECT_CUR".encode("utf-16-le")
    data[entry : entry + 66] = name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2)
    old.write_bytes(data)
    for path in (with_code, basic, old):
        book = read_file(path)
        assert [note for note in book.notes if "makroer" in note and "ikke kjørt" in note], path.name
        assert book.sheets[0].rows


# --- protected with a password ----------------------------------------------------------------------------------

BOOK5 = (0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 0))
BOOK8 = (0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
PROTECTED = {
    "Excel 95, XOR": ("Book", biff(BOOK5, (0x2F, b"\x12\x34\x56\x78"))),
    "Excel 97, XOR": ("Workbook", biff(BOOK8, (0x2F, b"\0\0\x12\x34\x56\x78"))),
    "Excel 97, RC4": ("Workbook", biff(BOOK8, (0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48)))),
    "Excel 2002, RC4 CryptoAPI": ("Workbook", biff(BOOK8, (0x2F, struct.pack("<HHH", 1, 2, 2) + bytes(200)))),
    "after a write password": ("Workbook", biff(BOOK8, (0x86, b""), (0x2F, b"\0\0\x12\x34\x56\x78"))),
}


@pytest.mark.parametrize("age", PROTECTED)
def test_old_workbooks_with_a_password(tmp_path: Path, age: str) -> None:
    name, stream = PROTECTED[age]
    path = tmp_path / "liste.xls"
    path.write_bytes(ole(streams={name: stream.ljust(6000, b"\x8d")}))
    assert reason_of(path) == "password"


@pytest.mark.parametrize(
    "information",
    [
        struct.pack("<HHI", 3, 2, 0x24) + bytes(160),  # Excel 2007
        struct.pack("<HHI", 4, 2, 0x24) + bytes(160),
        struct.pack("<HHI", 4, 4, 0x40) + b'<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"/>',
    ],
    ids=["standard 3.2", "standard 4.2", "agile"],
)
def test_new_workbooks_with_a_password(tmp_path: Path, information: bytes) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(ole(streams={"EncryptionInfo": information, "EncryptedPackage": b"\x9c" * 5000}))
    assert reason_of(path) == "password"


def test_opendocument_with_a_password_of_each_age(tmp_path: Path) -> None:
    parts = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    assert reason_of(ods(tmp_path / "a.ods", "", manifest=parts)) == "password"
    whole = parts.replace("content.xml", "encrypted-package")
    assert reason_of(ods(tmp_path / "b.ods", "", manifest=whole)) == "password"


def test_a_sheet_locked_against_changes_is_read(tmp_path: Path) -> None:
    locked = HEAD + CELL + b'</sheetData><sheetProtection password="CC1A" sheet="1"/></worksheet>'
    path = xlsx(tmp_path / "liste.xlsx", lambda archive: archive.writestr(SHEET, locked))
    assert read_file(path).sheets[0].rows == [[5]]


def test_files_from_the_wrong_end_of_a_copy(tmp_path: Path) -> None:
    """A file that is still being copied, one locked by its owner's program, and one that is a link to nowhere."""
    whole = (DEMO / "Solvik kommune - boligliste.xlsx").read_bytes()
    (tmp_path / "halv.xlsx").write_bytes(whole[: len(whole) // 2] + bytes(len(whole) // 2))
    assert reason_of(tmp_path / "halv.xlsx") == "damaged"
    (tmp_path / "~$liste.xlsx").write_bytes(b"\x05Kari " + bytes(158))
    assert reason_of(tmp_path / "~$liste.xlsx") in {"not_a_list", "empty"}
    if os.name != "nt":
        (tmp_path / "lenke.xlsx").symlink_to(tmp_path / "borte.xlsx")
        assert reason_of(tmp_path / "lenke.xlsx") == "missing"
        os.mkfifo(tmp_path / "ror.xlsx")
        assert reason_of(tmp_path / "ror.xlsx", Limits(seconds=2)) in {"unreachable", "time"}
    shutil.copy(DEMO / "FDVU kontrakter.csv", tmp_path / ("å" * 80 + ".csv"))
    assert reason_of(tmp_path / ("å" * 80 + ".csv")) == ""
