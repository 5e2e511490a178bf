"""The check tells the truth about a register: whole, damaged, out of step, with or without a backup."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bokart_desk.storage.backup import automatic_backup
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import connect, make_engine, writing
from bokart_desk.storage.listing import rebuild_listing
from bokart_desk.storage.migrator import ensure_schema

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
RECORDS = (
    "INSERT INTO dwelling (id, address, address_key, address_sort, disposal)"
    " VALUES (1, 'Storgata 8', 'storgata 8', 'storgata 000008', 'municipal')",
    "INSERT INTO unit (id, dwelling_id, label, label_key, status) VALUES (1, 1, 'H0201', 'h0201', 'in_use')",
    "INSERT INTO household (id, case_number, name, name_key, name_sort, protection)"
    " VALUES (1, '1', 'A', 'a', 'a', 'none'), (2, '2', 'B', 'b', 'b', 'none')",
)
CONTRACT = (
    "INSERT INTO contract (unit_id, household_id, start_date, end_date, moved_out_on, indefinite)"
    " VALUES (1, {household}, '{start}', {end}, {out}, {end} IS NULL)"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    ensure_schema(path, now=NOW, backups=tmp_path / "backups")
    return path


@pytest.fixture
def engine(path: Path) -> Engine:
    engine = make_engine(path)
    run(engine, *RECORDS)
    yield engine
    engine.dispose()


def run(engine: Engine, *statements: str) -> None:
    with writing(engine) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        rebuild_listing(connection)


def contract(household: int, start: str, end: str | None, out: str | None = None) -> str:
    def sql(value: str | None) -> str:
        return "NULL" if value is None else f"'{value}'"

    return CONTRACT.format(household=household, start=start, end=sql(end), out=sql(out))


def test_a_sound_register_is_said_to_be_sound(engine: Engine, path: Path, tmp_path: Path) -> None:
    run(engine, contract(1, "2024-09-01", "2026-08-31"), contract(2, "2026-09-01", None))
    automatic_backup(path, tmp_path / "backups", "x", NOW)
    report = check_register(engine, tmp_path / "backups")
    assert report.ok
    assert report.integrity == "ok"
    assert report.counts["contract"] == 2
    assert report.last_backup == NOW.astimezone().replace(tzinfo=None)
    told = json.loads(json.dumps(report.as_json()))
    assert list(told) == ["ok", "integrity", "schema", "counts", "last_backup", "problems"]


def test_a_register_without_a_backup_says_so(engine: Engine, tmp_path: Path) -> None:
    assert check_register(engine).last_backup is None
    assert check_register(engine, tmp_path / "nowhere").last_backup is None


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (contract(1, "2024-01-01", "2026-12-31"), contract(2, "2026-12-31", None), True),
        (contract(1, "2024-01-01", "2026-12-31"), contract(2, "2027-01-01", None), False),
        (contract(1, "2024-01-01", None), contract(2, "2026-01-01", "2028-12-31"), True),
        (contract(1, "2024-01-01", None, "2025-12-31"), contract(2, "2026-01-01", "2028-12-31"), False),
        (contract(1, "2024-01-01", "2026-12-31", "2025-05-31"), contract(2, "2026-01-01", None), False),
    ],
)
def test_contracts_that_claim_one_unit_at_once_are_found(
    engine: Engine, first: str, second: str, overlap: bool
) -> None:
    run(engine, first, second)
    problems = check_register(engine).problems
    assert len(problems) == overlap
    assert all("Storgata 8 H0201" in problem for problem in problems)


def test_a_long_contract_is_compared_with_all_that_follow(engine: Engine) -> None:
    run(
        engine,
        contract(1, "2020-01-01", "2030-12-31"),
        contract(2, "2021-01-01", "2021-12-31"),
        contract(2, "2023-01-01", "2023-12-31"),
    )
    assert len(check_register(engine).problems) == 2


def test_lists_out_of_step_are_found(engine: Engine) -> None:
    run(engine, contract(1, "2024-01-01", "2026-12-31"), contract(2, "2027-01-01", None))
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE contract SET end_date = '2026-11-30' WHERE id = 1")
        connection.exec_driver_sql("DELETE FROM contract_listing WHERE contract_id = 2")
    (problem,) = check_register(engine).problems
    assert problem.startswith("2 ")


def test_records_that_point_at_nothing_are_found(engine: Engine, path: Path) -> None:
    engine.dispose()
    with closing(connect(path)) as connection:
        connection.execute("DELETE FROM dwelling")
    (problem,) = check_register(engine).problems
    assert "unit" in problem


def test_a_damaged_register_is_found(engine: Engine, path: Path) -> None:
    engine.dispose()
    content = bytearray(path.read_bytes())
    content[4096 * 5 :: 4096] = b"\xff" * len(content[4096 * 5 :: 4096])
    path.write_bytes(content)
    report = check_register(engine)
    assert not report.ok
    assert report.integrity != "ok"
    assert len(report.problems) == 1
