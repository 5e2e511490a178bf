"""A register is written anew, or restored, while others want to write: nothing that they were told is saved is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from register_builder import building, new_register

from bokart_desk.services.keeping import back_up, put_back
from bokart_desk.services.register import open_register
from bokart_desk.storage import replacing, restore
from bokart_desk.storage.converting import convert_register
from bokart_desk.storage.engine import connect, make_engine, reading
from bokart_desk.storage.errors import RegisterLocked
from bokart_desk.storage.kept_connection import KeptConnection
from bokart_desk.storage.replacing import take_place

KEY = os.urandom(32)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
WRITER = """
import sys
from pathlib import Path
from bokart_desk.storage.engine import make_engine, writing
from bokart_desk.storage.errors import RegisterError
print("begins", flush=True)
try:
    with writing(make_engine(Path(sys.argv[1]), busy_seconds=float(sys.argv[2]))) as connection:
        connection.exec_driver_sql("CREATE TABLE late (number)")
except RegisterError as error:
    print(type(error).__name__)
else:
    print("wrote")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_register(tmp_path) as register, building(register) as build:
        build.let("Amina Øygård Hassan", "Storgata 1", date(2026, 1, 1), date(2028, 12, 31))
    return tmp_path / "register.db"


def writer(path: Path, busy_seconds: float) -> subprocess.Popen[str]:
    """A command of the same user that changes something, and says whether it could."""
    begun = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(busy_seconds)], stdout=subprocess.PIPE, text=True
    )
    assert begun.stdout is not None
    assert begun.stdout.readline().strip() == "begins"
    return begun


def said(begun: subprocess.Popen[str]) -> str:
    return begun.communicate(timeout=60)[0].strip()


def just_before_the_rename(monkeypatch: pytest.MonkeyPatch, path: Path, act: Callable[[], Any]) -> list[Any]:
    """Let somebody act at the last moment; return what came of it."""
    came: list[Any] = []
    rename = os.replace

    def late(source: Path, target: Path) -> None:
        if not came and target == path:
            came.append(act())
        rename(source, target)

    monkeypatch.setattr(replacing.os, "replace", late)
    return came


def late_changes(path: Path, key: bytes | None) -> int:
    with closing(connect(path, key=key, read_only=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'late'").fetchone()[0])


@pytest.mark.skipif(os.name != "posix", reason="there a file that is open is not replaced")
def test_nobody_writes_between_the_comparing_and_the_rename(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came = just_before_the_rename(monkeypatch, path, lambda: said(writer(path, 0)))
    convert_register(path, key=None, new_key=KEY)
    assert came == ["RegisterLocked"]
    assert late_changes(path, KEY) == 0


def test_who_waits_writes_to_the_new_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came = just_before_the_rename(monkeypatch, path, lambda: writer(path, 30))
    convert_register(path, key=None, new_key=None)
    assert said(came[0]) == "wrote"
    assert late_changes(path, None) == 1


def test_who_waits_and_has_not_the_new_key_is_told_to_try_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came = just_before_the_rename(monkeypatch, path, lambda: writer(path, 30))
    convert_register(path, key=None, new_key=KEY)
    assert said(came[0]) in ("RegisterLocked", "NotARegister")  # NotARegister: it came when all was over
    assert late_changes(path, KEY) == 0


@pytest.fixture
def backup(path: Path) -> Path:
    with closing(open_register(path, now=NOW)) as register:
        return back_up(register, path.parent / "stick" / "kopi.db", now=NOW)


@pytest.mark.skipif(os.name != "posix", reason="there a file that is open is not replaced")
def test_nobody_writes_to_a_register_that_a_backup_is_taking_the_place_of(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = just_before_the_rename(monkeypatch, path, lambda: said(writer(path, 0)))
    put_back(backup, path, backups=path.parent / "backups", now=NOW)
    assert came == ["RegisterLocked"]
    assert late_changes(path, None) == 0


def test_what_was_written_after_the_register_was_kept_keeps_it_from_being_replaced(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = restore.automatic_backup

    def keep_and_write(*what: Any, **more: Any) -> Path:
        kept = keep(*what, **more)
        assert said(writer(path, 5)) == "wrote"
        return kept

    monkeypatch.setattr(restore, "automatic_backup", keep_and_write)
    with pytest.raises(RegisterLocked):
        put_back(backup, path, backups=path.parent / "backups", now=NOW)
    assert late_changes(path, None) == 1


def test_where_the_lock_goes_first_a_late_change_keeps_the_old_file(path: Path) -> None:
    """As on Windows, where nothing can take the place of a file that is open."""
    draft = path.with_name("draft.db")
    draft.write_bytes(path.read_bytes())
    source = connect(path)

    class Late:
        def close(self) -> None:
            source.close()
            assert said(writer(path, 5)) == "wrote"

    with pytest.raises(RegisterLocked):
        take_place(draft, path, Late(), held=False)
    assert late_changes(path, None) == 1
    take_place(draft, path, connect(path), held=False)
    assert late_changes(path, None) == 0


@pytest.mark.skipif(os.name != "posix", reason="there a file that is open is not replaced")
def test_who_read_the_old_file_reads_the_new_one_next(path: Path) -> None:
    engine = make_engine(path, read_only=True)
    kept = KeptConnection(engine)
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'late'"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with reading(engine) as one, kept.reading() as other:
        assert one.exec_driver_sql(query).scalar_one() == other.exec_driver_sql(query).scalar_one() == 0
    fresh = path.with_name("fresh.db")
    fresh.write_bytes(path.read_bytes())
    with closing(connect(fresh)) as connection:
        connection.execute("CREATE TABLE late (number)")
    fresh.replace(path)
    with reading(engine) as one, kept.reading() as other:
        assert one.exec_driver_sql(query).scalar_one() == other.exec_driver_sql(query).scalar_one() == 1
    kept.close()
    engine.dispose()
