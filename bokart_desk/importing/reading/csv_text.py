"""Text lists (csv, txt, tab-separated): encoding and delimiter are found out, rows counted as Excel does."""

from __future__ import annotations

import csv
import io
import re

from .content import looks_like_utf16
from .refusal import Note

DELIMITERS = ";\t|,"
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_RECORDS = 200
_SEP_LINE = re.compile(r'\A"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_EXCEL_TEXT = re.compile(r'\A="([^"]*)"\Z')
_HIGH = bytes(range(0x80, 0x100))
_NORWEGIAN_CP1252 = "æøåÆØÅ".encode("cp1252")
_OLD_ENCODINGS = (("cp865", "æøå"), ("mac_roman", "æøå"))
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, list[Note]]:
    """Return the text, and notes on an encoding that was guessed or is broken in places."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), []
    if 0 in data[:65536]:
        guess = looks_like_utf16(data[:65536])
        if guess:
            return data.decode(guess, "replace"), [("encoding_guessed", {"encoding": "UTF-16"})]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_single_byte(data)


def _decode_single_byte(data: bytes) -> tuple[str, list[Note]]:
    old = _old_encoding(data)
    if old:
        return data.decode(old, "replace"), [("encoding_guessed", {"encoding": old})]
    lines = data.splitlines(keepends=True)
    if not any(_is_utf8_beyond_ascii(line) for line in lines):
        return _windows_1252(data), [("encoding_guessed", {"encoding": "Windows-1252"})]
    text = "".join(line.decode("utf-8") if _is_utf8(line) else _windows_1252(line) for line in lines)
    return text, [("encodings_mixed", {})]


def _windows_1252(data: bytes) -> str:
    """Decode as Windows-1252, which holds all letters of ISO-8859-1; its five undefined bytes as ISO-8859-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8_beyond_ascii(line: bytes) -> bool:
    return not line.isascii() and _is_utf8(line)


def _old_encoding(data: bytes) -> str:
    """Return the encoding of DOS or old Macs where their å, æ, ø stand between letters and no Windows ones do."""
    if any(byte in data for byte in _NORWEGIAN_CP1252):
        return ""
    sample = data[:1_000_000]
    high = len(sample) - len(sample.translate(None, _HIGH))
    best, best_count = "", 0
    for encoding, letters in _OLD_ENCODINGS:
        wanted = letters.encode(encoding)
        inside = re.findall(rb"[A-Za-z][" + re.escape(wanted) + rb"](?=[A-Za-z])", sample)
        strong = [pair for pair in inside if pair[1:] != "æ".encode("cp865")]  # in Windows-1252 an apostrophe
        if len(strong) > best_count and len(inside) * 3 >= high:
            best, best_count = encoding, len(strong)
    return best


def read_rows(text: str) -> tuple[list[list[str]], list[Note]]:
    """Return one list of cells per record (a ``sep=`` line is none), and notes on what was found out."""
    csv.field_size_limit(2**31 - 1)
    notes: list[Note] = []
    text = text.removeprefix("\ufeff")
    said = _SEP_LINE.match(text)
    if said:
        delimiter = said.group(1)
        text = text[said.end() :]
    else:
        delimiter = find_delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        source = io.StringIO(text, newline="")
        if "end of data" in str(error):
            rows = list(csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_NONE))
            notes.append(("quotes_unbalanced", {}))
        else:
            rows = list(csv.reader(source, delimiter=delimiter))
    if '="' in text:
        rows = [[_EXCEL_TEXT.sub(r"\1", cell) for cell in row] for row in rows]
    return rows, notes


def find_delimiter(text: str) -> str:
    """Return the delimiter under which most records have the same, and many, cells; ";" before "," (decimals)."""
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > len(sample):
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    best, best_score = ";", 0.0
    for delimiter in DELIMITERS:
        score = _regularity(sample, delimiter) * (1 if delimiter == "," else 2)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _regularity(sample: str, delimiter: str) -> float:
    widths: dict[int, int] = {}
    records = 0
    for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
        if any(cell.strip() for cell in record):
            records += 1
            widths[len(record)] = widths.get(len(record), 0) + 1
        if records >= _SAMPLE_RECORDS:
            break
    return max((count / records * (width - 1) ** 0.5 for width, count in widths.items() if width > 1), default=0.0)
