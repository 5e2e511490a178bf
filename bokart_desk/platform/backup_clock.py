"""Decides when it is time to look whether a backup is needed: soon after the start, every few hours, after sleep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bokart_desk.platform.every_minute import EveryMinute


class BackupClock(EveryMinute):
    """Calls ``on_time()`` at the first look, and whenever ``hours()`` have passed since, or the clock was set back.

    Also when ``came_back()`` is true: the second place of the backups was away at the look before, and is there now.
    """

    first_after = timedelta(seconds=30)  # the window has its first work behind it

    def __init__(
        self,
        on_time: Callable[[], None],
        hours: Callable[[], int],
        came_back: Callable[[], bool] = lambda: False,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__()
        self._on_time = on_time
        self._hours = hours
        self._came_back = came_back
        self._clock = clock
        self._last: datetime | None = None

    def look(self) -> None:
        """Compare the clock with the last time, and call when it is time again."""
        now = self._clock()
        came_back = self._came_back()
        if self._last is None or not timedelta() <= now - self._last < timedelta(hours=self._hours()):
            self._last = now
            self._on_time()
        elif came_back:
            self._on_time()
