"""Compressed workbooks before they are unpacked: kind, declared size, and what calamine leaves out.

Calamine gives an empty cell for an error (#REF!) or a formula that was saved without its value, and says nothing of
hidden rows, columns and filters; all are found here in the sheets of an xlsx file, by searching the bytes: no XML
parser means no entity bombs.
"""

from __future__ import annotations

import html
import io
import re
import zipfile

from .refusal import Note, Refusal

_PASSWORD_BIT = 0x1
_SCAN_LIMIT = 256 * 1024**2
_MEDIA = ("xl/media/", "Pictures/", "media/", "Thumbnails/", "xl/embeddings/")
_MACROS = ("Basic/", "Scripts/", "xl/macrosheets/")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ROW_HIDDEN = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*?\br=[\"'](\d{1,7})[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>"
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]{1,40})</",
    re.DOTALL,
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]*\bt=[\"']str)[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without the value it had when it was saved: other programs write such; an empty text is a value."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION_ID = re.compile(rb"\b\w+:id=[\"']([^\"']*)[\"']")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


class SheetParts:
    """What the bytes of one sheet say beyond its values; rows and columns are counted from 0."""

    def __init__(self) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.filtered = False
        self.uncomputed = 0
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []

    def search_xlsx(self, data: bytes) -> None:
        """Take in the XML of an xlsx sheet."""
        self.filtered = data.find(b"filterColumn", data.rfind(b"sheetData>")) > 0
        if b't="e"' in data or b"t='e'" in data:
            for letters, row, text in _ERROR_CELL.findall(data):
                self.errors[int(row) - 1, _column(letters)] = html.unescape(text.decode("utf-8", "replace"))
        if b"</f>" in data or b":f>" in data:
            self.uncomputed = sum(1 for _cell in _UNCOMPUTED.finditer(data))
        if b"hidden=" in data:
            self.hidden_rows = [int(row) - 1 for row in _ROW_HIDDEN.findall(data)]
            self.hidden_columns = _hidden_columns(data)


def open_zip(data: bytes, unpacked_limit: int) -> zipfile.ZipFile:
    """Return the archive if it is sound, has no password and says it unpacks to no more than the limit (bytes)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refusal("damaged") from error
    if any(entry.flag_bits & _PASSWORD_BIT for entry in entries):
        raise Refusal("password")
    if sum(entry.file_size for entry in entries if not entry.filename.startswith(_MEDIA)) > unpacked_limit:
        raise Refusal("too_large")
    return archive


def check_zip(archive: zipfile.ZipFile) -> str:
    """Return "xlsx", "xlsm", "xlsb" or "ods"; refuse other archives and encrypted ones."""
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[Content_Types].xml" in names and any(name.startswith("xl/workbook") for name in names):
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    if "mimetype" in names or "content.xml" in names:
        return _check_opendocument(archive, names)
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Refusal("not_a_list", what="document")
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise Refusal("not_a_list", what="numbers")
    raise Refusal("not_a_list" if names else "empty", what="archive")


def _check_opendocument(archive: zipfile.ZipFile, names: set[str]) -> str:
    if b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise Refusal("password")
    if "mimetype" in names and not read_part(archive, "mimetype").startswith(_ODS):
        raise Refusal("not_a_list", what="document")
    return "ods"


def notes_on(archive: zipfile.ZipFile) -> list[Note]:
    """Return notes on macros, which are never run, and on links to other files, which are never followed."""
    names = archive.namelist()
    notes: list[Note] = []
    if any(name.startswith(_MACROS) or name.endswith("vbaProject.bin") for name in names):
        notes.append(("macros", {}))
    if any(name.startswith("xl/externalLinks/") for name in names) or b"<table:table-source" in read_part(
        archive, "content.xml"
    ):
        notes.append(("external_links", {}))
    return notes


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetParts]:
    """Return what is known of each sheet of an xlsx file, in the workbook's order."""
    targets = {}
    for relation in _RELATIONSHIP.findall(read_part(archive, "xl/_rels/workbook.xml.rels")):
        targets[_attribute(relation, b"Id")] = _attribute(relation, b"Target")
    found: list[SheetParts] = []
    for sheet in _SHEET.findall(read_part(archive, "xl/workbook.xml")):
        match = _RELATION_ID.search(sheet)
        target = targets.get(match.group(1).decode("utf-8", "replace"), "") if match else ""
        name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        data = read_part(archive, name)
        parts = SheetParts()
        parts.search_xlsx(data)
        found.append(parts)
    return found


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the part's bytes; none where it is missing, too large to search, or cannot be unpacked."""
    try:
        if archive.getinfo(name).file_size <= _SCAN_LIMIT:
            return archive.read(name)
    except Exception:  # noqa: S110 - a part that cannot be unpacked is calamine's to judge
        pass
    return b""


def _attribute(element: bytes, name: bytes) -> str:
    match = re.search(rb"\b" + name + rb"=[\"']([^\"']*)[\"']", element)
    return html.unescape(match.group(1).decode("utf-8", "replace")) if match else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _hidden_columns(data: bytes) -> list[int]:
    hidden: list[int] = []
    for attributes in _COLUMN.findall(data[: data.find(b"sheetData") + 1 or None]):
        if re.search(rb"\bhidden=[\"'](?:1|true)[\"']", attributes):
            first, last = _attribute(attributes, b"min"), _attribute(attributes, b"max")
            if first.isdecimal() and last.isdecimal() and int(first) >= 1:
                hidden.extend(range(int(first) - 1, min(int(last), 16384)))
    return hidden
