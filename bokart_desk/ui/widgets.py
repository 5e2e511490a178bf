"""Small parts that every screen is made of; their looks are in the stylesheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from bokart_desk.i18n import _
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space, Tone, polish_again, set_property

_PILL_ICONS = {
    Tone.DANGER: "circle-alert",
    Tone.WARNING: "clock",
    Tone.SUCCESS: "circle-check",
    Tone.INFO: "info",
}
_READABLE_WIDTH = 580
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_BANNER_ICONS = _PILL_ICONS | {Tone.WARNING: "triangle-alert", Tone.NEUTRAL: "info", Tone.ACCENT: "info"}


def label(text: str, role: str = "", *, wrap: bool = False, tone: Tone | None = None) -> QLabel:
    """Return a label; ``role``: "title", "heading", "figure", "strong", "muted", "small" or none. Never rich text."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)  # names from lists are shown as they stand
    result.setWordWrap(wrap)
    if role:
        result.setProperty("role", role)
    if tone is not None:
        result.setProperty("tone", str(tone))
    return result


class PushButton(QPushButton):
    """A button that Enter presses too; Qt does so only in dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str, clicked: Callable[[], object] | None = None, *, icon: str = "", kind: str = "", tip: str = ""
) -> QPushButton:
    """Return a push button; ``kind``: "primary", "quiet", "link" or none; ``icon``: a name in resources/icons."""
    result = PushButton(text)
    if kind:
        result.setProperty("kind", kind)
    if icon:
        put_icon(result, icon, "on_accent" if kind == "primary" else "text")
    if tip:
        result.setToolTip(tip)
    result.setAutoDefault(False)
    if kind == "link":
        result.setCursor(Qt.CursorShape.PointingHandCursor)
        result.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if clicked is not None:
        result.clicked.connect(lambda _checked=False: clicked())
    return result


class Card(QFrame):
    """A surface with a border; ``body`` is where its content goes. ``edge``: a tone for its left side."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, edge: Tone | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        if edge is not None:
            self.setProperty("edge", str(edge))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self.body.setSpacing(Space.S)
        self.heading: SectionHeading | None = None
        if title:
            self.heading = SectionHeading(title)
            self.body.addWidget(self.heading)
            self.setAccessibleName(title)

    def set_edge(self, tone: Tone | None) -> None:
        """Colour the left side by how urgent the content is."""
        set_property(self, "edge", str(tone) if tone is not None else "")


class SectionHeading(QWidget):
    """A heading with room for a button or a pill at its right (``add``)."""

    def __init__(self, text: str, parent: QWidget | None = None, *, icon: str = "") -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        if icon:
            sign = QLabel()
            put_icon(sign, icon, "text_muted")
            self._row.addWidget(sign)
        self._text = label(text, "heading")
        self._row.addWidget(self._text)
        self._row.addStretch(1)

    def set_text(self, text: str) -> None:
        """Change the heading."""
        self._text.setText(text)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)


class StatusPill(QLabel):
    """A status as colour and words; never colour alone."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_status(text, tone)

    def show_status(self, text: str, tone: Tone) -> None:
        """Change what the pill says."""
        self.setText(text)
        self.setAccessibleName(text)
        set_property(self, "pill", str(tone))


class Banner(QFrame):
    """A message across a page: icon, text, perhaps a button. ``closed`` when the user puts it away."""

    closed = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone = Tone.INFO,
        parent: QWidget | None = None,
        *,
        action: QPushButton | None = None,
        closable: bool = False,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.M)
        self._sign = QLabel()
        row.addWidget(self._sign)
        self._text = label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._text, 1)
        if action is not None:
            row.addWidget(action)
        if closable:
            close = button("", self._close, icon="x", kind="quiet", tip=_("Close the message"))
            close.setAccessibleName(_("Close the message"))
            row.addWidget(close)
        self.show_message(text, tone)

    def show_message(self, text: str, tone: Tone | None = None) -> None:
        """Change the message."""
        self._text.setText(text)
        self.setAccessibleName(text)
        if tone is not None:
            set_property(self, "banner", str(tone))
            polish_again(self._text)  # its colour hangs on the banner's
            put_icon(self._sign, _BANNER_ICONS[tone], str(tone))

    def text(self) -> str:
        """Return the message."""
        return self._text.text()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class EmptyState(QWidget):
    """What a list shows when it is empty: an icon, why, and what to do about it."""

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        *,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(Space.S)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.addStretch(1)
        sign = QLabel()
        put_icon(sign, icon, "text_muted", 40)
        column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, "heading", wrap=True)
        self._text = label(text, "muted", wrap=True)
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setMaximumWidth(_READABLE_WIDTH)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, _READABLE_WIDTH)  # all the room up to its maximum
            row.addStretch(1)
            column.addLayout(row)
        self._text.setVisible(bool(text))
        if action is not None:
            column.addSpacing(Space.S)
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_text(self, title: str, text: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))


class KeyValueList(QWidget):
    """Pairs of a name and a value, under each other; values can be selected and copied.

    ``names``: how much of the width, in percent, is for the names.
    """

    def __init__(
        self, pairs: tuple[tuple[str, str], ...] = (), parent: QWidget | None = None, *, names: int = 45
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)  # a form layout would cut off a name of two lines
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, names)
        self._grid.setColumnStretch(1, 100 - names)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show these pairs instead; a pair without a value is left out."""
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.deleteLater()
        for row, (name, value) in enumerate(pair for pair in pairs if pair[1]):
            shown = label(value, wrap=True)
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            shown.setAccessibleName(f"{name}: {value}")
            self._grid.addWidget(label(name, "muted", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, row, 1, Qt.AlignmentFlag.AlignTop)


class ElidedLabel(QLabel):
    """A line that shortens itself with … where there is no room; the whole text is its tool tip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._full = ""
        if role:
            self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(_LEFT)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the text."""
        self._full = text
        self.setAccessibleName(text)
        self._elide()

    def full_text(self) -> str:
        """Return the text in full."""
        return self._full

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).averageCharWidth() * 6, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")
