"""Two pieces of work compared: run in turn, so that whatever else the machine does falls on both alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Timed = Callable[[], float]
"""Does the work and returns how long it took, in seconds."""


@dataclass(frozen=True, slots=True)
class Compared:
    """``ratio``: the median over the pairs of ours to theirs; ``ours`` and ``theirs``: medians in seconds."""

    ratio: float
    ours: float
    theirs: float

    @property
    def seconds(self) -> str:
        """Return both times in words."""
        return f"{in_words(self.ours)} against {in_words(self.theirs)}"


def in_words(seconds: float) -> str:
    """Return a time as people read it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def compare(ours: Timed, theirs: Timed, *, rounds: int, warm_up: bool = True) -> Compared:
    """Run both in turn, ``rounds`` times each after a first time that does not count."""
    if warm_up:
        theirs(), ours()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return Compared(
        ratio=median(one / other for one, other in pairs),
        ours=median(one for one, _ in pairs),
        theirs=median(other for _, other in pairs),
    )


def timed(work: Callable[[], object]) -> Timed:
    """Return ``work`` as something that is timed; garbage of what ran before is collected first."""

    def run() -> float:
        gc.collect()
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return run
