"""Keeps Python 3.11 alive under PySide6 6.12, whose calls hand out None, True and False without counting them.

From Python 3.12 on these objects cannot die and need no counting. On 3.11 each call of Qt that returns one of them
takes a reference away that was never given; after some minutes of scrolling the count is zero and the interpreter
aborts. See docs/decisions/0031-python-3-11-under-qt.md.
"""

from __future__ import annotations

import sys

_ENOUGH = 1 << 48
_IMMORTAL_SINCE = (3, 12)


def keep_singletons_alive() -> None:
    """Give them more references than a lifetime of calls can lose, where Python does not see to it itself."""
    if sys.version_info >= _IMMORTAL_SINCE or sys.implementation.name != "cpython" or sys.maxsize < _ENOUGH:
        return
    import ctypes  # noqa: PLC0415 - only where it is needed

    for single in (None, True, False, NotImplemented, Ellipsis):
        count = ctypes.c_ssize_t.from_address(id(single))
        if count.value < _ENOUGH:
            count.value += _ENOUGH
