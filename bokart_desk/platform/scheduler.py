"""Decides when the register is looked through for what is due: at start, after midnight and after sleep.

Another date is a new day, a jump of the clock is a sleep.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bokart_desk.platform.every_minute import EveryMinute

SLEPT = timedelta(minutes=5)


class DueScheduler(EveryMinute):
    """Calls ``on_day(today)`` at the first look, whenever the date is another, and after the machine slept."""

    def __init__(self, on_day: Callable[[date], None], clock: Callable[[], datetime] = datetime.now) -> None:
        super().__init__()
        self._on_day = on_day
        self._clock = clock
        self._last: datetime | None = None

    def look(self) -> None:
        """Compare the clock with what it was at the last look, and call when it is time."""
        now = self._clock()
        last, self._last = self._last, now
        if last is None or now.date() != last.date() or abs(now - last) > SLEPT:
            self._on_day(now.date())
