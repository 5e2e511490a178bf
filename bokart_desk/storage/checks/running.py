"""Runs the checks one after the other, tells how far it has come, and stops when the user wants it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.checks import derived, past, people, rules, whole
from bokart_desk.storage.checks.report import CheckReport, CheckStopped, Problem, Rule, limited
from bokart_desk.storage.engine import engine_path, reading
from bokart_desk.storage.errors import RegisterDamaged
from bokart_desk.storage.schema import metadata

Progress = Callable[[int, int], bool]
"""Is told how many steps are done, and of how many; returns whether to stop."""
_OPERATIONS = 20_000
"""Of SQLite's machine, between two looks at whether to stop: a few milliseconds."""

RULES: tuple[Rule, ...] = (
    whole.wrong_schema,
    whole.loose_references,
    rules.overlaps,
    rules.ends_before_start,
    rules.renewals_without_review,
    rules.renewals_in_step,
    rules.reviews_in_step,
    rules.answers_in_step,
    people.main_persons,
    people.contracts_of_hidden,
    people.offers_to_hidden,
    derived.keys_out_of_step,
    derived.listing_out_of_step,
    derived.search_out_of_step,
    past.history_in_step,
)
"""The rules of the full check, in the order in which they are told; the first ones are the gravest."""


def check_register(
    engine: Engine, backups: Path | None = None, *, more: Sequence[Rule] = (), progress: Progress | None = None
) -> CheckReport:
    """Check the register in full and say what is wrong; change nothing.

    ``backups`` is the folder of the automatic ones; ``more``: rules of the one who asks. Raise a ``RegisterError``
    when the register cannot even be opened, ``CheckStopped`` when ``progress`` says to stop.
    """
    path = engine_path(engine)
    last_backup = _last_backup(path, backups)
    try:
        with reading(engine) as connection, _stoppable(connection, progress):
            return _full(connection, path, last_backup, (*RULES, *more), progress)
    except RegisterDamaged as error:
        return CheckReport("damaged", "", {}, last_backup, [Problem(error.message)])


def quick_check(engine: Engine, backups: Path | None = None) -> CheckReport:
    """Look for damage that shows at once and for records that point at nothing, in a fraction of a second.

    Of a large register only some tables are read. Raise a ``RegisterError`` when it cannot even be opened.
    """
    path = engine_path(engine)
    last_backup = _last_backup(path, backups)
    try:
        with reading(engine) as connection:
            words = whole.damage_at_a_glance(connection, path)
            if words:
                return _damaged(connection, path, words, last_backup, full=False)
            found = list(whole.loose_references(connection))
            return CheckReport("ok", whole.schema_of(connection), {}, last_backup, found, full=False)
    except RegisterDamaged as error:
        return CheckReport("damaged", "", {}, last_backup, [Problem(error.message)], full=False)


def _full(
    connection: Connection,
    path: Path,
    last_backup: datetime | None,
    rules: Sequence[Rule],
    progress: Progress | None,
) -> CheckReport:
    steps = len(rules) + 2
    _tell(progress, 0, steps)
    words, found = whole.damage(connection)
    if words:
        return _damaged(connection, path, words, last_backup)
    for done, rule in enumerate(rules, start=1):
        _tell(progress, done, steps)
        found += limited(rule(connection))
    _tell(progress, steps - 1, steps)
    return CheckReport("ok", whole.schema_of(connection), _counts(connection), last_backup, found)


def _damaged(
    connection: Connection, path: Path, words: str, last_backup: datetime | None, *, full: bool = True
) -> CheckReport:
    told = [Problem(RegisterDamaged(path).message)]
    return CheckReport(words, whole.schema_of(connection), {}, last_backup, told, full)


def _tell(progress: Progress | None, done: int, steps: int) -> None:
    if progress is not None and progress(done, steps):
        raise CheckStopped


@contextmanager
def _stoppable(connection: Connection, progress: Progress | None) -> Iterator[None]:
    """Let SQLite itself ask now and then whether to stop: reading every page of a large file takes seconds."""
    if progress is None:
        yield
        return
    driver: Any = connection.connection.driver_connection
    stopped = False

    def ask() -> bool:
        nonlocal stopped
        stopped = stopped or progress(-1, 0)
        return stopped

    driver.set_progress_handler(ask, _OPERATIONS)
    try:
        yield
    except Exception as error:
        if stopped:
            raise CheckStopped from error
        raise
    finally:
        driver.set_progress_handler(None, 0)


def _last_backup(path: Path, backups: Path | None) -> datetime | None:
    taken = list_backups(backups, path) if backups is not None else []
    return taken[0].taken_at if taken else None


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }
