"""What happens when the program has a fault: a calm message, a line in the log, and work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from bokart_desk.i18n import _
from bokart_desk.platform.logs import log_error
from bokart_desk.ui.message_box import message_box
from bokart_desk.ui.theme import Tone


class CrashHandler(QObject):
    """Shows faults of the program and failures of the register; never a traceback, never silence.

    ``cover`` tells what covers the window, if anything does: what does not belong to it would be hidden with the rest.
    ``locked`` tells whether the register is locked: words about files wait until ``show_held`` is called.
    """

    _came = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        cover: Callable[[], QWidget | None] = lambda: None,
        locked: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._showing = False
        self._cover, self._locked = cover, locked
        self._held: list[str] = []
        self._came.connect(self.show)  # from whatever thread it comes

    def install(self) -> None:
        """Take every error that nobody caught."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._came.emit(args.exc_value) if args.exc_value is not None else None

    @staticmethod
    def uninstall() -> None:
        """Leave errors to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._came.emit(error.with_traceback(trace))

    def show(self, error: BaseException) -> None:
        """Say what happened; one message at a time."""
        message = getattr(error, "message", None)  # errors of the environment carry finished words
        place = log_error(error, "told" if message else "fault")
        if message and self._locked():
            self._held.append(message)
        else:
            self._tell(message, place)

    def show_held(self) -> None:
        """Say what went wrong while the register was locked."""
        held, self._held = self._held, []
        if held:
            self._tell("\n\n".join(dict.fromkeys(held)), "")

    def _tell(self, message: str | None, place: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self.box(message, place, self._cover()).exec()
        finally:
            self._showing = False

    @staticmethod
    def box(message: str | None, place: str, cover: QWidget | None = None) -> QMessageBox:
        """Return the message to show: ``message`` where the error brought one, else a calm text of our own."""
        tone = Tone.WARNING if message else Tone.DANGER
        text = message or _("Something went wrong in the program.")
        box = message_box(cover or QApplication.activeWindow(), "BOKART Desk", text, tone)
        close = box.addButton(_("&Close"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        if message:
            return box
        box.setInformativeText(
            _(
                "What you have saved is safe in the register. What you were doing right now may not have been saved: "
                "look at it once more. If it happens again, send the error code to those who support the program. "
                "It holds no names and no addresses."
            )
        )
        from bokart_desk.ui.clipboard import copied_to_keep  # noqa: PLC0415 - hopefully never needed

        copy = box.addButton(_("Copy the error code"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: copied_to_keep(place))
        return box
