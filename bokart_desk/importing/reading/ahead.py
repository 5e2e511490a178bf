"""Has a file read while something else is done that takes as long: a register opened, modules loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from .parent import answer_about, understood
from .sheets import Limits, Workbook


@contextmanager
def reading_ahead(path: Path, limits: Limits = Limits()) -> Iterator[Callable[[], Workbook]]:  # noqa: B008
    """Begin to read the file, and yield what waits for its workbook: that raises what ``read_file`` raises.

    A file that nobody has asked for when the block ends is not read any further. What the reading process sends is
    made into a workbook where it is asked for: texts are in the language that is spoken then.
    """
    stop = Event()
    with ThreadPoolExecutor(max_workers=1) as thread:
        answer = thread.submit(answer_about, path, limits, stop.is_set)
        try:
            yield lambda: understood(path, limits, answer.result)
        finally:
            stop.set()
