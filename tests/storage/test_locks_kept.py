"""Looking at a register's file while it is open here must not let go of SQLite's locks on it (as POSIX would)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from register_builder import building, new_register

from bokart_desk.services import locking
from bokart_desk.services.register import open_register
from bokart_desk.services.restoring import opens_with, standing
from bokart_desk.services.trouble import what_is_wrong
from bokart_desk.storage import wrapping
from bokart_desk.storage.content_mark import content_mark, is_backup_of_now
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import RegisterDamaged, RegisterError
from bokart_desk.storage.files import beginning
from bokart_desk.storage.keyfile import has_password, is_encrypted
from bokart_desk.storage.revision import register_revision

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD = "kaffe regn Ålesund 7"
OTHER_PROGRAM = """
import sys
import sqlcipher3.dbapi2 as driver
connection = driver.connect(sys.argv[1], timeout=0, isolation_level=None)
if sys.argv[2]:
    connection.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
try:
    connection.execute(sys.argv[3]).fetchall()
except driver.OperationalError as error:
    print(error)
else:
    print("free")
"""
LOOKS: dict[str, Callable[[Path, bytes | None], object]] = {
    "is_encrypted": lambda path, _key: is_encrypted(path),
    "has_password": lambda path, _key: has_password(path),
    "register_revision": lambda path, key: register_revision(path, key=key),
    "opens_with": lambda path, key: opens_with(path, key or os.urandom(32)),
    "standing": lambda path, key: standing(path, key=key),
    "what_is_wrong": lambda path, _key: what_is_wrong(path, RegisterDamaged(path)),
    "content_mark": lambda path, key: is_backup_of_now(path, content_mark(path, key), key),
    "unlock": lambda path, key: locking.unlock(path, PASSWORD) if key else None,
    "open_register": lambda path, key: open_register(path, now=NOW, key=key, create=False),
}


@pytest.fixture(params=["plain", "encrypted"])
def register(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)
    with new_register(tmp_path) as made, building(made) as build:
        build.let("Amina Øygård Hassan", "Storgata 1", date(2026, 1, 1), date(2028, 12, 31))
    path = tmp_path / "register.db"
    return path, locking.protect(path, PASSWORD).key.hex() if request.param == "encrypted" else ""


@pytest.fixture
def writing(register: tuple[Path, str]) -> Iterator[Path]:
    """A change is being written, with the lock on the register's own file."""
    path, key = register
    with closing(connect(path, key=bytes.fromhex(key) or None, busy_seconds=0)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("BEGIN IMMEDIATE")
        yield path


def other_program(path: Path, key: str, statement: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OTHER_PROGRAM, str(path), key, statement], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_another_program_still_finds_the_lock_of_the_writer(
    register: tuple[Path, str], writing: Path, look: Callable[[Path, bytes | None], object]
) -> None:
    path, key = register
    assert other_program(path, key, "BEGIN IMMEDIATE") == "database is locked"
    with suppress(RegisterError):  # that it is locked, for those that would write
        look(writing, bytes.fromhex(key) or None)
    assert other_program(path, key, "BEGIN IMMEDIATE") == "database is locked"


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_nobody_takes_the_wal_away_from_an_open_register(
    register: tuple[Path, str], look: Callable[[Path, bytes | None], object]
) -> None:
    path, key = register
    opened = open_register(path, now=NOW, key=bytes.fromhex(key) or None, hold=True)
    assert opened.watch.changed() is False
    look(path, bytes.fromhex(key) or None)
    assert other_program(path, key, "PRAGMA journal_mode = DELETE") == "database is locked"
    opened.close()


def test_what_lies_there_is_read_whoever_has_it_open(register: tuple[Path, str]) -> None:
    path, _key = register
    whole = path.read_bytes()
    with path.open("rb") as held:
        held.seek(7)
        assert beginning(path, 100) == whole[:100]
        assert held.tell() == 7
    assert beginning(path, len(whole) + 1) == whole
    path.write_bytes(b"")
    assert beginning(path, 100) == b""
    path.unlink()
    with pytest.raises(FileNotFoundError):
        beginning(path, 100)
