"""Records of a case as links, each with what it says under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label


@dataclass(frozen=True, slots=True)
class LinkLine:
    """``record``: which record it is; ``clicked``: what a click does, None where there is nothing to open."""

    record: int
    title: str
    text: str
    clicked: Callable[[], object] | None = field(default=None, compare=False)


class LinkLines(QWidget):
    """Lines under each other; ``nothing``: what is said when there are none."""

    def __init__(self, nothing: str) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._nothing = nothing
        self.lines: tuple[LinkLine, ...] | None = None

    def show_lines(self, lines: Iterable[LinkLine]) -> None:
        """Show these lines instead; the same lines stay as they are."""
        wanted = tuple(lines)
        if wanted == self.lines:
            return
        self.lines = wanted
        while (item := self._column.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        if not wanted:
            self._column.addWidget(label(self._nothing, "muted", wrap=True))
        for line in wanted:
            self._column.addWidget(_shown(line))


def _shown(line: LinkLine) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    if line.clicked is not None:
        column.addWidget(button(line.title, line.clicked, kind="link"))
    else:
        column.addWidget(label(line.title, "strong", wrap=True))
    if line.text:
        column.addWidget(label(line.text, "small", wrap=True))
    return widget
