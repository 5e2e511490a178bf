"""A user at the window, with keyboard and mouse alone: opens screens and dialogs, fills them in, reads what shows."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from bokart_desk.app.program import application
from bokart_desk.services.everything import as_document
from bokart_desk.services.register import Register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.record_picker import RecordPicker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.navigation import Navigation, shortcut_of
from bokart_desk.ui.views import SCREENS

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
TAB, RETURN = Qt.Key.Key_Tab, Qt.Key.Key_Return
PAUSE_MS = 300
Kind = TypeVar("Kind", bound=QWidget)
Dialog = TypeVar("Dialog", bound=QDialog)


class Walker:
    """Does what a user does. ``day``: the day at the desk, which ``wait_until`` moves."""

    def __init__(self, qtbot: QtBot, register: Register, day: date) -> None:
        self.qtbot = qtbot
        self.day = day
        self.desk = Desk(register, who="Kari Konsulent", today=lambda: self.day)
        self.told: list[str] = []
        self.desk.told.connect(self.told.append)
        self.window = MainWindow(self.desk)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show_screen("overview")
        self.window.refresh()
        self.window.show_register("Solvik kommune")
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.settle()

    # Places ------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing runs in the background, and what is shown has come to rest."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.desk.tasks.busy and not self._pausing(), timeout=20_000)
        QApplication.processEvents()

    def _pausing(self) -> bool:
        """Tell whether something in the window waits for typing or choosing to pause before it goes on."""
        timers = self.window.findChildren(QTimer)
        return any(one.isActive() and one.isSingleShot() and one.interval() <= PAUSE_MS for one in timers)

    def go(self, key: str) -> Any:
        """Open a screen by its button in the navigation."""
        self.qtbot.mouseClick(self.navigation.button(key), LEFT)
        self.settle()
        return self.window.visited_screen(key)

    def keys_to(self, key: str) -> Any:
        """Open a screen by its keys."""
        number = [screen.key for screen in SCREENS].index(key) + 1
        self.in_front()
        self.press(shortcut_of(number))
        self.settle()
        return self.window.visited_screen(key)

    def in_front(self) -> None:
        """Wait until the window has the keyboard again, after a dialog."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: self.window.isActiveWindow() and QApplication.activeModalWidget() is None)

    @property
    def navigation(self) -> Navigation:
        """The panel at the left."""
        return self.find(Navigation, self.window)

    def find(self, kind: type[Kind], within: QWidget) -> Kind:
        """Return the one visible widget of a kind."""
        (found,) = [widget for widget in within.findChildren(kind) if widget.isVisible()]
        return found

    def choose_row(self, screen: Any, words: str) -> None:
        """Search a list for words, as one types them, and choose the first row."""
        self.in_front()
        screen.focus_search()
        search = QApplication.focusWidget()
        assert isinstance(search, QLineEdit)
        search.selectAll()
        self.qtbot.keyClicks(search, words)
        self.settle()
        self.qtbot.keyClick(search, Qt.Key.Key_Down)
        self.settle()
        table = QApplication.focusWidget()
        assert isinstance(table, QTableView), f"nothing found for {words}"
        self.qtbot.keyClick(table, RETURN)
        self.settle()

    # Hands -------------------------------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press keys where the keyboard is ("Ctrl+Shift+V")."""
        (combination,) = QKeySequence(keys)
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, combination.key(), combination.keyboardModifiers())
        QApplication.processEvents()

    def click(self, text: str, within: QWidget | None = None) -> None:
        """Click the visible button of this text."""
        named = [one for one in self._buttons(within) if text in (plain(one.text()), one.accessibleName())]
        assert named, f"no button {text!r} among {[plain(one.text()) for one in self._buttons(within)]}"
        if isinstance(named[0], QCheckBox):  # whose middle may lie beside its box and its text
            named[0].setFocus()
            self.qtbot.keyClick(named[0], Qt.Key.Key_Space)
        else:
            self.qtbot.mouseClick(named[0], LEFT)
        QApplication.processEvents()

    def pick(self, text: str, within: QWidget) -> None:
        """Choose from the menus of the visible buttons."""
        menus = [one.menu() for one in within.findChildren(QPushButton) if one.isVisible() and one.menu() is not None]
        actions = [action for menu in menus for action in menu.actions() if plain(action.text()) == text]
        assert actions, [plain(action.text()) for menu in menus for action in menu.actions()]
        assert actions[0].isEnabled()
        actions[0].trigger()
        QApplication.processEvents()

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """Return the dialog of a kind that is open, when it has the keyboard."""

        def opened() -> Dialog | None:
            shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
            return shown[-1] if shown else None

        self.qtbot.waitUntil(lambda: opened() is not None)
        found = opened()
        assert found is not None
        self.qtbot.waitExposed(found)
        found.activateWindow()
        self.qtbot.waitUntil(lambda: found.isAncestorOf(QApplication.focusWidget() or QWidget()))
        return found

    def fill(self, dialog: StepDialog, **values: str) -> None:
        """Type into the fields of a dialog; a choice and a record are found by the letters typed."""
        for name, text in values.items():
            self.write(dialog.fields[name].editor, text)

    def write(self, editor: QWidget, text: str) -> None:
        """Type into one editor and leave it by Tab."""
        editor.setFocus()
        self.qtbot.waitUntil(editor.hasFocus)
        if isinstance(editor, ChoiceEditor):
            self._type_choice(editor, text)
        else:
            editor.selectAll()  # type: ignore[attr-defined]
            self.qtbot.keyClicks(editor, text)
        if isinstance(editor, RecordPicker) and editor.is_open():
            self.qtbot.keyClick(editor, RETURN)
        self.qtbot.keyClick(editor, TAB)
        QApplication.processEvents()

    def _type_choice(self, editor: ChoiceEditor, text: str) -> None:
        """Go down from the top to the one that is meant."""
        if editor.currentText().casefold().startswith(text.casefold()):
            return
        self.qtbot.keyClick(editor, Qt.Key.Key_Home)
        for _step in range(editor.count()):
            if editor.currentText().casefold().startswith(text.casefold()):
                break
            self.qtbot.keyClick(editor, Qt.Key.Key_Down)
        assert editor.currentText().casefold().startswith(text.casefold()), f"{text}: {editor.currentText()}"

    def carry_out(self, dialog: StepDialog) -> Any:
        """Press Ctrl+Enter; return what was done, which must be done."""
        errors = {name: field.error() for name, field in dialog.fields.items() if field.error()}
        with self.qtbot.waitSignal(dialog.performed, timeout=2000, raising=False) as performed:
            self.press("Ctrl+Return")
        assert performed.args, (
            errors,
            {name: field.error() for name, field in dialog.fields.items() if field.error()},
            texts_of(dialog),
        )
        self.settle()
        if QApplication.activeModalWidget() is None:
            self.in_front()
        return performed.args[0]

    def refused(self, dialog: StepDialog) -> str:
        """Press Ctrl+Enter; return what the dialog says against it."""
        self.press("Ctrl+Return")
        assert dialog.isVisible()
        return "\n".join(texts_of(dialog))

    def wait_until(self, day: date) -> None:
        """Let the day at the desk come."""
        self.day = day
        self.desk.day_changed.emit(day)
        self.settle()

    def undo_all(self) -> int:
        """Press Ctrl+Z until there is nothing left to undo; return how often."""
        return self._all("Ctrl+Z", self.desk.undo_stack.next_undo)

    def redo_all(self) -> int:
        """Press Ctrl+Y until there is nothing left to do again; return how often."""
        return self._all("Ctrl+Y", self.desk.undo_stack.next_redo)

    def _all(self, keys: str, left: Callable[[], str]) -> int:
        count = 0
        while left():
            before, told = left(), len(self.told)
            self.window.setFocus()
            self.qtbot.keyClick(self.window, *_key(keys))
            self.settle()
            assert left() != before or before in self.told[-1], self.told[told:]
            count += 1
            assert count < 100, self.told[told:]
        return count

    def _buttons(self, within: QWidget | None) -> list[QAbstractButton]:
        place = within if within is not None else QApplication.activeWindow() or self.window
        return [one for one in place.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]


def _key(keys: str) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    (combination,) = QKeySequence(keys)
    return combination.key(), combination.keyboardModifiers()


def plain(text: str) -> str:
    """Return a button's text without the sign of its shortcut, and without the dots of one that asks."""
    return text.replace("&", "").removesuffix(" …")


def texts_of(widget: QWidget) -> list[str]:
    """Return all that a widget says, seen, pointed at or read aloud; what is hidden is left out."""
    found: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        if one is widget or one.isVisible():
            found += _own_texts(one)
            found += [one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.windowTitle()]
    return [text for text in dict.fromkeys(found) if text]


def _own_texts(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return [widget.text()]
    if isinstance(widget, QGroupBox):
        return [widget.title()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(number) for number in range(widget.count())]
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(number) for number in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        return list(cells_of(widget))
    return []


def cells_of(view: QAbstractItemView) -> Iterator[str]:
    """Return a row as one text: what stands in it stands beside each other."""
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    )  # fmt: skip
    for row in range(model.rowCount()):
        cells = [model.index(row, column).data(role) for column in range(columns) for role in roles]
        yield " | ".join(dict.fromkeys(str(cell) for cell in cells if isinstance(cell, str) and cell))
    if isinstance(view, QListWidget):
        yield from (str(view.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(view.count()))


def copied() -> str:
    """Return what lies on the clipboard."""
    return QGuiApplication.clipboard().text()


@contextmanager
def at_the_desk(qtbot: QtBot, register: Register, day: date) -> Iterator[Walker]:
    """Open the window on a register, when those of earlier tests are gone."""
    application()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QSettings().clear()
    walker = Walker(qtbot, register, day)
    try:
        yield walker
    finally:
        walker.settle()
        assert walker.desk.tasks.close()


def held(register: Register) -> dict[str, Any]:
    """Return all that the register holds, but for the account of its changes."""
    return {name: rows for name, rows in as_document(register).items() if name not in ("history", "reading_log")}
