"""Whether the clock of this PC can be right: not when the register was written to at a later time than it shows."""

from __future__ import annotations

from datetime import datetime, timedelta

from bokart_desk.i18n import _, format_moment
from bokart_desk.services.register import Register

TOLERANCE = timedelta(hours=3)
"""Two PCs differ by minutes, and one with the wrong summer time or time zone by an hour or two; days do not."""


def clock_warning(register: Register, now: datetime) -> str:
    """Say that the clock, which shows ``now`` (UTC), runs behind what was written; empty when it may be right.

    Raise a ``RegisterError`` when the register cannot be read.
    """
    from bokart_desk.storage.engine import reading  # noqa: PLC0415 - after the first screen
    from bokart_desk.storage.reading_log import last_written  # noqa: PLC0415

    with reading(register.engine) as connection:
        written = last_written(connection)
    if written is None or written - now <= TOLERANCE:
        return ""
    return _(
        "The clock of this PC shows {now}, but the register was written to at {written}. What is due and how many days "
        "are left is counted from the clock, and may be wrong. What is saved is safe. Set the date and time of the PC "
        "right; if they were ahead before, what was written then bears the wrong day."
    ).format(now=format_moment(now), written=format_moment(written))
