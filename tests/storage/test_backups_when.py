"""A backup is taken when something changed since the last one, and a copy goes to the second place when it is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from bokart_desk.domain.thinning import KeepRule
from bokart_desk.services.backup_plan import BackupPlan
from bokart_desk.services.backups import (
    CLOSING,
    back_up_if_changed,
    bring_second_place_up,
    changed_since_backup,
    register_backups,
    renew_keys,
    take_backup,
)
from bokart_desk.services.locking import change_password, protect
from bokart_desk.services.register import Register, RegisterError, open_register
from bokart_desk.services.second_place import (
    PlaceRefused,
    PlaceTaken,
    backup_state,
    choose_second_place,
    give_up_second_place,
)
from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.backup_names import free_name
from bokart_desk.storage.backup_notes import read_notes
from bokart_desk.storage.content_mark import content_mark
from bokart_desk.storage.engine import connect, writing
from bokart_desk.storage.keyfile import keys_path
from bokart_desk.storage.schema import consultant, reading_log
from bokart_desk.storage.second_place import MARK, CopyFailed, SecondPlace, copy_there, find_place, inside_drive
from bokart_desk.storage.work import unit_of_work

NOW = datetime(2026, 11, 22, 8, 16, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "register.db"
    open_register(path, now=NOW).close()
    return path


@pytest.fixture
def register(tmp_path: Path, made: Path) -> Iterator[Register]:
    (tmp_path / "pc").mkdir()
    opened = opened_at(Path(shutil.copy(made, tmp_path / "pc" / "register.db")), tmp_path)
    enter(opened, "Kari")
    yield opened
    opened.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick" / "Sikkerhetskopier"
    folder.mkdir(parents=True)
    return folder


def opened_at(path: Path, tmp_path: Path, key: bytes | None = None) -> Register:
    opened = open_register(path, now=NOW, key=key)
    opened.backup_plan = BackupPlan(notes=tmp_path / "settings" / "backups" / "register.json")
    return opened


def enter(register: Register, name: str) -> None:
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        work.insert(consultant, {"name": name})


def names(path: Path) -> list[str]:
    with closing(connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM consultant ORDER BY name")]


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name != MARK)


# When ------------------------------------------------------------------------------------------


def test_nothing_entered_needs_no_backup(tmp_path: Path) -> None:
    empty = open_register(tmp_path / "new.db", now=NOW)
    assert back_up_if_changed(empty, now=NOW, reason=CLOSING) is None
    empty.close()


def test_a_backup_is_taken_once_for_each_change(register: Register) -> None:
    first = back_up_if_changed(register, now=NOW, reason=CLOSING)
    assert first is not None
    assert names(first.path) == ["Kari"]
    assert back_up_if_changed(register, now=NOW + HOUR, reason=CLOSING) is None
    enter(register, "Ola")
    second = back_up_if_changed(register, now=NOW + 2 * HOUR, reason=CLOSING)
    assert second is not None
    assert names(second.path) == ["Kari", "Ola"]


def test_closing_and_opening_again_is_no_change(register: Register, tmp_path: Path) -> None:
    take_backup(register, now=NOW)
    register.close()
    again = opened_at(register.path, tmp_path)
    assert not changed_since_backup(again)
    again.close()


def test_what_was_changed_and_not_backed_up_before_a_crash_is_found_at_the_next_start(
    register: Register, tmp_path: Path
) -> None:
    take_backup(register, now=NOW)
    enter(register, "Ola")
    register.close()
    again = opened_at(register.path, tmp_path)
    assert changed_since_backup(again)
    again.close()


def test_a_case_that_was_read_is_a_change(register: Register) -> None:
    """The reading log is part of what must not be lost, and no line of history tells of it."""
    from bokart_desk.storage.schema import household

    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        held = work.insert(
            household,
            {"name": "Vanja", "name_key": "vanja", "name_sort": "vanja", "case_number": "1", "protection": "none"},
        )
    take_backup(register, now=NOW)
    before = content_mark(register.path, None)
    with writing(register.engine) as connection:
        connection.execute(reading_log.insert(), {"at": NOW, "who": "Kari", "household_id": held})
    assert content_mark(register.path, None) != before
    assert changed_since_backup(register)


def test_a_backup_that_is_gone_or_broken_counts_no_more(register: Register) -> None:
    taken = take_backup(register, now=NOW)
    taken.path.write_bytes(b"\x00" * 100)
    assert changed_since_backup(register)
    again = take_backup(register, now=NOW + HOUR)
    again.path.unlink()
    assert changed_since_backup(register)


def test_a_clock_set_back_takes_one_backup_and_not_one_each_time(register: Register) -> None:
    take_backup(register, now=NOW)
    enter(register, "Ola")
    assert back_up_if_changed(register, now=NOW - timedelta(days=400), reason=CLOSING) is not None
    assert back_up_if_changed(register, now=NOW - timedelta(days=400), reason=CLOSING) is None


def test_a_register_that_was_put_back_and_worked_on_is_backed_up_again(register: Register, tmp_path: Path) -> None:
    """The same number of changes is not the same changes."""
    start = take_backup(register, now=NOW).path
    with unit_of_work(register.engine, what="test", who="test", at=NOW + HOUR) as work:
        work.insert(consultant, {"name": "Ola"})
    take_backup(register, now=NOW + HOUR)
    register.close()
    for ending in ("", "-wal", "-shm"):
        register.path.with_name(register.path.name + ending).unlink(missing_ok=True)
    shutil.copy(start, register.path)
    again = opened_at(register.path, tmp_path)
    with unit_of_work(again.engine, what="test", who="test", at=NOW + 2 * HOUR) as work:
        work.insert(consultant, {"name": "Marit"})
    assert changed_since_backup(again)
    again.close()


def test_a_backup_that_fails_is_said_and_remembered_until_one_is_taken(register: Register) -> None:
    register.backups.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        back_up_if_changed(register, now=NOW, reason=CLOSING)
    assert backup_state(register, now=NOW).warnings() == [caught.value.message]
    register.backups.unlink()
    take_backup(register, now=NOW + HOUR)
    assert backup_state(register, now=NOW).warnings() == []


def test_the_rule_of_this_pc_thins(register: Register) -> None:
    bare = KeepRule(0, 0, 0, 0, 0, 0, 2)
    register.backup_plan = replace(register.backup_plan, rule=bare)
    taken = [take_backup(register, now=NOW + timedelta(days=day), reason="x").path for day in range(4)]
    assert [backup.path for backup in register_backups(register)] == taken[:1:-1]


# The second place ------------------------------------------------------------------------------


def test_each_backup_is_copied_and_the_newest_at_once(register: Register, stick: Path) -> None:
    first = take_backup(register, now=NOW).path
    choose_second_place(register, stick, now=NOW)
    assert files(stick) == [first.name]
    second = take_backup(register, now=NOW + HOUR)
    assert second.copied.path == stick / second.path.name
    assert (stick / second.path.name).read_bytes() == second.path.read_bytes()
    state = backup_state(register, now=NOW + HOUR)
    assert state.place is not None
    assert [backup.path.name for backup in state.place.held] == [second.path.name, first.name]


def test_a_stick_that_is_away_is_no_error_and_gets_the_newest_when_it_is_back(
    register: Register, stick: Path, tmp_path: Path
) -> None:
    choose_second_place(register, stick, now=NOW)
    away = stick.parent.rename(tmp_path / "pocket")
    taken = take_backup(register, now=NOW + HOUR)
    assert taken.copied.path is None
    assert not taken.copied.problem
    assert not stick.parent.exists(), "nothing is made where the stick would be"
    away.rename(stick.parent)
    assert back_up_if_changed(register, now=NOW + 2 * HOUR, reason=CLOSING) is None
    assert files(stick) == [taken.path.name]


def test_after_a_week_away_it_is_asked_for(register: Register, stick: Path, tmp_path: Path) -> None:
    choose_second_place(register, stick, now=NOW)
    stick.parent.rename(tmp_path / "pocket")
    assert backup_state(register, now=NOW + timedelta(days=7)).warnings() == []
    (told,) = backup_state(register, now=NOW + timedelta(days=7, hours=1)).warnings()
    assert str(stick) in told
    assert "22.11.2026" in told
    assert backup_state(register, now=NOW - timedelta(days=30)).warnings() == [], "a clock set back asks for nothing"


def test_another_stick_at_the_same_letter_is_left_alone(register: Register, stick: Path, tmp_path: Path) -> None:
    choose_second_place(register, stick, now=NOW)
    stick.parent.rename(tmp_path / "pocket")
    stick.mkdir(parents=True)
    take_backup(register, now=NOW)
    assert files(stick) == []


def test_the_stick_is_found_under_another_letter(stick: Path, tmp_path: Path) -> None:
    place = SecondPlace(tmp_path / "E" / "Sikkerhetskopier", "number", "Sikkerhetskopier")
    drives = [tmp_path / "nowhere", tmp_path, stick.parent]
    assert find_place(place, lambda: drives) is None
    (stick / MARK).write_text('{"format": "bokart-desk-backups", "version": 1, "id": "number"}', encoding="ascii")
    assert find_place(place, lambda: drives) == stick
    assert find_place(replace(place, id="other"), lambda: drives) is None


def test_the_path_within_a_drive(tmp_path: Path) -> None:
    drive = Path(tmp_path.anchor)
    assert (drive / inside_drive(drive)) == drive
    inside = inside_drive(tmp_path)
    assert any(above / inside == tmp_path for above in tmp_path.parents)


def test_the_backups_of_another_pc_are_not_mixed_with_ours_unasked(
    register: Register, stick: Path, tmp_path: Path, made: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = open_register(Path(shutil.copy(made, tmp_path / "other" / "register.db")), now=NOW)
    other.backup_plan = BackupPlan(notes=tmp_path / "settings" / "other.json")
    choose_second_place(other, stick, now=NOW)
    with pytest.raises(PlaceTaken, match="annen PC"):
        choose_second_place(register, stick, now=NOW)
    choose_second_place(register, stick, now=NOW, go_on=True)
    take_backup(register, now=NOW)
    enter(other, "Ola")
    assert take_backup(other, now=NOW + HOUR).copied.path is None, "the place is ours now"
    other.close()


def test_a_place_given_up_keeps_what_lies_there_and_gets_no_more(register: Register, stick: Path) -> None:
    choose_second_place(register, stick, now=NOW)
    kept = take_backup(register, now=NOW).path.name
    give_up_second_place(register)
    take_backup(register, now=NOW + HOUR)
    assert files(stick) == [kept]
    assert not (stick / MARK).exists()
    assert backup_state(register, now=NOW).place is None


def test_the_folder_of_the_backups_itself_is_no_second_place(register: Register) -> None:
    take_backup(register, now=NOW)
    for folder in (register.backups, register.backups / "more"):
        with pytest.raises(PlaceRefused):
            choose_second_place(register, folder, now=NOW)


def test_a_folder_that_cannot_be_written_to_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(PlaceRefused, match="Ingenting er endret"):
        choose_second_place(register, tmp_path / "missing", now=NOW)
    assert backup_state(register, now=NOW).place is None


def test_a_folder_on_the_same_disk_is_taken_with_a_caution(register: Register, stick: Path) -> None:
    assert "samme disk" in choose_second_place(register, stick, now=NOW)


def test_a_copy_that_was_broken_off_is_cleared_away_when_the_stick_is_back(register: Register, stick: Path) -> None:
    choose_second_place(register, stick, now=datetime.now(UTC))
    (stick / ".0123abcd.partial").write_bytes(b"half")
    later = datetime.now(UTC) + 2 * HOUR
    take_backup(register, now=later)
    assert not list(stick.glob(".*.partial"))


def test_a_stick_that_is_full_is_told_and_holds_nothing_half(register: Register, stick: Path) -> None:
    """In a process of its own, which may write no file larger than a few pages."""
    if sys.platform == "win32":
        pytest.skip("no limit on the size of files")
    taken = take_backup(register, now=NOW)
    script = f"""
        import resource, signal
        from pathlib import Path
        from bokart_desk.storage.second_place import CopyFailed, copy_there
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        try:
            copy_there(Path({str(taken.path)!r}), Path({str(stick)!r}))
        except CopyFailed as error:
            print(error.message)
    """
    done = subprocess.run(
        [sys.executable, "-c", dedent(script)], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert str(stick) in done.stdout
    assert list(stick.iterdir()) == []


def test_a_copy_that_cannot_be_put_in_place_is_told_and_the_backup_stands(register: Register, stick: Path) -> None:
    choose_second_place(register, stick, now=NOW)
    in_the_way = stick / free_name(register.path, register.backups, CLOSING, NOW).name
    in_the_way.mkdir()
    taken = take_backup(register, now=NOW, reason=CLOSING)
    assert taken.path.exists()
    assert str(stick) in taken.copied.problem
    assert backup_state(register, now=NOW).warnings() == [taken.copied.problem]
    assert files(stick) == [in_the_way.name]
    in_the_way.rmdir()
    assert bring_second_place_up(register, now=NOW).path is not None
    assert backup_state(register, now=NOW).warnings() == []


def test_what_is_read_back_wrong_is_not_put_in_place(
    register: Register, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = take_backup(register, now=NOW)
    monkeypatch.setattr("bokart_desk.storage.second_place._forget_cached", lambda file: damage(Path(file.name)))
    with pytest.raises(CopyFailed):
        copy_there(taken.path, stick)
    assert list(stick.iterdir()) == []


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 0xFF
    file.write_bytes(content)


# Encrypted -------------------------------------------------------------------------------------


def test_an_encrypted_register_has_encrypted_backups_with_their_keys_everywhere(
    register: Register, stick: Path, tmp_path: Path
) -> None:
    take_backup(register, now=NOW)
    register.close()
    made = protect(register.path, "en lang setning som passord")
    opened = opened_at(register.path, tmp_path, made.key)
    assert changed_since_backup(opened), "the backups so far can be read by anybody"
    choose_second_place(opened, stick, now=NOW)
    taken = take_backup(opened, now=NOW + HOUR)
    for file in (taken.path, stick / taken.path.name):
        assert not file.read_bytes().startswith(b"SQLite")
        assert keys_path(file).read_bytes() == keys_path(opened.path).read_bytes()
    assert not changed_since_backup(opened)
    opened.close()


def test_a_new_password_reaches_the_backups_that_have_the_same_key(
    register: Register, stick: Path, tmp_path: Path
) -> None:
    register.close()
    made = protect(register.path, "en lang setning som passord")
    opened = opened_at(register.path, tmp_path, made.key)
    choose_second_place(opened, stick, now=NOW)
    taken = take_backup(opened, now=NOW).path
    foreign = opened.backups / "other 2026-01-01 080000 x.db.keys"
    foreign.write_text("not ours", encoding="utf-8")
    change_password(opened.path, "en lang setning som passord", "et helt annet passord nå")
    assert renew_keys(opened.path, [opened.backups, tmp_path / "away"]) == 1
    assert keys_path(taken).read_bytes() == keys_path(opened.path).read_bytes()
    assert foreign.read_text(encoding="utf-8") == "not ours"
    assert keys_path(stick / taken.name).read_bytes() != keys_path(opened.path).read_bytes()
    bring_second_place_up(opened, now=NOW)  # the stick was away when the password was changed
    assert keys_path(stick / taken.name).read_bytes() == keys_path(opened.path).read_bytes()
    opened.close()


def test_keys_go_with_their_backup(register: Register, tmp_path: Path) -> None:
    register.close()
    made = protect(register.path, "en lang setning som passord")
    opened = opened_at(register.path, tmp_path, made.key)
    opened.backup_plan = replace(opened.backup_plan, rule=KeepRule(0, 0, 0, 0, 0, 0, 1))
    take_backup(opened, now=NOW - timedelta(days=3))
    new = take_backup(opened, now=NOW).path
    assert files(opened.backups) == [new.name, keys_path(new).name]
    opened.close()


def test_notes_that_cannot_be_understood_remember_nothing(tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    for text in ("", "[]", '{"folder": 3}', "\x00"):
        file.write_text(text, encoding="utf-8")
        assert read_notes(file).second_place is None


def test_a_backup_of_another_register_does_not_count(register: Register, made: Path, tmp_path: Path) -> None:
    assert list_backups(register.backups) == []
    take_backup(register, now=NOW)
    enter(register, "Ola")
    other = register.path.with_name("other.db")
    shutil.copy(made, other)
    opened = opened_at(other, tmp_path)
    enter(opened, "Ola")
    take_backup(opened, now=NOW)
    opened.close()
    assert changed_since_backup(register)
