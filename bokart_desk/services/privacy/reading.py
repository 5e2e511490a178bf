"""The reading log: who opened the case of a household whose address is protected, and when."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bokart_desk.domain.terms import add_months
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.engine import reading

ONCE_IN = timedelta(minutes=15)
"""Who goes to and fro between two cases has read each of them once."""
_LONG_UNUSED = timedelta(days=183)
_CLOCKS_DIFFER = timedelta(days=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody opened a case."""

    at: datetime
    who: str


def note_reading(register: Register, household_id: int, *, who: str, now: datetime) -> bool:
    """Write down that ``who`` opened the household's case; tell whether a line was written.

    Only of a household whose address is protected, and once in a quarter of an hour for each reader. Reading never
    fails because of it: where the register cannot be written to, the log of the program says so without a name.
    """
    if register.read_only:
        return False
    from bokart_desk.storage.reading_log import write_reading  # noqa: PLC0415 - loaded with the first case

    try:
        return write_reading(register.engine, household_id, who=who, at=now, not_since=now - ONCE_IN)
    except RegisterError as error:
        _log.warning("a reading could not be noted: %s", type(error).__name__)
        return False


def note_reading_of_contract(register: Register, contract_id: int, *, who: str, now: datetime) -> bool:
    """Write down that ``who`` opened a contract of a household, as ``note_reading`` does."""
    from bokart_desk.storage.queries.erasures import of_contract  # noqa: PLC0415

    try:
        with reading(register.engine) as connection:
            of = of_contract(connection, contract_id)
    except RegisterError:
        return False
    return of is not None and note_reading(register, of, who=who, now=now)


def thin_readings(register: Register, now: datetime) -> int:
    """Take out the lines that are older than the municipality's rule; return how many (``now``: in UTC).

    None go while history has had no line for half a year: then the clock is more likely wrong than the line old.
    Raise a ``RegisterError`` when the register cannot be written to.
    """
    from bokart_desk.services.privacy.retention import retention_rules_on  # noqa: PLC0415
    from bokart_desk.storage.reading_log import drop_readings, last_written  # noqa: PLC0415

    if register.read_only:
        return 0
    with reading(register.engine) as connection:
        rules, last = retention_rules_on(connection), last_written(connection)
    if last is None or not last - _CLOCKS_DIFFER <= now <= last + _LONG_UNUSED:
        return 0
    day = add_months(now.date(), -12 * rules.reading_log_years)
    return drop_readings(register.engine, datetime.combine(day, time(), UTC))


def readings_of(register: Register, household_id: int, *, most: int = 200) -> tuple[Reading, ...]:
    """Return who opened the case and when, the latest first."""
    from bokart_desk.storage.reading_log import read_readings  # noqa: PLC0415

    with reading(register.engine) as connection:
        return tuple(Reading(at, who) for at, who in read_readings(connection, household_id, most))
