"""Tells whether a window can be shown: asking Qt where none can ends the program at once."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

_X_SOCKETS = Path("/").joinpath("tmp", ".X11-unix")


def has_display(
    environ: Mapping[str, str] = os.environ, system: str = sys.platform, sockets: Path = _X_SOCKETS
) -> bool:
    """Tell whether a window can be shown to somebody. ``sockets``: where X servers of this computer are reached."""
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return False
    if system in ("win32", "darwin") or environ.get("WAYLAND_DISPLAY"):
        return True
    display = environ.get("DISPLAY", "")
    here = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    return (sockets / f"X{here[1]}").exists() if here else bool(display)


def can_open_window(environ: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Tell whether Qt can be started at all: somewhere to show the window, or a platform that somebody named."""
    return bool(environ.get("QT_QPA_PLATFORM")) or has_display(environ, system)
