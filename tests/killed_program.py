"""A program that does one thing to a register over and over until it is killed; ``python killed_program.py WHAT PATH``.

It says "ready" when it begins. What it does is done by the program's own services, on real files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import locking
from bokart_desk.services.doing import By, doing
from bokart_desk.services.keeping import back_up, put_back
from bokart_desk.services.register import Register, default_backups, open_register
from bokart_desk.services.undo_import import take_back
from bokart_desk.storage import wrapping
from bokart_desk.storage.migrator import ensure_schema

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "resources" / "demo" / "FDVU kontrakter.csv"
TODAY = date(2026, 11, 22)
PASSWORD, OTHER = "kaffe regn sol", "en helt annen sang"


def now() -> datetime:
    return datetime.now(UTC)


def opened(path: Path) -> Register:
    key = locking.unlock(path, PASSWORD) if locking.is_encrypted(path) else None
    return open_register(path, create=False, now=now(), key=key)


def edits(path: Path) -> None:
    """Two records at a time that belong together: a landlord and a dwelling of the same number."""
    register = opened(path)
    for number in count():
        with doing(register, "create_dwelling", By("test", now(), TODAY)) as it:
            landlord = it.job.insert("landlord", {"name": f"Utleier {number}", "notes": "x" * 4000})
            it.job.insert("dwelling", {"address": f"Gate {number}", "disposal": "private_let", "landlord_id": landlord})


def imports(path: Path) -> None:
    register = opened(path)
    plan = plan_file(register, LIST, today=TODAY)
    say_ready()
    applied = apply_plan(register, plan, who="test", now=now())
    while True:
        take_back(register, applied.batch, who="test", now=now())
        plan = plan_file(register, LIST, today=TODAY)
        applied = apply_plan(register, plan, who="test", now=now())


def migrations(path: Path) -> None:
    old = path.read_bytes()
    while True:
        ensure_schema(path, now=now(), backups=default_backups(path))
        fresh = path.with_name("again.db")
        fresh.write_bytes(old)
        fresh.replace(path)


def backups(path: Path) -> None:
    register = opened(path)
    while True:
        back_up(register, now=now())


def restores(path: Path) -> None:
    key = locking.unlock(path, PASSWORD)
    backup = next(default_backups(path).glob("*.db"))
    while True:
        put_back(backup, path, backups=default_backups(path), now=now(), key=key, key_now=key)


def passwords(path: Path) -> None:
    first, second = PASSWORD, OTHER
    while True:
        locking.change_password(path, first, second)
        first, second = second, first


def encryption(path: Path) -> None:
    while True:
        locking.protect(path, PASSWORD)
        locking.remove_password(path, PASSWORD)


def keys(path: Path) -> None:
    first, second = PASSWORD, OTHER
    while True:
        locking.change_key(path, first, second)
        first, second = second, first


def say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


KINDS: dict[str, Callable[[Path], None]] = {
    one.__name__: one for one in (edits, imports, migrations, backups, restores, passwords, encryption, keys)
}

if __name__ == "__main__":
    wrapping.MEMORY_KIB, wrapping.ITERATIONS = 64, 1  # what is tried is not how long a guess takes
    if sys.argv[1] != "imports":
        say_ready()
    KINDS[sys.argv[1]](Path(sys.argv[2]))
