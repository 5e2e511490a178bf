"""What stands above a list: title and count with buttons at the right, then the search field and the filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.lists.search_field import SearchField
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label


class TitleRow(QWidget):
    """``count`` tells how many there are."""

    def __init__(self, title: str, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.count = label("", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(label(title, "title"))
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        for widget in buttons:
            row.addWidget(widget)


class SearchRows(QWidget):
    """``field`` is where one types; ``columns`` opens the menu of columns."""

    def __init__(
        self, name: str, placeholder: str, filters: Sequence[QWidget], choose_columns: Callable[[], object]
    ) -> None:
        super().__init__()
        self.field = SearchField(name, placeholder)
        self.columns = button(_("Columns"), choose_columns, icon="columns-3", tip=_("Choose columns"))
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.field, 1)
        top.addWidget(self.columns)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(Space.S)
        rows.addLayout(top)
        if filters:
            flow = FlowLayout()
            for widget in filters:
                flow.addWidget(widget)
            rows.addLayout(flow)
