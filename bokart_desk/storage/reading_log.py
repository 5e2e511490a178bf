"""Writes and reads the log of who opened the case of a household whose address is protected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select

from bokart_desk.domain.codes import Protection
from bokart_desk.storage.engine import reading, writing
from bokart_desk.storage.schema import history, household, reading_log

_LAST_CHANGES = 100
"""How many are looked at: more than a day's work since the clock was set back; what lies long ago is forgotten."""


def write_reading(engine: Engine, household_id: int, *, who: str, at: datetime, not_since: datetime) -> bool:
    """Add a line, unless the household is not protected or ``who`` has one since ``not_since``; tell whether it was.

    What needs no line costs no write. Raise a ``RegisterError`` when the register cannot be written to.
    """
    with reading(engine) as connection:
        if not _wanted(connection, household_id, who, not_since):
            return False
    with writing(engine) as connection:
        if not _wanted(connection, household_id, who, not_since):  # another window of the same reader was first
            return False
        connection.execute(insert(reading_log).values(at=at, who=who, household_id=household_id))
    return True


def _wanted(connection: Connection, household_id: int, who: str, not_since: datetime) -> bool:
    names = (household.c.protection, household.c.erased)
    held = connection.execute(select(*names).where(household.c.id == household_id)).first()
    if held is None or held.erased or held.protection == Protection.NONE:
        return False
    already = select(reading_log.c.id).where(
        reading_log.c.household_id == household_id, reading_log.c.who == who, reading_log.c.at > not_since
    )
    return connection.execute(already.limit(1)).first() is None


def drop_readings(engine: Engine, before: datetime) -> int:
    """Take out the lines from before a moment (UTC); return how many. What needs none costs no write.

    Raise a ``RegisterError`` when the register cannot be written to.
    """
    old = reading_log.c.at < before
    with reading(engine) as connection:
        if connection.execute(select(reading_log.c.id).where(old).limit(1)).first() is None:
            return 0
    with writing(engine) as connection:
        return int(connection.execute(delete(reading_log).where(old)).rowcount)


def last_written(connection: Connection) -> datetime | None:
    """Return when the register was last changed (UTC): the latest of the last changes, if a clock was set back."""
    last = select(history.c.at).order_by(history.c.id.desc()).limit(_LAST_CHANGES).subquery()
    return connection.execute(select(func.max(last.c.at))).scalar()


def read_readings(connection: Connection, household_id: int, most: int) -> list[tuple[datetime, str]]:
    """Return when and by whom the case was opened, the latest first."""
    statement = select(reading_log.c.at, reading_log.c.who).where(reading_log.c.household_id == household_id)
    found = connection.execute(statement.order_by(reading_log.c.id.desc()).limit(most))
    return [(at, who) for at, who in found]
