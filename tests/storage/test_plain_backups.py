"""Backups from before the register had a password do not stay readable, wherever they were in that moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bokart_desk.services.backup_plan import BackupPlan
from bokart_desk.services.backups import bring_second_place_up, take_backup
from bokart_desk.services.locking import protect_with_backups, unlock
from bokart_desk.services.plain_backups import encrypt_now, encrypt_what_came_back
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.second_place import backup_state, choose_second_place
from bokart_desk.storage.keyfile import keys_path
from bokart_desk.storage.schema import consultant
from bokart_desk.storage.work import unit_of_work

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
PASSWORD = "en lang setning som passord"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    (tmp_path / "pc").mkdir()
    opened = opened_at(tmp_path / "pc" / "register.db")
    with unit_of_work(opened.engine, what="test", who="test", at=NOW) as work:
        work.insert(consultant, {"name": "Kari Nordmann"})
    yield opened
    opened.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def opened_at(path: Path, key: bytes | None = None) -> Register:
    opened = open_register(path, now=NOW, key=key)
    opened.backup_plan = BackupPlan(notes=path.parent.parent / "notes.json")
    return opened


def protected_while_away(register: Register, stick: Path, *, backups_too: bool = True) -> Register:
    """Give the register a password while the stick with two plain copies is out of the PC; open it again."""
    choose_second_place(register, stick, now=NOW)
    for hours in (0, 1):
        take_backup(register, now=NOW + timedelta(hours=hours))
    pocket = stick.rename(stick.with_name("pocket"))
    register.close()
    made = protect_with_backups(register, PASSWORD, backups_too=backups_too)
    pocket.rename(stick)
    return opened_at(register.path, made.key)


def readable(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if b"Kari Nordmann" in file.read_bytes())


def test_the_copy_of_a_backup_that_was_encrypted_since_gives_way_to_it(register: Register, stick: Path) -> None:
    """It has the same name and the same size."""
    opened = protected_while_away(register, stick)
    copied = bring_second_place_up(opened, now=NOW).path
    assert copied is not None
    assert copied.name not in readable(stick)
    assert unlock(copied, PASSWORD) == opened.key
    opened.close()


def test_plain_copies_on_a_stick_that_was_away_are_encrypted_when_it_is_back(register: Register, stick: Path) -> None:
    opened = protected_while_away(register, stick)
    state = backup_state(opened, now=NOW)
    assert state.place is not None
    assert state.place.plain == 2
    assert any(str(stick) in text for text in state.warnings()), "until that is done, it is said"
    assert encrypt_what_came_back(opened) == 2
    assert readable(stick) == []
    assert all(unlock(backup.path, PASSWORD) == opened.key for backup in state.place.held)
    assert backup_state(opened, now=NOW).warnings() == []
    assert encrypt_what_came_back(opened) == 0
    opened.close()


def test_plain_backups_that_shall_stay_stay_until_they_are_asked_for(register: Register, stick: Path) -> None:
    opened = protected_while_away(register, stick, backups_too=False)
    assert encrypt_what_came_back(opened) == 0
    assert backup_state(opened, now=NOW).warnings() == []
    assert len(readable(stick)) == len(readable(opened.backups)) == 2
    assert encrypt_now(opened) == 4
    assert readable(stick) == readable(opened.backups) == []
    opened.close()


def test_one_that_cannot_be_encrypted_is_told(register: Register, stick: Path) -> None:
    opened = protected_while_away(register, stick)
    for backup in stick.glob("*.db"):
        keys_path(backup).mkdir()  # in the way of the keys
    assert encrypt_what_came_back(opened) == 0
    (told,) = backup_state(opened, now=NOW).warnings()
    assert str(stick) in told
    opened.close()


def test_it_stops_between_two_when_the_register_is_locked(register: Register, stick: Path) -> None:
    opened = protected_while_away(register, stick)
    answers = iter((True, False))
    assert encrypt_what_came_back(opened, go_on=lambda: next(answers)) == 1
    opened.lock()
    assert encrypt_what_came_back(opened) == 0
    opened.close()


def test_keys_that_are_missing_beside_a_copy_are_put_there(register: Register, stick: Path) -> None:
    opened = protected_while_away(register, stick)
    copied = bring_second_place_up(opened, now=NOW).path
    assert copied is not None
    keys_path(copied).unlink()
    bring_second_place_up(opened, now=NOW)
    assert unlock(copied, PASSWORD) == opened.key
    opened.close()
