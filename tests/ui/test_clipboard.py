"""What the program copies goes when it locks or ends, unless something else was copied since."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from bokart_desk.app.crash import CrashHandler
from bokart_desk.ui.clipboard import clear_ours, copied, copied_to_keep
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings import DwellingsView


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_what_was_copied_goes(qtbot: QtBot) -> None:
    copied("Amina Hussein\tStorgata 8\r\nAli Rahimi\t")
    assert "Amina" in clipboard()
    assert clear_ours()
    assert clipboard() == ""
    assert not clear_ours()


def test_what_somebody_copied_since_stays(qtbot: QtBot) -> None:
    copied("Amina Hussein")
    QGuiApplication.clipboard().setText("fra et annet program")
    assert not QGuiApplication.clipboard().ownsClipboard()  # as offscreen has it: not known, so by what stands there
    assert not clear_ours()
    assert clipboard() == "fra et annet program"


def test_an_error_code_stays_to_be_sent(qtbot: QtBot) -> None:
    box = CrashHandler.box(None, "ValueError at bokart_desk/ui/views.py:12")
    qtbot.addWidget(box)
    next(one for one in box.buttons() if "feilkoden" in one.text()).click()
    assert not clear_ours()
    assert clipboard() == "ValueError at bokart_desk/ui/views.py:12"
    copied_to_keep("")


def test_rows_are_kept_out_of_histories_of_the_clipboard(qtbot: QtBot, desk: Desk) -> None:
    view = DwellingsView(desk)
    qtbot.addWidget(view)
    view.table.selectAll()
    view.table.copy_asked.emit(view.table.selected_rows())
    data = QGuiApplication.clipboard().mimeData()
    assert "Storgata 8" in data.text()
    wanted = {
        "ExcludeClipboardContentFromMonitorProcessing": b"1",
        "CanIncludeInClipboardHistory": bytes(4),
        "CanUploadToCloudClipboard": bytes(4),
    }
    for name, value in wanted.items():
        assert data.data(f'application/x-qt-windows-mime;value="{name}"').data() == value
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    assert clear_ours()


def test_a_program_that_ends_with_rows_on_the_clipboard_ends_well() -> None:
    ends = (
        "from PySide6.QtWidgets import QApplication; from bokart_desk.ui.clipboard import copied;"
        "app = QApplication([]); copied('Amina Hussein')"
    )
    assert subprocess.run([sys.executable, "-c", ends], check=False).returncode == 0
