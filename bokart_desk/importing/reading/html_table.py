"""Web pages named as spreadsheets (many systems "export to Excel" so): each table that holds no other is a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from .csv_text import decode
from .refusal import Refusal

_MOST_TABLES = 50
_WIDEST_SPAN = 200
_WIDEST_ROW = 16_384


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST_SPAN) if text and len(text) < 5 and text.isascii() and text.isdecimal() else 1


class _Table:
    """The rows of one table; cells that reach down keep those below them in their own columns."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._taken: set[int] = set()
        self._reach: dict[int, int] = {}

    def begin_row(self) -> None:
        self.rows.append([])
        self._taken = set(self._reach)
        self._reach = {column: rows - 1 for column, rows in self._reach.items() if rows > 1}

    def add(self, text: str, columns: int, rows: int) -> None:
        if not self.rows:
            self.begin_row()
        row = self.rows[-1]
        while len(row) in self._taken:
            row.append("")
        if rows > 1:
            self._reach.update(dict.fromkeys(range(len(row), len(row) + columns), rows - 1))
        row.extend([text] + [""] * (columns - 1))
        if len(row) > _WIDEST_ROW:
            raise Refusal("too_large")


class _Tables(HTMLParser):
    """Collects the rows of the innermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append(_Table())
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].begin_row()
        elif tag in {"td", "th"}:
            self._end_cell()
            self._span = _span(dict(attrs).get("colspan")), _span(dict(attrs).get("rowspan"))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            rows = self._open.pop().rows
            if any(any(row) for row in rows):
                self.tables.append(rows)

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_unclosed(self) -> None:
        """Keep the tables of a page that ends before they do."""
        while self._open:
            self.handle_endtag("table")

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n")).strip()
            self._open[-1].add(text, *self._span)
        self._cell = None


def read_tables(data: bytes) -> Iterator[dict[str, Any]]:
    """Yield a message per table with text in it; refuse a page without one."""
    text, _notes = decode(data)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    parser.handle_unclosed()
    if not parser.tables:
        raise Refusal("html")
    for number, table in enumerate(parser.tables[:_MOST_TABLES], start=1):
        yield {"sheet": "" if len(parser.tables) == 1 else str(number), "rows": table}
