"""Mentions that may be of somebody who is erased: shown with the words around them, each to be ticked or left."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.services.privacy.mentions import MentionLine, Mentions
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

_WIDTH, _HEIGHT = 900, 520
_WHERE = 300
Index = QModelIndex | QPersistentModelIndex


class MentionsModel(QAbstractTableModel):
    """The words with a tick before them, and where they stand."""

    ticked = Signal()

    def __init__(self, lines: tuple[MentionLine, ...], meant: Collection[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.meant = set(meant)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (_("The words, with the name between « »"), _("Where they stand"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        ticks = Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.where if index.column() else f"{line.before}«{line.word}»{line.after}"
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if index.row() in self.meant else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        (self.meant.add if Qt.CheckState(value) is Qt.CheckState.Checked else self.meant.discard)(index.row())
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def mark_all(self, meant: bool) -> None:
        """Tick all, or none."""
        self.meant = set(range(len(self._lines))) if meant else set()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))
        self.ticked.emit()


class MentionsDialog(QDialog):
    """Nothing is changed here: what is ticked goes with the erasure. ``accepted`` when it was looked through."""

    def __init__(self, parent: QWidget, mentions: Mentions, meant: Collection[int]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Texts with the name"))
        self.model = MentionsModel(mentions.lines, meant, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, _WHERE)
        self.table.setAccessibleName(self.windowTitle())
        self.count = label("", "muted")
        self.done_button = button(_("&Done"), self.accept, kind="primary")
        self._build()
        self.model.ticked.connect(self._tell)
        self._tell()
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width() - Space.XXL), min(_HEIGHT, room.height() - Space.XXL))

    def _build(self) -> None:
        told = _(
            "These texts hold a name that others may bear too, so the program does not know who is meant. Tick those "
            "about the one who is erased (space bar): there the name is taken out. The others stay as they are."
        )
        column = QVBoxLayout(self)
        column.addWidget(label(told, wrap=True))
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(button(_("Tick &all"), self._all))
        row.addWidget(button(_("Tick &none"), self._none))
        row.addWidget(self.count, 1)
        row.addWidget(self.done_button)
        row.addWidget(button(_("Cancel"), self.reject))
        column.addLayout(row)

    def _all(self) -> None:
        self.model.mark_all(True)

    def _none(self) -> None:
        self.model.mark_all(False)

    def _tell(self) -> None:
        count, meant = self.model.rowCount(), len(self.model.meant)
        told = ngettext("{meant} of {count} text ticked", "{meant} of {count} texts ticked", count)
        self.count.setText(told.format(meant=meant, count=count))
