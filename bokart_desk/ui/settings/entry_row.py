"""A line of a list in the settings: its fields, how often it is used, and buttons to move, retire or delete it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import button, label


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line shows. ``key`` names it among the others; ``record`` is what its form saves (1 where it has none).

    ``uses``: how many records hold it; only what is used by none and ``deletable`` can be deleted.
    """

    key: str
    record: int
    name: str
    values: Mapping[str, Any]
    uses: int
    retired: bool
    deletable: bool
    notice: str = ""


class EntryRow(QWidget):
    """Signals tell the key of the line. ``form`` has the fields; the first stands beside the buttons."""

    moved = Signal(str, int)
    """By how many places."""
    retired = Signal(str)
    removed = Signal(str)

    def __init__(self, key: str, form: RecordForm, *, movable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.form = form
        form.setParent(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        first = QHBoxLayout()
        first.setSpacing(Space.XS)
        column.addLayout(first)
        self._lay_out_fields(first, column)
        self._uses = label("", "small")
        self._uses.setMinimumWidth(self._uses.fontMetrics().horizontalAdvance("0000000000"))
        first.addWidget(self._uses)
        self.up = self._button("arrow-up", _("Move up"), lambda: self.moved.emit(self.key, -1))
        self.down = self._button("arrow-down", _("Move down"), lambda: self.moved.emit(self.key, 1))
        for arrow in (self.up, self.down):
            arrow.setVisible(movable)
            first.addWidget(arrow)
        self.retire = self._button("eye-off", _("Offer no longer"), lambda: self.retired.emit(self.key))
        self.remove = self._button("trash-2", _("Delete"), lambda: self.removed.emit(self.key))
        first.addWidget(self.retire)
        first.addWidget(self.remove)
        self._notice = label("", wrap=True, tone=Tone.INFO)
        column.addWidget(self._notice)

    def show_entry(self, entry: Entry, *, first: bool, last: bool) -> None:
        """Show what is saved; what is being typed stays."""
        self.form.show(entry.record, entry.values)
        words = ngettext("in {count} case", "in {count} cases", entry.uses).format(count=entry.uses)
        self._uses.setText(words if entry.uses else "")
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)
        self.remove.setVisible(entry.deletable)
        self.retire.setVisible(not entry.deletable)
        self._notice.setText(entry.notice)
        self._notice.setVisible(bool(entry.notice))
        for one, words in (
            (self.up, _("Move “{name}” up")),
            (self.down, _("Move “{name}” down")),
            (self.retire, _("Offer “{name}” no longer")),
            (self.remove, _("Delete “{name}”")),
        ):
            one.setAccessibleName(words.format(name=entry.name))

    def _lay_out_fields(self, first: QHBoxLayout, column: QVBoxLayout) -> None:
        for number, field in enumerate(self.form.fields.values()):
            field.hide_name()
            if number == 0:
                first.addWidget(field, 1)
            elif field.property("narrow"):
                first.addWidget(field)
            else:
                below = QHBoxLayout()
                below.setContentsMargins(Space.XL, 0, 0, 0)
                below.addWidget(field)
                column.addLayout(below)

    def _button(self, icon: str, tip: str, clicked: object) -> QPushButton:
        result = button("", clicked, icon=icon, kind="quiet", tip=tip)  # type: ignore[arg-type]
        result.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return result
