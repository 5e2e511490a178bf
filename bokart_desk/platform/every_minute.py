"""Looks once a minute, on a thread of its own, whether it is time for something.

A look only calls back from that thread; the one who is called moves to the thread he needs (a Qt signal does).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

EVERY_SECONDS = 60


class EveryMinute:
    """Subclasses override ``look``: it compares the clock with what it was, and calls when it is time."""

    first_after = timedelta()
    """How long after the start the first look is."""

    def __init__(self) -> None:
        self._scheduler: Any = None
        self._stopped = False
        self._turn = Lock()

    def look(self) -> None:
        """Look, and call if it is time."""
        raise NotImplementedError

    def start(self) -> None:
        """Look ``first_after`` from now, and once a minute from then on; callable from any thread.

        What takes longest is loading what it needs: a ``stop`` that comes meanwhile holds.
        """
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415 - after the first window

        with self._turn:
            if self._scheduler is not None or self._stopped:
                return
            self._scheduler = BackgroundScheduler(daemon=True, timezone=datetime.now().astimezone().tzinfo)
            self._scheduler.add_job(
                self.look,
                "interval",
                seconds=EVERY_SECONDS,
                next_run_time=datetime.now().astimezone() + self.first_after,
                misfire_grace_time=None,  # a look that is late is still made
                coalesce=True,
                max_instances=1,
            )
            self._scheduler.start()

    @property
    def running(self) -> bool:
        """Whether looks are being made."""
        return self._scheduler is not None

    def stop(self) -> None:
        """Make no more looks, for good."""
        with self._turn:
            self._stopped = True
            scheduler, self._scheduler = self._scheduler, None
        if scheduler is not None:
            scheduler.shutdown(wait=False)
