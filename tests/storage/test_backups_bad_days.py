"""Bad days of a backup, with real processes: killed in the middle, and a disk that is full."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from bokart_desk.services.backup_plan import BackupPlan
from bokart_desk.services.locking import protect
from bokart_desk.services.register import open_register
from bokart_desk.services.second_place import choose_second_place
from bokart_desk.storage.backup import is_sound, list_backups
from bokart_desk.storage.engine import connect
from bokart_desk.storage.keyfile import keys_path
from bokart_desk.storage.schema import consultant
from bokart_desk.storage.work import unit_of_work

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
PASSWORD = "en lang setning som passord"
ROWS, KILLS = 4000, 5

OPENED = """
    import sys
    from datetime import UTC, datetime, timedelta
    from pathlib import Path
    from bokart_desk.services.backup_plan import BackupPlan
    from bokart_desk.services.backups import take_backup
    from bokart_desk.services.register import RegisterError, open_register

    now = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
    folder = Path(sys.argv[1])
    key = bytes.fromhex(sys.argv[2]) if len(sys.argv) > 2 else None
    register = open_register(folder / "register.db", now=now, key=key)
    register.backup_plan = BackupPlan(notes=folder / "notes.json")
"""
TAKING = """
    print("begun", flush=True)
    for number in range(10_000):
        take_backup(register, now=now + timedelta(hours=number), reason="x")
"""
ON_A_FULL_DISK = """
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
    try:
        take_backup(register, now=now)
    except RegisterError as error:
        print(error.message)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    register = open_register(tmp_path / "register.db", now=NOW)
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        work.insert_many(consultant, [{"name": f"Konsulent {number}"} for number in range(ROWS)])
    register.close()
    return tmp_path


def running(script: str, folder: Path, key: bytes | None = None) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", dedent(OPENED) + dedent(script), str(folder), *([key.hex()] if key else [])]
    return subprocess.Popen(words, stdout=subprocess.PIPE, encoding="utf-8")


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_backup_killed_at_any_moment_leaves_only_whole_ones(folder: Path, encrypted: bool) -> None:
    key = protect(folder / "register.db", PASSWORD).key if encrypted else None
    stick = folder / "stick"
    stick.mkdir()
    register = open_register(folder / "register.db", now=NOW, key=key)
    register.backup_plan = BackupPlan(notes=folder / "notes.json")
    choose_second_place(register, stick, now=NOW)
    register.close()
    chance = random.Random(7)
    for _ in range(KILLS):
        child = running(TAKING, folder, key)
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0, 0.4))
        child.kill()
        child.communicate()
    found = [*list_backups(folder / "backups"), *list_backups(stick)]
    assert found
    for backup in found:
        with closing(connect(backup.path, key=key, read_only=True)) as connection:
            assert is_sound(connection)
            assert connection.execute("SELECT count(*) FROM consultant").fetchone() == (ROWS,)
        assert keys_path(backup.path).is_file() is encrypted
    with closing(connect(folder / "register.db", key=key)) as connection:
        assert is_sound(connection)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")
def test_a_full_disk_is_told_and_nothing_half_is_left(folder: Path) -> None:
    child = running(ON_A_FULL_DISK, folder)
    told, _errors = child.communicate(timeout=60)
    assert child.returncode == 0
    assert "The register itself is as it was" in told
    assert list((folder / "backups").iterdir()) == []
