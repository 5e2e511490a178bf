"""Decides when it is time to look whether a backup is needed: soon after the start, every few hours, and after sleep.

A job once a minute compares the clock with the last time. It only calls back, from another thread; the one who is
called moves to the thread he needs (a Qt signal does).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

EVERY_SECONDS = 60
FIRST_AFTER = timedelta(seconds=30)


class BackupClock:
    """Calls ``on_time()`` at the first look, and whenever ``hours()`` have passed since, or the clock was set back.

    Also when ``came_back()`` is true: the second place of the backups was away at the look before, and is there now.
    """

    def __init__(
        self,
        on_time: Callable[[], None],
        hours: Callable[[], int],
        came_back: Callable[[], bool] = lambda: False,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._on_time = on_time
        self._hours = hours
        self._came_back = came_back
        self._clock = clock
        self._last: datetime | None = None
        self._scheduler: Any = None

    def start(self) -> None:
        """Look from half a minute after now on, when the window has its first work behind it, once a minute."""
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415 - after the first window

        if self._scheduler is not None:
            return
        self._scheduler = BackgroundScheduler(daemon=True, timezone=datetime.now().astimezone().tzinfo)
        self._scheduler.add_job(
            self.look,
            "interval",
            seconds=EVERY_SECONDS,
            next_run_time=datetime.now().astimezone() + FIRST_AFTER,
            misfire_grace_time=None,  # a look that is late is still made
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    def look(self) -> None:
        """Compare the clock with the last time, and call when it is time again."""
        now = self._clock()
        came_back = self._came_back()
        if self._last is None or not timedelta() <= now - self._last < timedelta(hours=self._hours()):
            self._last = now
            self._on_time()
        elif came_back:
            self._on_time()

    def stop(self) -> None:
        """Make no more looks."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
