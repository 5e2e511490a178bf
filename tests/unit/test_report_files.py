"""Writing a paper to disk: whole or not at all, and told in words when it cannot be done."""

from __future__ import annotations

import errno
import io
import os
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from bokart_desk.reporting import ReportNotWritten, write_report
from bokart_desk.reporting.document import Column, ReportDocument, Row, Section

PAPER = ReportDocument(
    "Kontrakter som utløper",
    "november 2026",
    "Solvik kommune",
    "",
    "",
    (),
    (Section("S", (Column("a", "Navn"),), (Row(("Amina",)),), ""),),
)


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "PDF"])
def test_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"Utløpsliste.{ending}"
    target.write_bytes(b"old")
    write_report(PAPER, target)
    assert target.stat().st_size > 2000
    assert list(tmp_path.iterdir()) == [target]


def test_missing_folder_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReportNotWritten, match="mappen ikke finnes"):
        write_report(PAPER, tmp_path / "nei" / "liste.pdf")


def test_unknown_ending_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReportNotWritten, match=r"\.pdf eller \.xlsx"):
        write_report(PAPER, tmp_path / "liste.doc")


def test_name_that_cannot_be_used_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ReportNotWritten):
        write_report(PAPER, tmp_path / "li\0ste.pdf")


def test_file_in_use_keeps_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "liste.pdf"
    target.write_bytes(b"old")

    def in_use(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", in_use)
    monkeypatch.setattr(Path, "replace", in_use)
    with pytest.raises(ReportNotWritten, match="åpent i et annet program"):
        write_report(PAPER, target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_full_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportNotWritten, match="disken er full"):
        write_report(PAPER, tmp_path / "liste.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_write_protected_place_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def protected(_number: int) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "fsync", protected)
    with pytest.raises(ReportNotWritten, match="mappen kan være skrivebeskyttet"):
        write_report(PAPER, tmp_path / "liste.pdf")
    assert list(tmp_path.iterdir()) == []


def test_folder_in_the_way_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "liste.pdf").mkdir()
    with pytest.raises(ReportNotWritten):
        write_report(PAPER, tmp_path / "liste.pdf")


def images_of(path: Path) -> int:
    return len(pypdf.PdfReader(path).pages[0].images)


def picture(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (300, 120), "navy").save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_logo_stands_on_the_first_page(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "liste.pdf"
    write_report(replace(PAPER, logo=picture(kind)), target)
    assert images_of(target) == 1


@pytest.mark.parametrize("logo", [b"", b"no picture", picture("png")[:60]], ids=["empty", "text", "cut off"])
def test_bad_logo_does_not_stop_the_paper(tmp_path: Path, logo: bytes) -> None:
    target = tmp_path / "liste.pdf"
    write_report(replace(PAPER, logo=logo), target)
    assert images_of(target) == 0
