"""Decides when the register is looked through for what is due: at start, after midnight and after sleep.

A job once a minute compares the clock with what it was: another date is a new day, a jump is a sleep. It only calls
back, from another thread; the one who is called moves to the thread he needs (a Qt signal does).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

EVERY_SECONDS = 60
SLEPT = timedelta(minutes=5)


class DueScheduler:
    """Calls ``on_day(today)`` at the first look, whenever the date is another, and after the machine slept."""

    def __init__(self, on_day: Callable[[date], None], clock: Callable[[], datetime] = datetime.now) -> None:
        self._on_day = on_day
        self._clock = clock
        self._last: datetime | None = None
        self._scheduler: Any = None

    def start(self) -> None:
        """Look now, and once a minute from now on, on a thread of its own."""
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415 - after the first window

        if self._scheduler is not None:
            return
        self._scheduler = BackgroundScheduler(daemon=True, timezone=datetime.now().astimezone().tzinfo)
        self._scheduler.add_job(
            self.look,
            "interval",
            seconds=EVERY_SECONDS,
            next_run_time=datetime.now().astimezone(),
            misfire_grace_time=None,  # a look that is late is still made
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    def look(self) -> None:
        """Compare the clock with what it was at the last look, and call when it is time."""
        now = self._clock()
        last, self._last = self._last, now
        if last is None or now.date() != last.date() or abs(now - last) > SLEPT:
            self._on_day(now.date())

    @property
    def running(self) -> bool:
        """Whether looks are being made."""
        return self._scheduler is not None

    def stop(self) -> None:
        """Make no more looks."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
