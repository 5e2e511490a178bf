"""Bad days: the disk is full, another program has the file, the clock is wrong. Nothing saved before is ever lost."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from bad_days import LIST, PASSWORD, held_by_another, small_disk
from register_builder import NOW, TODAY

from bokart_desk.app.main import main
from bokart_desk.app.opening import Opening
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import editing, locking
from bokart_desk.services.backups import take_backup
from bokart_desk.services.doing import By
from bokart_desk.services.keeping import back_up
from bokart_desk.services.register import Register, default_backups, open_register
from bokart_desk.services.second_place import backup_state
from bokart_desk.storage import wrapping
from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import connect, make_engine
from bokart_desk.storage.errors import NoRoomToOpen, RegisterError, RegisterLocked

BY = By("Kari", NOW, TODAY)
MEBIBYTES = 4
OLD = Path(__file__).resolve().parents[1] / "data" / "registers" / "0001.db"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)
    for opens in (connect, make_engine):  # how long another program is waited for is not what is tried
        monkeypatch.setitem(cast(Any, opens).__kwdefaults__, "busy_seconds", 0.1)


def made(path: Path, *, encrypted: bool) -> Register:
    """Make a register at ``path`` with a household and its contract."""
    leases = path.with_name("første.csv")
    leases.write_text(LIST.format(number=0), encoding="utf-8")
    register = open_register(path, now=NOW)
    apply_plan(register, plan_file(register, leases, today=TODAY), who="test", now=NOW)
    leases.unlink()
    if not encrypted:
        return register
    register.close()
    return open_register(path, now=NOW, key=locking.protect(path, PASSWORD).key)


def fill_up(disk: Path) -> Path:
    """Leave no room on the disk."""
    rubbish = disk / "fyll.bin"
    with rubbish.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return rubbish
    raise AssertionError("the disk has room for ever")


def rename(register: Register, name: str) -> None:
    held = editing.record(register, "household", 1)
    assert held is not None
    editing.change(register, "household", 1, {"name": name}, seen={"name": held["name"]}, by=BY)


def is_whole(register: Register) -> bool:
    report = check_register(register.engine, register.backups)
    assert report.problems == []
    assert report.integrity == "ok"
    return report.ok


@pytest.mark.parametrize("encrypted", [False, True])
def test_on_a_full_disk_nothing_is_half_done_and_work_goes_on_when_there_is_room(
    tmp_path: Path, encrypted: bool
) -> None:
    leases = tmp_path / "liste.csv"
    rows = "".join(LIST.format(number=number).partition("\n")[2] for number in range(400))
    leases.write_text(LIST.partition("\n")[0] + "\n" + rows, encoding="utf-8")
    with small_disk(tmp_path / "disk", MEBIBYTES) as disk:
        path = disk / "register.db"
        register = made(path, encrypted=encrypted)
        backup = back_up(register, tmp_path / "kopi.db", now=NOW)
        plan = plan_file(register, leases, today=TODAY)
        rubbish = fill_up(disk)
        before = sorted(one.name for one in disk.rglob("*"))
        for work in (
            lambda: rename(register, "Ny Navnesen"),
            lambda: apply_plan(register, plan, who="test", now=NOW),
            lambda: take_backup(register, now=NOW),
        ):
            with pytest.raises(RegisterError) as told:
                work()
            assert "full" in told.value.message
        assert sorted(one.name for one in disk.rglob("*") if one.name != "backups") == [
            name for name in before if name != "backups"
        ]
        register.close()
        words = ["--register", str(path)]
        with pytest.MonkeyPatch.context() as patch:
            if encrypted:
                (tmp_path / "ord.txt").write_text(PASSWORD, encoding="utf-8")
                patch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "ord.txt"))
            assert main([*words, "restore", str(backup)]) == 3
            rubbish = fill_up(disk)
            assert main([*words, "export", "--out", str(disk / "alt.json")]) == 3
            assert not (disk / "alt.json").exists()
            rubbish.unlink()
            assert main([*words, "list", "contracts"]) == 0
        register = open_register(path, now=NOW, key=locking.unlock(path, PASSWORD) if encrypted else None)
        assert is_whole(register)
        rename(register, "Ny Navnesen")
        apply_plan(register, plan_file(register, leases, today=TODAY), who="test", now=NOW)
        assert is_whole(register)
        register.close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_full_disk_at_the_start_is_told_as_what_it_is(
    tmp_path: Path, encrypted: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "disk", MEBIBYTES) as disk:
        path = disk / "register.db"
        register = made(path, encrypted=encrypted)
        key = register.key
        register.close()
        held = path.read_bytes()
        rubbish = fill_up(disk)
        opening = Opening(path, TODAY)
        if encrypted:
            (tmp_path / "ord.txt").write_text(PASSWORD, encoding="utf-8")
            monkeypatch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "ord.txt"))
        opening.start()
        opening.go_on()
        with pytest.raises(NoRoomToOpen) as told:
            opening.result()
        assert "kunne ikke åpnes" in told.value.message
        assert main(["--register", str(path), "list", "contracts"]) == 3
        assert capsys.readouterr().err.strip() == told.value.message
        assert path.read_bytes() == held
        rubbish.unlink()
        with closing(open_register(path, now=NOW, key=key, hold=True)) as opened:
            assert opened.in_use_by is None, "nobody else has it"
            assert not opened.read_only
            assert is_whole(opened)


def test_a_full_disk_leaves_a_register_plain_or_encrypted_as_it_was(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", MEBIBYTES) as disk:
        path = disk / "register.db"
        made(path, encrypted=False).close()
        rubbish = fill_up(disk)
        with pytest.raises(RegisterError):
            locking.protect(path, PASSWORD)
        assert not locking.is_encrypted(path)
        rubbish.unlink()
        locking.protect(path, PASSWORD)
        fill_up(disk)
        with pytest.raises(RegisterError):
            locking.remove_password(path, PASSWORD)
        rubbish.unlink()
        register = open_register(path, now=NOW, key=locking.unlock(path, PASSWORD))
        assert is_whole(register)
        register.close()


def test_a_full_disk_stops_a_migration_before_it_begins(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", MEBIBYTES) as disk:
        path = disk / "register.db"
        shutil.copy(OLD, path)
        held = path.read_bytes()
        rubbish = fill_up(disk)
        with pytest.raises(RegisterError):
            open_register(path, now=NOW)
        assert path.read_bytes() == held
        rubbish.unlink()
        register = open_register(path, now=NOW)
        assert check_register(register.engine, register.backups).integrity == "ok"
        register.close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_while_another_program_has_the_file_nothing_is_saved_and_nothing_is_lost(
    tmp_path: Path, encrypted: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "register.db"
    register = made(path, encrypted=encrypted)
    key = register.key
    if encrypted:
        (tmp_path / "ord.txt").write_text(PASSWORD, encoding="utf-8")
        monkeypatch.setenv("BOKART_PASSWORD_FILE", str(tmp_path / "ord.txt"))
    register.close()
    with held_by_another(path, key):
        with pytest.raises(RegisterLocked):
            open_register(path, now=NOW, key=key)
        assert main(["--register", str(path), "list", "contracts"]) == 3
        assert "i bruk" in capsys.readouterr().err
    register = open_register(path, now=NOW, key=key)
    rename(register, "Ny Navnesen")
    register.close()
    with held_by_another(path, key), pytest.raises(RegisterLocked):
        rename(register, "Enda et navn")
    register.close()
    register = open_register(path, now=NOW, key=key)
    held = editing.record(register, "household", 1)
    assert held is not None
    assert held["name"] == "Ny Navnesen"
    assert is_whole(register)
    register.close()


def test_a_folder_that_is_away_for_a_while_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "minnepinne" / "register.db"
    path.parent.mkdir()
    register = made(path, encrypted=False)
    register.close()
    path.parent.rename(tmp_path / "borte")
    with pytest.raises(RegisterError) as told:
        rename(register, "Ny Navnesen")
    assert str(path) in told.value.message
    assert not path.parent.exists()
    (tmp_path / "borte").rename(path.parent)
    rename(register, "Ny Navnesen")
    assert is_whole(register)
    register.close()


def test_a_clock_set_back_loses_nothing_and_warns_of_nothing_for_ever(tmp_path: Path) -> None:
    register = made(tmp_path / "register.db", encrypted=False)
    rename(register, "I morgen")
    take_backup(register, now=NOW)
    earlier = datetime(2026, 9, 1, 8, tzinfo=UTC)
    for hour in range(30):
        register_by = By("Kari", earlier + timedelta(hours=hour), earlier.date())
        held = editing.record(register, "household", 1)
        assert held is not None
        editing.change(
            register, "household", 1, {"notes": f"Time {hour}"}, seen={"notes": held["notes"]}, by=register_by
        )
        take_backup(register, now=earlier + timedelta(hours=hour))
    kept = list_backups(default_backups(register.path))
    days = {backup.taken_at.date() for backup in kept}
    assert NOW.date() in days  # the one of "tomorrow" is still there
    assert (earlier + timedelta(hours=29)).date() in days
    assert backup_state(register, now=earlier + timedelta(hours=30)).warnings() == []
    assert is_whole(register)
    register.close()


def test_a_command_imports_beside_a_window_that_edits(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    leases = tmp_path / "liste.csv"
    leases.write_text(LIST.format(number=1), encoding="utf-8")
    made(path, encrypted=False).close()
    window = open_register(path, now=NOW, hold=True)
    rename(window, "Før importen")
    assert main(["--register", str(path), "import", str(leases)]) == 0
    rename(window, "Etter importen")
    assert is_whole(window)
    window.close()
