"""Choose files: the drop zone, and what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.importing.drop_zone import DropZone
from bokart_desk.ui.importing.earlier import EarlierImports
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, SectionHeading, button, label

if TYPE_CHECKING:
    from bokart_desk.services.imports import ImportLine


class ChooseStep(QWidget):
    """The first step. ``wanted_take_back(ImportLine)``: an earlier import is to be taken back."""

    wanted_take_back = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner("", Tone.INFO, closable=True)
        self.banner.hide()
        self.zone = DropZone()
        self.earlier = EarlierImports()
        self.take_back = button(_("&Take back …"), self._take_back, icon="undo-2")
        self.take_back.setToolTip(_("Takes away what the import brought; what was changed by hand since stays."))
        self.read_only = False
        self.none_yet = label(_("No list has been brought in yet."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.banner)
        column.addWidget(self.zone, 3)
        heading = SectionHeading(_("Earlier imports"), icon="history")
        heading.add(self.take_back)
        column.addWidget(heading)
        column.addWidget(self.none_yet)
        column.addWidget(self.earlier, 2)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self.earlier.picked.connect(self._picked)
        self.show_imports(())

    def show_imports(self, lines: Sequence[ImportLine]) -> None:
        """Show the imports made before."""
        self.earlier.show_imports(lines)
        self.earlier.setVisible(bool(lines))
        self.none_yet.setVisible(not lines)
        self._filler.setVisible(not lines)
        self.take_back.setVisible(bool(lines))
        if lines and self.earlier.line() is None:
            self.earlier.selectRow(0)
        self._picked(self.earlier.line())

    def _picked(self, line: ImportLine | None) -> None:
        self.take_back.setEnabled(line is not None and line.undone_at is None and not self.read_only)

    def _take_back(self) -> None:
        if (line := self.earlier.line()) is not None:
            self.wanted_take_back.emit(line)

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show a message above the drop zone; an empty text takes it away."""
        self.banner.setVisible(bool(text))
        if text:
            self.banner.show_message(text, tone)
