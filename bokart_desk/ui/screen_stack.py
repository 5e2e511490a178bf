"""The screens of the window, one at a time: made when first visited, read again when something changed meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from bokart_desk.ui.context import Desk
from bokart_desk.ui.views import SCREENS


class ScreenStack(QStackedWidget):
    """Holds the visited screens by their keys in ``ui.views``; ``current`` is the key of the one shown, "" for none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._screens: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self.current = ""

    def bring(self, key: str, *, read_again: bool) -> QWidget:
        """Show a screen, made now if it was never visited; ``read_again``: what changed while it was out of sight."""
        screen = self._screens.get(key)
        if screen is None:
            screen = self._make(key)
        elif key in self._stale and read_again:
            screen.refresh()  # type: ignore[attr-defined]
        self._stale.discard(key)
        for one in self._screens.values():  # those out of sight ask for no room
            policy = QSizePolicy.Policy.Preferred if one is screen else QSizePolicy.Policy.Ignored
            one.setSizePolicy(policy, policy)
        self.setCurrentWidget(screen)
        self.current = key
        return screen

    def _make(self, key: str) -> QWidget:
        screen = next(entry for entry in SCREENS if entry.key == key).make(self._desk)
        screen.setProperty("page", True)
        screen.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._screens[key] = screen
        self.addWidget(screen)
        return screen

    def visited(self, key: str) -> QWidget | None:
        """Return a screen that was visited, else None."""
        return self._screens.get(key)

    def shown(self) -> QWidget | None:
        """Return the screen that is shown; None before the first."""
        return self._screens.get(self.current)

    def refresh(self) -> None:
        """Read again what the screen shows."""
        screen = self.shown()
        if screen is not None:
            screen.refresh()  # type: ignore[attr-defined]

    def refresh_all(self) -> None:
        """Read again what the screen shows now, and each of the others when it is next shown."""
        self._stale = set(self._screens) - {self.current}
        self.refresh()
