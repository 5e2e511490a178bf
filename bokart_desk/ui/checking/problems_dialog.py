"""The list of what a check found: each with what to do, and a way to its record where there is one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.ui.checking.checker import Checker, checker_of
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dialog_size import resize_to_fit
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

if TYPE_CHECKING:
    from bokart_desk.services.checking import CheckReport, Problem

_SHOWN = 200
_SIZE = (720, 480)
_OPENED = ("household", "contract", "unit", "dwelling", "offer", "decision")


class ProblemsDialog(QDialog):
    """Shows the problems of a report, beside which one works on."""

    def __init__(self, desk: Desk, report: CheckReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._checker: Checker = checker_of(desk)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What the check found"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(label(_("What the check found"), "title"))
        self._summary = Banner("", Tone.INFO)
        column.addWidget(self._summary)
        self._error = Banner("", Tone.DANGER)
        self._error.hide()
        column.addWidget(self._error)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        self.anew = button(_("&Make the lists anew"), self._make_anew, icon="refresh-cw")
        self.again = button(_("Check &again"), self._checker.check, icon="check")
        close = button(_("&Close"), self.close)
        row = QHBoxLayout()
        row.addWidget(self.anew)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self._checker.found.connect(self.show_report)
        self._checker.failed.connect(self._failed)
        self._checker.started.connect(self._busy)
        self._checker.stopped.connect(self._idle)
        desk.lock_asked.connect(self.close)
        self.show_report(report)

    def show_report(self, report: CheckReport) -> None:
        """Show what another check found."""
        self._idle()
        self._error.hide()
        self._summary.show_message(summary(report), Tone.SUCCESS if report.ok else Tone.WARNING)
        content = QWidget()
        content.setProperty("page", True)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        for problem in report.found[:_SHOWN]:
            column.addWidget(self._row(problem))
        column.addStretch(1)
        self._area.setWidget(content)
        self._area.setVisible(bool(report.found))
        resize_to_fit(self, _SIZE[0], _SIZE[1] if report.found else self.minimumSizeHint().height())
        self.anew.setVisible(any(problem.repair is not None for problem in report.found))
        self.anew.setEnabled(not self._desk.register.read_only)

    def _row(self, problem: Problem) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        card.body.addLayout(row)
        text = label(problem.text, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        if problem.kind in _OPENED and problem.record_id is not None:
            open_it = button(_("Open"), partial(self._open, problem.kind, problem.record_id))
            open_it.setAccessibleDescription(problem.text)
            row.addWidget(open_it, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _open(self, kind: str, record_id: int) -> None:
        if kind in ("offer", "decision"):
            self._desk.go("offers", (kind, record_id))
        else:
            open_record = {
                "household": self._desk.open_household,
                "contract": self._desk.open_contract,
                "unit": self._desk.open_unit,
                "dwelling": self._desk.open_dwelling,
            }[kind]
            open_record(record_id)

    def _make_anew(self) -> None:
        self.anew.setEnabled(False)
        self._checker.make_anew()

    def _busy(self) -> None:
        self.again.setEnabled(False)
        self._summary.show_message(_("Checking …"), Tone.INFO)

    def _idle(self) -> None:
        self.again.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            self._desk.tasks.failed.emit(error)
            return
        self._error.show_message(message)
        self._error.show()


def summary(report: CheckReport) -> str:
    """Say in a sentence what a check found."""
    if report.ok:
        return _("The register is whole, and everything in it fits together.")
    return ngettext(
        "{count} thing in the register needs a look.", "{count} things in the register need a look.", len(report.found)
    ).format(count=len(report.found))


def open_problems(desk: Desk, report: CheckReport, parent: QWidget) -> ProblemsDialog:
    """Open the list beside the window, which goes on working."""
    dialog = ProblemsDialog(desk, report, parent)
    dialog.show()
    return dialog
