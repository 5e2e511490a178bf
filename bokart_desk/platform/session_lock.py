"""Notices that the session of the user is locked (Windows key + L, the screen saver), where the system tells."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Slot

_WM_WTSSESSION_CHANGE = 0x02B1
_WTS_SESSION_LOCK = 7
_DESKTOPS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
)


class SessionLock(QObject):
    """Calls ``locked()`` when the session is locked. Where the system does not tell, it never does."""

    def __init__(self, locked: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locked = locked
        self._windows: _WindowsMessages | None = None
        if sys.platform == "win32":
            self._windows = _WindowsMessages(locked)
        elif sys.platform != "darwin":
            self._listen_on_the_bus()

    def _listen_on_the_bus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - Linux alone
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        for service, path, interface in _DESKTOPS:
            slot: Any = SLOT("screen_saver(bool)")  # a text, whatever the stubs say: bytes are refused when it runs
            bus.connect(service, path, interface, "ActiveChanged", self, slot)

    @Slot(bool)
    def screen_saver(self, active: bool) -> None:
        """Take the desktop's word that the screen is locked, or no longer."""
        if active:
            self._locked()


class _WindowsMessages(QAbstractNativeEventFilter):
    """Asks Windows to tell of changes of the session, and hears the messages."""

    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked
        self._window = _register_hidden_window()
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)

    def nativeEventFilter(self, kind: Any, message: Any) -> tuple[bool, int]:
        if bytes(kind) == b"windows_generic_MSG" and _is_session_lock(int(message)):
            self._locked()
        return False, 0


def _register_hidden_window() -> Any:
    """Make a window of our own that Windows sends the messages to, and keep it."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - Windows alone

    from PySide6.QtGui import QWindow  # noqa: PLC0415

    window = QWindow()
    window.create()
    ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
    return window


def _is_session_lock(address: int) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes.wintypes  # noqa: PLC0415

    message = ctypes.wintypes.MSG.from_address(address)
    return message.message == _WM_WTSSESSION_CHANGE and message.wParam == _WTS_SESSION_LOCK
