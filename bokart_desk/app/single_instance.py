"""One window per register and user: a second start asks the first window to come forward."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1000
_CALL = b"raise\n"


def instance_name(register: Path) -> str:
    """Return the name under which the window of ``register`` answers; holds neither the path nor the user's name."""
    who = f"{getpass.getuser()}\0{os.path.normcase(register.resolve())}"
    digest = QCryptographicHash.hash(who.encode("utf-8"), QCryptographicHash.Algorithm.Sha256)
    return f"bokart-desk-{bytes(digest.toHex().data()).decode('ascii')[:24]}"


class SingleInstance(QObject):
    """Answers later starts. ``called``: one of them wants the window in front."""

    called = Signal()

    def __init__(self, register: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = instance_name(register)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def another_answered(self) -> bool:
        """Ask a window that is already open on the register to come forward; False where there is none."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_CALL)
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Answer from now on; what a crashed program left behind is cleared away."""
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        """Stop answering."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()
