"""Tells whether a program that wrote its number down is still running on this machine."""

from __future__ import annotations


def runs(process: int) -> bool:
    """Tell whether a process with this number runs; after a while it may be another one."""
    import psutil  # noqa: PLC0415 - only where something was left behind

    return bool(psutil.pid_exists(process))
