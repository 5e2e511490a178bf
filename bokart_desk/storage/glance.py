"""A look into a register's file or a backup: does it open, is it whole, how much is there, what was done last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from bokart_desk.storage.engine import connect
from bokart_desk.storage.errors import RegisterDamaged, environment_error, environment_errors
from bokart_desk.storage.revision import newest_revision, read_revision, refuse_newer

_STEPS = 20_000
"""How many of the database's own steps pass between two questions whether to stop."""
Stopped = Callable[[], bool]


class LookStopped(Exception):
    """The user did not wait for the look."""


@dataclass(frozen=True, slots=True)
class LastLine:
    """The latest line of history: its number, its work and when (UTC)."""

    number: int
    work: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Glance:
    """What a register holds. ``last``: None where nothing was ever done in it. ``size`` in bytes."""

    contracts: int
    households: int
    last: LastLine | None
    revision: str
    size: int


@dataclass(frozen=True, slots=True)
class DoneSince:
    """What was done after a line of history: how many commands of each kind, by their codes. ``last``: the latest."""

    jobs: dict[str, int]
    last: datetime | None


def never() -> bool:
    """Go on to the end."""
    return False


def glance(path: Path, *, key: bytes | None = None, whole: bool = False, stopped: Stopped = never) -> Glance:
    """Return what the register or backup at ``path`` holds; nothing in it is changed.

    ``whole``: read all of it and check it. Raise a ``RegisterError`` that says why it cannot be opened (damaged, no
    register, another key, newer than the program), ``LookStopped`` when ``stopped`` says so.
    """
    with environment_errors(path), _reading(path, key, stopped) as connection:
        revision = read_revision(connection, path)
        refuse_newer(path, revision, newest_revision())
        if whole:
            _refuse_damage(connection, path)
        return Glance(
            contracts=_count(connection, "contract"),
            households=_count(connection, "household"),
            last=_last_line(connection),
            revision=revision,
            size=path.stat().st_size,
        )


def done_since(path: Path, line: LastLine | None, *, key: bytes | None = None) -> DoneSince | None:
    """Return what was done in the register at ``path`` after ``line``; None when ``line`` is not of its past.

    Raise a ``RegisterError`` when it cannot be read; damage beyond what is asked for does not matter.
    """
    with environment_errors(path), _reading(path, key, never) as connection:
        read_revision(connection, path)
        if line is not None:
            held = connection.execute("SELECT work, at FROM history WHERE id = ?", (line.number,)).fetchone()
            if held is None or (int(held[0]), _moment(held[1])) != (line.work, line.at):
                return None
        after = line.number if line is not None else 0
        jobs = connection.execute(
            "SELECT what, count(DISTINCT work) FROM history WHERE id > ? GROUP BY what ORDER BY 2 DESC, 1", (after,)
        ).fetchall()
        last = _last_line(connection)
        return DoneSince({str(what): int(count) for what, count in jobs}, last.at if last and jobs else None)


@contextmanager
def _reading(path: Path, key: bytes | None, stopped: Stopped) -> Iterator[Any]:
    with closing(connect(path, key=key, read_only=True)) as connection:
        connection.set_progress_handler(lambda: int(stopped()), _STEPS)
        try:
            yield connection
        except (driver.Error, ValueError) as error:
            if stopped():
                raise LookStopped from error
            if environment_error(error, path) is None:  # a table or a value is not what it should be
                raise RegisterDamaged(path) from error
            raise


def _count(connection: Any, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names of tables


def _refuse_damage(connection: Any, path: Path) -> None:
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise RegisterDamaged(path)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise RegisterDamaged(path)


def _last_line(connection: Any) -> LastLine | None:
    found = connection.execute("SELECT id, work, at FROM history ORDER BY id DESC LIMIT 1").fetchone()
    return LastLine(int(found[0]), int(found[1]), _moment(found[2])) if found else None


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
