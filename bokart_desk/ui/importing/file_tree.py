"""The files and their sheets in a tree: what each is and how it stands; picking a sheet shows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from bokart_desk.i18n import _
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.ui.icons import icon
from bokart_desk.ui.importing.session import ChosenFile, State
from bokart_desk.ui.importing.words import kind_words, rows_words, sheet_words
from bokart_desk.ui.theme import Tone, palette

_FILE_ROLE = Qt.ItemDataRole.UserRole
_SHEET_ROLE = Qt.ItemDataRole.UserRole + 1


class FileTree(QTreeWidget):
    """Files with their sheets beneath. ``picked(file, sheet number or None)``."""

    picked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setRootIsDecorated(False)
        self.setIndentation(18)
        self.setUniformRowHeights(True)
        self.setItemsExpandable(False)
        self.setAccessibleName(_("Files and sheets"))
        self.currentItemChanged.connect(self._current_changed)

    def show_files(self, files: list[ChosenFile]) -> None:
        """Show these files; the first sheet that is a list is picked, or what was picked before."""
        before = self._picked()
        self.blockSignals(True)
        self.clear()
        wanted: QTreeWidgetItem | None = None
        first: QTreeWidgetItem | None = None
        for file in files:
            top = self._file_item(file)
            self.addTopLevelItem(top)
            top.setFirstColumnSpanned(True)
            top.setExpanded(True)
            for number, sheet in enumerate(file.sheets):
                item = self._sheet_item(top, file, number)
                first = first or (item if sheet.kind is not SheetKind.NOT_A_LIST else None)
                if before == (file, number):
                    wanted = item
            if before == (file, None):
                wanted = wanted or top
        chosen = wanted or first or self.topLevelItem(0)
        if chosen is not None:
            self.setCurrentItem(chosen)
        self.blockSignals(False)
        self._current_changed(chosen)  # once, and also when the same one is picked as before

    def _file_item(self, file: ChosenFile) -> QTreeWidgetItem:
        top = QTreeWidgetItem()
        top.setText(0, file.name)
        top.setToolTip(0, file.name)
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setData(0, _FILE_ROLE, file)
        if file.state is State.UNREADABLE:
            unread = QTreeWidgetItem(top)
            unread.setText(0, _("Could not be read"))
            unread.setData(0, _FILE_ROLE, file)
            _colour(unread)
        _colour(top)
        return top

    def _sheet_item(self, top: QTreeWidgetItem, file: ChosenFile, number: int) -> QTreeWidgetItem:
        sheet = file.sheets[number]
        name, kind = sheet_words(sheet.name), kind_words(sheet.kind)
        item = QTreeWidgetItem(top)
        item.setText(0, name)
        item.setText(1, rows_words(len(sheet.rows)) if sheet.rows else kind)
        item.setToolTip(0, _("{name} – {kind}").format(name=name, kind=kind))
        item.setData(0, _FILE_ROLE, file)
        item.setData(0, _SHEET_ROLE, number)
        _colour(item)
        return item

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # light or dark
            for place in range(self.topLevelItemCount()):
                if (top := self.topLevelItem(place)) is not None:
                    items = (top, *(top.child(number) for number in range(top.childCount())))
                    for item in filter(None, items):
                        _colour(item)

    def _picked(self) -> tuple[ChosenFile, int | None] | None:
        item = self.currentItem()
        if item is None:
            return None
        return item.data(0, _FILE_ROLE), item.data(0, _SHEET_ROLE)

    def _current_changed(self, item: QTreeWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self.picked.emit(item.data(0, _FILE_ROLE), item.data(0, _SHEET_ROLE))


def _colour(item: QTreeWidgetItem) -> None:
    """Give an item its icon and colours, in the scheme in use."""
    colours = palette()
    file, number = item.data(0, _FILE_ROLE), item.data(0, _SHEET_ROLE)
    danger, muted = QBrush(QColor(colours.tone(Tone.DANGER).text)), QBrush(QColor(colours.text_muted))
    if item.parent() is None:
        bad = bool(file.problem)
        item.setIcon(0, icon("file-x" if bad else "file-spreadsheet", colours.tone(Tone.DANGER).text if bad else None))
    elif number is None:
        item.setForeground(0, danger)
    else:
        is_list = file.sheets[number].kind is not SheetKind.NOT_A_LIST
        item.setIcon(0, icon("table" if is_list else "minus", colours.text if is_list else colours.text_disabled))
        item.setForeground(1, muted)
        if not is_list:
            item.setForeground(0, muted)
