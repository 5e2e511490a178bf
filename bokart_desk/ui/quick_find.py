"""Quick find (Ctrl+K): anyone and any dwelling by a few letters, from wherever the user is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from bokart_desk.i18n import N_, _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import ElidedLabel, label

if TYPE_CHECKING:
    from bokart_desk.services.find import Found

_IDLE_MS = 60
_WIDTH, _ROWS_SHOWN = 600, 8
_ROW_HEIGHT = 50
_FOUND = Qt.ItemDataRole.UserRole
_KINDS = {
    "household": ("users", N_("Household")),
    "dwelling": ("building-2", N_("Dwelling")),
    "unit": ("door-closed", N_("Unit")),
}
_TO_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class QuickFind(QDialog):
    """Finds as you type; arrow keys choose, Enter opens, Esc closes."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find anyone"))
        self._desk = desk
        self._asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Name, address, dwelling number or DUF number"))
        self.field.setAccessibleName(_("Find anyone"))
        self.field.setMinimumWidth(_WIDTH)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        self.results = QListWidget()
        self.results.setAccessibleName(_("Found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.hide()
        self.results.itemClicked.connect(self._open)
        column.addWidget(self.results)
        self._note = label("", "small")
        column.addWidget(self._note)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.look)
        self.field.textChanged.connect(lambda _text: self._idle.start())
        self._say()
        self._place(parent)

    def look(self) -> None:
        """Look for what stands in the field, or what may be meant; an answer that comes too late is dropped."""
        from bokart_desk.services.find import find_anyone  # noqa: PLC0415 - loaded with the register
        from bokart_desk.services.suggestions import did_you_mean  # noqa: PLC0415

        self._idle.stop()
        self._asked += 1
        text, asked, register, today = self.field.text(), self._asked, self._desk.register, self._desk.today()

        def find(_task: object) -> tuple[Sequence[Found], Sequence[str]]:
            found = find_anyone(register, text, today=today)
            return found, () if found else did_you_mean(register, text)

        def show(answer: tuple[Sequence[Found], Sequence[str]]) -> None:
            if asked == self._asked:
                self._show(*answer)

        self._desk.tasks.run(find, show, self._failed, owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _TO_LIST:
                self.results.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.results.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _show(self, found: Sequence[Found], meant: Sequence[str]) -> None:
        self.results.clear()
        for hit in found:
            icon, kind = _KINDS[hit.kind]
            self._add(hit, icon, hit.title, hit.subtitle, _(kind))
        for name in meant:
            self._add(name, "search", name, "", _("Did you mean this?"))
        count = self.results.count()
        self.results.setFixedHeight(min(count, _ROWS_SHOWN) * _ROW_HEIGHT + Space.XS)
        self.results.setVisible(bool(count))
        self.results.setCurrentRow(0)
        self._say()

    def _add(self, data: Found | str, icon: str, title: str, subtitle: str, kind: str) -> None:
        item = QListWidgetItem()
        item.setData(_FOUND, data)
        item.setSizeHint(QSize(0, _ROW_HEIGHT))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (title, subtitle, kind) if part))
        self.results.addItem(item)
        self.results.setItemWidget(item, _row(icon, title, subtitle, kind))

    def _say(self) -> None:
        if self.results.count():
            text = _("↑ ↓ to choose · Enter to open · Esc to close")
        elif self.field.text().strip():
            text = _("Nothing found. A few letters are enough; names may be written in any order.")
        else:
            text = _("Type a few letters. Esc closes.")
        self._note.setText(text)

    def _failed(self, error: BaseException) -> None:
        self._note.setText(getattr(error, "message", "") or _("The search failed. Nothing was changed. Try again."))

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        hit: Found | str = item.data(_FOUND)
        if isinstance(hit, str):
            self.field.setText(hit)
            self.look()
            return
        self.accept()
        go = {
            "household": self._desk.open_household,
            "unit": self._desk.open_unit,
            "dwelling": self._desk.open_dwelling,
        }[hit.kind]
        go(hit.id)

    def _place(self, parent: QWidget) -> None:
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - _WIDTH) // 2, corner.y() + parent.height() // 8)


def _row(icon: str, title: str, subtitle: str, kind: str) -> QWidget:
    row = QWidget()
    row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    line = QHBoxLayout(row)
    line.setContentsMargins(Space.S, Space.XS, Space.M, Space.XS)
    line.setSpacing(Space.M)
    sign = QLabel()
    put_icon(sign, icon, "text_muted", 20)
    line.addWidget(sign)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(title, "strong"))
    if subtitle:
        words.addWidget(ElidedLabel(subtitle, "small"))
    line.addLayout(words, 1)
    line.addWidget(label(kind, "small"))
    return row
