"""Whatever file is chosen: a list or a clear message, and the program lives on."""

from __future__ import annotations

import os
import random
import struct
import zipfile
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bokart_desk import i18n
from bokart_desk.i18n import resources_folder
from bokart_desk.importing.reading import (
    Limits,
    ReadingCancelled,
    UnreadableFile,
    Workbook,
    parent,
    read_file,
)
from tests.hostile_files import HEAD, MIB, TAIL, ole, xlsx

NO_LIST = {"empty", "not_a_list", "damaged", "html", "xml_spreadsheet", "old_format"}
STOPPED = {"aborted", "memory", "time", "too_large"}


def refusal(path: Path, limits: Limits | None = None) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_file(path, limits or Limits())
    assert path.name in caught.value.message
    assert "Ingenting ble importert" in caught.value.message
    assert caught.value.path == path
    return caught.value


def written(folder: Path, data: bytes, name: str = "liste.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (b"\x00" * 5000, "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "not_a_list"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not_a_list"),
        (b"{\\rtf1\\ansi Liste}", "not_a_list"),
        (b"<?xml version='1.0'?><Kontrakter><k/></Kontrakter>", "not_a_list"),
        (b"<html><body><p>Logg inn</p></body></html>", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml_spreadsheet"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + b"\x00" * 50, "old_format"),
        (b"PK\x03\x04" + b"x" * 200, "damaged"),
        (b"PK\x05\x06" + b"\x00" * 18, "empty"),
        (ole("EncryptedPackage", "EncryptionInfo"), "password"),
        (ole("WordDocument"), "not_a_list"),
        (ole("Workbook"), "damaged"),
        (ole(), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
    ],
)
@pytest.mark.parametrize("name", ["liste.xlsx", "liste.csv"])
def test_what_is_no_list_is_said_to_be_so(tmp_path: Path, data: bytes, reason: str, name: str) -> None:
    assert refusal(written(tmp_path, data, name)).reason == reason


def test_a_picture_is_called_a_picture_in_both_languages(tmp_path: Path) -> None:
    path = written(tmp_path, b"\x89PNG\r\n\x1a\n")
    assert "et bilde" in refusal(path).message
    i18n.use_language("en")
    with pytest.raises(UnreadableFile, match=r"a picture\. Nothing was imported"):
        read_file(path)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert refusal(tmp_path / "borte.xlsx").reason == "missing"
    assert refusal(tmp_path).reason == "folder"
    assert refusal(tmp_path / "a\x00b.xlsx").reason == "unreachable"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a file this user may not open")
def test_a_file_in_use_elsewhere(tmp_path: Path) -> None:
    path = written(tmp_path, b"a;b\n")
    path.chmod(0)
    assert refusal(path).reason == "locked"


def test_encrypted_old_workbooks_ask_for_one_without_password(tmp_path: Path) -> None:
    data = bytearray((resources_folder() / "demo" / "Takket nei og avslag.xls").read_bytes())
    begin = data.find(b"\x09\x08\x10\x00")
    data[begin + 20 : begin + 22] = b"\x2f\x00"
    assert refusal(written(tmp_path, bytes(data), "liste.xls")).reason == "password"


def test_encrypted_opendocument_and_zip(tmp_path: Path) -> None:
    path = tmp_path / "liste.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
        )
        archive.writestr("content.xml", b"\x8f\x01\x02")
    assert refusal(path).reason == "password"


@pytest.mark.parametrize(("part", "reason"), [("word/document.xml", "not_a_list"), ("bilde.jpg", "not_a_list")])
def test_other_archives_are_no_lists(tmp_path: Path, part: str, reason: str) -> None:
    path = tmp_path / "liste.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "x")
    assert refusal(path).reason == reason


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    data = (resources_folder() / "demo" / "Solvik kommune - boligliste.xlsx").read_bytes()
    for part in (100, len(data) // 2, len(data) - 30):
        assert refusal(written(tmp_path, data[:part])).reason == "damaged"


def test_a_damaged_sheet_is_named(tmp_path: Path) -> None:
    error = refusal(xlsx(tmp_path / "liste.xlsx", b'<row r="0"><c r="A0"><v>5</v></c></row>'))
    assert error.reason == "damaged_sheet"
    assert "«S»" in error.message


def test_an_archive_that_says_it_unpacks_to_too_much_is_not_unpacked(tmp_path: Path) -> None:
    def sheet(archive: zipfile.ZipFile) -> None:
        archive.writestr("xl/worksheets/sheet1.xml", HEAD + b" " * (20 * MIB) + TAIL)

    path = xlsx(tmp_path / "liste.xlsx", sheet)
    assert path.stat().st_size < 42_000
    assert refusal(path, Limits(unpacked_bytes=10 * MIB)).reason == "too_large"
    assert read_file(path).sheets[0].rows == []


def test_a_small_file_that_takes_much_memory_is_stopped(tmp_path: Path) -> None:
    row = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>"
    path = xlsx(tmp_path / "liste.xlsx", row * 400)
    assert path.stat().st_size < MIB
    assert refusal(path, Limits(memory_bytes=100 * MIB)).reason == "memory"


def test_cells_at_opposite_corners_are_stopped_and_one_far_cell_is_read(tmp_path: Path) -> None:
    near, far = b'<row r="1"><c r="A1"><v>5</v></c></row>', b'<row r="1048576"><c r="XFD1048576"><v>6</v></c></row>'
    assert refusal(xlsx(tmp_path / "a.xlsx", near + far)).reason == "memory"
    sheet = read_file(xlsx(tmp_path / "b.xlsx", far)).sheets[0]
    assert (sheet.rows, sheet.first_row, sheet.first_column) == ([[6]], 1_048_576, 16_384)


def test_a_cell_far_below_the_list_keeps_its_row_number(tmp_path: Path) -> None:
    near = b'<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>2</v></c><c r="F3"><v>3</v></c></row>'
    far = b'<row r="200003"><c r="B200003"><v>9</v></c></row>'
    sheet = read_file(xlsx(tmp_path / "liste.xlsx", near + far)).sheets[0]
    assert (sheet.first_row, len(sheet.rows)) == (3, 200_001)
    assert sheet.rows[0] == [1, 2, None, None, None, 3]
    assert sheet.rows[1] == [None] * 6
    assert sheet.rows[-1] == [None, 9, None, None, None, None]


def test_a_sheet_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    near, far = b'<row r="1"><c r="A1"><v>5</v></c></row>', b'<row r="90"><c r="Z90"><v>6</v></c></row>'
    path = xlsx(tmp_path / "liste.xlsx", near + far)
    assert refusal(path, Limits(cells=2000)).reason == "too_large"


def test_row_numbers_beyond_any_sheet_are_damage(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "liste.xlsx", b'<row r="99999999999"><c r="A99999999999"><v>5</v></c></row>')
    assert refusal(path).reason == "damaged_sheet"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    sheet = b'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + entities + b"]>" + HEAD
    sheet += b'<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>' + TAIL
    path = xlsx(tmp_path / "liste.xlsx", lambda archive: archive.writestr("xl/worksheets/sheet1.xml", sheet))
    assert refusal(path).reason == "damaged_sheet"


def test_large_files_and_answers_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b"Navn;Fra\n" * 5000, "liste.csv")
    assert refusal(path, Limits(file_bytes=1000)).reason == "too_large"
    assert refusal(path, Limits(result_bytes=1000)).reason == "too_large"


def test_no_time_is_too_little(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "liste.xlsx", b"<row><c><v>1</v></c></row>" * 200_000)
    assert refusal(path, Limits(seconds=0.01)).reason == "time"


def test_cancelling_leaves_no_process_behind(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "liste.xlsx", b"<row><c><v>1</v></c></row>" * 200_000)
    with pytest.raises(ReadingCancelled):
        read_file(path, cancelled=lambda: True)
    assert not [child for child in psutil.Process().children() if "reading.child" in " ".join(child.cmdline())]


def test_a_reading_process_that_is_killed_is_said(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "liste.xlsx", b"<row><c><v>1</v></c></row>" * 200_000)

    def kill() -> bool:
        for child in psutil.Process().children():
            child.kill()
        return False

    with pytest.raises(UnreadableFile) as caught:
        read_file(path, cancelled=kill)
    assert caught.value.reason == "aborted"


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "aborted"),
        ("raise BaseException('panicked')", "aborted"),
        ("print('nonsense')", "aborted"),
        ("print('{}')", "aborted"),
        ("print('[1, 2'); print('{\"end\": true}')", "damaged"),
        ("print('{\"end\": true}')", "damaged"),
        ("import os, time; os.close(1); time.sleep(600)", "time"),
        ("import sys; sys.stderr.write('memory allocation of 99 bytes failed'); sys.exit(134)", "memory"),
    ],
)
def test_however_the_reading_process_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, reason: str
) -> None:
    python = parent.command()[0]
    monkeypatch.setattr(parent, "command", lambda: [python, "-c", program])
    assert refusal(written(tmp_path, b"a;b\n"), Limits(seconds=2 if reason == "time" else 30)).reason == reason


def test_a_reading_process_that_cannot_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "command", lambda: [str(tmp_path / "no-such-program")])
    assert refusal(written(tmp_path, b"a;b\n")).reason == "not_started"


def test_files_beside_the_list_cannot_slip_into_the_reading_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, b"raise SystemExit(3)", "json.py")
    monkeypatch.chdir(tmp_path)
    assert read_file(written(tmp_path, b"a;b\n", "liste.csv")).sheets[0].rows == [["a", "b"]]


def result(path: Path) -> str:
    try:
        return "" if isinstance(read_file(path), Workbook) else "nothing"
    except UnreadableFile as error:
        return error.reason


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.xlsb", "a.csv", "a"]))
def test_any_bytes_under_any_ending(tmp_path: Path, data: bytes, name: str) -> None:
    assert result(written(tmp_path, data, name)) in {"", *NO_LIST}


@pytest.mark.parametrize("name", ["Takket nei og avslag.xls", "Solvik kommune - boligliste.xlsx"])
def test_workbooks_with_bytes_changed(tmp_path: Path, name: str) -> None:
    data = (resources_folder() / "demo" / name).read_bytes()
    chance = random.Random(7)
    for _ in range(15):
        changed = bytearray(data)
        for _ in range(20):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        reason = result(written(tmp_path, bytes(changed), "liste" + Path(name).suffix))
        assert reason in {"", "not_a_list", "password", "damaged", "damaged_sheet", *STOPPED}


def test_endless_chains_in_old_workbooks_end(tmp_path: Path) -> None:
    data = bytearray((resources_folder() / "demo" / "Takket nei og avslag.xls").read_bytes())
    for entry in range(2, 18):
        struct.pack_into("<I", data, 512 + 4 * entry, max(entry - 1, 2))
    assert result(written(tmp_path, bytes(data), "liste.xls")) in {"damaged", *STOPPED}
