"""A register that somebody else writes to: who is told, what can be read, what is refused; with real programs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from other_program import OtherProgram, writer

from bokart_desk.services.doing import By, Refused, doing
from bokart_desk.services.editing import create
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.writing import refuse_if_in_use
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import connect, reading
from bokart_desk.storage.errors import RegisterInUse
from bokart_desk.storage.queries.records import read_record
from bokart_desk.storage.read_copy import NoQuietMoment, copy_to_read, remove_copy
from bokart_desk.storage.writer_lock import lock_path

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
BY = By("Kari", NOW, date(2026, 11, 22))


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "share" / "register.db"
    path.parent.mkdir()
    opened = open_register(path, now=NOW)
    create(opened, "landlord", {"name": "Elvegård Eiendom"}, by=BY)
    opened.close()
    return path


@pytest.fixture
def there(path: Path) -> Iterator[OtherProgram]:
    other = writer(path, machine="PC-KARI", user="kari")
    yield other
    other.kill()


def rename(register: Register, landlord: int, name: str) -> None:
    with doing(register, "edit", BY, title="x") as it:
        it.job.update("landlord", landlord, {"name": name})


def landlords(register: Register) -> list[str]:
    with reading(register.engine) as connection:
        found = [read_record(connection, "landlord", number) for number in range(1, 6)]
    return [record["name"] for record in found if record is not None]


def test_a_register_in_use_on_another_machine_is_read_and_not_changed(path: Path, there: OtherProgram) -> None:
    assert there.tell("Parken Boliger") == "done"
    beside = sorted(file.name for file in path.parent.iterdir())
    register = open_register(path, now=NOW, hold=True)
    assert register.read_only
    assert register.in_use_by is not None
    assert (register.in_use_by.machine, register.in_use_by.user) == ("PC-KARI", "kari")
    assert register.in_use_by.since is not None
    assert register.copied_at is not None
    assert landlords(register) == ["Elvegård Eiendom", "Parken Boliger"]
    with pytest.raises(Refused) as refused:
        rename(register, 1, "Noe annet")
    assert "PC-KARI" in refused.value.message
    assert "kari" in refused.value.message
    assert sorted(file.name for file in path.parent.iterdir()) == beside  # nothing was written there
    register.close()
    assert list(Path(tempfile.gettempdir()).iterdir()) == []  # nor left here


def test_what_was_committed_and_not_yet_moved_into_the_file_is_in_the_copy(path: Path, there: OtherProgram) -> None:
    """The other program keeps its changes in the -wal until it closes."""
    for number in range(3):
        assert there.tell(f"Utleier {number}") == "done"
    assert path.with_name("register.db-wal").stat().st_size > 0
    register = open_register(path, now=NOW)
    assert landlords(register)[1:] == ["Utleier 0", "Utleier 1", "Utleier 2"]
    assert check_register(register.engine).ok
    register.close()


def test_the_writer_can_be_seen_to_have_let_go_and_one_goes_on_after_it(path: Path, there: OtherProgram) -> None:
    register = open_register(path, now=NOW, hold=True)
    assert not register.writer.is_free()
    assert there.tell("Parken Boliger") == "done"
    there.end()
    assert register.writer.is_free()
    register.close()
    mine = open_register(path, now=NOW, hold=True)
    assert not mine.read_only
    assert mine.writer.holds
    rename(mine, 2, "Parken Boliger AS")
    mine.close()
    assert not lock_path(path).exists()


def test_another_user_of_this_machine_is_read_as_he_writes(path: Path) -> None:
    """On one machine SQLite's own memory is shared: no copy is needed, and what he saves shows at once."""
    neighbour = writer(path, user="nabo")
    register = open_register(path, now=NOW, hold=True)
    assert register.read_only
    assert register.copy is None
    assert neighbour.tell("Parken Boliger") == "done"
    assert landlords(register) == ["Elvegård Eiendom", "Parken Boliger"]
    with pytest.raises(Refused):
        rename(register, 1, "Noe annet")
    register.close()
    neighbour.end()


def test_a_command_of_the_same_user_writes_beside_the_window(path: Path) -> None:
    window = writer(path)
    assert window.said == "writes"
    command = open_register(path, now=NOW, hold=True)
    assert not command.read_only
    rename(command, 1, "Elvegård Eiendom AS")
    assert window.tell("Parken Boliger") == "done"
    assert landlords(command) == ["Elvegård Eiendom AS", "Parken Boliger"]
    window.end()
    assert not command.writer.holds
    command.writer.take_if_free(NOW)
    assert command.writer.holds
    command.close()


def test_of_two_machines_that_start_at_once_one_writes(path: Path) -> None:
    others = [writer(path, machine=f"PC-{number}", user="kari") for number in range(3)]
    assert sorted(other.said for other in others) == ["reads", "reads", "writes"]
    for other in others:
        other.end()


def test_a_writer_that_is_killed_leaves_a_whole_register_to_the_next_one(path: Path) -> None:
    window = writer(path)
    assert window.tell("Parken Boliger") == "done"
    window.kill()
    register = open_register(path, now=NOW, hold=True)
    assert not register.read_only
    assert landlords(register) == ["Elvegård Eiendom", "Parken Boliger"]
    assert check_register(register.engine).ok
    register.close()


def test_who_was_overtaken_while_asleep_writes_no_more(path: Path) -> None:
    register = open_register(path, now=NOW, hold=True)
    rename(register, 1, "Før")
    told = lock_path(path).read_text(encoding="ascii")
    mine = register.writer._lock.me
    there = told.replace(f'"{mine.machine}"', '"PC-KARI"').replace(f'"{mine.user}"', '"kari"')
    token = told.split('"token": "', 1)[1][:32]
    lock_path(path).write_text(there.replace(token, "0" * 32), encoding="ascii")
    with pytest.raises(RegisterInUse), doing(register, "edit", BY, title="x") as it:
        it.job.update("landlord", 1, {"name": "Etter"})
    assert landlords(register) == ["Før"]
    assert register.writer.keep(NOW) is not None
    register.close()


def test_a_command_that_must_write_is_refused_and_says_by_whom(path: Path, there: OtherProgram) -> None:
    with pytest.raises(RegisterInUse):
        refuse_if_in_use(path)
    there.end()
    refuse_if_in_use(path)


def test_a_register_that_is_only_read_leaves_no_lock(path: Path) -> None:
    register = open_register(path, now=NOW)
    assert not lock_path(path).exists()
    rename(register, 1, "Nytt navn")
    register.close()


def test_a_new_register_is_held_from_its_first_day(tmp_path: Path) -> None:
    register = open_register(tmp_path / "new folder" / "register.db", now=NOW, hold=True)
    assert register.writer.holds
    register.close()


def test_a_file_that_changes_all_the_time_is_not_read_half(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bokart_desk.storage import read_copy

    monkeypatch.setattr(read_copy, "_FIRST_WAIT", 0)
    whole = read_copy._read_to

    def changing(source: Path, target: Path | None) -> str:
        digest = whole(source, target)
        if target is not None:
            with path.with_name("register.db-wal").open("ab") as file:
                file.write(os.urandom(32))
        return digest

    monkeypatch.setattr(read_copy, "_read_to", changing)
    with pytest.raises(NoQuietMoment):
        copy_to_read(path)
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_the_copy_of_an_encrypted_register_is_encrypted_too(tmp_path: Path) -> None:
    from bokart_desk.services.locking import prepare

    path = tmp_path / "register.db"
    protected = prepare(path, "et langt passord")
    register = open_register(path, now=NOW, key=protected.key)
    create(register, "landlord", {"name": "Elvegård Eiendom"}, by=BY)
    copy = copy_to_read(path, key=protected.key)
    assert not copy.read_bytes().startswith(b"SQLite")
    assert "Elvegård".encode() not in copy.read_bytes()
    remove_copy(copy)
    register.close()


def test_what_a_crash_left_behind_goes_with_the_next_copy(path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(30)
    left = Path(tempfile.gettempdir()) / f"bokart-read-{gone.pid}-abc"
    left.mkdir()
    (left / "register.db").write_bytes(b"x")
    copy = copy_to_read(path)
    assert not left.exists()
    with closing(connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM landlord").fetchone() == (1,)
    remove_copy(copy)
