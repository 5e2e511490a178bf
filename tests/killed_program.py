"""A program that does one thing to a register over and over until it is killed; ``python killed_program.py WHAT PATH``.

It says "ready" when it begins. What it does is done by the program's own services, on real files.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services import locking
from bokart_desk.services.doing import By, doing
from bokart_desk.services.keeping import back_up, put_back
from bokart_desk.services.merging import merge
from bokart_desk.services.privacy.erasure import Why, erase_household
from bokart_desk.services.register import Register, default_backups, open_register
from bokart_desk.services.undo_import import take_back
from bokart_desk.storage import wrapping
from bokart_desk.storage.migrator import ensure_schema

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "resources" / "demo" / "FDVU kontrakter.csv"
OTHER_LIST = LIST.with_name("Solvik kommune - boligliste.xlsx")
TODAY = date(2026, 11, 22)
PASSWORD, OTHER = "kaffe regn sol", "en helt annen sang"
MERGED, ERASED = "Sammen", "Vintervik"
"""What only households that are to be merged, or erased, are called."""


@dataclass(frozen=True, slots=True)
class Archived:
    """Stands for a case file that was exported."""

    path: Path
    sha256: str
    pages: int = 1


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


def undos(path: Path) -> None:
    """Take back the import that the register already holds, bring it in again, and so on."""
    register = opened(path)
    batch = 1
    while True:
        take_back(register, batch, who="test", now=now())
        batch = apply_plan(register, plan_file(register, OTHER_LIST, today=TODAY), who="test", now=now()).batch


def merges(path: Path) -> None:
    """Two households with a member and a visit each become one, again and again."""
    register = opened(path)
    for number in count():
        two = []
        for name in ("Kaldestad", "Kaldestadt"):
            with doing(register, "create_household", By("test", now(), TODAY)) as it:
                made = it.job.insert("household", {"name": f"{name} {number}", "notes": MERGED})
                it.job.insert(
                    "person",
                    {"household_id": made, "given_name": name, "family_name": str(number), "main_person": True},
                )
                it.job.insert("follow_up", {"household_id": made, "kind": "talk", "done_on": TODAY})
                two.append(made)
        merge(register, *two, by=By("test", now(), TODAY))


def erasures(path: Path) -> None:
    """A household after the other is brought in and erased."""
    register = opened(path)
    case = path.with_name("sak.pdf")
    case.write_bytes(b"%PDF-1.7\n%%EOF\n")
    archived = Archived(case, hashlib.sha256(case.read_bytes()).hexdigest())
    for number in count():
        with doing(register, "create_household", By("test", now(), TODAY)) as it:
            of = it.job.insert("household", {"name": f"{ERASED} {number}", "notes": f"{ERASED} {number}"})
            it.job.insert(
                "person", {"household_id": of, "given_name": ERASED, "family_name": str(number), "main_person": True}
            )
            it.job.insert("follow_up", {"household_id": of, "kind": "talk", "done_on": TODAY, "notes": ERASED})
        by = By("test", now(), TODAY)
        erase_household(register, of, why=Why.DECISION, reference=None, archived=archived, by=by)


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
    one.__name__: one
    for one in (edits, imports, undos, merges, erasures, migrations, backups, restores, passwords, encryption, keys)
}

if __name__ == "__main__":
    wrapping.MEMORY_KIB, wrapping.ITERATIONS = 64, 1  # what is tried is not how long a guess takes
    if sys.argv[1] != "imports":
        say_ready()
    KINDS[sys.argv[1]](Path(sys.argv[2]))
