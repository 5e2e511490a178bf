"""Keeps Python 3.11 alive under PySide6 6.12, which gives back a reference to None that it never took.

Each time Qt asks a model of ours for data that there is none of, one reference to None is lost; after some minutes of
scrolling the count reaches zero and the interpreter aborts. From Python 3.12 on None cannot die, and nothing is
needed. See docs/decisions/paged-tables.md.
"""

from __future__ import annotations

import sys

_ENOUGH = 1 << 48
_IMMORTAL_SINCE = (3, 12)


def keep_none_alive() -> None:
    """Give None more references than a lifetime of repaints can lose, where it has not got them already."""
    if sys.version_info >= _IMMORTAL_SINCE or sys.implementation.name != "cpython" or sys.maxsize < _ENOUGH:
        return
    import ctypes  # noqa: PLC0415 - only where it is needed

    count = ctypes.c_ssize_t.from_address(id(None))
    if count.value < _ENOUGH:
        count.value += _ENOUGH
