"""The desktop says that its screen is locked, and the program hears it: on a message bus of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTENS = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from bokart_desk.platform.session_lock import SessionLock

app = QCoreApplication(sys.argv)
heard = []
lock = SessionLock(lambda: heard.append(True))
desktop = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "desktop")
assert desktop.registerService(sys.argv[1])

def say(active):
    signal = QDBusMessage.createSignal("/" + sys.argv[1].replace(".", "/"), sys.argv[1], "ActiveChanged")
    signal.setArguments([active])
    desktop.send(signal)

QTimer.singleShot(100, lambda: say(False))
QTimer.singleShot(300, lambda: say(True))
QTimer.singleShot(1500, app.quit)
app.exec()
print(len(heard))
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no message bus here")
@pytest.mark.parametrize("desktop", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_is_heard_once_and_an_unlocked_one_is_not(desktop: str) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENS, desktop],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stdout.strip() == "1", done.stderr
