"""What a row says otherwise than the register: field by field, before and after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bokart_desk.i18n import _, format_amount, format_date
from bokart_desk.services.code_labels import code_label, yes_no
from bokart_desk.services.field_names import DERIVED, field_name
from bokart_desk.services.jobs import kind_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bokart_desk.importing.facts import Change

_ROW_HEIGHT = 32


class DifferenceTable(QTableWidget):
    """One line a field that differs, and whether the list's word is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setHorizontalHeaderLabels([_("Field"), _("In the register"), _("In the list"), _("What happens")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("What the row says otherwise"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show what differs."""
        told = [one for one in changes if one.field not in DERIVED]
        self.setRowCount(len(told))
        for row, one in enumerate(told):
            name = _("{kind}: {field}").format(kind=kind_name(one.kind), field=field_name(one.kind, one.field))
            becomes = _("The list's word is taken") if one.taken else _("Stays as in the register")
            for column, text in enumerate((name, _shown(one.before), _shown(one.after), becomes)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Decimal):
        return format_amount(value)
    return code_label(value) or str(value) if isinstance(value, StrEnum) else str(value)
