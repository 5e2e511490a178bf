"""A program killed at a random moment of whatever it did: the register opens, is sound, and each step is whole or not.

``pytest -m slow -o faulthandler_timeout=0 tests/journeys/test_killed.py`` does it some hundred times; ``make test``
a few times each.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from killed_program import ERASED, LIST, MERGED, OTHER, OTHER_LIST, PASSWORD, TODAY
from register_builder import new_register

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import locking
from bokart_desk.services.keeping import back_up
from bokart_desk.services.register import default_backups, open_register
from bokart_desk.storage import wrapping
from bokart_desk.storage.backup import is_sound, table_counts
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import WrongPassword
from bokart_desk.storage.revision import newest_revision, register_revision

PROGRAM = Path(__file__).resolve().parents[1] / "killed_program.py"
OLD = Path(__file__).resolve().parents[1] / "data" / "registers" / "0001.db"
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
FEW, MANY = 2, 25
KINDS = (
    *("edits", "imports", "undos", "merges", "erasures"),
    *("migrations", "backups", "restores", "passwords", "encryption", "keys"),
)
LONGEST_SECONDS = {"edits": 0.3, "imports": 1.5, "undos": 2.5, "passwords": 0.2}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an encrypted register that has a few records and a backup."""
    folder = tmp_path_factory.mktemp("prepared")
    with new_register(folder) as register:
        apply_plan(register, plan_file(register, OTHER_LIST, today=TODAY), who="test", now=NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "MEMORY_KIB", 64)
        patch.setattr(wrapping, "ITERATIONS", 1)
        shutil.rmtree(default_backups(register.path))
        made = locking.protect(register.path, PASSWORD)
        register = open_register(folder / "register.db", now=NOW, key=made.key)
        back_up(register, now=NOW)
        register.close()
    return folder


def killed(what: str, path: Path, after: float) -> None:
    """Let the program do ``what`` and kill it ``after`` so many seconds of doing it."""
    program = subprocess.Popen(
        [sys.executable, str(PROGRAM), what, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(PROGRAM.parents[1])},
    )
    assert program.stdout is not None
    assert program.stderr is not None
    assert program.stdout.readline() == b"ready" + os.linesep.encode("ascii"), program.stderr.read().decode()
    try:
        program.wait(after)
        pytest.fail(program.stderr.read().decode())
    except subprocess.TimeoutExpired:
        program.kill()
    program.wait(10)
    program.stdout.close()
    program.stderr.close()


def secret_of(path: Path) -> str | None:
    """Return which of the two passwords opens the register; None for a plain one. One must."""
    if not locking.is_encrypted(path):
        return None
    for secret in (PASSWORD, OTHER):
        try:
            locking.unlock(path, secret)
        except WrongPassword:
            continue
        return secret
    pytest.fail("no password opens the register")


def counts_of_sound(path: Path) -> dict[str, int]:
    """Open the register as a start does, check it in full, and return its rows."""
    secret = secret_of(path)
    register = open_register(path, create=False, now=NOW, key=locking.unlock(path, secret) if secret else None)
    try:
        report = check_register(register.engine, register.backups)
        assert report.ok, report.problems
        assert report.integrity == "ok"
        return report.counts
    finally:
        register.close()


def after_edits(path: Path, before: dict[str, int]) -> None:
    counts = counts_of_sound(path)
    new = counts["landlord"] - before["landlord"]
    assert counts["dwelling"] - before["dwelling"] == new
    assert counts["history"] - before["history"] == 2 * new


def after_imports(path: Path, before: dict[str, int]) -> None:
    counts = counts_of_sound(path)
    register = open_register(path, create=False, now=NOW, key=locking.unlock(path, PASSWORD))
    try:
        plan = plan_file(register, LIST, today=TODAY)
        new = sum(1 for sheet in plan.sheets for row in sheet.rows if row.outcome == "new")
        held = counts["contract"] - before["contract"]
        assert (held == 0) == (new > 0)
        apply_plan(register, plan, who="test", now=NOW)
        assert check_register(register.engine, register.backups).ok
    finally:
        register.close()


def after_migrations(path: Path, _before: dict[str, int]) -> None:
    assert register_revision(path) in (register_revision(OLD), newest_revision())
    with closing(connect(path, read_only=True)) as connection, closing(connect(OLD, read_only=True)) as old:
        assert is_sound(connection)
        wanted = {name: number for name, number in table_counts(old).items() if not name.startswith("name_")}
        found = table_counts(connection)
        assert {name: found[name] for name in ("contract", "person", "unit")} == {
            name: wanted[name] for name in ("contract", "person", "unit")
        }
    counts_of_sound(path)


def after_backups(path: Path, before: dict[str, int]) -> None:
    assert counts_of_sound(path) == before
    for backup in default_backups(path).glob("*.db"):
        key = locking.unlock(backup, PASSWORD)
        with closing(connect(backup, key=key, read_only=True)) as copy:
            assert is_sound(copy)
            assert table_counts(copy)["contract"] == before["contract"]


def after_the_same(path: Path, before: dict[str, int]) -> None:
    assert counts_of_sound(path) == before


def after_undos(path: Path, before: dict[str, int]) -> None:
    """The list is there in full or not at all; taking it back took no more and no less with it."""
    counts = counts_of_sound(path)
    assert counts["contract"] in (0, before["contract"])
    for kind in ("household", "person", "unit", "dwelling"):
        assert counts[kind] == (before[kind] if counts["contract"] else 0)


def after_merges(path: Path, before: dict[str, int]) -> None:
    """Each pair has become one with the members and visits of both; the last may still be two, or only begun."""
    counts_of_sound(path)
    with closing(connect(path, key=locking.unlock(path, PASSWORD), read_only=True)) as connection:
        found = connection.execute(
            "SELECT h.name, (SELECT count(*) FROM person p WHERE p.household_id = h.id),"
            " (SELECT count(*) FROM follow_up f WHERE f.household_id = h.id) FROM household h WHERE h.notes LIKE ?",
            [f"%{MERGED}%"],
        ).fetchall()
    pairs: dict[int, list[tuple[int, int]]] = {}
    for name, members, visits in found:
        pairs.setdefault(int(name.split()[-1]), []).append((members, visits))
    for number, households in pairs.items():
        begun = [[(1, 1)], [(1, 1), (1, 1)]] if number == max(pairs) else []
        assert households in [[(2, 2)], *begun]


def after_erasures(path: Path, before: dict[str, int]) -> None:
    """Who was erased is nowhere in any table; at most the last one is still there, in full."""
    counts_of_sound(path)
    with closing(connect(path, key=locking.unlock(path, PASSWORD), read_only=True)) as connection:
        held = connection.execute("SELECT id, name FROM household WHERE name LIKE ?", [f"{ERASED}%"]).fetchall()
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        told = {
            table: [
                row
                for row in connection.execute(f'SELECT * FROM "{table}"')
                if ERASED.casefold() in repr(row).casefold()
            ]
            for table in tables
        }
    assert len(held) <= 1
    told = {table: rows for table, rows in told.items() if rows}
    assert {"household", "person", "follow_up"} <= set(told) if held else not told


AFTER = {
    "edits": after_edits,
    "imports": after_imports,
    "undos": after_undos,
    "merges": after_merges,
    "erasures": after_erasures,
    "migrations": after_migrations,
    "backups": after_backups,
}


def try_it(what: str, folder: Path, target: Path, seed: int) -> None:
    chance = random.Random(f"{what} {seed}")
    shutil.copytree(folder, target)
    path = target / "register.db"
    if what == "migrations":
        for file in target.glob("register.db*"):
            file.unlink()
        shutil.copy(OLD, path)
        before: dict[str, int] = {}
    else:
        before = counts_of_sound(path)
    if what == "encryption":
        locking.remove_password(path, PASSWORD)
    killed(what, path, chance.uniform(0, LONGEST_SECONDS.get(what, 0.8)))
    AFTER.get(what, after_the_same)(path, before)
    shutil.rmtree(target)


@pytest.mark.parametrize("seed", range(FEW))
@pytest.mark.parametrize("what", KINDS)
def test_a_killed_program_leaves_a_sound_register(prepared: Path, tmp_path: Path, what: str, seed: int) -> None:
    try_it(what, prepared, tmp_path / "register", seed)


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("what", KINDS)
def test_a_program_killed_many_times_leaves_a_sound_register(prepared: Path, tmp_path: Path, what: str) -> None:
    for seed in range(FEW, FEW + MANY):
        try_it(what, prepared, tmp_path / str(seed), seed)
