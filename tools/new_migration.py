"""Writes a migration from the difference between the migrations so far and bokart_desk/storage/schema/.

    uv run python tools/new_migration.py "what changes"     the next revision
    uv run python tools/new_migration.py --first            the first one anew (only while nothing is released)

Read what it wrote: it cannot see a rename, and data that must move along is for a person to write.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.operations.ops import ExecuteSQLOp, MigrationScript
from alembic.script import Script
from sqlalchemy import TypeDecorator
from sqlalchemy.engine import Connection

from bokart_desk.storage import schema
from bokart_desk.storage.engine import make_migration_engine, writing
from bokart_desk.storage.migrator import alembic_config, run_migrations
from bokart_desk.storage.revision import migrations_folder, newest_revision

FIRST = "0001"


def known_to_alembic(connection: Connection) -> Any:
    """Return the filter that hides full-text tables and what SQLite keeps behind them: ``RAW_DDL`` makes those."""
    hidden = {row.name for row in connection.exec_driver_sql("PRAGMA table_list") if row.type in ("virtual", "shadow")}
    return lambda name, kind, _parents: kind != "table" or name not in hidden


def plain_types(kind: str, value: object, _context: object) -> str | bool:
    """Render our own column types as the plain ones beneath: a migration imports nothing of the program."""
    if kind == "type" and isinstance(value, TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


def raw_changes(connection: Connection) -> list[str]:
    """Return the statements that bring virtual tables and triggers to what ``RAW_DDL`` says."""
    there = {
        row.sql: f"DROP {row.type.upper()} {row.name}"
        for row in connection.exec_driver_sql(
            "SELECT type, name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL%'"
        )
    }
    gone = [drop for sql, drop in there.items() if sql not in schema.RAW_DDL]
    return gone + [statement for statement in schema.RAW_DDL if statement not in there]


def write_revision(connection: Connection, message: str, number: str) -> Path:
    """Write revision ``number`` and return its file."""

    def add_raw(_context: object, _revision: object, scripts: list[MigrationScript]) -> None:
        upgrade = scripts[0].upgrade_ops
        assert upgrade is not None  # alembic fills it before it asks
        upgrade.ops.extend(ExecuteSQLOp(statement) for statement in raw_changes(connection))

    folder = migrations_folder()
    config = alembic_config(connection, folder)
    config.attributes["target_metadata"] = schema.metadata
    config.attributes["autogenerate"] = {
        "include_name": known_to_alembic(connection),
        "render_item": plain_types,
        "render_as_batch": number != FIRST,
        "process_revision_directives": add_raw,
    }
    script = command.revision(config, message, autogenerate=True, rev_id=number)
    assert isinstance(script, Script)  # one revision asked for, one made
    file = Path(script.path)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    return file


def main() -> None:
    """Read the wish from the command line and write the file."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("message", nargs="?", default="Register")
    asked.add_argument("--first", action="store_true")
    given = asked.parse_args()
    folder = migrations_folder()
    if given.first:
        for old in (folder / "versions").glob("[0-9]*.py"):
            old.unlink()
    number = FIRST if given.first else f"{int(newest_revision()) + 1:04d}"
    with tempfile.TemporaryDirectory() as place:
        engine = make_migration_engine(Path(place) / "now.db", create=True)
        with writing(engine) as connection:
            if not given.first:
                run_migrations(connection, folder)
            file = write_revision(connection, given.message, number)
        engine.dispose()
    for tidy in (["check", "--fix", "--quiet"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tidy, str(file)], check=True)
    print(file.relative_to(folder.parent))


if __name__ == "__main__":
    main()
