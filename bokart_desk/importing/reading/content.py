"""What a file is, judged by its content alone: endings lie."""

from __future__ import annotations

import re
import struct

from .refusal import Note, Refusal

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"),
    (b"GIF89a", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "document"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard", "database"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"MZ\x90\x00", "program"),
    (b"\x7fELF", "program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b")
_WORKBOOK_BEGIN = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")
_FILE_PASS = 0x2F
_FILE_PASS_WITHIN = 8
_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def recognise(data: bytes) -> str:
    """Return "zip", "ole", "html" or "text"; refuse what is known to be no list, with a code for the reason."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refusal("empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Refusal("not_a_list", what=what)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    if data.startswith(_OLD_BIFF):
        raise Refusal("old_format")
    return _markup(data)


def _markup(data: bytes) -> str:
    head = data[:8192]
    for bom in _BOM:
        head = head.removeprefix(bom)
    head = head.replace(b"\x00", b"").lstrip()
    if head[:13].lower() == b"mime-version:":
        raise Refusal("html")
    if not head.startswith(b"<"):
        return "text"
    if _XML.match(head):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise Refusal("xml_spreadsheet")
        if b"urn:oasis:names:tc:opendocument" in head:
            raise Refusal("xml_spreadsheet")
        if not _HTML.search(head):
            raise Refusal("not_a_list", what="xml")
    return "html" if _HTML.search(head) else "text"


def check_ole(data: bytes) -> str:
    """Return "xls" for an old Excel workbook; refuse encrypted workbooks, documents and the like.

    Looks for whole directory entries instead of following the file's chains, which may be endless.
    """
    if _has_entry(data, "EncryptedPackage") or _has_entry(data, "\tDRMContent"):
        raise Refusal("password")
    if _has_file_pass(data):
        raise Refusal("password")
    if _has_entry(data, "Workbook") or _has_entry(data, "Book") or _has_entry(data, "WORKBOOK"):
        return "xls"
    for name, what in (("WordDocument", "document"), ("PowerPoint Document", "document")):
        if _has_entry(data, name):
            raise Refusal("not_a_list", what=what)
    if _has_entry(data, "__properties_version1.0"):
        raise Refusal("not_a_list", what="e-mail")
    raise Refusal("damaged")


def ole_notes(data: bytes) -> list[Note]:
    """Return a note where an old workbook holds macros."""
    return [("macros", {})] if _has_entry(data, "_VBA_PROJECT_CUR") or _has_entry(data, "_VBA_PROJECT") else []


def _has_file_pass(data: bytes) -> bool:
    """Return whether a workbook stream says near its start that the rest is encrypted (record FILEPASS)."""
    for begin in _WORKBOOK_BEGIN.finditer(data):
        position = begin.start()
        for _record in range(_FILE_PASS_WITHIN):
            if position + 4 > len(data):
                break
            number, length = struct.unpack_from("<HH", data, position)
            if number == _FILE_PASS:
                return True
            position += 4 + length
    return False


def _has_entry(data: bytes, name: str) -> bool:
    entry = name.encode("utf-16-le")
    return entry.ljust(64, b"\x00") + struct.pack("<H", len(entry) + 2) in data


def check_text(data: bytes) -> None:
    """Refuse what is neither a known kind of file nor text: many control characters that no text has."""
    sample = data[:65536]
    if sample.startswith(_BOM[1:]):
        return
    controls = len(sample) - len(sample.translate(None, bytes([*range(9), 14, 15, *range(16, 27), *range(28, 32)])))
    zeros = sample.count(0)
    if controls - zeros > len(sample) // 100 or (zeros > len(sample) // 100 and not looks_like_utf16(sample)):
        raise Refusal("not_a_list", what="unknown")


def looks_like_utf16(sample: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" where every other byte is mostly zero, else an empty text."""
    pairs = len(sample) // 2
    if not pairs:
        return ""
    low, high = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if high > pairs * 0.6 and low < pairs * 0.1:
        return "utf-16-le"
    if low > pairs * 0.6 and high < pairs * 0.1:
        return "utf-16-be"
    return ""
