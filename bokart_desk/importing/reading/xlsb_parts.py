"""What calamine leaves out of the sheets of a binary workbook (xlsb): error cells, hidden rows and columns, filters.

A part is a run of records, each with its kind and its size before it, both in groups of seven bits.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from zipfile import ZipFile

from .xls_parts import ERRORS
from .zip_parts import SheetParts, read_part

_ROW, _ERROR, _FORMULA_ERROR, _COLUMNS, _SHEET, _FILTER_COLUMN = 0, 3, 11, 60, 156, 163
_WANTED = frozenset((_ROW, _ERROR, _FORMULA_ERROR, _COLUMNS, _SHEET, _FILTER_COLUMN))
_MOST_RECORDS = 6_000_000
"""More cells than a list may hold: what follows is not looked through."""
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_MOST_COLUMNS = 16_384
_MOST_ERRORS = 100_000
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Target)=[\"']([^\"']*)[\"']")


def sheet_parts(archive: ZipFile) -> list[SheetParts]:
    """Return what is known of each sheet of an xlsb file, in the workbook's order."""
    targets: dict[str, str] = {}
    for relation in _RELATIONSHIP.findall(read_part(archive, "xl/_rels/workbook.bin.rels")):
        told = {name: html.unescape(text.decode("utf-8", "replace")) for name, text in _ATTRIBUTE.findall(relation)}
        targets[told.get(b"Id", "")] = told.get(b"Target", "")
    found = []
    for kind, body in _records(read_part(archive, "xl/workbook.bin")):
        if kind == _SHEET:
            target = targets.get(_text(body, 8), "")
            name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            found.append(_searched(read_part(archive, name)))
    return found


def _searched(data: bytes) -> SheetParts:
    parts, row = SheetParts(), 0
    for kind, body in _records(data):
        if kind == _ROW and len(body) >= 12:
            row = _number(body, 0)
            if body[11] & _ROW_HIDDEN:
                parts.hidden_rows.append(row)
        elif kind in (_ERROR, _FORMULA_ERROR) and len(body) >= 9:
            if len(parts.errors) < _MOST_ERRORS:
                parts.errors[row, _number(body, 0)] = ERRORS.get(body[8], "#N/A")
        elif kind == _COLUMNS and len(body) >= 18 and body[16] & _COLUMN_HIDDEN:
            if len(parts.hidden_columns) < _MOST_COLUMNS:
                parts.hidden_columns += range(_number(body, 0), min(_number(body, 4) + 1, _MOST_COLUMNS))
        elif kind == _FILTER_COLUMN:
            parts.filtered = True
    return parts


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records that tell something; a part that is cut off ends where it ends."""
    place, end = 0, len(data)
    for _count in range(_MOST_RECORDS):
        if place + 1 >= end:
            return
        kind = data[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while place < end:
            byte = data[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        if kind in _WANTED:
            yield kind, data[place : place + size]
        place += size


def _number(body: bytes, place: int) -> int:
    return int.from_bytes(body[place : place + 4], "little")


def _text(body: bytes, place: int) -> str:
    """A text with the count of its letters before it."""
    begin = place + 4
    return body[begin : begin + 2 * min(_number(body, place), 255)].decode("utf-16-le", "replace")
