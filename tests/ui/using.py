"""How the tests use a window: by keyboard, and by reading what stands there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.ui.forms.editors import RecordPicker
from bokart_desk.ui.forms.step_dialog import StepDialog

RETURN, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space


def press(qtbot: QtBot, *keys: str | Qt.Key) -> int:
    """Type texts and press keys where the keyboard is; return how many keys that were."""
    count = 0
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
            count += len(key)
        else:
            qtbot.keyClick(target, key)
            count += 1
    return count


def carry_out(qtbot: QtBot) -> int:
    """Press Ctrl+Enter."""
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, RETURN, Qt.KeyboardModifier.ControlModifier)
    return 1


def finished(qtbot: QtBot, dialog: StepDialog) -> Any:
    """Press Ctrl+Enter, and return what was done."""
    with qtbot.waitSignal(dialog.performed) as performed:
        carry_out(qtbot)
    return performed.args[0]


def ready(qtbot: QtBot, dialog: Any) -> Any:
    """Wait until the dialog has the keyboard."""
    assert dialog is not None
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or QWidget()))
    return dialog


def write(qtbot: QtBot, dialog: StepDialog, name: str, text: str) -> None:
    """Write over what stands in a field, and leave it."""
    editor = dialog.fields[name].editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    if hasattr(editor, "selectAll"):
        editor.selectAll()
    qtbot.keyClicks(editor, text)
    if isinstance(editor, RecordPicker) and editor.is_open():
        qtbot.keyClick(editor, RETURN)
    qtbot.keyClick(editor, TAB)


def told(dialog: StepDialog) -> str:
    """Return what the dialog says will follow."""
    return "\n".join(text for _tone, text in dialog.sentences())


def dialog_of(view: QWidget, kind: type[StepDialog]) -> StepDialog:
    """Return the one dialog of a kind that is open."""
    (found,) = [one for one in view.window().findChildren(kind) if one.isVisible()]
    return found


def texts(widget: QWidget) -> str:
    """Return all labels and buttons, also of what is hidden."""
    return "\n".join(part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)))


def column(page: Any, which: int | str = 0) -> list[str]:
    """Return a column of a screen's list, by its number or key."""
    number = [one.key for one in page.columns()].index(which) if isinstance(which, str) else which
    model = page.list.model
    return [model.index(row, number).data() for row in range(model.rowCount())]
