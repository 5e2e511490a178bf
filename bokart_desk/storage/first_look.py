"""The numbers of the first screen without SQLAlchemy, which takes longer to load than the rest of a start.

The statements are those of the services, written out by ``tools/first_look.py``. It is a look, not an opening: where
anything is out of the ordinary (no file, another version, encrypted) there is none, and the opening says why.
"""

from __future__ import annotations

import json
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from bokart_desk.domain.rows import ContractRow, Overview, UnitRow
from bokart_desk.domain.terms import add_months, cliff_passed_until
from bokart_desk.storage.row_making import as_date, make_row, make_unit

STATEMENTS = Path(__file__).with_suffix(".sql")
MONTHS = 12
"""Months of the bar chart."""
SHOWN = 20
"""How many of a list are read."""
_BUSY_SECONDS = 0.5
_PART = re.compile(r"^-- (?P<name>\w+)\n(?P<text>.*?)(?=^-- |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """``overview`` lacks what is due (working that out takes longer); ``name``, ``language``: the municipality's."""

    overview: Overview
    name: str
    language: str | None


def first_look(path: Path, today: date, key: bytes | None = None) -> FirstLook | None:
    """Return what the register at ``path`` (with its raw ``key``) holds on ``today``; None when that cannot be told."""
    if not path.is_file():
        return None
    text = STATEMENTS.read_text(encoding="utf-8")
    parts = {found["name"]: found["text"] for found in _PART.finditer(text)}
    try:
        with closing(_connect(path, key)) as connection:
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if not revision or not text.startswith(f"-- revision {revision[0]};"):
                return None
            connection.execute("BEGIN")
            return _look(connection, parts, today)
    except driver.Error:
        return None


def _connect(path: Path, key: bytes | None) -> Any:
    connection = driver.connect(
        str(path.absolute()), timeout=_BUSY_SECONDS, isolation_level=None, flags=driver.SQLITE_OPEN_READONLY
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def _look(connection: Any, parts: dict[str, str], today: date) -> FirstLook:
    last = add_months(today.replace(day=1), MONTHS) - timedelta(days=1)
    days = {"today": f"{today}", "cliff": f"{cliff_passed_until(today)}", "last": f"{last}"}

    def rows(name: str, **more: str) -> list[Any]:
        found: list[Any] = connection.execute(parts[name], days | more).fetchall()
        return found

    def count(name: str) -> int:
        return int(rows(name)[0][0])

    ids = [record for (record,) in rows("past_end_ids")]
    past_end = {values[0]: _contract(values) for values in rows("past_end", ids=json.dumps(ids))}
    months = dict(rows("ending_by_month"))
    firsts = [add_months(today.replace(day=1), number) for number in range(MONTHS)]
    imported = rows("last_import")
    settings = rows("municipality")
    name, language = settings[0] if settings else ("", None)
    shown = Overview(
        today=today,
        dwellings=count("dwellings"),
        units=count("units"),
        households=count("households"),
        contracts=count("contracts"),
        open_contracts=count("open_contracts"),
        indefinite=count("indefinite"),
        became_indefinite=count("became_indefinite"),
        past_end=tuple(past_end[record] for record in ids),
        past_end_count=count("past_end_count"),
        ending_by_month=tuple((first, months.get(f"{first:%Y-%m}", 0)) for first in firsts),
        vacant_units=tuple(_unit(values) for values in rows("vacant_units")),
        vacant_count=count("vacant_count"),
        due=(),
        due_count=0,
        last_import=_moment(imported[0][0]) if imported else None,
    )
    return FirstLook(shown, name, language)


def _contract(values: Any) -> ContractRow:
    start, end, rent, disposal, moved, vacate, advance, superseded = values[9:17]
    dates = (as_date(day) for day in (moved, vacate, advance))
    return make_row((*values[:9], as_date(start), as_date(end), _kroner(rent), disposal, *dates, superseded))


def _unit(values: Any) -> UnitRow:
    return make_unit((*values[:8], _kroner(values[8]), *values[9:]))


def _kroner(oere: int | None) -> Decimal | None:
    return None if oere is None else Decimal(oere) / 100


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
