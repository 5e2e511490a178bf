"""What was left half done is removed at the next start; what is whole, or being written, stays."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from bokart_desk.services import locking
from bokart_desk.services.leftovers import clear_leftovers
from bokart_desk.storage.drafts import clear_drafts, draft_beside
from tests.register_builder import NOW, building, new_register

PASSWORD = "kaffe regn Ålesund 7"
KILLED_BEFORE_IT_TAKES_ITS_PLACE = """
import os, sys
from pathlib import Path
from bokart_desk.services import locking
os.replace = lambda *_given: os._exit(9)
locking.remove_password(Path(sys.argv[1]), sys.argv[2])
"""


def aged(file: Path, hours: float = 3) -> Path:
    moment = (datetime.now(UTC) - timedelta(hours=hours)).timestamp()
    os.utime(file, (moment, moment))
    return file


def test_a_plain_draft_of_a_register_with_a_password_goes_at_the_next_start(tmp_path: Path) -> None:
    with new_register(tmp_path) as register, building(register) as made:
        made.household("Amina Hussein")
    path = register.path
    locking.protect(path, PASSWORD)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_BEFORE_IT_TAKES_ITS_PLACE, str(path), PASSWORD], check=False
    )  # fmt: skip
    assert killed.returncode == 9
    (draft,) = path.parent.glob(".*.partial")
    assert b"Amina Hussein" in draft.read_bytes()
    assert clear_leftovers(path, register.backups, now=datetime.now(UTC)) == 1
    assert b"Amina Hussein" not in b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())
    assert locking.unlock(path, PASSWORD)


def test_what_a_living_process_or_another_machine_writes_is_left_alone_for_an_hour(tmp_path: Path) -> None:
    own = _made(draft_beside(tmp_path / "register.db"))
    _number, machine, _process = own.name.removesuffix(".partial").split("-")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as another:
        theirs = _made(tmp_path / f".0a1b2c3d-{machine}-{another.pid}.partial")
        elsewhere = _made(tmp_path / f".0a1b2c3e-{'f' * 6}-{another.pid}.partial")
        assert clear_drafts(tmp_path, datetime.now(UTC)) == 0
        another.communicate(b"")
    assert clear_drafts(tmp_path, datetime.now(UTC)) == 1
    assert not theirs.exists()
    for draft in (own, elsewhere):
        aged(draft)
    assert clear_drafts(tmp_path, datetime.now(UTC)) == 2


def test_only_what_the_program_leaves_is_removed(tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    gone = [aged(_made(tmp_path / name)) for name in (".0a1b2c3d.partial", ".0a1b2c3d.partial-journal")]
    gone.append(aged(_made(backups / ".ffffffff.partial.keys")))
    (tmp_path / ".12345678.partial" / "register").mkdir(parents=True)
    gone.append(aged(tmp_path / ".12345678.partial"))
    names = ("register.db", "register.db.keys", "film.partial", ".abc.partial", ".0a1b2c3d-x-1.partial")
    kept = [aged(_made(tmp_path / name)) for name in names]
    kept.append(_made(tmp_path / ".deadbeef.partial"))
    assert clear_leftovers(tmp_path / "register.db", backups, now=datetime.now(UTC)) == len(gone)
    assert not any(one.exists() for one in gone)
    assert all(one.exists() for one in kept)
    assert clear_leftovers(tmp_path / "nowhere" / "register.db", tmp_path / "not there", now=NOW) == 0


def test_the_database_makes_no_temporary_files() -> None:
    """Whatever it sorts or builds meanwhile stays in memory, also where nobody asked for that."""
    options = {name for (name,) in driver.connect(":memory:").execute("PRAGMA compile_options")}
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}


def _made(file: Path) -> Path:
    file.write_bytes(b"x")
    return file
