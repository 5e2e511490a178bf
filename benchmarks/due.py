"""The expiry scan of 100,000 contracts: everything that is due in a year, against the same answer in raw SQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from benchmarks.figures import Figure
from benchmarks.pairs import compare, timed
from benchmarks.registers import TODAY, kept_register
from bokart_desk import i18n
from bokart_desk.domain.rows import DueItem
from bokart_desk.services.due import due_items
from bokart_desk.services.register import open_register

RAW = Path(__file__).with_name("due.sql")
_OPEN_CONTRACTS = """
    SELECT c.id, c.unit_id, c.household_id, h.name, h.protection, d.address, u.label, c.start_date, c.end_date
    FROM contract AS c
    JOIN household AS h ON h.id = c.household_id
    JOIN unit AS u ON u.id = c.unit_id
    JOIN dwelling AS d ON d.id = u.dwelling_id
    WHERE c.moved_out_on IS NULL AND c.end_date IS NOT NULL
"""
WITHIN_DAYS = 365


def raw_items(connection: Any, today: date, *, within_days: int = WITHIN_DAYS) -> list[tuple[Any, ...]]:
    """Return kind, day, days left, contract, unit, household, name, address and label of what is due, by SQL alone."""
    days = {"today": f"{today}", "horizon": f"{today + timedelta(days=within_days)}"}
    rows: list[tuple[Any, ...]] = connection.execute(RAW.read_text(encoding="utf-8"), days).fetchall()
    return rows


def as_raw(item: DueItem) -> tuple[Any, ...]:
    """Return the program's answer in the columns of the raw one: all but the sentence for people."""
    return (
        item.kind.value, f"{item.due}", item.days, item.contract_id, item.unit_id, item.household_id, item.household,
        item.address, item.unit,
    )  # fmt: skip


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 100,000 contracts, with 1,000 when it must be ``quick``."""
    i18n.use_language("nb")
    contracts, rounds = (1_000, 2) if quick else (100_000, 7)
    path = kept_register(contracts)
    register = open_register(path, now=datetime.now(UTC))
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cache_size = -32768")
    connection.execute("PRAGMA temp_store = MEMORY")
    try:
        scan = partial(due_items, register, TODAY, within_days=WITHIN_DAYS)
        raw = partial(raw_items, connection, TODAY)
        found = _checked(scan, raw)
        same = compare(timed(scan), timed(raw), rounds=rounds)
        rows = compare(timed(scan), timed(lambda: connection.execute(_OPEN_CONTRACTS).fetchall()), rounds=rounds)
    finally:
        connection.close()
        register.close()
    note = f"{same.seconds}, {found} warnings in {contracts} contracts; the same rows, ours with a sentence for each"
    only = f"{rows.seconds}, which leaves the warnings to be worked out"
    return [
        Figure("expiry scan / raw SQL", same.ratio, "×", 2, note),
        Figure("expiry scan / fetching the contracts", rows.ratio, "×", None, only),
    ]


def _checked(ours: Callable[[], tuple[DueItem, ...]], raw: Callable[[], list[tuple[Any, ...]]]) -> int:
    """Return how many are due; an error unless both found the same."""
    mine, theirs = sorted(map(as_raw, ours()), key=repr), sorted(raw(), key=repr)
    if mine != theirs:
        differ = len(set(mine) ^ set(theirs))
        raise AssertionError(f"raw SQL found {len(theirs)} warnings, the program {len(mine)}; {differ} differ")
    return len(mine)
