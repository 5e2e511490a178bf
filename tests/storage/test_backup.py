"""Backups hold every committed row, are checked before they count, and can be put back without losing anything."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bokart_desk.domain.thinning import KeepRule
from bokart_desk.i18n import use_language
from bokart_desk.storage import backup as module
from bokart_desk.storage import errors
from bokart_desk.storage.backup import automatic_backup, backup_register, list_backups
from bokart_desk.storage.engine import connect, make_engine, reading, writing
from bokart_desk.storage.migrator import ensure_schema
from bokart_desk.storage.restore import restore_register

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
NEWEST_THREE = KeepRule(
    all_hours=0, hourly_days=0, daily_days=0, weekly_weeks=0, monthly_months=0, special_days=0, newest_days=3
)
INSERT = text("INSERT INTO consultant (name) VALUES (:name)")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    ensure_schema(folder / "register.db", now=NOW, backups=folder / "backups")
    return folder / "register.db"


@pytest.fixture
def path(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "register.db"))


@pytest.fixture
def engine(path: Path) -> Engine:
    engine = make_engine(path)
    with writing(engine) as connection:
        connection.execute(INSERT, [{"name": "Kari"}, {"name": "Ola"}])
    yield engine
    engine.dispose()


def names(path: Path) -> list[str]:
    with closing(connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM consultant ORDER BY name")]


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 5 :: 4096] = b"\xff" * len(content[4096 * 5 :: 4096])
    path.write_bytes(content)


def test_a_backup_of_an_open_register_holds_all_its_rows_in_one_file(
    engine: Engine, path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "usb æøå" / "copy.db"
    result = backup_register(path, target)
    assert result.path == target
    assert result.counts["consultant"] == 2
    assert result.size == target.stat().st_size
    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]
    assert names(target) == ["Kari", "Ola"]


def test_a_backup_taken_while_others_write_is_whole(engine: Engine, path: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with writing(engine) as connection:
                connection.execute(INSERT, {"name": f"consultant {number}"})
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        results = [backup_register(path, tmp_path / f"{number}.db") for number in range(5)]
    finally:
        stop.set()
        writer.join()
    for result in results:
        assert len(names(result.path)) == result.counts["consultant"]


def test_a_backup_replaces_an_older_one_only_when_it_is_whole(
    engine: Engine, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "usb" / "copy.db"
    backup_register(path, target)
    with writing(engine) as connection:
        connection.execute(INSERT, {"name": "Marit"})
    monkeypatch.setattr(module, "table_counts", lambda connection: {"consultant": id(connection)})
    with pytest.raises(errors.BackupFailed):
        backup_register(path, target)
    monkeypatch.undo()
    assert names(target) == ["Kari", "Ola"]
    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]
    backup_register(path, target)
    assert names(target) == ["Kari", "Marit", "Ola"]


def test_the_register_itself_is_never_the_target(engine: Engine, path: Path) -> None:
    with pytest.raises(errors.BackupFailed):
        backup_register(path, path.parent / "." / path.name)
    assert names(path) == ["Kari", "Ola"]


def test_a_missing_register_leaves_no_backup(tmp_path: Path) -> None:
    with pytest.raises(errors.BackupFailed):
        backup_register(tmp_path / "gone.db", tmp_path / "usb" / "copy.db")
    assert not (tmp_path / "usb").exists()


def test_a_damaged_register_is_not_taken_for_a_backup(path: Path, engine: Engine, tmp_path: Path) -> None:
    engine.dispose()
    damage(path)
    with pytest.raises(errors.RegisterDamaged):
        backup_register(path, tmp_path / "usb" / "copy.db")
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_full_disk_leaves_the_older_backup(
    engine: Engine, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "usb" / "copy.db"
    backup_register(path, target)
    before = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(errors.BackupFailed) as caught:
        backup_register(path, target)
    assert "copy.db" in caught.value.message
    assert target.read_bytes() == before
    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]


def test_automatic_backups_say_when_and_why(engine: Engine, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first = automatic_backup(path, folder, "før import", NOW)
    second = automatic_backup(path, folder, 'a/b: "c"?', NOW)
    local = NOW.astimezone()
    assert first.name == f"register {local:%Y-%m-%d %H%M%S} før import.db"
    listed = list_backups(folder, path)
    assert {backup.path for backup in listed} == {first, second}
    assert {backup.taken_at for backup in listed} == {local.replace(tzinfo=None)}
    assert {backup.reason for backup in listed} == {"før import", "a b   c"}


def test_two_backups_in_one_second_are_both_kept(engine: Engine, path: Path, tmp_path: Path) -> None:
    made = {automatic_backup(path, tmp_path / "backups", "x", NOW) for _ in range(3)}
    assert {backup.path for backup in list_backups(tmp_path / "backups", path)} == made


def test_those_the_rule_does_not_keep_go_and_nothing_else_does(engine: Engine, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = ["notes.txt", "other 2020-01-01 080000 x.db", "register 2020-99-99 080000 x.db", "register.db"]
    for name in others:
        (folder / name).write_text("mine", encoding="utf-8")
    days = [NOW + timedelta(days=number) for number in range(5)]
    taken = [automatic_backup(path, folder, "x", day, rule=NEWEST_THREE) for day in days]
    assert [backup.path for backup in list_backups(folder, path)] == taken[:1:-1]
    assert {file.name for file in folder.iterdir()} == {*others, *(file.name for file in taken[2:])}


def test_without_a_rule_nothing_goes(engine: Engine, path: Path, tmp_path: Path) -> None:
    """Before a migration nobody knows yet what is set on this PC."""
    folder = tmp_path / "backups"
    taken = {automatic_backup(path, folder, "x", NOW - timedelta(days=900 * number)) for number in range(5)}
    assert {backup.path for backup in list_backups(folder, path)} == taken


def test_what_was_taken_before_an_import_outlives_those_taken_while_working(
    engine: Engine, path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    use_language("en")
    before = automatic_backup(path, folder, "before import", NOW - timedelta(days=9))
    automatic_backup(path, folder, "while working", NOW - timedelta(days=8))
    use_language("nb")
    automatic_backup(path, folder, "ved lukking", NOW - timedelta(days=7))
    rule = replace(NEWEST_THREE, newest_days=1, special_days=14)
    new = automatic_backup(path, folder, "ved lukking", NOW, rule=rule)
    assert {backup.path for backup in list_backups(folder, path)} == {before, new}


def test_a_clock_that_went_back_does_not_drop_the_new_backup(engine: Engine, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    late = automatic_backup(path, folder, "x", NOW, rule=NEWEST_THREE)
    early = automatic_backup(path, folder, "x", NOW - timedelta(days=400), rule=NEWEST_THREE)
    assert early.exists()
    assert late.exists()


def test_what_a_killed_backup_left_is_cleared_away(engine: Engine, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name, age in (
        (".0123abcd.partial", timedelta(days=2)),
        (".4567cdef.partial", timedelta()),
        (".somebody-elses.partial", timedelta(days=2)),
    ):
        (folder / name).write_text("names", encoding="utf-8")
        moment = (NOW - age).timestamp()
        os.utime(folder / name, (moment, moment))
    made = automatic_backup(path, folder, "x", NOW, rule=NEWEST_THREE)
    assert {file.name for file in folder.iterdir()} == {".4567cdef.partial", ".somebody-elses.partial", made.name}


@pytest.mark.skipif(os.name == "nt", reason="the user's folder is private on Windows")
def test_nobody_else_may_read_the_register_or_its_backups(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    ensure_schema(path, now=NOW, backups=tmp_path / "b")
    copy = backup_register(path, tmp_path / "copy.db").path
    restored = restore_register(copy, tmp_path / "restored.db", backups=tmp_path / "b", now=NOW).path
    for file in (path, copy, restored):
        assert file.stat().st_mode & 0o077 == 0


def test_no_folder_has_no_backups(tmp_path: Path) -> None:
    assert list_backups(tmp_path / "nowhere") == []


def test_restoring_puts_the_backup_back_and_keeps_what_was_replaced(engine: Engine, path: Path, tmp_path: Path) -> None:
    copy = backup_register(path, tmp_path / "usb" / "copy.db").path
    with writing(engine) as connection:
        connection.execute(INSERT, {"name": "Marit"})
    engine.dispose()
    result = restore_register(copy, path, backups=tmp_path / "backups", now=NOW)
    assert names(path) == ["Kari", "Ola"]
    assert names(copy) == ["Kari", "Ola"]
    assert result.kept is not None
    assert names(result.kept) == ["Kari", "Marit", "Ola"]
    assert result.counts["consultant"] == 2
    assert not ensure_schema(path, now=NOW, backups=tmp_path / "backups").created


def test_restoring_where_there_is_no_register(engine: Engine, path: Path, tmp_path: Path) -> None:
    copy = backup_register(path, tmp_path / "usb" / "copy.db").path
    result = restore_register(copy, tmp_path / "new pc" / "register.db", backups=tmp_path / "b", now=NOW)
    assert result.kept is None
    assert names(result.path) == ["Kari", "Ola"]


def test_a_register_in_use_is_not_replaced(engine: Engine, path: Path, tmp_path: Path) -> None:
    copy = backup_register(path, tmp_path / "copy.db").path
    with writing(engine) as connection:
        connection.execute(INSERT, {"name": "Marit"})
    with reading(engine) as connection:
        connection.execute(text("SELECT 1")).all()
        with pytest.raises(errors.RegisterLocked):
            restore_register(copy, path, backups=tmp_path / "backups", now=NOW)
    assert names(path) == ["Kari", "Marit", "Ola"]
    assert not list(tmp_path.glob(".*"))


def test_a_damaged_backup_is_refused(engine: Engine, path: Path, tmp_path: Path) -> None:
    copy = backup_register(path, tmp_path / "copy.db").path
    engine.dispose()
    damage(copy)
    with pytest.raises(errors.RestoreFailed):
        restore_register(copy, path, backups=tmp_path / "backups", now=NOW)
    assert names(path) == ["Kari", "Ola"]


def test_a_file_that_is_no_backup_is_refused(path: Path, engine: Engine, tmp_path: Path) -> None:
    engine.dispose()
    other = tmp_path / "photo.db"
    other.write_bytes(b"JFIF" * 2000)
    for wrong in (other, tmp_path / "gone.db"):
        with pytest.raises(errors.RestoreFailed):
            restore_register(wrong, path, backups=tmp_path / "backups", now=NOW)
    assert names(path) == ["Kari", "Ola"]


def test_a_backup_of_a_newer_version_is_refused(path: Path, engine: Engine, tmp_path: Path) -> None:
    copy = backup_register(path, tmp_path / "copy.db").path
    engine.dispose()
    with closing(connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.RestoreFailed):
        restore_register(copy, path, backups=tmp_path / "backups", now=NOW)
    assert names(path) == ["Kari", "Ola"]


@pytest.mark.parametrize("content", [b"", b"\x00" * 8192, None])
def test_a_backup_replaces_a_damaged_register_which_is_kept(
    engine: Engine, path: Path, tmp_path: Path, content: bytes | None
) -> None:
    copy = backup_register(path, tmp_path / "copy.db").path
    engine.dispose()
    if content is None:
        damage(path)
    else:
        path.write_bytes(content)
    damaged = path.read_bytes()
    result = restore_register(copy, path, backups=tmp_path / "backups", now=NOW)
    assert names(path) == ["Kari", "Ola"]
    assert result.kept is not None
    if content != b"":
        assert result.kept.read_bytes() == damaged
        assert list_backups(tmp_path / "backups") == []


def test_an_encrypted_register_is_backed_up_and_restored_encrypted(tmp_path: Path) -> None:
    key, path = bytes(range(32)), tmp_path / "register.db"
    ensure_schema(path, now=NOW, backups=tmp_path / "b", key=key)
    engine = make_engine(path, key=key)
    with writing(engine) as connection:
        connection.execute(INSERT, {"name": "Unmistakable"})
    copy = backup_register(path, tmp_path / "copy.db", key=key).path
    engine.dispose()
    assert b"Unmistakable" not in copy.read_bytes()
    with pytest.raises(errors.RestoreFailed):
        restore_register(copy, path, backups=tmp_path / "b", now=NOW, key=bytes(32), key_now=key)
    result = restore_register(copy, path, backups=tmp_path / "b", now=NOW, key=key, key_now=key)
    assert result.counts["consultant"] == 1
