"""One program writes to a register, whatever becomes of it: real processes, killed ones, places without locks."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from other_program import OtherProgram

from bokart_desk.services.register import open_register
from bokart_desk.storage.errors import RegisterInUse
from bokart_desk.storage.writer_lock import (
    QUIET_SECONDS,
    Holder,
    WriterLock,
    lock_path,
    this_machine,
    this_user,
)

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
ELSEWHERE = Holder("PC-KARI", "kari", None, 4711)
NEIGHBOUR = Holder(this_machine(), "nabo", None, 4711)
HOLDING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from bokart_desk.storage.writer_lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
print("other" if lock.take(datetime.now(UTC)) else "held", flush=True)
sys.stdin.readline()
lock.release()
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.db"
    path.write_bytes(b"")
    return path


def holder_of(register: Path) -> OtherProgram:
    """Let another program hold the lock until it is told to end, or is killed."""
    return OtherProgram(HOLDING, str(register))


@pytest.fixture
def other(register: Path) -> Iterator[OtherProgram]:
    program = holder_of(register)
    yield program
    program.kill()


def no_locks(_file: int) -> None:
    """A place that knows no locks."""


def written(register: Path, holder: Holder, *, beat: int = 0, token: str = "theirs") -> None:
    told = {"machine": holder.machine, "user": holder.user, "process": holder.process, "token": token, "beat": beat}
    lock_path(register).write_text(json.dumps(told | {"since": NOW.isoformat()}).ljust(1024), encoding="ascii")


def age(register: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(lock_path(register), (then, then))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_second_program_learns_who_writes_and_since_when(register: Path, other: OtherProgram) -> None:
    assert other.said == "held"
    holder = WriterLock(register).take(NOW)
    assert holder is not None
    assert (holder.machine, holder.user, holder.process) == (this_machine(), this_user(), other.process.pid)
    assert holder.since is not None
    assert holder.is_me


def test_the_lock_is_free_when_its_holder_ends_and_nothing_is_left(register: Path, other: OtherProgram) -> None:
    other.end()
    assert WriterLock(register).look() is None
    assert not lock_path(register).exists()


def test_the_lock_of_a_killed_program_is_taken_over_at_once(register: Path, other: OtherProgram) -> None:
    other.kill()
    assert lock_path(register).exists()
    lock = WriterLock(register)
    assert lock.look() is None
    assert lock.take(NOW) is None
    assert lock.held
    lock.release()
    assert not lock_path(register).exists()


def test_of_many_programs_that_start_at_once_one_writes(register: Path) -> None:
    programs = [holder_of(register) for _number in range(4)]
    assert sorted(program.said for program in programs) == ["held", "other", "other", "other"]
    for program in programs:
        program.end()


def test_a_register_reached_by_another_name_has_the_same_lock(
    register: Path, tmp_path: Path, other: OtherProgram
) -> None:
    share = tmp_path / "Z"
    try:
        share.symlink_to(register.parent, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert WriterLock(share / register.name).take(NOW) is not None
    other.end()


def test_looking_takes_nothing(register: Path) -> None:
    lock = WriterLock(register)
    assert lock.look() is None
    assert not lock_path(register).exists()
    written(register, NEIGHBOUR)
    assert lock.look() is None
    assert lock_path(register).exists()


def test_another_user_of_this_machine_who_is_gone_is_taken_over(register: Path) -> None:
    written(register, NEIGHBOUR)
    lock = WriterLock(register)
    assert lock.take(NOW) is None
    lock.release()


def test_another_machine_is_believed_until_it_has_been_quiet_for_long(register: Path) -> None:
    """Its lock may not reach from there to here: what its file says counts until it stands still."""
    written(register, ELSEWHERE)
    clock = Clock()
    lock = WriterLock(register, clock=clock)
    holder = lock.take(NOW)
    assert holder is not None
    assert (holder.machine, holder.user, holder.since) == ("PC-KARI", "kari", NOW)
    clock.now += QUIET_SECONDS - 1
    written(register, ELSEWHERE, beat=1)
    assert lock.take(NOW) is not None
    clock.now += QUIET_SECONDS - 1
    assert lock.take(NOW) is not None
    clock.now += 2
    assert lock.take(NOW) is None
    lock.release()


def test_a_file_that_is_long_quiet_by_the_clock_of_its_own_place_is_taken_over_at_once(register: Path) -> None:
    written(register, ELSEWHERE)
    age(register, QUIET_SECONDS + 5)
    lock = WriterLock(register)
    assert lock.take(NOW) is None
    lock.release()


def test_a_clock_that_was_set_back_makes_nobody_a_writer_too_early(register: Path) -> None:
    written(register, ELSEWHERE)
    age(register, -3600)  # the file is from the future
    clock = Clock()
    lock = WriterLock(register, clock=clock)
    assert lock.take(NOW) is not None
    clock.now += QUIET_SECONDS + 1
    assert lock.take(NOW) is None
    lock.release()


def test_where_there_are_no_locks_a_living_program_is_found_by_its_process(register: Path, other: OtherProgram) -> None:
    assert WriterLock(register, lock=no_locks).take(NOW) is not None
    other.kill()
    lock = WriterLock(register, lock=no_locks)
    assert lock.take(NOW) is None
    lock.release()


def test_where_there_are_no_locks_another_machine_is_believed(register: Path) -> None:
    written(register, ELSEWHERE)
    lock = WriterLock(register, lock=no_locks)
    assert lock.take(NOW) is not None
    age(register, QUIET_SECONDS + 5)
    assert lock.take(NOW) is None
    lock.release()


def test_a_holder_sees_that_another_has_taken_over_and_leaves_that_alone(register: Path) -> None:
    lock = WriterLock(register)
    assert lock.take(NOW) is None
    assert lock.others() is None
    written(register, ELSEWHERE)  # after a sleep of this machine
    assert lock.others() == Holder("PC-KARI", "kari", NOW, 4711)
    lock.release()
    assert "PC-KARI" in lock_path(register).read_text(encoding="ascii")


def test_a_holder_counts_on_so_that_others_see_it_lives(register: Path) -> None:
    lock = WriterLock(register, beat_seconds=0.01)
    assert lock.take(NOW) is None
    deadline = time.monotonic() + 30
    while json.loads(lock_path(register).read_bytes())["beat"] < 3:
        assert time.monotonic() < deadline
        os.sched_yield() if hasattr(os, "sched_yield") else None
    lock.release()


@pytest.mark.parametrize("content", [b"", b"\0" * 1024, b"{", b"[]", b'{"machine": 1}', b"\xff\xfe"])
def test_a_file_that_makes_no_sense_is_no_holder(register: Path, content: bytes) -> None:
    lock_path(register).write_bytes(content)
    lock = WriterLock(register)
    assert lock.take(NOW) is None
    assert lock.others() is None
    lock.release()


def test_the_file_holds_names_of_machine_and_account_and_nothing_else_of_anybody(register: Path) -> None:
    lock = WriterLock(register)
    lock.take(NOW)
    told = json.loads(lock_path(register).read_bytes())
    assert set(told) == {"machine", "user", "since", "process", "token", "beat"}
    lock.release()


def test_a_file_that_another_user_left_and_we_may_not_write_to_is_replaced(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(register, NEIGHBOUR)
    left = lock_path(register)
    open_it = os.open

    def refused(path: Path, flags: int, *more: int) -> int:
        if path == left and left.exists() and b"nabo" in left.read_bytes() and flags & os.O_RDWR:
            raise PermissionError
        return open_it(path, flags, *more)

    monkeypatch.setattr(os, "open", refused)
    lock = WriterLock(register)
    assert lock.take(NOW) is None
    assert json.loads(left.read_bytes())["user"] == this_user()
    lock.release()


def test_a_lock_that_could_not_be_written_down_touches_no_other_file(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_lock: WriterLock, _file: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(WriterLock, "_write", full)
    lock = WriterLock(register)
    with pytest.raises(OSError, match="no room"):
        lock.take(NOW)
    assert not lock.held
    register.write_bytes(b"what people entered")
    with register.open("r+b"):  # it gets the number that the lock's file had
        lock.release()
    assert register.read_bytes() == b"what people entered"


def test_an_older_register_that_somebody_else_writes_to_is_told_to_be_in_use(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    open_register(path, now=NOW).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    written(path, ELSEWHERE)
    with pytest.raises(RegisterInUse, match="kari"):
        open_register(path, now=NOW, hold=True)
