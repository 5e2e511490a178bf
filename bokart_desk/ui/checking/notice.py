"""Says above every screen that a check found something, with the way to the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bokart_desk.i18n import _
from bokart_desk.ui.checking.checker import checker_of
from bokart_desk.ui.checking.problems_dialog import open_problems, summary
from bokart_desk.ui.context import Desk
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.checking import CheckReport
    from bokart_desk.ui.main_window import MainWindow

_ABOUT = "check"


class CheckNotice(QObject):
    """Tells what the checks of a desk find; nothing is said of a register that is whole."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        checker = checker_of(desk)
        checker.found.connect(self._tell)
        desk.register_opened.connect(self._forget)

    def _forget(self) -> None:
        self._window.notices.take_away(_ABOUT)

    def _tell(self, report: CheckReport) -> None:
        if report.ok:
            self._forget()
            return
        damaged = report.integrity != "ok"
        text = (
            report.found[0].text
            if damaged
            else _("{found} Nothing was changed by the check.").format(found=summary(report))
        )
        self._window.notices.put_up(
            _ABOUT, text, Tone.DANGER if damaged else Tone.WARNING, action=_("See &what was found"), act=self._see
        )

    def _see(self) -> None:
        report = checker_of(self._desk).report
        if report is not None:
            open_problems(self._desk, report, self._window)
