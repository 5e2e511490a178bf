"""A register with a password: what opens it, what does not, and that nothing is lost on the way there and back."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from register_builder import TODAY, building, new_register

from bokart_desk.services import locking
from bokart_desk.services.doing import Refused
from bokart_desk.services.register import open_register
from bokart_desk.storage import wrapping
from bokart_desk.storage.backup import backup_register, table_counts
from bokart_desk.storage.backup_keys import renew_keys
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import (
    KeysDamaged,
    KeysMissing,
    MisreadGroup,
    NotARegister,
    RegisterDamaged,
    RegisterIsLocked,
    RegisterLocked,
    RegisterNeedsKey,
    WrongPassword,
)
from bokart_desk.storage.keyfile import copy_keys, is_encrypted, keys_path, read_keys, write_keys

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PASSWORD = "kaffe regn Ålesund 7"
OTHER = "en helt annen sang"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a guess is not what these tests are about."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    with new_register(tmp_path) as register, building(register) as build:
        build.let("Amina Øygård Hassan", "Storgata 1", date(2026, 1, 1), date(2028, 12, 31))
    return tmp_path / "register.db"


def rows(path: Path, key: bytes | None) -> dict[str, int]:
    connection = connect(path, key=key, read_only=True)
    try:
        return table_counts(connection)
    finally:
        connection.close()


def test_a_new_register_is_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "new" / "register.db"
    made = locking.prepare(path, PASSWORD)
    register = open_register(path, now=NOW, key=made.key)
    assert register.encrypted
    register.close()
    assert not path.read_bytes().startswith(b"SQLite")
    assert locking.unlock(path, PASSWORD) == made.key
    assert locking.unlock(path, made.recovery.lower().replace("-", " ")) == made.key


def test_the_password_is_the_same_however_the_keyboard_sends_it(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    made = locking.prepare(path, PASSWORD)
    open_register(path, now=NOW, key=made.key).close()
    assert locking.unlock(path, PASSWORD.replace("Å", "A\u030a")) == made.key


@pytest.mark.parametrize("wrong", ["", "kaffe", PASSWORD.lower(), PASSWORD + " ", "\udcff" * 12])
def test_a_wrong_password_opens_nothing(plain: Path, wrong: str) -> None:
    locking.protect(plain, PASSWORD)
    with pytest.raises(WrongPassword) as told:
        locking.unlock(plain, wrong)
    assert PASSWORD not in told.value.message


def test_a_slip_in_the_recovery_key_is_placed(plain: Path) -> None:
    recovery = locking.protect(plain, PASSWORD).recovery
    slip = recovery[:6] + ("7" if recovery[6] != "7" else "8") + recovery[7:]
    with pytest.raises((MisreadGroup, WrongPassword)) as told:
        locking.unlock(plain, slip)
    assert isinstance(told.value, WrongPassword) or "2" in told.value.message


def test_a_long_password_of_the_same_signs_as_a_recovery_key_still_opens(plain: Path) -> None:
    password = "ABCDE" * 7
    made = locking.protect(plain, password)
    assert locking.unlock(plain, password) == made.key


@pytest.mark.parametrize("weak", ["", "kort", "aaaaaaaaaaaa", "1234567890", "0987654321", "abcdefghijkl"])
def test_a_weak_password_is_refused_before_anything_is_written(plain: Path, weak: str) -> None:
    before = plain.read_bytes()
    with pytest.raises(Refused):
        locking.protect(plain, weak)
    assert plain.read_bytes() == before
    assert not keys_path(plain).exists()


def test_protecting_a_register_keeps_every_row_and_taking_it_back_too(plain: Path) -> None:
    before = rows(plain, None)
    made = locking.protect(plain, PASSWORD)
    assert is_encrypted(plain)
    assert rows(plain, made.key) == before
    register = open_register(plain, now=NOW, key=made.key)
    assert register.encrypted
    register.close()
    locking.remove_password(plain, PASSWORD)
    assert not is_encrypted(plain)
    assert not keys_path(plain).exists()
    assert rows(plain, None) == before
    assert sorted(file.name for file in plain.parent.iterdir()) == ["register.db"]


def test_nobody_else_may_have_it_open(plain: Path) -> None:
    before = plain.read_bytes()
    other = open_register(plain, now=NOW)
    with other.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1 FROM person").all()
        with pytest.raises(RegisterLocked):
            locking.protect(plain, PASSWORD)
    other.close()
    assert plain.read_bytes() == before
    assert not keys_path(plain).exists()


def test_changing_the_password_does_not_write_to_the_register(plain: Path) -> None:
    made = locking.protect(plain, PASSWORD)
    before = plain.read_bytes()
    number = locking.key_id(plain)
    locking.change_password(plain, PASSWORD, OTHER)
    assert plain.read_bytes() == before
    assert locking.key_id(plain) == number
    assert locking.unlock(plain, OTHER) == locking.unlock(plain, made.recovery) == made.key
    with pytest.raises(WrongPassword):
        locking.unlock(plain, PASSWORD)


def test_the_recovery_key_gives_a_new_password_and_a_new_one_replaces_it(plain: Path) -> None:
    made = locking.protect(plain, PASSWORD)
    locking.change_password(plain, made.recovery, OTHER)
    new = locking.new_recovery_key(plain, OTHER)
    assert locking.unlock(plain, new) == made.key
    with pytest.raises(WrongPassword):
        locking.unlock(plain, made.recovery)


def test_a_new_key_leaves_the_old_one_behind(plain: Path, tmp_path: Path) -> None:
    old = locking.protect(plain, PASSWORD)
    stolen = tmp_path / "stolen.db"
    stolen.write_bytes(plain.read_bytes())
    copy_keys(plain, stolen)
    before = rows(plain, old.key)
    made = locking.change_key(plain, PASSWORD, OTHER)
    assert made.key != old.key
    assert rows(plain, made.key) == before
    assert len(read_keys(plain).keys) == 1
    with pytest.raises(WrongPassword):
        locking.unlock(plain, old.recovery)
    assert locking.unlock(stolen, PASSWORD) == old.key


@pytest.mark.parametrize("which", ["old", "new"])
def test_a_crash_while_the_key_is_changed_leaves_one_that_opens(plain: Path, which: str) -> None:
    """Between the two writings of the keys the file holds both; either register is opened by its own password."""
    locking.protect(plain, PASSWORD)
    before, keys_before = plain.read_bytes(), read_keys(plain)
    locking.change_key(plain, PASSWORD, OTHER)
    both = type(keys_before)((*read_keys(plain).keys, *keys_before.keys))
    write_keys(plain, both)
    if which == "old":
        plain.write_bytes(before)
    password = PASSWORD if which == "old" else OTHER
    assert rows(plain, locking.unlock(plain, password))["contract"]
    locking.change_password(plain, password, "et nytt passord")
    assert len(read_keys(plain).keys) == 1


def test_a_register_without_its_keys_says_so_and_finds_them_with_its_backups(plain: Path) -> None:
    made = locking.protect(plain, PASSWORD)
    folder = plain.parent / "backups"
    backup = folder / "register 2026-11-22 080000 test.db"
    backup_register(plain, backup, key=made.key)
    copy_keys(plain, backup)
    keys_path(plain).unlink()
    with pytest.raises(KeysMissing):
        open_register(plain, now=NOW, key=made.key)
    assert not locking.find_keys(plain, (plain.parent / "elsewhere",))
    assert locking.find_keys(plain, (plain.parent / "elsewhere", folder))
    assert locking.unlock(plain, PASSWORD) == made.key


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held | {"version": 2},
        lambda held: held | {"format": "other"},
        lambda held: held | {"keys": []},
        lambda held: {},
        lambda held: [],
        lambda held: json.loads(json.dumps(held).replace("argon2id", "scrypt")),
        lambda held: json.loads(json.dumps(held).replace('"memory_kib": 64', '"memory_kib": 99999999999')),
        lambda held: json.loads(json.dumps(held).replace('"lanes": ', '"lanes": "4", "ways": ')),
        lambda held: json.loads(json.dumps(held).replace('"memory_kib": 64', '"memory_kib": 7')),
        lambda held: held | {"keys": held["keys"] * 9},
        lambda held: json.loads(json.dumps(held).replace('"salt": "', '"salt": "zz')),
    ],
)
def test_keys_that_cannot_be_understood_are_told_as_such(plain: Path, change: object) -> None:
    locking.protect(plain, PASSWORD)
    held = json.loads(keys_path(plain).read_text("ascii"))
    keys_path(plain).write_text(json.dumps(change(held)), "ascii")  # type: ignore[operator]
    with pytest.raises(KeysDamaged):
        locking.unlock(plain, PASSWORD)


def test_keys_that_are_nested_without_end_are_told_as_such(plain: Path) -> None:
    locking.protect(plain, PASSWORD)
    keys_path(plain).write_bytes(b"[" * 60_000)
    with pytest.raises(KeysDamaged):
        locking.unlock(plain, PASSWORD)


def test_the_keys_of_a_register_with_a_longer_name_are_not_taken_for_its_own(plain: Path) -> None:
    """Both have their backups in one folder."""
    locking.protect(plain, PASSWORD)
    folder = plain.parent / "backups"
    folder.mkdir(exist_ok=True)
    for name, when in ((plain.stem, 1_000), (f"{plain.stem} old", 2_000)):
        backup = folder / f"{name} 2026-11-22 080000 test.db"
        backup.write_bytes(b"")
        copy_keys(plain, backup)
        if name != plain.stem:
            locking.change_password(backup.parent.parent / plain.name, PASSWORD, OTHER)
            copy_keys(plain, backup)
        os.utime(keys_path(backup), (when, when))
    keys_path(plain).unlink()
    assert locking.find_keys(plain, (folder,))
    assert locking.unlock(plain, PASSWORD)


def test_a_new_register_keeps_the_keys_of_one_that_is_gone(plain: Path) -> None:
    """A share that is away for a moment, or a file in quarantine: what comes back has to open."""
    key = locking.protect(plain, PASSWORD).key
    away = plain.rename(plain.with_name("away.db"))
    locking.prepare(plain, OTHER)
    (old,) = plain.parent.glob("*.old")
    old.rename(keys_path(away))
    assert locking.unlock(away, PASSWORD) == key


def test_a_backup_with_two_keys_keeps_both(plain: Path) -> None:
    """Taken after a restoring that was cut short: the first is the register's by now, the second opens the backup."""
    old = locking.protect(plain, PASSWORD)
    backup = plain.parent / "backups" / "one.db"
    backup_register(plain, backup, key=old.key)
    keys_before = read_keys(plain)
    locking.change_key(plain, PASSWORD, OTHER)
    write_keys(backup, type(keys_before)((*read_keys(plain).keys, *keys_before.keys)))
    locking.change_password(plain, OTHER, "et nytt passord")
    assert renew_keys(plain, [backup.parent]) == 0
    assert locking.unlock(backup, PASSWORD) == old.key


def test_plain_backups_are_encrypted_too_where_a_crash_left_keys_beside_them(plain: Path) -> None:
    register = open_register(plain, now=NOW, backups=plain.parent / "backups")
    backup = register.backups / f"{plain.stem} 2026-11-22 080000 test.db"
    backup_register(plain, backup)
    keys_path(backup).write_text("{}", "ascii")
    register.close()
    made = locking.protect_with_backups(register, PASSWORD, backups_too=True)
    assert locking.unlock(backup, PASSWORD) == made.key


def test_wrapped_keys_that_were_tampered_with_open_nothing(plain: Path) -> None:
    locking.protect(plain, PASSWORD)
    text = keys_path(plain).read_text("ascii")
    number = locking.key_id(plain)
    keys_path(plain).write_text(text.replace(number, "0" * 32), "ascii")
    with pytest.raises(WrongPassword):
        locking.unlock(plain, PASSWORD)


def test_the_right_password_of_a_damaged_register_says_that_it_is_damaged(plain: Path) -> None:
    locking.protect(plain, PASSWORD)
    content = bytearray(plain.read_bytes())
    content[:4096] = os.urandom(4096)
    plain.write_bytes(content)
    with pytest.raises(RegisterDamaged):
        locking.unlock(plain, PASSWORD)


def test_opening_needs_the_key(plain: Path) -> None:
    locking.protect(plain, PASSWORD)
    with pytest.raises(RegisterNeedsKey):
        open_register(plain, now=NOW)
    with pytest.raises(NotARegister):
        open_register(plain, now=NOW, key=os.urandom(32))


def test_a_locked_register_answers_nothing_until_it_is_unlocked(plain: Path) -> None:
    from bokart_desk.services.contracts import ContractQuery, count_contracts

    made = locking.protect(plain, PASSWORD)
    register = open_register(plain, now=NOW, key=made.key)
    held = count_contracts(register, ContractQuery(), TODAY)
    register.lock()
    for ask in (
        lambda: count_contracts(register, ContractQuery(), TODAY),
        register.watch.changed,
        lambda: register.key,
    ):
        with pytest.raises(RegisterIsLocked):
            ask()
    assert register.locked
    register.unlock(locking.unlock(plain, PASSWORD))
    assert count_contracts(register, ContractQuery(), TODAY) == held == 1
    register.close()


def test_a_plain_register_that_is_shut_lets_others_have_the_file(plain: Path) -> None:
    register = open_register(plain, now=NOW)
    assert register.watch.changed() is False
    register.lock()
    with pytest.raises(RegisterIsLocked):
        register.watch.changed()
    locking.protect(plain, PASSWORD)
