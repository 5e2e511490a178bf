"""A page of a wide list in two steps: which records are on it, by what it is sorted by, then all of their columns.

Asked at once, the database would work every column out for every record of the list, to sort them and drop nearly all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select


def page_of(
    connection: Connection, statement: Select[Any], key: Any, order: Sequence[Any], offset: int, limit: int
) -> Sequence[Row[Any]]:
    """Return the rows of a page in order. ``key``: the column that names a row.

    Tables that only give columns should be joined by LEFT JOIN on their primary key: the first step leaves them out.
    """
    named = statement.with_only_columns(key, maintain_column_froms=True).order_by(*order).offset(offset).limit(limit)
    found = list(connection.execute(named).scalars())
    return connection.execute(statement.where(key.in_(found)).order_by(*order)).all() if found else ()
