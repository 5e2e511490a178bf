"""Buttons made of several texts: a row of a list, or a tile with a figure; one click or Enter opens what it shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from bokart_desk.ui.theme import Space, Tone, set_property
from bokart_desk.ui.widgets import ElidedLabel, PushButton, label


class RowButton(PushButton):
    """A button whose content is a layout of labels; its size follows the layout."""

    def __init__(self, clicked: Callable[[], object], kind: str = "row", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: clicked())

    def pass_mouse_through(self) -> None:
        """Let clicks on the labels reach the button; call when the layout is filled."""
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()


class FigureTile(RowButton):
    """A number with its name, and what it is made of; opens its list."""

    def __init__(self, name: str, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(clicked, "tile", parent)
        self._name_text = name
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        column.setSpacing(0)
        self._figure = label("–", "figure")
        self._name = ElidedLabel(name, "muted")
        column.addWidget(self._figure)
        column.addWidget(self._name)
        self.pass_mouse_through()

    def show_figure(self, figure: str, explained: str = "", tone: Tone | None = None) -> None:
        """Show the number; ``explained``: what it counts, as tool tip and for screen readers."""
        self._figure.setText(figure)
        set_property(self._figure, "tone", str(tone) if tone is not None else "")
        self.setAccessibleName(f"{self._name_text}: {figure}")
        self.setAccessibleDescription(explained)
        self.setToolTip(explained)

    def figure(self) -> str:
        """Return the number shown."""
        return self._figure.text()
