"""Rows as the driver gives them: for long reads whose columns need no conversion, in a third of the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select


def plain_rows(
    connection: Connection, statement: Select[Any], parameters: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Return the rows as plain tuples; dates are text, amounts whole øre, truth values numbers."""
    result = connection.execute(statement, parameters)
    try:
        assert result.cursor is not None
        rows: list[tuple[Any, ...]] = list(result.cursor.fetchall())
    finally:
        result.close()
    return rows
