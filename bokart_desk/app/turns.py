"""Taking turns: says who writes to the register, looks whether he has let go, and lets this window write then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bokart_desk.i18n import _, format_moment
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.register import Register
    from bokart_desk.services.writing import Holder

EVERY_MS = 5_000
_WHILE_OPENING_MS = 60_000
_ABOUT = "writer"


class Turns(QObject):
    """Looks every few seconds, on another thread, as long as a register is open."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._looking = False
        self._told_free: bool | None = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        desk.register_opened.connect(self._opened)

    def look(self) -> None:
        """Look now; what the look finds is told when it is there."""
        if self._looking or not self._desk.has_register or self._desk.register.locked:
            return
        register, now = self._desk.register, self._desk.now()
        self._looking = True
        if register.in_use_by is not None:
            self._desk.tasks.run(lambda _task: register.writer.is_free(), self._seen_free, self._failed, owner=self)
        elif register.read_only:
            self._looking = False
        else:
            self._desk.tasks.run(lambda _task: register.writer.keep(now), self._seen_taken, self._failed, owner=self)

    def stop(self) -> None:
        """Look no more (the program ends)."""
        self._timer.stop()

    def _opened(self) -> None:
        register = self._desk.register
        self._told_free = False
        self._timer.start(EVERY_MS)
        self._desk.tasks.run(lambda _task: _tidy_up())
        holder = register.in_use_by
        if holder is None:
            self._window.notices.take_away(_ABOUT)
            self._window.show_note_in_title("")
            return
        from bokart_desk.services.writing import words_of  # noqa: PLC0415 - where somebody else writes

        self._window.show_note_in_title(_("Reading only, in use by {user} on {machine}").format(**words_of(holder)))
        self._tell_in_use(register, holder)

    def _tell_in_use(self, register: Register, holder: Holder) -> None:
        from bokart_desk.services.writing import words_of  # noqa: PLC0415

        words = words_of(holder)
        if register.copied_at is None:
            text = _(
                "The register is in use by {user} on {machine} since {since}. You can look and print, but change "
                "nothing until {user} closes the program."
            ).format(**words)
            self._window.notices.put_up(_ABOUT, text)
            return
        text = _(
            "The register is in use by {user} on {machine} since {since}. You see it as it was {moment}; you can look "
            "and print, but change nothing until {user} closes the program."
        ).format(moment=format_moment(register.copied_at), **words)
        self._window.notices.put_up(_ABOUT, text, action=_("Read it &again"), act=self._open_again)

    def _seen_free(self, free: bool) -> None:
        self._looking = False
        register = self._desk.register
        holder = register.in_use_by
        if holder is None or free == self._told_free:
            return
        self._told_free = free
        if not free:
            self._tell_in_use(register, holder)
            return
        from bokart_desk.services.writing import words_of  # noqa: PLC0415

        self._window.notices.put_up(
            _ABOUT,
            _("{user} on {machine} has closed the register. You can make changes now.").format(**words_of(holder)),
            Tone.SUCCESS,
            action=_("Begin to make &changes"),
            act=self._open_again,
            closable=False,
        )

    def _seen_taken(self, holder: Holder | None) -> None:
        self._looking = False
        if holder is None:
            return
        from bokart_desk.services.writing import words_of  # noqa: PLC0415

        self._desk.tell(
            _("{user} on {machine} has begun to write to the register. It is open here for reading only now.").format(
                **words_of(holder)
            )
        )
        self._open_again()

    def _failed(self, error: BaseException) -> None:
        self._looking = False
        if getattr(error, "message", None) is None:
            self._desk.tasks.failed.emit(error)

    def _open_again(self) -> None:
        if self._desk.register.locked:
            return  # it is opened by its password first
        self._window.notices.take_away(_ABOUT)
        self._told_free = None
        self._timer.start(_WHILE_OPENING_MS)  # told again then, should the opening fail
        register = self._desk.register
        path: Path = register.path
        self._desk.register_replaced.emit(path, register.key)


def _tidy_up() -> None:
    from bokart_desk.services.writing import remove_left_over  # noqa: PLC0415

    remove_left_over()
