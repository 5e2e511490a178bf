"""The whole list of what is due, of one kind or of all; Enter opens the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bokart_desk.domain.due import BY_WEIGHT, DueKind
from bokart_desk.domain.rows import DueItem
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services import labels
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dates import number
from bokart_desk.ui.dialog_size import resize_to_fit
from bokart_desk.ui.lists.short_table import ShortTable
from bokart_desk.ui.overview.due_card import open_due
from bokart_desk.ui.overview.words import SHOWN_APART, due_place
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

_COLUMNS = (N_("Due"), N_("When"), N_("What"), N_("Who"), N_("Where"))
_WIDTHS = (96, 150, 200, 210, 210)
_WIDTH, _HEIGHT = 920, 560
_DAYS = 30
Index = QModelIndex | QPersistentModelIndex


def _weight(item: DueItem) -> tuple[int, date]:
    return BY_WEIGHT.index(item.kind), item.due


class DueTableModel(QAbstractTableModel):
    """Due things as a table."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._items: tuple[DueItem, ...] = ()

    def show_items(self, items: tuple[DueItem, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def item(self, row: int) -> DueItem:
        """Return what a row shows."""
        return self._items[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.message
        return (
            format_date(item.due),
            labels.away(item.due, self._today),
            labels.due_label(item.kind),
            item.household,
            due_place(item),
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # fmt: skip
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_COLUMNS[section])
        return None


class DueDialog(QDialog):
    """Reads the list when it opens."""

    def __init__(self, desk: Desk, kind: DueKind | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._kind = desk, kind
        title = labels.due_label(kind) if kind is not None else _("Due in the coming 30 days")
        self.setWindowTitle(title)
        resize_to_fit(self, _WIDTH, _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(label(title, "title"))
        self._count = label(_("Reading the register …"), "muted")
        column.addWidget(self._count)
        self.model = DueTableModel(desk.today(), self)
        self.table = ShortTable(self.model, title, _WIDTHS, len(_WIDTHS) - 1)
        self.table.activated.connect(self._open)
        column.addWidget(self.table, 1)
        column.addWidget(button(_("&Close"), self.reject), 0, Qt.AlignmentFlag.AlignRight)
        self._read()

    def _read(self) -> None:
        from bokart_desk.services.due import due_items  # noqa: PLC0415 - already loaded with the overview

        register, today = self._desk.register, self._desk.today()
        self._desk.tasks.run(
            lambda _task: due_items(register, today, within_days=_DAYS), self._show, self._failed, owner=self
        )

    def _show(self, items: tuple[DueItem, ...]) -> None:
        wanted = tuple(sorted((item for item in items if self._shows(item)), key=_weight))
        self.model.show_items(wanted)
        if self._kind is None:
            count = ngettext(
                "{count} thing, what matters most first", "{count} things, what matters most first", len(wanted)
            )
        else:
            count = ngettext("{count} thing, the soonest first", "{count} things, the soonest first", len(wanted))
        self._count.setText(count.format(count=number(len(wanted))))
        if wanted:
            self.table.selectRow(0)
        self.table.setFocus()

    def _shows(self, item: DueItem) -> bool:
        return item.kind is self._kind if self._kind is not None else item.kind not in SHOWN_APART

    def _failed(self, error: BaseException) -> None:
        self._count.setText(getattr(error, "message", _("The list could not be read. Nothing was changed.")))

    def _open(self, index: QModelIndex) -> None:
        item = self.model.item(index.row())
        self.accept()
        open_due(item, self._desk)
