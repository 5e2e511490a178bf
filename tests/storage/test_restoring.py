"""Which backups can be put back, what each lacks, looking at one first, and registers damaged in real ways."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from register_builder import NOW, Builder, building, new_register

from bokart_desk.services import looking
from bokart_desk.services.keeping import back_up, put_back
from bokart_desk.services.locking import protect, unlock
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.restoring import (
    Candidate,
    Finding,
    Place,
    Standing,
    State,
    candidate,
    examine,
    find_backups,
    newest_good,
    standing,
)
from bokart_desk.services.restoring_words import difference_words, lost_words, moment_words, place_words, size_words
from bokart_desk.storage import wrapping
from bokart_desk.storage.backup import backup_register
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import NotARegister, RegisterDamaged, RegisterError, RestoreFailed, WrongPassword
from bokart_desk.storage.glance import LookStopped, glance
from bokart_desk.storage.keyfile import copy_keys, keys_path
from bokart_desk.storage.work import unit_of_work

LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as made:
        with building(made) as build:
            build.let("Amina Hussein", "Storgata 8", date(2025, 1, 1), date(2027, 12, 31))
        yield made


def more(register: Register, *names: str) -> None:
    with building(register) as build:
        for name in names:
            build.let(name, f"{name} vei 1", date(2025, 1, 1), date(2027, 12, 31))


def found_in(register: Register, *pointed_out: Path) -> list[Candidate]:
    folders = [(Place.BACKUPS, register.backups), *((Place.POINTED_OUT, folder) for folder in pointed_out)]
    return find_backups(register.path, folders)


def test_a_backup_tells_what_it_lacks_that_the_register_has_now(register: Register) -> None:
    back_up(register, now=NOW, reason="før import")
    more(register, "Selam Tesfay", "Yusuf Osman")
    (one,) = found_in(register)
    now = standing(register.path)
    finding = examine(one, now)
    assert (one.reason, one.place, finding.state) == ("før import", Place.BACKUPS, State.GOOD)
    told = difference_words(finding, now, NOW)
    assert told.startswith("2 kontrakter og 2 husstander færre enn nå; siste endring i dag kl. ")
    assert finding.since is not None
    assert sum(finding.since.jobs.values()) == 1
    assert glance(register.path).contracts == 3


def test_a_backup_of_the_register_as_it_is_loses_nothing(register: Register) -> None:
    back_up(register, now=NOW)
    (one,) = found_in(register)
    finding = examine(one, standing(register.path))
    told = difference_words(finding, standing(register.path), NOW)
    assert told == "like mange kontrakter og husstander som nå; ingenting er endret siden"
    assert lost_words(one, finding.since, NOW) == "Ingenting går tapt: Ingenting er endret etter at den ble tatt."


def test_backups_of_a_pointed_out_folder_count_whatever_they_are_called_and_each_once(
    register: Register, tmp_path: Path
) -> None:
    stick = tmp_path / "minnepinne"
    copy = back_up(register, stick / "kopi fra i fjor.db", now=NOW)
    named = back_up(register, now=NOW)
    (stick / "brev.txt").write_text("hei", encoding="utf-8")
    found = found_in(register, stick, register.backups, tmp_path / "borte")
    assert {one.path for one in found} == {copy, named}
    assert {place_words(one) for one in found} == {"sikkerhetskopimappen", str(stick)}


def test_files_that_cannot_be_put_back_say_why(register: Register, tmp_path: Path) -> None:
    good = back_up(register, tmp_path / "god.db", now=NOW)
    broken = {
        "tom.db": b"",
        "bilde.db": b"JFIF" * 4000,
        "nuller.db": b"\x00" * 16384,
        "avkortet.db": good.read_bytes()[: good.stat().st_size // 2],
        "hode.db": good.read_bytes()[:60],
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)
    with closing(connect(Path(shutil.copy(good, tmp_path / "nyere.db")))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    now = standing(register.path)
    for name in (*broken, "nyere.db"):
        finding = examine(candidate(tmp_path / name), now)
        assert finding.state is State.BROKEN, name
        assert finding.reason
    assert "nyere versjon" in examine(candidate(tmp_path / "nyere.db"), now).reason


@pytest.mark.parametrize("seed", range(12))
def test_flipped_bits_are_found_or_do_no_harm(register: Register, tmp_path: Path, seed: int) -> None:
    good = back_up(register, tmp_path / "god.db", now=NOW)
    content = bytearray(good.read_bytes())
    chosen = random.Random(seed)
    for _ in range(40):
        content[chosen.randrange(100, len(content))] ^= 1 << chosen.randrange(8)
    bad = tmp_path / "flips.db"
    bad.write_bytes(content)
    finding = examine(candidate(bad), standing(register.path))
    if finding.state is State.GOOD:
        put_back(bad, tmp_path / "nytt" / "register.db", backups=tmp_path / "b", now=NOW)
        open_register(tmp_path / "nytt" / "register.db", now=NOW).close()
    else:
        assert finding.state is State.BROKEN
        assert finding.reason


def test_the_newest_good_backup_is_found_behind_broken_ones(register: Register) -> None:
    good = back_up(register, now=NOW)
    for days in (1, 2):
        broken = back_up(register, now=NOW + timedelta(days=days))
        broken.write_bytes(broken.read_bytes()[:9000])
    register.close()
    register.path.write_bytes(b"\x00" * 8192)
    found = newest_good(found_in(register), standing(register.path))
    assert found is not None
    assert found[0].path == good
    assert "går det ikke an å si" in lost_words(found[0], found[1].since, NOW)


def test_a_damaged_register_may_still_tell_what_would_be_missing(register: Register) -> None:
    back_up(register, now=NOW)
    more(register, "Selam Tesfay")
    register.close()
    with closing(connect(register.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        pages = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'contract'").fetchall()
    content = bytearray(register.path.read_bytes())
    for (page,) in pages:
        content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    register.path.write_bytes(content)
    now = standing(register.path)
    assert now.held is None
    found = newest_good(found_in(register), now)
    assert found is not None
    assert found[1].since is not None
    assert sum(found[1].since.jobs.values()) == 1
    kept = put_back(found[0].path, register.path, backups=register.backups, now=LATER).kept
    assert kept is not None
    assert kept.name.endswith(".damaged")
    assert kept.read_bytes() == bytes(content)
    assert glance(register.path, whole=True).contracts == 1


def test_a_register_whose_wal_is_missing_still_gives_its_backup_a_place(register: Register, tmp_path: Path) -> None:
    """The register is copied while it is open, without its -wal: whole, and older than it should be."""
    back_up(register, now=NOW)
    more(register, "Selam Tesfay")
    torn = tmp_path / "annen" / "register.db"
    torn.parent.mkdir()
    shutil.copyfile(register.path, torn)
    assert register.path.with_name("register.db-wal").stat().st_size
    (one,) = found_in(register)
    finding = examine(one, standing(torn))
    assert finding.state is State.GOOD


def test_a_copy_with_unfinished_work_beside_it_counts_with_it(register: Register) -> None:
    more(register, "Selam Tesfay")
    copy = register.path.parent / "stick" / "copy.db"
    copy.parent.mkdir()
    shutil.copyfile(register.path, copy)
    shutil.copyfile(register.path.with_name("register.db-wal"), copy.with_name("copy.db-wal"))
    assert glance(copy).contracts == 2


def test_a_look_can_be_stopped(register: Register) -> None:
    more(register, *(f"Navn {number}" for number in range(300)))
    back_up(register, now=NOW)
    (one,) = found_in(register)
    with pytest.raises(LookStopped):
        examine(one, standing(register.path), stopped=lambda: True)


def test_a_newer_or_other_register_has_no_common_past(register: Register, tmp_path: Path) -> None:
    back_up(register, now=NOW)
    (one,) = found_in(register)
    other = open_register(tmp_path / "other" / "register.db", now=NOW)
    with unit_of_work(other.engine, what="test", who="test", at=LATER) as work:
        for name in ("Olena Kovalenko", "Nour Haddad", "Ali Rahimi"):
            Builder(work).let(name, f"{name} vei 1", date(2025, 1, 1), date(2027, 12, 31))
    finding = examine(one, standing(other.path))
    assert finding.since is None
    assert difference_words(finding, standing(other.path), NOW).startswith("2 kontrakter og 2 husstander færre enn nå")
    other.close()


def test_moments_and_sizes_are_told_as_people_say_them() -> None:
    at = datetime(2026, 11, 22, 16, 2).astimezone()
    assert moment_words(at, at) == "i dag kl. 16.02"
    assert moment_words(at - timedelta(days=1), at) == "i går kl. 16.02"
    assert moment_words(at - timedelta(days=2, hours=1, minutes=52), at) == "20.11.2026 kl. 14.10"
    assert (size_words(700), size_words(1_500_000)) == ("1 kB", "1,4 MB")


# Looking at it first ------------------------------------------------------------------------------


def test_a_copy_to_look_at_is_private_read_only_and_gone_when_it_is_closed(register: Register, tmp_path: Path) -> None:
    backup = back_up(register, now=NOW)
    before = backup.read_bytes()
    looks = tmp_path / "looks"
    copy = looking.open_copy(backup, folder=looks, now=NOW)
    assert copy.read_only
    assert copy.path.parent.stat().st_mode & 0o077 == 0
    with pytest.raises(RegisterError):
        more(copy, "Selam Tesfay")
    assert looking.clear_copies(looks) == 0, "it is in use"
    looking.close_copy(copy)
    assert list(looks.iterdir()) == []
    assert backup.read_bytes() == before


def test_an_older_backup_is_looked_at_brought_up_to_date(tmp_path: Path) -> None:
    old = Path(__file__).resolve().parents[1] / "data" / "registers" / "0001.db"
    copy = looking.open_copy(old, folder=tmp_path / "looks", now=NOW)
    assert glance(copy.path).revision > "0001"
    looking.close_copy(copy)
    assert list((tmp_path / "looks").iterdir()) == []


def test_a_damaged_backup_leaves_no_copy(register: Register, tmp_path: Path) -> None:
    backup = back_up(register, now=NOW)
    backup.write_bytes(backup.read_bytes()[:20000])
    with pytest.raises((RegisterDamaged, NotARegister)):
        looking.open_copy(backup, folder=tmp_path / "looks", now=NOW)
    assert list((tmp_path / "looks").iterdir()) == []


def test_the_copy_of_a_program_that_was_killed_goes_at_the_next_start(register: Register, tmp_path: Path) -> None:
    backup = back_up(register, now=NOW)
    code = (
        "import os, sys; from pathlib import Path; from datetime import datetime, UTC; "
        "from bokart_desk.services.looking import open_copy; "
        "open_copy(Path(sys.argv[1]), folder=Path(sys.argv[2]), now=datetime.now(UTC)); os._exit(9)"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-c", code, str(backup), str(tmp_path / "looks")], cwd=root, check=False, timeout=60
    )
    assert len(list((tmp_path / "looks").iterdir())) == 1
    assert looking.clear_copies(tmp_path / "looks") == 1
    assert list((tmp_path / "looks").iterdir()) == []
    assert looking.clear_copies(tmp_path / "nowhere") == 0


# With passwords -----------------------------------------------------------------------------------

PASSWORD, OLD_PASSWORD = "tre gule bananer", "fire blå tepper"


def encrypted(folder: Path, password: str, *names: str) -> tuple[Path, bytes]:
    with new_register(folder) as made:
        more(made, *names)
        path = made.path
    return path, protect(path, password).key


def backup_of(path: Path, key: bytes, target: Path) -> Path:
    backup_register(path, target, key=key)
    copy_keys(path, target)
    return target


def test_a_backup_with_the_registers_key_needs_no_password_and_keeps_the_password_of_now(tmp_path: Path) -> None:
    path, key = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein")
    backup = backup_of(path, key, tmp_path / "stick" / "copy.db")
    finding = examine(candidate(backup), standing(path, key=key))
    assert (finding.state, finding.key) == (State.GOOD, key)
    result = put_back(backup, path, backups=tmp_path / "b", now=NOW, key=finding.key, key_now=key)
    assert result.key == key
    assert unlock(path, PASSWORD) == key
    assert result.kept is not None
    assert unlock(result.kept, PASSWORD) == key


def test_a_backup_of_another_key_asks_for_the_password_it_had(tmp_path: Path) -> None:
    path, key = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein", "Selam Tesfay")
    other, other_key = encrypted(tmp_path / "b", OLD_PASSWORD, "Amina Hussein")
    backup = backup_of(other, other_key, tmp_path / "stick" / "copy.db")
    now = standing(path, key=key)
    assert examine(candidate(backup), now).state is State.LOCKED
    assert examine(candidate(backup), standing(path)).state is State.LOCKED
    opened = unlock(backup, OLD_PASSWORD)
    finding = examine(candidate(backup), now, key=opened)
    assert finding.state is State.GOOD
    result = put_back(backup, path, backups=tmp_path / "kept", now=NOW, key=opened, key_now=key)
    assert unlock(path, OLD_PASSWORD) == result.key == opened
    assert result.kept is not None
    assert unlock(result.kept, PASSWORD) == key


def test_a_plain_backup_in_an_encrypted_registers_place_is_encrypted(tmp_path: Path) -> None:
    path, key = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein")
    with new_register(tmp_path / "plain") as plain:
        more(plain, "Unmistakable Navn")
        backup = back_up(plain, tmp_path / "stick" / "plain.db", now=NOW)
    result = put_back(backup, path, backups=tmp_path / "b", now=NOW, key_now=key)
    assert result.key == key
    assert b"Unmistakable" not in path.read_bytes()
    assert unlock(path, PASSWORD) == key


def test_an_encrypted_register_that_nobody_can_open_is_kept_as_it_is(tmp_path: Path) -> None:
    path, _key = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein")
    other, other_key = encrypted(tmp_path / "b", OLD_PASSWORD, "Selam Tesfay")
    backup = backup_of(other, other_key, tmp_path / "stick" / "copy.db")
    before = path.read_bytes()
    result = put_back(backup, path, backups=tmp_path / "kept", now=NOW, key=other_key)
    assert result.kept is not None
    assert result.kept.read_bytes() == before
    assert keys_path(result.kept).is_file()
    assert unlock(path, OLD_PASSWORD) == other_key


def test_an_encrypted_backup_whose_keys_are_gone_says_so(tmp_path: Path) -> None:
    path, key = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein")
    backup = backup_of(path, key, tmp_path / "stick" / "copy.db")
    keys_path(backup).unlink(missing_ok=True)
    finding = examine(candidate(backup), Standing(path, None))
    assert finding == Finding(State.BROKEN, "filen med nøklene mangler")


def test_the_looked_at_copy_of_an_encrypted_backup_is_encrypted(tmp_path: Path) -> None:
    path, key = encrypted(tmp_path / "a", PASSWORD, "Unmistakable Navn")
    backup = backup_of(path, key, tmp_path / "stick" / "copy.db")
    copy = looking.open_copy(backup, folder=tmp_path / "looks", now=NOW, key=key)
    assert b"Unmistakable" not in copy.path.read_bytes()
    looking.close_copy(copy)
    assert list((tmp_path / "looks").iterdir()) == []


# Killed in the middle -----------------------------------------------------------------------------

PUT_BACK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bokart_desk.services.keeping import put_back
path, backup = Path(sys.argv[1]), Path(sys.argv[2])
key, key_now = bytes.fromhex(sys.argv[3]) or None, bytes.fromhex(sys.argv[4]) or None
print("go", flush=True)
while True:
    put_back(backup, path, backups=path.parent / "kept", now=datetime.now(UTC), key=key, key_now=key_now)
    key_now = key
"""


@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize("seed", [*range(2), *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 40))])
def test_a_program_killed_while_it_puts_a_backup_back_leaves_a_whole_register(
    tmp_path: Path, seed: int, secret: bool
) -> None:
    """Either the old one or the backup, and it opens with the password of the one it is."""
    if secret:
        path, key_now = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein", "Selam Tesfay")
        other, key = encrypted(tmp_path / "b", OLD_PASSWORD, "Amina Hussein")
        backup = backup_of(other, key, tmp_path / "stick" / "copy.db")
    else:
        key = key_now = b""
        with new_register(tmp_path / "a") as made:
            path = made.path
            more(made, "Amina Hussein")
            backup = back_up(made, tmp_path / "stick" / "copy.db", now=NOW)
            more(made, "Selam Tesfay")
    root = Path(__file__).resolve().parents[2]
    words = [sys.executable, "-c", PUT_BACK, str(path), str(backup), key.hex(), key_now.hex()]
    with subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            program.wait(random.Random(seed).uniform(0, 0.4))
        program.kill()
    opened: bytes | None = None
    if secret:
        for password in (PASSWORD, OLD_PASSWORD):
            with suppress(WrongPassword):
                opened = unlock(path, password)
        assert opened in (key, key_now)
    held = glance(path, key=opened, whole=True)
    assert held.contracts in (1, 2)
    put_back(backup, path, backups=tmp_path / "kept", now=NOW, key=key or None, key_now=opened)
    assert glance(path, key=key or None, whole=True).contracts == 1


def test_a_backup_that_has_lost_a_table_is_refused(register: Register, tmp_path: Path) -> None:
    backup = back_up(register, tmp_path / "torn.db", now=NOW)
    with closing(connect(backup)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE history")
        connection.execute("DROP TABLE alembic_version")
    register.close()
    before = register.path.read_bytes()
    assert examine(candidate(backup), standing(register.path)).state is State.BROKEN
    with pytest.raises(RestoreFailed):
        put_back(backup, register.path, backups=tmp_path / "b", now=NOW)
    assert register.path.read_bytes() == before


def test_a_damaged_backup_with_the_registers_own_key_is_not_taken_for_one_with_another(tmp_path: Path) -> None:
    path, key = encrypted(tmp_path / "a", PASSWORD, "Amina Hussein")
    backup = backup_of(path, key, tmp_path / "stick" / "copy.db")
    backup.write_bytes(b"\x00" * 8192)
    assert examine(candidate(backup), standing(path, key=key)).state is State.BROKEN
    other, other_key = encrypted(tmp_path / "b", OLD_PASSWORD, "Selam Tesfay")
    backup = backup_of(other, other_key, tmp_path / "stick" / "other.db")
    assert examine(candidate(backup), standing(path, key=key)).state is State.LOCKED
