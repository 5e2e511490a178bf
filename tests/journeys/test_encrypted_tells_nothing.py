"""A register with a password tells nothing of anybody, whichever of its files one looks into, in use or not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from desk_walking import at_the_desk
from leaks import Wanted, leaks_in, told_by
from pytestqt.qtbot import QtBot

from bokart_desk.domain.codes import FollowUpKind
from bokart_desk.i18n import resources_folder
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import editing, locking
from bokart_desk.services.contracts import ContractQuery, find_contracts
from bokart_desk.services.doing import By
from bokart_desk.services.follow_ups import record_follow_up
from bokart_desk.services.keeping import back_up
from bokart_desk.services.looking import close_copy, open_copy
from bokart_desk.services.register import Register, open_register
from bokart_desk.ui.views import SCREENS
from tests.conftest import USER_FOLDERS

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
BY = By("Kari Konsulent", NOW, TODAY)
PASSWORD = "kaffe regn Ålesund 7"
DUF = "201812345604"
NOTE = "Mor er redd for naboen i Ødegårdsbakken 17; ring søsteren"
PHONE = "92 34 56 78"
MANY = 1000
"""A demo register tells more than so much."""


@dataclass(frozen=True)
class Demo:
    """An encrypted register as the demo fills it, and what is known of it."""

    path: Path
    key: bytes
    recovery: str


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    path = tmp_path / "register" / "register.db"
    made = locking.prepare(path, PASSWORD)
    with_key = open_register(path, key=made.key, now=NOW)
    for file in sorted((resources_folder() / "demo").iterdir()):
        apply_plan(with_key, plan_file(with_key, file, today=TODAY), who="Kari", now=NOW)
    with_key.close()
    return Demo(path, made.key, made.recovery)


@pytest.fixture
def register(demo: Demo) -> Iterator[Register]:
    opened = open_register(demo.path, key=demo.key, now=NOW)
    yield opened
    opened.unlock(demo.key)
    opened.close()


def write_what_is_secret(register: Register) -> None:
    """What only history holds counts too: the note is changed, and the number is corrected."""
    household = find_contracts(register, ContractQuery(), TODAY).rows[0].household_id
    editing.change(register, "household", household, {"notes": NOTE}, seen={}, by=BY)
    editing.change(register, "household", household, {"notes": "Ikke mer om det her"}, seen={}, by=BY)
    made = editing.create(
        register, "person",
        {"household_id": household, "given_name": "Šejla", "family_name": "Đurić-Ødegård", "duf_number": DUF,
         "phone": PHONE, "main_person": False},
        by=BY,
    )  # fmt: skip
    assert made.record is not None
    record_follow_up(
        register, household, FollowUpKind.TALK, done_on=TODAY, notes="Vil flytte nærmere barnehagen", by=BY
    )


def all_it_wrote(demo: Demo) -> list[Path]:
    folders = [demo.path.parent, *(Path(os.environ[name]) for name in (*USER_FOLDERS, "TMPDIR"))]
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def told(demo: Demo) -> Wanted:
    words = told_by(demo.path, demo.key)
    assert {DUF, NOTE, PHONE} <= words
    assert len(words) > MANY
    return Wanted(words | {PASSWORD, demo.recovery, demo.key.hex()})


def test_no_file_tells_anything_while_the_register_is_worked_in_or_locked(
    qtbot: QtBot, demo: Demo, register: Register, own_temporary: Path
) -> None:
    write_what_is_secret(register)
    back_up(register, now=NOW)
    copy = open_copy(next(register.backups.glob("*.db")), folder=own_temporary / "looks", now=NOW, key=demo.key)
    with at_the_desk(qtbot, register, TODAY) as walk:
        for screen in SCREENS:
            walk.keys_to(screen.key)
        wanted = told(demo)
        wal = demo.path.with_name("register.db-wal")
        assert wal.stat().st_size > 0
        written = all_it_wrote(demo)
        assert {wal, demo.path, *register.backups.glob("*.db"), copy.path} <= set(written)
        assert not leaks_in(written, wanted)
        register.lock()
        assert not leaks_in(all_it_wrote(demo), wanted)
        register.unlock(demo.key)
    close_copy(copy)
    register.close()
    assert not leaks_in(all_it_wrote(demo), wanted)


def test_what_is_looked_for_would_be_found(demo: Demo, register: Register) -> None:
    """The same search in the same register without a password finds nearly all of it."""
    write_what_is_secret(register)
    register.close()
    wanted = told(demo)
    plain = demo.path.with_name("plain.db")
    for ending in ("", ".keys"):
        shutil.copy(demo.path.with_name(demo.path.name + ending), plain.with_name(plain.name + ending))
    locking.remove_password(plain, PASSWORD)
    (found,) = leaks_in([plain], wanted).values()
    assert {DUF, NOTE, PHONE} <= found
    assert len(found) > MANY


@pytest.mark.skipif(shutil.which("strings") is None, reason="the program strings is not here")
def test_the_program_strings_finds_nothing(demo: Demo, register: Register) -> None:
    write_what_is_secret(register)
    wanted = told(demo)
    for file in (one for one in demo.path.parent.rglob("*") if one.is_file()):
        for encoding in ("s", "S", "l", "b"):
            asked = ["strings", "-n", "6", "-e", encoding, str(file)]
            assert not wanted.found_in(subprocess.run(asked, capture_output=True, check=True).stdout), file


def test_a_register_that_gets_a_password_leaves_nothing_plain_in_its_folder(demo: Demo, register: Register) -> None:
    """Neither the copy that it is made through nor the backups that were encrypted with it."""
    write_what_is_secret(register)
    register.close()
    locking.remove_password(demo.path, PASSWORD)
    for backup in register.backups.glob("*"):
        backup.unlink()
    plain = open_register(demo.path, now=NOW)
    back_up(plain, now=NOW)
    plain.close()
    made = locking.protect_with_backups(plain, PASSWORD, backups_too=True)
    now = Demo(demo.path, made.key, made.recovery)
    assert len(list(plain.backups.glob("*.db"))) == 1
    assert not leaks_in(all_it_wrote(now), told(now))
