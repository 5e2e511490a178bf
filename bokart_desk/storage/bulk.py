"""Inserts many rows at nearly the driver's own speed, with the conversions of the mapped types."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Connection, Table, insert

Columns = Mapping[str, Sequence[Any]]
"""The values of many rows column by column, all of the same length."""

_FEW = 3
"""Values that come this often, as days and amounts do, are converted once each."""
_ROWS_AT_ONCE = 2000
"""Making the rows of a long list in one go would hold up a window, and need room for all of them."""


def insert_columns(connection: Connection, table: Table, columns: Columns, *, ready: Container[str] = ()) -> None:
    """Insert rows given column by column; those in ``ready`` hold what the database is to hold.

    The statement is compiled once and its values are converted here, which costs a quarter of handing the rows to
    the general machinery one by one. Columns without any value are left to be empty.
    """
    filled = {name: values for name, values in columns.items() if not _is_left_out(table.c[name], values)}
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(filled))
    names = compiled.positiontup
    if not compiled.positional or names is None:
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        connection.execute(insert(table), rows)
        return
    values = [
        filled[name] if name in ready else _converted(table.c[name], filled[name], connection)
        for name in names  # as the statement has them
    ]
    statement = str(compiled)
    for first in range(0, len(values[0]), _ROWS_AT_ONCE):
        some = (one[first : first + _ROWS_AT_ONCE] for one in values)
        connection.exec_driver_sql(statement, list(zip(*some, strict=True)))


def _is_left_out(column: Column[Any], values: Sequence[Any]) -> bool:
    if column.default is not None or column.server_default is not None or values[0] is not None:
        return False
    return values.count(None) == len(values)


def _converted(column: Column[Any], values: Sequence[Any], connection: Connection) -> Sequence[Any]:
    convert = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    if convert is None:
        return values
    if not isinstance(column.type, JSON):
        distinct = set(values)
        if len(distinct) * _FEW < len(values):
            return _looked_up(distinct, values, convert)
    return [convert(value) for value in values]


def _looked_up(distinct: set[Any], values: Sequence[Any], convert: Callable[[Any], Any]) -> list[Any]:
    known = {value: convert(value) for value in distinct}
    return [known[value] for value in values]
