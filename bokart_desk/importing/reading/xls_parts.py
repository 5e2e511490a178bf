"""What calamine leaves out of old Excel workbooks (BIFF8): errors, hidden rows and columns, a filter that is on.

The file's chains may be endless and its numbers wild: every chain ends after as many steps as the file has sectors,
and what cannot be followed is left out, for calamine to judge.
"""

from __future__ import annotations

import struct

from .zip_parts import SheetParts

_END = 0xFFFFFFFA
_ENTRY = 128
_BOUND_SHEET, _BOF, _EOF, _ROW, _COLUMNS, _FORMULA, _BOOL_OR_ERROR, _FILTER_MODE = (
    0x0085, 0x0809, 0x000A, 0x0208, 0x007D, 0x0006, 0x0205, 0x009B,
)  # fmt: skip
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""What a spreadsheet program shows for an error, by its code in a binary workbook."""
_MOST_COLUMNS = 256


def sheet_parts(data: bytes) -> list[SheetParts] | None:
    """Return what is known of each sheet, in the workbook's order; None where the file is not of this kind."""
    try:
        stream = workbook_stream(data)
        return [_sheet(stream, position) for position in _positions(stream)]
    except (struct.error, IndexError, KeyError, ValueError):
        return None


def workbook_stream(data: bytes) -> bytes:
    """Return the stream named Workbook; raise struct.error, IndexError, KeyError or ValueError where there is none."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    most = len(data) // size + 1
    count, start = struct.unpack_from("<II", data, 44)
    blocks = [block for block in struct.unpack_from("<109I", data, 76) if block < _END][: min(count, most)]
    fat: list[int] = []
    for block in blocks:
        fat.extend(struct.unpack_from(f"<{size // 4}I", data, (block + 1) * size))
    directory = _chain(data, fat, start, size, most)
    for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        name = directory[offset : offset + 64].decode("utf-16-le", "replace").rstrip("\x00")
        if name.lower() == "workbook":
            first, length = struct.unpack_from("<II", directory, offset + 116)
            if length < 4096:
                raise ValueError(name)  # in the ministream; a workbook with a list is larger
            return _chain(data, fat, first, size, most)[:length]
    raise KeyError("workbook")


def _chain(data: bytes, fat: list[int], sector: int, size: int, most: int) -> bytes:
    parts: list[bytes] = []
    while sector < _END and len(parts) < most:
        parts.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = fat[sector]
    return b"".join(parts)


def _positions(stream: bytes) -> list[int]:
    """Return where the sheets begin, from the workbook's own list of them."""
    found, position = [], 0
    while position + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, position)
        if number == _BOUND_SHEET:
            found.append(struct.unpack_from("<I", stream, position + 4)[0])
        elif number == _EOF:
            break
        position += 4 + length
    return found


def _sheet(stream: bytes, position: int) -> SheetParts:
    parts, depth = SheetParts(), 0
    unpack = struct.Struct("<HH").unpack_from
    while position + 4 <= len(stream):
        number, length = unpack(stream, position)
        if number == _BOF:
            depth += 1
        elif number == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1 and number in _WANTED:
            _record(parts, number, stream[position + 4 : position + 4 + length])
        position += 4 + length
    return parts


_WANTED = {_ROW, _COLUMNS, _FORMULA, _BOOL_OR_ERROR, _FILTER_MODE}


def _record(parts: SheetParts, number: int, record: bytes) -> None:
    if number == _BOOL_OR_ERROR and record[7]:
        row, column = struct.unpack_from("<HH", record)
        parts.errors[row, column] = ERRORS.get(record[6], "#N/A")
    elif number == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        row, column = struct.unpack_from("<HH", record)
        parts.errors[row, column] = ERRORS.get(record[8], "#N/A")
    elif number == _ROW and record[12] & 0x20:
        parts.hidden_rows.append(struct.unpack_from("<H", record)[0])
    elif number == _COLUMNS and record[8] & 0x01:
        first, last = struct.unpack_from("<HH", record)
        parts.hidden_columns.extend(range(first, min(last + 1, _MOST_COLUMNS)))
    elif number == _FILTER_MODE:
        parts.filtered = True
