"""A case among 100,000 contracts: opening it, saving a change and undoing it, against the same in bare SQL."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import sqlcipher3.dbapi2 as driver

from benchmarks.figures import Figure
from benchmarks.pairs import Compared, compare
from benchmarks.registers import TODAY, kept_register
from bokart_desk import i18n
from bokart_desk.services import editing
from bokart_desk.services.contracts import contract_detail
from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo

CASE_MS = 100.0
"""What a person takes for at once."""
_CASES = 40
_READS = (
    "SELECT c.*, u.*, d.*, h.*, l.name, k.name FROM contract c JOIN unit u ON u.id = c.unit_id"
    " JOIN dwelling d ON d.id = u.dwelling_id JOIN household h ON h.id = c.household_id"
    " LEFT JOIN landlord l ON l.id = d.landlord_id LEFT JOIN consultant k ON k.id = h.consultant_id WHERE c.id = :id",
    "SELECT * FROM person WHERE household_id = (SELECT household_id FROM contract WHERE id = :id)",
    "SELECT max(held_on) FROM review WHERE contract_id = :id",
    "SELECT c.*, h.name FROM contract c JOIN household h ON h.id = c.household_id"
    " WHERE c.unit_id = (SELECT unit_id FROM contract WHERE id = :id) AND c.id <> :id",
    "SELECT c.*, d.address, u.label FROM contract c JOIN unit u ON u.id = c.unit_id"
    " JOIN dwelling d ON d.id = u.dwelling_id"
    " WHERE c.household_id = (SELECT household_id FROM contract WHERE id = :id) AND c.id <> :id",
    "SELECT b.file_name, s.sheet, s.row, s.cells FROM source_link k JOIN source_row s ON s.id = k.source_row_id"
    " JOIN import_batch b ON b.id = s.batch_id WHERE k.kind = 'contract' AND k.record_id = :id",
    "SELECT at, who, what, action, before, after FROM history WHERE kind = 'contract' AND record_id = :id"
    " ORDER BY id DESC LIMIT 200",
    "SELECT * FROM municipality",
)


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 100,000 contracts, with 1,000 when it must be ``quick``."""
    i18n.use_language("nb")
    contracts, rounds = (1_000, 2) if quick else (100_000, 9)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        shutil.copy(kept_register(contracts), path)
        register = open_register(path, now=datetime.now(UTC))
        connection = driver.connect(str(path), isolation_level=None)
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32768"):
            connection.execute(f"PRAGMA {setting}")
        try:
            return _figures(register, connection, contracts, rounds)
        finally:
            connection.close()
            register.close()


def _figures(register: Register, connection: Any, contracts: int, rounds: int) -> list[Figure]:
    chosen = Random(7).sample(range(1, contracts * 9 // 10), _CASES)
    rents = count(5000)
    opened = compare(
        _each(chosen, lambda one: contract_detail(register, one, TODAY)),
        _each(chosen, lambda one: [connection.execute(read, {"id": one}).fetchall() for read in _READS]),
        rounds=rounds,
    )
    saved = compare(
        _each(chosen, lambda one: _change(register, one, next(rents))),
        _each(chosen, lambda one: _bare_change(connection, one, next(rents))),
        rounds=rounds,
    )
    undone = compare(
        _undoing(chosen, lambda one: _change(register, one, next(rents)), lambda done: undo(register, done, _by())),
        _each(chosen, lambda one: _bare_change(connection, one, next(rents))),
        rounds=rounds,
    )
    return [
        *_told("opening a case", "bare SQL", opened, contracts),
        *_told("saving a change", "bare SQL", saved, contracts),
        *_told("undoing it", "bare SQL", undone, contracts),
    ]


def _told(name: str, against: str, found: Compared, contracts: int) -> Iterator[Figure]:
    number = f"{contracts:,}".replace(",", " ")
    note = f"{found.ours * 1000:.2f} against {found.theirs * 1000:.2f} ms each, among {number} contracts"
    yield Figure(f"{name} / {against}", found.ratio, "×", None, note)
    yield Figure(name, found.ours * 1000, "ms", CASE_MS, "a person takes it for at once")


def _each(cases: list[int], work: Callable[[int], object]) -> Callable[[], float]:
    """Return the work on all cases as something timed; the median of one case counts."""

    def timed() -> float:
        return median(_seconds(lambda one=one: work(one)) for one in cases)  # type: ignore[misc]

    return timed


def _undoing(cases: list[int], do: Callable[[int], Done], take_back: Callable[[Done], object]) -> Callable[[], float]:
    def timed() -> float:
        seconds = []
        for one in cases:
            done = do(one)
            seconds.append(_seconds(lambda done=done: take_back(done)))  # type: ignore[misc]
        return median(seconds)

    return timed


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _by() -> By:
    return By("bench", datetime.now(UTC), TODAY)


def _change(register: Register, contract_id: int, rent: int) -> Done:
    seen = editing.record(register, "contract", contract_id)
    assert seen is not None
    new = {"monthly_rent": Decimal(rent)}
    return editing.change(register, "contract", contract_id, new, seen={"monthly_rent": seen["monthly_rent"]}, by=_by())


def _bare_change(connection: Any, contract_id: int, rent: int) -> None:
    """The same change with its line of history and the list's row, and nothing of what keeps it right."""
    connection.execute("SELECT monthly_rent FROM contract WHERE id = ?", (contract_id,)).fetchone()
    connection.execute("BEGIN IMMEDIATE")
    before = connection.execute("SELECT monthly_rent FROM contract WHERE id = ?", (contract_id,)).fetchone()[0]
    connection.execute("UPDATE contract SET monthly_rent = ? WHERE id = ?", (rent * 100, contract_id))
    work = connection.execute("SELECT max(work) FROM history").fetchone()[0] or 0
    connection.execute(
        "INSERT INTO history (at, work, what, who, kind, record_id, action, before, after)"
        " VALUES (?, ?, 'edit', 'bench', 'contract', ?, 'changed', ?, ?)",
        (
            datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), work + 1, contract_id,
            json.dumps({"monthly_rent": before}), json.dumps({"monthly_rent": str(rent)}),
        ),
    )  # fmt: skip
    connection.execute("UPDATE contract_listing SET rent = ? WHERE contract_id = ?", (rent * 100, contract_id))
    connection.execute("COMMIT")
