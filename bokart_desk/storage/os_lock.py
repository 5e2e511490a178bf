"""The operating system's lock on an open file, which ends with the process that holds it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Callable

OsLock = Callable[[int], "bool | None"]
"""Tries to lock an open file, without waiting: True when it is locked now, False when another holds it, None where the
place knows no locks."""

_FAR = 0x3FFF_FFFF
"""The byte that is locked on Windows, where a lock forbids reading: far behind what the file holds."""
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})

if sys.platform == "win32":
    import msvcrt

    def os_lock(file: int) -> bool | None:
        """Lock an open file; see ``OsLock``."""
        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return False if error.errno in _HELD else None
        return True

    def os_unlock(file: int) -> None:
        """Let go of the lock, if there is one."""
        with contextlib.suppress(OSError):
            os.lseek(file, _FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def os_lock(file: int) -> bool | None:
        """Lock an open file; see ``OsLock``."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return False if error.errno in _HELD else None
        return True

    def os_unlock(file: int) -> None:
        """Let go of the lock, if there is one."""
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
