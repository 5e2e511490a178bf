"""The register's own full copy, for the one who answers for it: every record of every kind."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from bokart_desk.services.lists import plain_value
from bokart_desk.services.register import Register
from bokart_desk.services.workbook import PlainTable
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.everything import tables

_ROWS_IN_A_SHEET = 1_000_000


def as_document(register: Register) -> dict[str, Any]:
    """Return everything as one JSON document: kind to its records; dates in ISO form, amounts as numbers."""
    with reading(register.engine) as connection:
        return {
            name: [dict(zip(columns, map(_for_json, row), strict=True)) for row in rows]
            for name, columns, rows in tables(connection)
        }


def as_tables(register: Register) -> list[PlainTable]:
    """Return everything as sheets of a workbook, one for each kind; a very long one goes on in the next."""
    sheets = []
    with reading(register.engine) as connection:
        for name, columns, rows in tables(connection):
            for first in range(0, max(len(rows), 1), _ROWS_IN_A_SHEET):
                part = rows[first : first + _ROWS_IN_A_SHEET]
                sheets.append(PlainTable(name, columns, [tuple(map(_for_sheet, row)) for row in part]))
    return sheets


def _for_json(value: Any) -> Any:
    return _text_of(value, plain_value)


def _for_sheet(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _text_of(value, plain_value)


def _text_of(value: Any, otherwise: Callable[[Any], Any]) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return otherwise(value)
