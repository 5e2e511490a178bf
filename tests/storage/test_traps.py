"""The traps that were met before: each shown to be real, and each shown not to be ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, Text, text

from bokart_desk.storage import errors
from bokart_desk.storage.backup import backup_register
from bokart_desk.storage.engine import connect, make_engine, make_migration_engine, reading, writing
from bokart_desk.storage.migrator import ensure_schema

ROOT = Path(__file__).resolve().parents[2]
FAMILY = (
    "CREATE TABLE household (id INTEGER PRIMARY KEY, name TEXT)",
    "CREATE TABLE person (id INTEGER PRIMARY KEY,"
    " household_id INTEGER NOT NULL REFERENCES household (id) ON DELETE CASCADE)",
    "INSERT INTO household VALUES (1, 'Čović')",
    "INSERT INTO person VALUES (1, 1), (2, 1)",
)
PERSONS = text("SELECT count(*) FROM person")
WRITER = """
import os, sys
from pathlib import Path
from sqlalchemy import text
from bokart_desk.storage.engine import make_engine, writing

engine = make_engine(Path(sys.argv[1]))
for number in range(3):
    with writing(engine) as connection:
        for part in ("a", "b"):
            connection.execute(text("INSERT INTO consultant (name) VALUES (:name)"), {"name": f"{number}{part}"})
            if sys.argv[2] == f"{number}{part}":
                os._exit(9)
    if sys.argv[2] == f"{number}":
        os._exit(9)
"""


def family(path: Path) -> None:
    engine = make_engine(path, create=True)
    with writing(engine) as connection:
        for statement in FAMILY:
            connection.exec_driver_sql(statement)
    engine.dispose()


def rebuild_and_count(engine: Engine) -> int:
    """Rebuild the table of households as a migration does, and count the persons that are left."""
    with writing(engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("household", recreate="always") as batch:
            batch.add_column(Column("nickname", Text))
        left = int(connection.execute(PERSONS).scalar_one())
    engine.dispose()
    return left


def test_trap_1_rebuilding_a_table_with_foreign_keys_on_erases_its_children(tmp_path: Path) -> None:
    family(tmp_path / "trap.db")
    assert rebuild_and_count(make_engine(tmp_path / "trap.db")) == 0
    family(tmp_path / "ours.db")
    assert rebuild_and_count(make_migration_engine(tmp_path / "ours.db")) == 2


def test_trap_1_a_rebuild_is_undone_with_its_transaction(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    family(path)
    engine = make_migration_engine(path)
    with pytest.raises(ZeroDivisionError), writing(engine) as connection:  # noqa: PT012
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("household", recreate="always") as batch:
            batch.add_column(Column("nickname", Text))
        raise ZeroDivisionError
    engine.dispose()
    with closing(connect(path)) as connection:
        assert [row[1] for row in connection.execute("PRAGMA table_info(household)")] == ["id", "name"]
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (2,)


def test_trap_2_copying_the_file_loses_committed_rows_and_a_backup_does_not(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    family(path)
    engine = make_engine(path)
    with writing(engine) as connection:
        connection.exec_driver_sql("INSERT INTO person VALUES (3, 1)")
    copied = Path(shutil.copy(path, tmp_path / "copied.db"))
    backed_up = backup_register(path, tmp_path / "backed up.db").path
    engine.dispose()
    found = {}
    for file in (copied, backed_up):
        with closing(connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found[file.stem] = connection.execute("SELECT count(*) FROM person").fetchone()[0]
    assert found == {"copied": 2, "backed up": 3}


@pytest.mark.parametrize(("dies_at", "left"), [("0a", []), ("1b", ["0a", "0b"]), ("1", ["0a", "0b", "1a", "1b"])])
def test_a_killed_program_leaves_whole_transactions(tmp_path: Path, dies_at: str, left: list[str]) -> None:
    path = tmp_path / "register.db"
    ensure_schema(path, now=datetime.now(UTC), backups=tmp_path)
    done = subprocess.run([sys.executable, "-c", WRITER, str(path), dies_at], cwd=ROOT, check=False)
    assert done.returncode == 9
    engine = make_engine(path)
    with reading(engine) as connection:
        found = connection.execute(text("SELECT name FROM consultant ORDER BY name")).scalars().all()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    engine.dispose()
    assert found == left


def test_a_reader_that_starts_to_write_too_late_is_told_and_not_deadlocked(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    family(path)
    engine = make_engine(path)
    with reading(engine) as connection:
        connection.execute(PERSONS).scalar_one()
        with writing(engine) as other:
            other.exec_driver_sql("INSERT INTO person VALUES (3, 1)")
        with pytest.raises(errors.RegisterLocked), errors.environment_errors(path):
            connection.exec_driver_sql("INSERT INTO person VALUES (4, 1)")
    with writing(engine) as connection:
        assert connection.execute(PERSONS).scalar_one() == 3
    engine.dispose()
