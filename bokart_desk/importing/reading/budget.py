"""How many rows and cells a file may bring: more than any list of dwellings has would only cost time and memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .refusal import Refusal


class Budget:
    """Counts the rows and cells of a file that are not empty, over all its sheets."""

    def __init__(self, rows: int, cells: int) -> None:
        self._most_rows, self._rows = rows, rows
        self._cells = cells

    def spend(self, rows: Sequence[Sequence[Any]]) -> None:
        """Count the rows of a sheet; refuse with "too_many_rows" or "too_large" when the file holds too much."""
        for row in rows:
            filled = len(row) - row.count("")
            if filled:
                self._rows -= 1
                self._cells -= filled
        if self._rows < 0:
            raise Refusal("too_many_rows", count=self._most_rows)
        if self._cells < 0:
            raise Refusal("too_large")
