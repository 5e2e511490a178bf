"""Choose files: the drop zone, and what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.importing.drop_zone import DropZone
from bokart_desk.ui.importing.earlier import EarlierImports
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, SectionHeading, label

if TYPE_CHECKING:
    from bokart_desk.services.imports import ImportLine


class ChooseStep(QWidget):
    """The first step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner("", Tone.INFO, closable=True)
        self.banner.hide()
        self.zone = DropZone()
        self.earlier = EarlierImports()
        self.none_yet = label(_("No list has been brought in yet."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.banner)
        column.addWidget(self.zone, 3)
        column.addWidget(SectionHeading(_("Earlier imports"), icon="history"))
        column.addWidget(self.none_yet)
        column.addWidget(self.earlier, 2)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self.show_imports(())

    def show_imports(self, lines: Sequence[ImportLine]) -> None:
        """Show the imports made before."""
        self.earlier.show_imports(lines)
        self.earlier.setVisible(bool(lines))
        self.none_yet.setVisible(not lines)
        self._filler.setVisible(not lines)

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show a message above the drop zone; an empty text takes it away."""
        self.banner.setVisible(bool(text))
        if text:
            self.banner.show_message(text, tone)
