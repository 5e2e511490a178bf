"""What the program puts on the clipboard: kept out of clipboard histories, and taken away again.

A copied row is personal data that every other program may read. It goes when the register is locked and when the
program ends, unless something else has been copied since.
"""

from __future__ import annotations

import atexit
from hashlib import sha256

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_LAST = "bokart_copied"
"""A property of the application: the mark of what was copied last, and whether it is to go."""
_WINDOWS = 'application/x-qt-windows-mime;value="{name}"'
_KEEP_OUT = {
    _WINDOWS.format(name="ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format(name="CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format(name="CanUploadToCloudClipboard"): b"\0\0\0\0",
    "x-kde-passwordManagerHint": b"secret",
}
"""What asks the clipboard histories of Windows and of Linux desktops, and Windows' clipboard in the cloud, to pass."""


def copied(text: str) -> None:
    """Put ``text`` on the clipboard; ``clear_ours`` takes it away, at the latest when the program ends."""
    data = QMimeData()
    data.setText(text)
    for kind, value in _KEEP_OUT.items():
        data.setData(kind, value)
    QGuiApplication.clipboard().setMimeData(data)
    _remember(text, goes=True)
    atexit.unregister(clear_ours)
    atexit.register(clear_ours)  # Qt would let go of the data when Python is gone already, and crash


def copied_to_keep(text: str) -> None:
    """Put ``text`` on the clipboard that tells nothing of people; it stays there when the program ends."""
    QGuiApplication.clipboard().setText(text)
    _remember(text, goes=False)


def clear_ours() -> bool:
    """Empty the clipboard if it holds what came from this program, also from a field; tell whether it did."""
    clipboard, app = QGuiApplication.clipboard(), QGuiApplication.instance()
    if app is None:
        return False
    mark, goes = app.property(_LAST) or ("", True)
    unchanged = mark == _mark(clipboard.text())
    if (unchanged and not goes) or not (unchanged or clipboard.ownsClipboard()):
        return False
    app.setProperty(_LAST, None)
    clipboard.clear()
    return True


def _remember(text: str, *, goes: bool) -> None:
    app = QGuiApplication.instance()
    if app is not None:
        app.setProperty(_LAST, (_mark(text), goes))


def _mark(text: str) -> str:
    """What the text is known by again; the text itself is not kept."""
    return sha256("\n".join(text.splitlines()).encode("utf-8")).hexdigest()
