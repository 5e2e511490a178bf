"""The case file for the archive: what PDF/A-2b asks of a file, as far as it can be looked at here, and its facts."""

from __future__ import annotations

import hashlib
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject
from register_builder import NOW, TODAY, building, new_register

from bokart_desk.i18n import resources_folder, use_language
from bokart_desk.reporting import ReportNotWritten, case_file
from bokart_desk.reporting.case_file import archive_case
from bokart_desk.reporting.pdf import archive
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.privacy.access import access_answer
from bokart_desk.services.privacy.as_json import as_bytes
from bokart_desk.services.register import Register
from bokart_desk.storage import schema

BY = By("Kari Konsulent", NOW, TODAY)
FORBIDDEN = {
    "/JavaScript", "/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/EmbeddedFile", "/Encrypt", "/SMask", "/Launch",
    "/AcroForm", "/XFA", "/Sound", "/Movie", "/RichMedia", "/PresSteps", "/AlternatePresentations", "/NeedsRendering",
    "/TR", "/HTP", "/OPI", "/PS", "/Alternates", "/FFilter", "/FDecodeParms",
}  # fmt: skip
CASE = "{urn:bokart-desk:case-file:1}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/property#}"


def logo() -> bytes:
    """A picture that one can see through."""
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (10, 80, 100, 128)).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as made:
        yield made


@pytest.fixture
def household(register: Register) -> int:
    with building(register) as make:
        make.add("municipality", id=1, name="Solvik kommune", number="9999", office="Flyktningtjenesten", logo=logo())
        contract = make.let("Đorđe Čović", "Storgata 8", date(2024, 1, 1), None, notes="Nøkkel levert – og «kvittert»")
        table = schema.metadata.tables["contract"]
        of = make.work.connection.execute(table.select().where(table.c.id == contract)).mappings().one()["household_id"]
        for name in ("محمد علي", "ሰላም ገብረ", "李明", "নরেন্দ্র"):
            make.add("person", household_id=of, given_name=name, family_name="Ćazim", name_key=name)
        make.add("follow_up", household_id=of, kind="home_visit", done_on=date(2025, 2, 3), notes="Ord " * 900)
    return int(of)


@pytest.fixture
def file(register: Register, household: int, tmp_path: Path) -> Path:
    return archive_case(register, household, tmp_path / "sak.pdf", BY).path


def objects(path: Path) -> list[Any]:
    """Every object that can be reached from the end of the file."""
    found: list[Any] = []
    seen: set[int] = set()

    def walk(one: Any) -> None:
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                return
            seen.add(one.idnum)
            one = one.get_object()
        found.append(one)
        for part in one.values() if isinstance(one, DictionaryObject) else one if isinstance(one, list) else ():
            walk(part)

    walk(pypdf.PdfReader(path).trailer)
    return found


def xmp(path: Path) -> ElementTree.Element:
    stream = pypdf.PdfReader(path).root_object["/Metadata"].get_object()
    assert isinstance(stream, StreamObject)
    assert stream.get("/Filter") is None
    return ElementTree.fromstring(stream.get_data().decode("utf-8"))


def only(root: ElementTree.Element, name: str) -> str:
    (found,) = root.iter(name)
    return found.text or ""


def test_the_file_begins_and_ends_as_the_archive_wants(file: Path) -> None:
    content = file.read_bytes()
    first, second = content.split(b"\n", 2)[:2]
    assert first == b"%PDF-1.7"
    assert second[:1] == b"%"
    assert all(sign > 127 for sign in second[1:5])
    assert content.endswith(b"%%EOF\n")
    assert content.count(b"startxref") == 1
    trailer = pypdf.PdfReader(file).trailer
    assert "/Encrypt" not in trailer
    assert len(trailer["/ID"]) == 2
    assert content.count(b"\nendstream") == content.count(b"endstream")


def test_nothing_forbidden_is_in_the_file(file: Path) -> None:
    keys = {key for one in objects(file) if isinstance(one, DictionaryObject) for key in one}
    assert keys & FORBIDDEN == set()
    filters = {str(one.get("/Filter")) for one in objects(file) if isinstance(one, StreamObject)}
    assert not [name for name in filters if "LZW" in name or "Crypt" in name]
    assert all("/Annots" not in page for page in pypdf.PdfReader(file).pages)


def test_no_page_is_transparent_and_the_logo_stands_on_white(file: Path) -> None:
    pictures = [one for one in objects(file) if isinstance(one, StreamObject) and one.get("/Subtype") == "/Image"]
    assert len(pictures) == 1
    assert pictures[0]["/ColorSpace"] == "/DeviceRGB"
    assert not pictures[0].get("/Interpolate")
    assert not [one for one in objects(file) if isinstance(one, DictionaryObject) and one.get("/S") == "/Transparency"]
    for page in pypdf.PdfReader(file).pages:
        assert "/ExtGState" not in page["/Resources"].get_object()  # type: ignore[operator]


def test_colours_are_those_of_the_profile_in_the_file(file: Path) -> None:
    reader = pypdf.PdfReader(file)
    (intent,) = (one.get_object() for one in reader.root_object["/OutputIntents"])  # type: ignore[attr-defined]
    assert (intent["/Type"], intent["/S"]) == ("/OutputIntent", "/GTS_PDFA1")
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    held = (resources_folder() / "icc" / "sRGB2014.icc").read_bytes()
    assert profile.get_data() == held
    assert (held[12:16], held[16:20], held[36:40]) == (b"mntr", b"RGB ", b"acsp")
    for page in reader.pages:
        operators = set(re.findall(rb"(?<![\w/(<])[A-Za-z*]+(?![\w)>])", page.get_contents().get_data()))
        assert not operators & {b"k", b"K", b"cs", b"CS", b"scn", b"sh", b"gs"}


def test_every_font_is_in_the_file_with_its_own_widths(file: Path) -> None:
    fonts = [one for one in objects(file) if isinstance(one, DictionaryObject) and one.get("/Type") == "/Font"]
    assert len(fonts) > 5
    for font in fonts:
        assert font["/Subtype"] == "/TrueType"
        assert "/Encoding" not in font  # a font of signs: its own table says which glyph a byte is
        described = font["/FontDescriptor"].get_object()
        assert described["/Flags"] & 4
        assert not described["/Flags"] & 32
        assert described["/FontName"] == font["/BaseFont"]
        assert re.fullmatch(r"/[A-Z]{6}\+.+", font["/BaseFont"])
        stream = described["/FontFile2"].get_object()
        assert stream["/Length1"] == len(stream.get_data())
        with TTFont(io.BytesIO(stream.get_data())) as parsed:
            (table,) = parsed["cmap"].tables
            scale = 1000 / parsed["head"].unitsPerEm
            for code, width in enumerate(font["/Widths"], start=font["/FirstChar"]):
                glyph = table.cmap.get(code)
                if glyph not in (None, ".notdef"):
                    assert abs(float(width) - parsed["hmtx"][glyph][0] * scale) <= 1, (font["/BaseFont"], code)


def test_no_text_is_drawn_without_its_glyph(file: Path) -> None:
    for page in pypdf.PdfReader(file).pages:
        assert b"<00>" not in page.get_contents().get_data()  # type: ignore[union-attr]
        assert "\x00" not in page.extract_text()


def test_the_metadata_say_what_it_is(register: Register, household: int, tmp_path: Path) -> None:
    done = archive_case(register, household, tmp_path / "sak.pdf", BY)
    root = xmp(done.path)
    assert (only(root, f"{PDFAID}part"), only(root, f"{PDFAID}conformance")) == ("2", "B")
    with register.engine.connect() as connection:
        table = schema.metadata.tables["household"]
        number = connection.execute(table.select().where(table.c.id == household)).mappings().one()["case_number"]
    assert only(root, f"{CASE}caseNumber") == number
    assert only(root, f"{CASE}householdId") == str(household)
    assert (only(root, f"{CASE}municipality"), only(root, f"{CASE}municipalityNumber")) == ("Solvik kommune", "9999")
    assert (only(root, f"{CASE}firstDay"), only(root, f"{CASE}lastDay")) == ("2024-01-01", "2026-11-22")
    facts = as_bytes(access_answer(register, household, by=BY, unabridged=True))
    assert only(root, f"{CASE}factsSha256") == done.facts_sha256 == hashlib.sha256(facts).hexdigest()
    assert len(only(root, f"{CASE}registerId")) == 16
    described = {one.text for one in root.iter(f"{EXTENSION}name")}
    assert described == {one.tag.removeprefix(CASE) for one in root.iter() if one.tag.startswith(CASE)}
    told = ElementTree.tostring(root, encoding="unicode")
    assert "Čović" not in told
    assert "Čović" not in str(pypdf.PdfReader(done.path).metadata)


def test_both_kinds_of_metadata_say_the_same(file: Path) -> None:
    information, root = pypdf.PdfReader(file).metadata, xmp(file)
    assert information is not None
    (title,) = root.iter("{http://purl.org/dc/elements/1.1/}title")
    assert "".join(title.itertext()) == information.title
    assert information.creation_date == datetime.fromisoformat(only(root, f"{XMP}CreateDate"))
    assert information.modification_date == datetime.fromisoformat(only(root, f"{XMP}ModifyDate"))
    assert only(root, f"{XMP}CreatorTool") == information.creator == "BOKART Desk"


def test_everything_held_can_be_read_in_it(register: Register, household: int, file: Path) -> None:
    text = re.sub(r"[\s-]+", "", archive.text_of(file.read_bytes()))
    answer = access_answer(register, household, by=BY, unabridged=True)
    for record in answer.records:
        for fact in record.facts:
            if re.fullmatch(r"[ -~À-ɏ–«»]+", fact.words):
                for word in fact.words.split():
                    assert word.replace("-", "") in text, (record.kind, fact.field, word)
    assert text.count("Ord") >= 900


def test_the_same_case_at_the_same_moment_is_the_same_file(register: Register, household: int, tmp_path: Path) -> None:
    one = archive_case(register, household, tmp_path / "1.pdf", BY, NOW)
    two = archive_case(register, household, tmp_path / "2.pdf", BY, NOW)
    later = archive_case(register, household, tmp_path / "3.pdf", BY, NOW + timedelta(days=1))
    assert one.sha256 == two.sha256 == hashlib.sha256((tmp_path / "1.pdf").read_bytes()).hexdigest()
    assert later.sha256 != one.sha256
    assert one.pages == len(pypdf.PdfReader(tmp_path / "1.pdf").pages) > 2


def test_a_file_that_does_not_hold_everything_is_taken_away_again(
    register: Register, household: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = archive.text_of
    monkeypatch.setattr(archive, "text_of", lambda content: whole(content).replace("kvittert", ""))
    with pytest.raises(ReportNotWritten, match=r"sak\.pdf"):
        archive_case(register, household, tmp_path / "sak.pdf", BY)
    assert not (tmp_path / "sak.pdf").exists()
    (tmp_path / "sak.pdf").write_bytes(b"the one before")
    with pytest.raises(ReportNotWritten):
        archive_case(register, household, tmp_path / "sak.pdf", BY)
    assert (tmp_path / "sak.pdf").read_bytes() == b"the one before"


def test_what_lies_on_the_disk_is_compared_with_what_was_made(
    register: Register, household: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_file, "write_bytes", lambda path, content: path.write_bytes(content[:-100]))
    with pytest.raises(ReportNotWritten, match=r"sak\.pdf"):
        archive_case(register, household, tmp_path / "sak.pdf", BY)
    assert not (tmp_path / "sak.pdf").exists()


@pytest.mark.parametrize("word", ["W" * 3000, "a\x07b\x85c\xadd", "x\u200by - z", "\\(a)\\\\", "§ 11-1 § 9", "😀 og ☃"])
def test_any_text_can_be_archived(register: Register, tmp_path: Path, word: str) -> None:
    with building(register) as make:
        household = make.household("Amina Hussein", notes=word, needs=f"{word} " * 40)
        make.work.update(schema.metadata.tables["household"], household, {"notes": word * 2})
    assert archive_case(register, household, tmp_path / "sak.pdf", BY).pages


@pytest.mark.skipif(sys.platform == "win32", reason="folders are protected otherwise there")
def test_a_place_that_cannot_be_written_to_is_told_and_leaves_nothing(
    register: Register, household: int, tmp_path: Path
) -> None:
    with pytest.raises(ReportNotWritten):
        archive_case(register, household, tmp_path / "no such folder" / "sak.pdf", BY)
    with pytest.raises(Refused):
        archive_case(register, 999, tmp_path / "sak.pdf", BY)
    assert not list(tmp_path.glob("*.pdf"))
    assert not list(tmp_path.glob(".*.tmp"))


def test_the_case_file_is_written_in_every_language(register: Register, household: int, tmp_path: Path) -> None:
    for language in ("nb", "nn", "en"):
        use_language(language)
        assert archive_case(register, household, tmp_path / f"{language}.pdf", BY).pages > 2


def test_odd_signs_in_names_of_the_municipality_do_not_break_the_metadata(register: Register, tmp_path: Path) -> None:
    with building(register) as make:
        make.add("municipality", id=1, name="A & <B> \x0b\"'", number="9999")
        household = make.household("Amina Hussein")
        table = schema.metadata.tables["household"]
        make.work.update(table, household, {"case_number": "2026/<1>&"})
    root = xmp(archive_case(register, household, tmp_path / "sak.pdf", BY, datetime(2026, 1, 1, tzinfo=UTC)).path)
    assert only(root, f"{CASE}caseNumber") == "2026/<1>&"
    assert only(root, f"{CASE}municipality").startswith("A & <B>")


def test_of_a_strictly_confidential_household_nothing_leads_back_to_the_register(
    register: Register, household: int, tmp_path: Path
) -> None:
    with building(register) as make:
        make.work.update(schema.metadata.tables["household"], household, {"protection": "strictly_confidential"})
    path = archive_case(register, household, tmp_path / "sak.pdf", BY).path
    assert only(xmp(path), f"{CASE}householdId") == ""
    text = archive.text_of(path.read_bytes())
    assert "(nr." not in text
    assert "Nummer i registeret" not in text
    assert "Storgata" not in text


def test_the_archive_has_the_case_as_it_was(register: Register, tmp_path: Path) -> None:
    with building(register) as make:
        household = make.household("Amina Hussein", notes="Kusine av Selam Tesfay")
        make.household("Selam Tesfay")
    text = archive.text_of(archive_case(register, household, tmp_path / "sak.pdf", BY).path.read_bytes())
    assert "Kusine av Selam Tesfay" in text
