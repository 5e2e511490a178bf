"""A second window that shows a backup: a copy of it, read only, and gone when the window is closed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.restoring import Candidate
from bokart_desk.services.restoring_words import moment_words
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.message_box import tell_in_box
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, button

if TYPE_CHECKING:
    from bokart_desk.services.register import Register
    from bokart_desk.ui.tasks import Task

_CHANGE = frozenset({"import", "settings"})
"""Screens that are there to change something."""


class LookWindow(MainWindow):
    """The screens on a backup's copy. It closes with the main window, and when the register is locked."""

    def __init__(self, desk: Desk, register: Register, taken_at: datetime, beside: QWidget) -> None:
        self._moment = moment_words(taken_at, datetime.now().astimezone())
        self._own = Desk(register, who=desk.who, today=desk.today)
        super().__init__(self._own)
        self._own.setParent(self)
        self._say_what_this_is()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._own.tasks.failed.connect(desk.tasks.failed)
        self._beside = beside
        beside.installEventFilter(self)
        desk.register_opened.connect(self.close)

    @property
    def desk(self) -> Desk:
        """The desk of this window alone."""
        return self._own

    def _words(self) -> str:
        return _("This is a backup from {moment}; nothing can be changed here.").format(moment=self._moment)

    def show_screen(self, key: str, payload: object = None) -> QWidget:
        if key in _CHANGE:
            self._own.tell(self._words())
            key, payload = self.current or "overview", None
        return super().show_screen(key, payload)

    def show_name(self, municipality: str, path: Path, *, encrypted: bool = True) -> None:
        super().show_name(municipality, path, encrypted=encrypted)
        self.setWindowTitle(_("Backup taken {moment} – nothing can be changed").format(moment=self._moment))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._beside and event.type() is QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the register is locked: the key of the copy goes as well
            QTimer.singleShot(0, self, self.close)

    def closeEvent(self, event: QCloseEvent) -> None:
        from bokart_desk.services.looking import close_copy  # noqa: PLC0415

        self._own.tasks.close()
        close_copy(self._own.register)
        event.accept()

    def _say_what_this_is(self) -> None:
        """Put a banner above everything, for as long as the window is there."""
        inside = self.takeCentralWidget()
        assert inside is not None
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        back = button(_("Back to the register"), self.close, kind="primary", icon="arrow-left")
        column.addWidget(Banner(self._words(), Tone.WARNING, action=back))
        column.addWidget(inside, 1)
        self.setCentralWidget(around)


def look_at(desk: Desk, one: Candidate, key: bytes | None, parent: QWidget) -> Task:
    """Open a copy of a backup in a window of its own."""
    from bokart_desk.platform.places import looks_folder  # noqa: PLC0415
    from bokart_desk.services.looking import close_copy, open_copy  # noqa: PLC0415

    def open_it(task: Task) -> Register | None:
        register = open_copy(one.path, folder=looks_folder(), now=datetime.now(UTC), key=key)
        if task.cancelled():
            close_copy(register)
            return None
        return register

    def show(register: Register | None) -> None:
        if register is None:
            return
        from bokart_desk.services.municipality import municipality  # noqa: PLC0415

        window = LookWindow(desk, register, one.taken_at, _main_of(parent))
        desk.keep_window(window)
        window.show_register(municipality(register).name)
        window.show_screen("overview").refresh()  # type: ignore[attr-defined]
        window.show()
        window.raise_()
        window.activateWindow()

    def failed(error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            desk.tasks.failed.emit(error)
            return
        tell_in_box(parent, _("The backup was not opened"), message, Tone.WARNING)

    return desk.tasks.run(open_it, show, failed, owner=parent, title=_("Opening the backup …"))


def _main_of(widget: QWidget) -> QWidget:
    """Return the window that all others stand on."""
    above = widget.parentWidget()
    return widget if above is None else _main_of(above)
