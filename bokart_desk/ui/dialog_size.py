"""How large a dialog is when it opens: as it would like to be, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_AROUND = 48
"""Room for the window's own frame and title."""


def resize_to_fit(window: QWidget, width: int, height: int) -> None:
    """Give a window that is not shown yet this size, or what the screen has room for (little, at 200 %)."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
