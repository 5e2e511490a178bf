"""What encryption costs: everything people wait for, on an encrypted register against the same one in plain."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.figures import Figure
from benchmarks.lists import list_of
from benchmarks.pairs import Compared, compare, timed
from benchmarks.papers import MONTH, ending_register
from benchmarks.processes import MAIN, ready_time, run_time
from benchmarks.processes import python as with_python
from benchmarks.registers import OUT, TODAY, kept_register
from benchmarks.search import keystrokes
from bokart_desk import i18n
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.reporting import write_report
from bokart_desk.reporting.papers import expiry_list
from bokart_desk.services import editing, locking
from bokart_desk.services.backups import take_backup
from bokart_desk.services.contracts import ContractQuery, contract_detail, find_contracts
from bokart_desk.services.doing import By
from bokart_desk.services.due import due_items
from bokart_desk.services.overview import overview
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo
from bokart_desk.storage.keyfile import copy_keys, remove_keys

PASSWORD = "kaffe regn sol"
START, OTHERS = 1.3, 1.15
"""The most that encryption may cost: at the start, and everywhere else."""
_CASES = 40
_NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same register twice."""

    encrypted: Register
    plain: Register

    def compared(self, work: Callable[[Register], object], rounds: int) -> Compared:
        """Do the same on both in turn."""
        return compare(timed(lambda: work(self.encrypted)), timed(lambda: work(self.plain)), rounds=rounds)


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 100,000 contracts, starts and imports with 10,000; much fewer when it must be ``quick``."""
    i18n.use_language("nb")
    many, some, rounds = (1_000, 300, 1) if quick else (100_000, 10_000, 7)
    with _pair(kept_register(many)) as pair:
        figures = [*_reading(pair, rounds, many), *_writing(pair, rounds)]
    return [
        *figures,
        _import(60 if quick else some, 1 if quick else 5),
        _paper(50 if quick else 1_000, rounds),
        *_starts(kept_register(some), 1 if quick else 9),
    ]


def encrypted(plain: Path) -> Path:
    """Return the same register with a password, from ``benchmarks/out``, made the first time."""
    path = OUT / f"{plain.stem}-encrypted{plain.suffix}"
    if not path.exists():
        unfinished = path.with_suffix(".new")
        shutil.copy(plain, unfinished)
        locking.protect(unfinished, PASSWORD)
        copy_keys(unfinished, path)
        unfinished.replace(path)
        remove_keys(unfinished)
    return path


@contextmanager
def _pair(plain: Path) -> Iterator[_Pair]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_ones:
        opened = []
        for source in (encrypted(plain), plain):
            path = Path(folder) / source.name
            shutil.copy(source, path)
            copy_keys(source, path)
            key = locking.unlock(path, PASSWORD) if locking.is_encrypted(path) else None
            register = open_register(path, now=_NOW, key=key, backups=Path(folder) / path.stem)
            open_ones.callback(register.close)
            opened.append(register)
        yield _Pair(*opened)


def _reading(pair: _Pair, rounds: int, contracts: int) -> Iterator[Figure]:
    chosen = Random(7).sample(range(1, contracts * 9 // 10), _CASES)
    typed = keystrokes()[::4]
    works: dict[str, Callable[[Register], object]] = {
        "opening the register": _open_again,
        "overview": lambda register: overview(register, TODAY),
        "search": lambda register: [find_contracts(register, ContractQuery(text=text), TODAY) for text in typed],
        "expiry scan": lambda register: due_items(register, TODAY, within_days=365),
        "opening a case": lambda register: [contract_detail(register, one, TODAY) for one in chosen],
    }
    for name, work in works.items():
        yield _figure(name, pair.compared(work, rounds))


def _open_again(register: Register) -> None:
    """Open and read once, with the key at hand: what the password costs is measured with the start."""
    again = open_register(register.path, now=_NOW, key=register.key, backups=register.backups)
    try:
        overview(again, TODAY)
    finally:
        again.close()


def _writing(pair: _Pair, rounds: int) -> Iterator[Figure]:
    rents = count(5000)
    chosen = range(1, _CASES + 1)

    def change(register: Register) -> None:
        rent = Decimal(next(rents))
        for one in chosen:
            done = editing.change(register, "contract", one, {"monthly_rent": rent}, seen={}, by=_by())
            undo(register, done, _by())

    yield _figure("saving a change and undoing it", pair.compared(change, rounds))
    backup = pair.compared(lambda register: take_backup(register, now=_NOW), min(rounds, 3))
    yield _figure("a backup, checked", backup, None)  # beside the work; every page is read twice and written


def _import(rows: int, rounds: int) -> Figure:
    source = list_of(rows)

    def whole(folder: Path, key: bytes | None) -> None:
        register = open_register(folder / "register.db", now=_NOW, key=key)
        try:
            apply_plan(register, plan_file(register, source, today=TODAY), who="", now=_NOW)
        finally:
            register.close()

    def seconds(protected: bool) -> float:
        with tempfile.TemporaryDirectory() as folder:
            key = locking.prepare(Path(folder) / "register.db", PASSWORD).key if protected else None
            return timed(lambda: whole(Path(folder), key))()

    return _figure(f"import of {rows} rows", compare(lambda: seconds(True), lambda: seconds(False), rounds=rounds))


def _paper(rows: int, rounds: int) -> Figure:
    with _pair(ending_register(rows)) as pair, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "list.pdf"

        def write(register: Register) -> None:
            write_report(expiry_list(register, month=MONTH, today=TODAY, printed_at=_NOW), target)

        return _figure(f"expiry list of {rows} rows as PDF", pair.compared(write, rounds))


def _starts(plain: Path, rounds: int) -> Iterator[Figure]:
    """Whole processes; the password comes from a file, so that stretching it is part of what is measured."""
    with tempfile.TemporaryDirectory() as folder:
        password = Path(folder) / "password.txt"
        password.write_text(PASSWORD, encoding="utf-8")
        variables = {"QT_QPA_PLATFORM": "offscreen", "BOKART_PASSWORD_FILE": str(password)}
        started = compare(
            lambda: ready_time(with_python(MAIN, "--register", encrypted(plain)), **variables),
            lambda: ready_time(with_python(MAIN, "--register", plain), **variables),
            rounds=rounds,
        )
        yield _figure("start to usable window, password from a file", started, START)
        command = ("list", "contracts", "--search", "amina hassan")
        listed = compare(
            lambda: run_time(with_python(MAIN, "--register", encrypted(plain), *command), **variables),
            lambda: run_time(with_python(MAIN, "--register", plain, *command), **variables),
            rounds=rounds,
        )
        yield _figure("a command, password from a file", listed, None)


def _figure(name: str, found: Compared, target: float | None = OTHERS) -> Figure:
    return Figure(f"{name}: encrypted / plain", found.ratio, "×", target, found.seconds)


def _by() -> By:
    return By("bench", datetime.now(UTC), TODAY)
