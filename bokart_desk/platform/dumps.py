"""Keeps the program's memory, with the open register in it, out of the files that a system writes after a crash."""

from __future__ import annotations

import sys
from contextlib import suppress

_NO_HEAP = 1
"""WER_FAULT_REPORTING_FLAG_NOHEAP of Windows Error Reporting."""


def leave_no_dumps() -> None:
    """Ask the system not to write memory to disk if this program or one it starts crashes.

    An administrator can still have it done (LocalDumps in the registry of Windows, a debugger).
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        with suppress(OSError, AttributeError):  # without it the report of a crash is as Windows makes it
            ctypes.windll.kernel32.WerSetFlags(_NO_HEAP)
        return
    import resource  # noqa: PLC0415 - not on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
