"""Web pages named as spreadsheets (many systems "export to Excel" so): each table that holds no other is a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from .csv_text import decode
from .refusal import Refusal

_MOST_TABLES = 50
_WIDEST_SPAN = 200


class _Tables(HTMLParser):
    """Collects the rows of the innermost tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append([])
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _WIDEST_SPAN) if span.isdecimal() else 1
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            table = self._open.pop()
            if any(any(row) for row in table):
                self.tables.append(table)

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
            self._open[-1][-1].extend([text] + [""] * (self._span - 1))
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
