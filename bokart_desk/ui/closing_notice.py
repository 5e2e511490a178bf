"""The last work of the program after its window is gone, with a small notice when it takes more than a moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from bokart_desk.i18n import _
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

NOTICE_AFTER_SECONDS = 0.5
_TURN_SECONDS = 0.02
_WIDTH = 420


class ClosingNotice(QFrame):
    """Says what is being done; ``given_up`` when the user does not want to wait."""

    def __init__(self, text: str) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowStaysOnTopHint)
        self.given_up = False
        self.setWindowTitle("BOKART Desk")
        self.setProperty("page", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(label(text, "heading"))
        self._more = label(
            _("The program closes as soon as it is done. What you entered is saved already."), "muted", wrap=True
        )
        column.addWidget(self._more)
        self.leave = button(_("&Close without waiting"), self._give_up, kind="quiet")
        self.leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # a key that was meant for the window must not end the waiting
        self.setFixedWidth(_WIDTH)
        self.adjustSize()
        room = self.screen().availableGeometry()
        self.move(room.center() - self.rect().center())

    def _give_up(self) -> None:
        self.given_up = True


def do_with_notice(work: Callable[[], Any], text: str) -> bool:
    """Do ``work`` on another thread and wait for it; tell whether it ended before the user had enough of waiting.

    An event loop cannot be started any more when the application has been told to quit, so events are handled here.
    """
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="closing", daemon=True)  # one that hangs must not keep the program
    thread.start()
    begun, notice = time.monotonic(), None
    while thread.is_alive():
        thread.join(_TURN_SECONDS)
        if notice is None and time.monotonic() - begun > NOTICE_AFTER_SECONDS and thread.is_alive():
            notice = ClosingNotice(text)
            notice.show()
        if notice is not None:
            QCoreApplication.processEvents()
            if notice.given_up or not notice.isVisible():
                break
    if notice is not None:
        notice.close()
        notice.deleteLater()
    if failed:
        raise failed[0]
    return not thread.is_alive()
