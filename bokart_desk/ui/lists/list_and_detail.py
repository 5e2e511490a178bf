"""The ways between search field, list and details by keys and mouse, alike on every screen that has the three."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists import memory
from bokart_desk.ui.lists.result_list import ResultList
from bokart_desk.ui.lists.search_field import SearchField
from bokart_desk.ui.lists.side_by_side import SideBySide
from bokart_desk.ui.lists.table import RegisterTable, copied_words
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner

DETAIL_AFTER_MS = 60
"""How long the choice must rest before the detail is read, so that holding an arrow key runs smoothly."""


class ListAndDetail(QWidget):
    """Typing searches, Down and Enter go on to the list and to the details, Esc and Left step back, Ctrl+C copies.

    Who derives it makes ``field``, ``columns_button``, ``detail`` and ``panes``, fills in the first methods, and calls
    ``connect_ways`` when all are there.
    """

    key: ClassVar[str]
    """As in ``ui.views``; also the group of what is remembered."""
    field: SearchField
    columns_button: QPushButton
    detail: QWidget
    panes: SideBySide

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, settings: QSettings | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.desk = desk
        self._settings = settings if settings is not None else QSettings()
        self.problem = Banner("", Tone.DANGER, closable=True)
        self.problem.hide()
        self._detail_timer = QTimer(self)
        self._detail_timer.setSingleShot(True)
        self._detail_timer.setInterval(DETAIL_AFTER_MS)

    def current_list(self) -> ResultList[Any]:
        """Return the list in view."""
        raise NotImplementedError

    def tables(self) -> dict[str, RegisterTable]:
        """Return the tables whose columns are remembered, by a name for each."""
        raise NotImplementedError

    def _show_current(self) -> None:
        """Show the details of the row chosen in the list in view."""
        raise NotImplementedError

    def connect_ways(self, *lists: ResultList[Any]) -> None:
        """Connect what was made, and bring back columns and splitter as they were left."""
        self.field.left_downwards.connect(self._into_list)
        self._detail_timer.timeout.connect(self._show_current)
        self.panes.went_back.connect(self._into_list)
        for result in lists:
            result.current_changed.connect(self._row_chosen)
            result.loader.failed.connect(self.tell_problem)
            result.table.typed.connect(self._search_letters)
            result.table.went_right.connect(self._into_detail)
            result.table.clicked.connect(self._clicked)
            result.table.copy_asked.connect(self._copy)
        memory.restore(self._settings, self.key, self.tables(), self.panes.splitter)

    # What the main window and the screens call -------------------------------------------------------

    def focus_search(self) -> None:
        """Put the cursor in the search field, ready to overwrite (Ctrl+F)."""
        self.panes.browse()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def tell_problem(self, error: RegisterError) -> None:
        """Say above the list that the register could not be read or written."""
        self.problem.show_message(error.message)
        self.problem.show()

    def save_state(self) -> None:
        """Remember columns and splitter."""
        memory.save(self._settings, self.key, self.tables(), self.panes.splitter)

    def hideEvent(self, event: QHideEvent) -> None:
        self.save_state()
        super().hideEvent(event)

    # The list ----------------------------------------------------------------------------------------

    def _row_chosen(self, _row: object) -> None:
        self._detail_timer.start()

    def _copy(self, numbers: list[int]) -> None:
        if not numbers:
            return
        try:
            copied = self.current_list().copy(numbers)
        except RegisterError as error:
            self.tell_problem(error)
            return
        self.desk.tell(copied_words(copied, of=len(numbers)))

    def _show_columns(self) -> None:
        menu = self.current_list().table.column_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    # Keys and mouse ------------------------------------------------------------------------------------

    def _search_letters(self, letters: str) -> None:
        self.focus_search()
        self.field.insert(letters)

    def _clicked(self) -> None:
        """Where list and details do not stand side by side, a click turns to the details."""
        if self.panes.narrow:
            self._into_detail()

    def _into_list(self) -> None:
        self.panes.browse()
        shown = self.current_list()
        if not shown.model.rowCount():
            return
        if not shown.table.currentIndex().isValid():
            shown.table.go_to_row(0)
        shown.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _into_detail(self) -> None:
        if self._detail_timer.isActive():
            self._detail_timer.stop()
            self._show_current()
        self.panes.read()
        self.detail.setFocus(Qt.FocusReason.TabFocusReason)

    def _in_detail(self) -> bool:
        focus = self.focusWidget()
        return focus is not None and (focus is self.detail or self.detail.isAncestorOf(focus))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._step_back():
            event.accept()
        elif event.key() == Qt.Key.Key_Left and self._in_detail():
            self._into_list()
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> bool:
        """Esc leaves the details, then takes away the text searched for, then what is chosen; False when none is."""
        table = self.current_list().table
        if self._in_detail():
            self._into_list()
        elif self.field.text():
            self.field.clear()
            self.field.setFocus()
        elif table.currentIndex().isValid():
            table.clearSelection()
            table.setCurrentIndex(table.rootIndex())
        else:
            return False
        return True
