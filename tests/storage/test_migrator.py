"""A register is made, brought up to date, or refused; a migration that fails or is killed leaves it as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import text

from bokart_desk.services.contracts import ContractQuery, ContractState, find_contracts
from bokart_desk.services.register import open_register
from bokart_desk.storage import errors, schema
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import connect, make_engine, make_migration_engine, reading, writing
from bokart_desk.storage.migrator import MigrationResult, ensure_schema
from bokart_desk.storage.revision import migrations_folder, newest_revision, register_revision

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
REGISTERS = ROOT / "tests" / "data" / "registers"
"""A register of each version, named by its revision: two contracts, one of a household whose address is protected."""
REVISION = '''"""Made for a test."""
from alembic import op
import sqlalchemy as sa

revision = "{number}"
down_revision = "{before}"


def upgrade() -> None:
    {body}
'''


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A register of two consultants and what they do, at the program's own revision."""
    path = tmp_path / "register.db"
    ensure_schema(path, now=NOW, backups=tmp_path / "backups")
    engine = make_engine(path)
    with writing(engine) as connection:
        connection.execute(text("INSERT INTO consultant (id, name) VALUES (1, 'Kari'), (2, 'Ola')"))
        connection.execute(
            text(
                "INSERT INTO household (case_number, name, name_key, name_sort, protection, consultant_id)"
                " VALUES ('1', 'Čović', 'covic', 'covic', 'none', 1)"
            )
        )
    engine.dispose()
    return tmp_path


@pytest.fixture
def later(tmp_path: Path) -> Callable[..., Path]:
    """A folder of migrations that goes on after the program's own newest one."""

    def make(*bodies: str) -> Path:
        folder = tmp_path / "later migrations 100%"
        shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        before = newest_revision()
        for body in bodies:
            number = f"{int(before) + 1:04d}"
            content = REVISION.format(number=number, before=before, body=body)
            (folder / "versions" / f"{number}_later.py").write_text(content, encoding="utf-8")
            before = number
        return folder

    return make


ADD_COLUMN = 'op.add_column("consultant", sa.Column("office", sa.Text))'
REBUILD = """with op.batch_alter_table("consultant", recreate="always") as batch:
        batch.add_column(sa.Column("office", sa.Text))"""
FAIL = 'raise RuntimeError("this revision is broken")'


def upgrade(place: Path, migrations: Path) -> MigrationResult:
    return ensure_schema(place / "register.db", now=NOW, backups=place / "backups", migrations=migrations)


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(connect(path)) as connection:
        return connection.execute(query).fetchall()


def objects(path: Path) -> dict[tuple[str, str], str]:
    found = rows(path, "SELECT type, name, sql FROM sqlite_master WHERE name <> 'alembic_version'")
    return {
        (kind, name): " ".join((sql or "").replace('"', "").split())
        for kind, name, sql in found
        if name != "sqlite_autoindex_alembic_version_1"
    }


def state(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_a_missing_register_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "Ny mappe" / "æøå" / "register.db"
    result = ensure_schema(path, now=NOW, backups=tmp_path / "backups")
    assert result == MigrationResult(revision=newest_revision(), created=True)
    assert [file.name for file in path.parent.iterdir()] == ["register.db"]
    assert not (tmp_path / "backups").exists()
    assert register_revision(path) == newest_revision()


def test_of_two_programs_that_start_at_once_one_makes_the_register(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from bokart_desk.storage.migrator import ensure_schema\n"
        "path = Path(sys.argv[1])\n"
        "print(ensure_schema(path, now=datetime.now(UTC), backups=path.parent).created)\n"
    )
    path = tmp_path / "register.db"
    command = [sys.executable, "-c", code, str(path)]
    running = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [program.communicate()[0].strip() for program in running]
    assert said.count("True") == 1
    assert [program.returncode for program in running] == [0, 0]
    assert [file.name for file in tmp_path.iterdir()] == ["register.db"]


def test_an_up_to_date_register_is_left_alone(place: Path) -> None:
    before = state(place)
    assert upgrade(place, migrations_folder()) == MigrationResult(revision=newest_revision())
    assert state(place) == before


def test_the_check_at_start_does_not_load_the_migration_tool(place: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from bokart_desk.storage.migrator import ensure_schema\n"
        "path = Path(sys.argv[1])\n"
        "ensure_schema(path, now=datetime.now(UTC), backups=path.parent)\n"
        "sys.exit(bool({'alembic', 'sqlalchemy.orm'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(place / "register.db")], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_the_migrations_make_exactly_the_mapped_schema(tmp_path: Path, place: Path) -> None:
    mapped = tmp_path / "mapped.db"
    engine = make_migration_engine(mapped, create=True)
    with writing(engine) as connection:
        schema.metadata.create_all(connection)
        for statement in schema.RAW_DDL:
            connection.exec_driver_sql(statement)
    engine.dispose()
    made, wanted = objects(place / "register.db"), objects(mapped)
    assert sorted(made) == sorted(wanted)
    for what, sql in wanted.items():
        assert _parts(made[what]) == _parts(sql), what


def _parts(sql: str) -> list[str]:
    """The pieces of a CREATE statement in no order: a column that came later stands last, with its check beside it."""
    one_line = sql.replace("( ", "(").replace(" )", ")").removesuffix(")")
    return sorted(one_line.replace(", CONSTRAINT ", ", \0").replace(" CONSTRAINT ", ", \0").split(", "))


def test_nothing_is_left_to_migrate(place: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = make_migration_engine(place / "register.db")
    with reading(engine) as connection:
        hidden = {
            row.name for row in connection.exec_driver_sql("PRAGMA table_list") if row.type in ("virtual", "shadow")
        }
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name not in hidden},
        )
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_an_older_register_is_backed_up_and_brought_up_to_date(place: Path, later: Callable[..., Path]) -> None:
    before = newest_revision()
    result = upgrade(place, later(ADD_COLUMN, "op.execute(\"UPDATE consultant SET office = 'NAV'\")"))
    assert result.revision_before == before
    assert int(result.revision) == int(before) + 2
    assert rows(place / "register.db", "SELECT name, office FROM consultant") == [("Kari", "NAV"), ("Ola", "NAV")]
    assert result.backup is not None
    assert result.backup.parent == place / "backups"
    assert rows(result.backup, "SELECT count(*) FROM consultant") == [(2,)]
    assert register_revision(result.backup) == before


def test_rebuilding_a_table_keeps_the_rows_that_point_at_it(place: Path, later: Callable[..., Path]) -> None:
    upgrade(place, later(REBUILD.replace("consultant", "household").replace("office", "nickname")))
    assert rows(place / "register.db", "SELECT name, consultant_id FROM household") == [("Čović", 1)]


def test_a_failed_migration_leaves_the_register_as_it_was(place: Path, later: Callable[..., Path]) -> None:
    before = objects(place / "register.db")
    with pytest.raises(errors.MigrationFailed) as caught:
        upgrade(place, later(ADD_COLUMN, "op.execute('DELETE FROM household')", FAIL))
    assert objects(place / "register.db") == before
    assert rows(place / "register.db", "SELECT count(*) FROM household") == [(1,)]
    assert register_revision(place / "register.db") == newest_revision()
    (backup,) = (place / "backups").iterdir()
    assert backup.name in caught.value.message
    assert upgrade(place, migrations_folder()).backup is None  # the version before still opens it


def test_a_migration_that_breaks_a_reference_is_not_kept(place: Path, later: Callable[..., Path]) -> None:
    with pytest.raises(errors.MigrationFailed):
        upgrade(place, later("op.execute('DELETE FROM consultant WHERE id = 1')"))
    assert rows(place / "register.db", "SELECT count(*) FROM consultant") == [(2,)]


def test_a_migration_that_is_killed_leaves_the_register_as_it_was(place: Path, later: Callable[..., Path]) -> None:
    folder = later(ADD_COLUMN, REBUILD.replace("office", "floor"), "import os; os._exit(9)")
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        "from bokart_desk.storage.migrator import ensure_schema\n"
        "place, folder = map(Path, sys.argv[1:])\n"
        "ensure_schema(place / 'register.db', now=datetime.now(UTC), backups=place / 'b', migrations=folder)\n"
    )
    before = objects(place / "register.db")
    done = subprocess.run([sys.executable, "-c", code, str(place), str(folder)], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert objects(place / "register.db") == before
    assert register_revision(place / "register.db") == newest_revision()
    assert rows(place / "register.db", "SELECT count(*) FROM consultant") == [(2,)]
    assert rows(place / "register.db", "PRAGMA integrity_check") == [("ok",)]


def test_a_creation_that_fails_leaves_no_register(tmp_path: Path, later: Callable[..., Path]) -> None:
    folder = later(FAIL)
    path = tmp_path / "new" / "register.db"
    with pytest.raises(RuntimeError):
        ensure_schema(path, now=NOW, backups=tmp_path / "backups", migrations=folder)
    assert list(path.parent.iterdir()) == []


def test_a_register_in_use_is_not_migrated(
    place: Path, later: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bokart_desk.storage.engine.BUSY_SECONDS", 0)
    engine = make_engine(place / "register.db")
    with reading(engine) as connection:
        connection.execute(text("SELECT * FROM consultant")).all()
        with pytest.raises(errors.RegisterLocked):
            upgrade(place, later(ADD_COLUMN))
    engine.dispose()
    assert register_revision(place / "register.db") == newest_revision()


def test_a_newer_register_is_refused_and_not_touched(place: Path, later: Callable[..., Path]) -> None:
    upgrade(place, later(ADD_COLUMN))
    before = state(place)
    with pytest.raises(errors.RegisterTooNew) as caught:
        upgrade(place, migrations_folder())
    assert state(place) == before
    assert newest_revision() in caught.value.message


def test_a_folder_without_room_for_the_backup_stops_the_migration(place: Path, later: Callable[..., Path]) -> None:
    (place / "backups").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(errors.BackupFailed):
        upgrade(place, later(ADD_COLUMN))
    assert register_revision(place / "register.db") == newest_revision()


@pytest.mark.parametrize("content", [b"", b"Nr;Adresse;Leietaker\n", b"SQLite format 3\x00 and then nothing"])
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.db"
    path.write_bytes(content)
    with pytest.raises(errors.NotARegister):
        ensure_schema(path, now=NOW, backups=tmp_path / "backups")
    assert state(tmp_path) == {"register.db": content}


def test_a_folder_is_no_register_and_a_file_no_folder(tmp_path: Path) -> None:
    with pytest.raises(errors.NotARegister):
        ensure_schema(tmp_path, now=NOW, backups=tmp_path / "backups")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(errors.RegisterError):
        ensure_schema(tmp_path / "file" / "register.db", now=NOW, backups=tmp_path / "backups")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_register_cannot_be_made_in_a_write_protected_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(errors.ReadOnlyPlace, match=r"register\.db "):
            ensure_schema(tmp_path / "register.db", now=NOW, backups=tmp_path / "backups")
    finally:
        tmp_path.chmod(0o700)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    other = driver.connect(str(path))
    other.execute("CREATE TABLE bookmarks (id INTEGER)")
    other.close()
    before = state(tmp_path)
    with pytest.raises(errors.NotARegister):
        ensure_schema(path, now=NOW, backups=tmp_path / "backups")
    assert state(tmp_path) == before


def test_an_encrypted_register_is_made_and_migrated(tmp_path: Path, later: Callable[..., Path]) -> None:
    path, key = tmp_path / "register.db", bytes(range(32))
    assert ensure_schema(path, now=NOW, backups=tmp_path / "b", key=key).created
    result = ensure_schema(path, now=NOW, backups=tmp_path / "b", key=key, migrations=later(ADD_COLUMN))
    assert result.backup is not None
    assert register_revision(result.backup, key=key) == newest_revision()
    with pytest.raises(errors.NotARegister):
        register_revision(path)
    with pytest.raises(errors.NotARegister):
        register_revision(result.backup)


@pytest.mark.parametrize("file", sorted(REGISTERS.glob("*.db")), ids=lambda file: file.stem)
def test_a_register_of_each_earlier_version_comes_up_whole(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "register.db"
    shutil.copy(file, path)
    register = open_register(path, now=NOW)
    try:
        found = find_contracts(register, ContractQuery(state=ContractState.ALL), NOW.date()).rows
        assert [(row.household, row.address) for row in found] == [("Amina Hussein", "Storgata 8"), ("Ali Rahimi", "")]
        assert check_register(register.engine, register.backups).problems == []
    finally:
        register.close()
    assert len(list((tmp_path / "backups").glob("*.db"))) == 1
