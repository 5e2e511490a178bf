"""A card with the fields of one record, each saved as one leaves it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.widgets import Card

_ROOM_FOR_TWO = 330
"""The fields are short: two stand beside each other in a narrow panel."""


class RecordCard(Card):
    """A card with the fields of one record."""

    def __init__(self, desk: Desk, kind: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.form = RecordForm(desk, kind, self)
        self._columns = FieldColumns(room_for_two=_ROOM_FOR_TWO)
        self.body.addWidget(self._columns)

    def add(self, name: str, title: str, editor: QWidget, *, wide: bool = False, required: bool = False) -> None:
        """Put a field at the end."""
        self._columns.add(self.form.add(name, title, editor, required=required), wide=wide)

    def place(self) -> None:
        """Put the fields in their places again after some were shown or hidden."""
        self._columns.place()
