"""A list that the municipality keeps itself: every line is changed where it stands, new ones are added below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.forms.field import FormField
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.settings.entry_row import Entry, EntryRow
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import Card, ElidedLabel, button, label


class EntryList(Card):
    """Shows entries and tells what the user wants done with them; ``make_form`` gives the fields of a line."""

    added = Signal(str)
    """A new entry of this name is wanted."""
    moved = Signal(str, int)
    """An entry is wanted at another place among those in use."""
    retired = Signal(str)
    taken_back = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        title: str,
        explanation: str,
        new_name: str,
        make_form: Callable[[str], RecordForm],
        *,
        movable: bool = False,
        longest: int = 80,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._make_form = make_form
        self._movable = movable
        self._order: list[str] = []
        self.rows: dict[str, EntryRow] = {}
        if explanation:
            self.body.addWidget(label(explanation, "muted", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.XS)
        self.body.addLayout(self._lines)
        self.new = FormField(new_name, LineEditor(longest))
        self.add_button = button(_("Add"), self._add, icon="plus")
        self.body.addLayout(self._adding_row())
        self._gone_heading = label(_("No longer offered"), "strong")
        self._gone = QVBoxLayout()
        self._gone.setSpacing(0)
        self.body.addWidget(self._gone_heading)
        self.body.addLayout(self._gone)
        self.new.editing.edited.connect(self._add_if_entered)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; a line that was there before stays the same, with what is being typed in it."""
        used = [entry for entry in entries if not entry.retired]
        for key in set(self.rows) - {entry.key for entry in used}:
            gone = self.rows.pop(key)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, entry in enumerate(used):
            row = self.rows.get(entry.key) or self._new_row(entry.key)
            if self._lines.indexOf(row) != place:
                self._lines.insertWidget(place, row)
                row.show()  # at once, not when the layout gets to it: it may be where the cursor goes
            row.show_entry(entry, first=place == 0, last=place == len(used) - 1)
        self._order = [entry.key for entry in used]
        self._show_gone([entry for entry in entries if entry.retired])

    def say(self, problem: str) -> None:
        """Tell why something was refused, under the field for a new one; an empty text takes it away."""
        self.new.say(problem)

    def was_added(self) -> None:
        """Empty the field for a new one, ready for the next."""
        self.new.set_value(None)
        self.new.editor.setFocus()

    def _new_row(self, key: str) -> EntryRow:
        row = EntryRow(key, self._make_form(key), movable=self._movable)
        if len(row.form.fields) > 1:
            self._lines.setSpacing(Space.M)  # so that one sees what belongs together
        row.moved.connect(self._move)
        row.retired.connect(self.retired)
        row.removed.connect(self.removed)
        self.rows[key] = row
        return row

    def _move(self, key: str, by: int) -> None:
        self.moved.emit(key, max(0, min(self._order.index(key) + by, len(self._order) - 1)))

    def _show_gone(self, entries: Sequence[Entry]) -> None:
        while (item := self._gone.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self._gone_heading.setVisible(bool(entries))
        for entry in entries:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(ElidedLabel(entry.name, "muted"), 1)
            back = button(_("Offer again"), partial(self.taken_back.emit, entry.key), kind="link")
            back.setAccessibleName(_("Offer “{name}” again").format(name=entry.name))
            row.addWidget(back)
            self._gone.addWidget(line)
            line.show()

    def _adding_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.new, 1)
        side = QVBoxLayout()
        side.addSpacing(self.new.fontMetrics().height() + Space.XS)  # beside the line, not beside its name
        side.addWidget(self.add_button)
        side.addStretch(1)
        row.addLayout(side)
        return row

    def _add_if_entered(self) -> None:
        if self.new.editor.hasFocus():  # Enter; leaving the field is not asking for it
            self._add()

    def _add(self) -> None:
        name = self.new.value()
        if name:
            self.added.emit(name)
        else:
            self.new.editor.setFocus()
