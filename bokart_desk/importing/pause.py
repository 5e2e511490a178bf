"""Holds the cycle collector while very many small objects are made: it would walk them all again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_held = [0]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cycle collector until the block ends; what the block makes holds no cycles worth collecting.

    What is there at the end is not walked later either, which would take a tenth of a second for a long list and stop
    a window as long; it goes when nothing refers to it. ``walk_all_again`` ends that.
    """
    was_on = gc.isenabled()
    gc.disable()
    with _lock:
        _held[0] += 1
    try:
        yield
    finally:
        gc.freeze()
        with _lock:
            _held[0] -= 1
        if was_on:
            gc.enable()


def collector_is_paused() -> bool:
    """Tell whether somebody makes very many objects just now, on any thread."""
    return _held[0] > 0


def walk_all_again() -> None:
    """Let the collector walk everything again, once the many objects are gone."""
    gc.unfreeze()
