"""Message boxes that look as the rest of the program: its own signs, plain text, buttons that say what they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.icons import pixmap
from bokart_desk.ui.theme import Tone, palette

_SIGNS = {
    Tone.INFO: "info",
    Tone.SUCCESS: "circle-check",
    Tone.WARNING: "triangle-alert",
    Tone.DANGER: "circle-alert",
}
_SIGN_SIZE = 32


def message_box(parent: QWidget | None, title: str, text: str, tone: Tone = Tone.INFO) -> QMessageBox:
    """Return a box without buttons that is removed when it is closed; without a ``parent`` somebody must keep it."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowIcon(QApplication.windowIcon())
    box.setIconPixmap(pixmap(_SIGNS[tone], palette().tone(tone).text, _SIGN_SIZE))
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)  # names and files are shown as they stand
    box.setText(text)
    return box


def tell_in_box(parent: QWidget | None, title: str, text: str, tone: Tone = Tone.INFO) -> QMessageBox:
    """Say something until the user has read it; return the box, which is open and waits for nothing."""
    box = message_box(parent, title, text, tone)
    done = box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(done)
    box.setEscapeButton(done)
    box.open()
    return box


def agreed_in_box(parent: QWidget, title: str, text: str, yes: str, no: str = "", *, more: str = "") -> bool:
    """Ask, and tell whether the user chose ``yes``; Enter and Escape are ``no`` ("Cancel" unless given).

    ``more``: what it means, below the question.
    """
    box = message_box(parent, title, text, Tone.WARNING)
    box.setInformativeText(more)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(no or _("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # it is asked afterwards what was clicked
    box.exec()
    box.deleteLater()
    return box.clickedButton() is go_on
