"""A record of a case on one line, which opens into its fields; they save as one leaves them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bokart_desk.services.editing import record
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

Fill = Callable[[RecordForm, FieldColumns], None]


class ExpandingRecord(QWidget):
    """``fill`` puts the fields in when the record is opened for the first time; ``actions`` stand under them."""

    def __init__(self, desk: Desk, kind: str, record_id: int, fill: Fill, actions: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self.record_id = record_id
        self._fill = fill
        self._actions = actions
        self.form: RecordForm | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self.head = QHBoxLayout()
        self.head.setSpacing(Space.S)
        self.opener = button("", self.toggle, kind="quiet", icon="chevron-right")
        self.opener.setProperty("opens", True)
        self._facts = label("", "muted", wrap=True)
        self.head.addWidget(self.opener)
        self.head.addWidget(self._facts, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self.head)
        self._body: QWidget | None = None
        for action in actions:
            action.setParent(self)
            action.hide()

    def show_words(self, title: str, facts: str) -> None:
        """Show what the line says, and the fields as they now stand in the register if they are open."""
        self.opener.setText(title)
        self._facts.setText(facts)
        self.opener.setAccessibleDescription(facts)
        if self.is_open():
            self._read()

    def facts(self) -> str:
        """Return what stands beside the title."""
        return self._facts.text()

    def is_open(self) -> bool:
        """Tell whether the fields show."""
        return self._body is not None and not self._body.isHidden()

    def toggle(self) -> None:
        """Open or close the fields."""
        if self.is_open() and self._body is not None:
            self._body.hide()
            put_icon(self.opener, "chevron-right")
        else:
            self.open()
            self._focus_first()

    def open(self) -> None:
        """Show the fields."""
        if self._body is None:
            self._build()
        assert self._body is not None
        self._read()
        self._body.show()
        put_icon(self.opener, "chevron-down")

    def leave(self) -> None:
        """Save what is being typed."""
        if self.form is not None:
            self.form.leave()

    def _build(self) -> None:
        self._body = QWidget(self)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(Space.XL, 0, 0, Space.S)
        inside.setSpacing(Space.M)
        self.form = RecordForm(self._desk, self._kind, self)
        columns = FieldColumns(room_for_two=420)
        self._fill(self.form, columns)
        inside.addWidget(columns)
        if self._actions:
            row = QWidget()
            flow = FlowLayout(row)
            for action in self._actions:
                flow.addWidget(action)
                action.show()
            inside.addWidget(row)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._body)

    def _read(self) -> None:
        values = record(self._desk.register, self._kind, self.record_id)
        if values is not None and self.form is not None:
            self.form.show(self.record_id, values)

    def _focus_first(self) -> None:
        if self.form is not None:
            next(iter(self.form.fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)
