"""Notices above every screen that stay until they are no longer true, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, button


class Notices(QWidget):
    """One banner for each thing that is told (``about``), under each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._banners: dict[str, Banner] = {}
        self.hide()

    def put_up(
        self,
        about: str,
        text: str,
        tone: Tone = Tone.WARNING,
        *,
        action: str = "",
        act: Callable[[], object] | None = None,
        closable: bool = True,
    ) -> None:
        """Show a notice instead of the one there was about the same; ``act`` is done when ``action`` is pressed."""
        self.take_away(about)
        pressed = button(action, act) if action and act is not None else None
        banner = Banner(text, tone, action=pressed, closable=closable)
        banner.closed.connect(self._tidy)
        self._banners[about] = banner
        self._column.addWidget(banner)
        self.show()

    def take_away(self, about: str) -> None:
        """Show it no longer."""
        banner = self._banners.pop(about, None)
        if banner is not None:
            banner.hide()
            self._column.removeWidget(banner)
            banner.deleteLater()
        self._tidy()

    def text(self, about: str) -> str:
        """Return what is told about something; empty when nothing is."""
        banner = self._banners.get(about)
        return banner.text() if banner is not None and not banner.isHidden() else ""

    def _tidy(self) -> None:
        self.setVisible(any(not banner.isHidden() for banner in self._banners.values()))
