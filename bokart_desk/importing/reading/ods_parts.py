"""What calamine leaves out of OpenDocument sheets: merged cells, errors, hidden rows and columns.

The content is searched as bytes, tag by tag; repeated rows and cells are counted, not made.
"""

from __future__ import annotations

import re
import zipfile

from .zip_parts import SheetParts, read_part

_TAG = re.compile(
    rb"<table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>|<(/)table:table>"
)
_ERROR = b'calcext:value-type="error"'
_ERROR_TEXT = re.compile(rb"\s*<text:p>([^<]{1,40})</text:p>")
_NUMBER = re.compile(rb"\btable:(number-(?:rows|columns)-(?:repeated|spanned))=\"(\d{1,7})\"")
_HIDDEN = re.compile(rb"\btable:visibility=\"(collapse|filter)\"")
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetParts]:
    """Return what is known of each sheet, in the document's order."""
    content = read_part(archive, "content.xml")
    sheets: list[SheetParts] = []
    table, depth = _Table(SheetParts()), 0
    for tag in _TAG.finditer(content):
        name, attributes, closing = tag.groups()
        if closing:
            depth -= 1
        elif name == b"table":
            depth += 0 if attributes.endswith(b"/") else 1
            if depth <= 1:
                table = _Table(SheetParts())
                sheets.append(table.parts)
        elif depth == 1:
            table.add(name, attributes, content, tag.end())
    return sheets


class _Table:
    """Where the search is in one table."""

    def __init__(self, parts: SheetParts) -> None:
        self.parts = parts
        self._row, self._next_row = 0, 0
        self._column, self._columns = 0, 0

    def add(self, name: bytes, attributes: bytes, content: bytes, end: int) -> None:
        """Take in the next row, column or cell."""
        numbers = {key: int(value) for key, value in _NUMBER.findall(attributes)} if b"number-" in attributes else {}
        hidden = _HIDDEN.search(attributes) if b"visibility" in attributes else None
        if name == b"table-row":
            self._row, self._column = self._next_row, 0
            self._next_row = min(self._row + numbers.get(b"number-rows-repeated", 1), _MOST_ROWS)
            if hidden:
                self.parts.hidden_rows.extend(range(self._row, self._next_row))
                self.parts.filtered = self.parts.filtered or hidden.group(1) == b"filter"
            return
        count = min(numbers.get(b"number-columns-repeated", 1), _MOST_COLUMNS)
        if name == b"table-column":
            if hidden:
                self.parts.hidden_columns.extend(range(self._columns, min(self._columns + count, _MOST_COLUMNS)))
            self._columns += count
            return
        if _ERROR in attributes and (text := _ERROR_TEXT.match(content, end)):
            self.parts.errors[self._row, self._column] = text.group(1).decode("utf-8", "replace")
        if b"spanned" in attributes:
            last_row = self._row + numbers.get(b"number-rows-spanned", 1) - 1
            last_column = self._column + numbers.get(b"number-columns-spanned", 1) - 1
            if (last_row, last_column) != (self._row, self._column):
                self.parts.merged.append(((self._row, self._column), (last_row, last_column)))
        self._column += count
