"""A record chosen by typing a few letters of it: a household, a unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.editing import CornerButton, LineBase
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import ElidedLabel

Found = tuple[Any, str, str]
"""Id, title and subtitle of a record."""

_ROW_HEIGHT = 46
_ROWS_SHOWN = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS_SHOWN, Qt.Key.Key_PageUp: -_ROWS_SHOWN}


class RecordPicker(LineBase):
    """Type, arrow down, Enter. ``find``: the records that fit a text (some to begin with for an empty one).

    ``look_up``: title and subtitle of a record by its id, for ``set_value``. The value is the id.
    """

    def __init__(
        self,
        find: Callable[[str], Sequence[Found]],
        look_up: Callable[[Any], tuple[str, str]] | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(200, parent)
        self._find = find
        self._look_up = look_up
        self._chosen: Found | None = None
        self._set_to: Any = None
        self.setPlaceholderText(placeholder or _("Type a few letters"))
        self._clear = CornerButton(self, "x", _("Choose none"), _("Choose none"))
        self._clear.clicked.connect(self._empty)
        self._clear.hide()
        self.textChanged.connect(self._offer_to_empty)
        self.results = _Results(self)
        self.results.itemClicked.connect(self._take)
        self.textEdited.connect(self._look)

    def value(self) -> Any:
        chosen = self._chosen
        return chosen[0] if chosen is not None and self.text().strip() == chosen[1] else None

    def chosen(self) -> Found | None:
        """Return the chosen record: id, title, subtitle."""
        return self._chosen if self.value() is not None else None

    def set_value(self, value: Any) -> None:
        if value is None:
            self._chosen = None
        elif self._chosen is None or self._chosen[0] != value:
            title, subtitle = self._look_up(value) if self._look_up is not None else (str(value), "")
            self._chosen = (value, title, subtitle)
        self._set_to = value
        self.put_text(self._chosen[1] if self._chosen is not None else "")

    def set_record(self, found: Found | None) -> None:
        """Show a record whose words are known."""
        self._chosen = found
        self.set_value(found[0] if found is not None else None)

    def problem(self) -> str:
        if self.is_empty() or self.value() is not None:
            return ""
        return _("Choose one from the list: arrow down, then Enter.")

    def unfinished(self) -> bool:
        return self.hasFocus() and self.value() is None

    def explanation(self) -> str:
        chosen = self.chosen()
        return chosen[2] if chosen is not None else ""

    def words(self, value: Any) -> str:
        if value is None or self._look_up is None:
            return ""
        return self._look_up(value)[0]

    def touched(self) -> bool:
        return self.text() != self._as_set or self.value() != self._set_to

    def is_open(self) -> bool:
        """Tell whether the list of records is down."""
        return self.results.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and not self.isReadOnly():
            self._step(_STEPS[key])
        elif self.is_open() and key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(self.results.currentItem())
            super().keyPressEvent(event)  # and Enter moves on, as from any line
        elif self.is_open() and key == Qt.Key.Key_Escape:
            self.results.hide()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        leaves = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab
        if leaves and event.type() is QEvent.Type.KeyPress and self.is_open() and not self.is_empty():
            self._take(self.results.currentItem())  # and Tab moves on
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.results.hide()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.results.hide()
        super().hideEvent(event)

    def _offer_to_empty(self, text: str) -> None:
        self._clear.setVisible(bool(text) and not self.isReadOnly())

    def _empty(self) -> None:
        self._chosen = None
        self.change_text("")
        self.results.hide()
        self.setFocus()
        self.finish()

    def _look(self, _text: str = "") -> None:
        self.results.show_found([] if self.value() is not None else self._find(self.text().strip()))

    def _step(self, step: int) -> None:
        if not self.is_open():
            self.results.show_found(self._find("" if self.value() is not None else self.text().strip()))
            return
        row = max(0, min(self.results.currentRow() + step, self.results.count() - 1))
        self.results.setCurrentRow(row)

    def _take(self, item: QListWidgetItem | None) -> None:
        self.results.hide()
        if item is None:
            return
        found: Found = item.data(Qt.ItemDataRole.UserRole)
        self._chosen = found
        self.change_text(found[1])
        self.setCursorPosition(0)
        self.results.hide()
        self.finish()


class _Results(QListWidget):
    """The list under the line; the keyboard stays in the line."""

    def __init__(self, line: RecordPicker) -> None:
        super().__init__(line)
        self._line = line
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Found"))
        self.hide()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these, the first one marked; nothing to show hides the list."""
        self.clear()
        for hit in found:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit[1]}, {hit[2]}")
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.addItem(item)
            self.setItemWidget(item, _row(hit))
        if not found:
            self.hide()
            return
        self.setCurrentRow(0)
        self._place(min(len(found), _ROWS_SHOWN) * _ROW_HEIGHT + Space.XS)
        self.show()

    def _place(self, height: int) -> None:
        line = self._line
        under = line.mapToGlobal(QPoint(0, line.height() + 2))
        room = (line.screen() or QApplication.primaryScreen()).availableGeometry()
        if under.y() + height > room.bottom() and line.mapToGlobal(QPoint(0, 0)).y() - height > room.top():
            under = line.mapToGlobal(QPoint(0, -height - 2))
        self.setGeometry(under.x(), under.y(), line.width(), height)


def _row(hit: Found) -> QWidget:
    row = QWidget()
    row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    words = QVBoxLayout(row)
    words.setContentsMargins(Space.M, Space.XS, Space.M, Space.XS)
    words.setSpacing(0)
    words.addWidget(ElidedLabel(hit[1], "strong"))
    words.addWidget(ElidedLabel(hit[2], "small"))
    return row
