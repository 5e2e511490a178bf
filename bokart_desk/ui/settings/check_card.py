"""The card of the settings about the check: when the register was last looked over, what was found, and a new check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from bokart_desk.i18n import _, format_moment, ngettext
from bokart_desk.platform.last_checks import last_check
from bokart_desk.ui.checking import checker_of, open_problems
from bokart_desk.ui.checking.problems_dialog import summary
from bokart_desk.ui.context import Desk
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, KeyValueList, button, label

if TYPE_CHECKING:
    from bokart_desk.services.checking import CheckReport


class CheckCard(Card):
    """Shows the last full check, and runs one with progress that can be stopped."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Check of the register"), parent)
        self._desk = desk
        self._checker = checker_of(desk)
        self.body.addWidget(
            label(
                _(
                    "At every start the program looks for damage. Once a week it checks everything: that no record is "
                    "lost, that no rule is broken, and that the history tells the same as the records."
                ),
                "muted",
                wrap=True,
            )
        )
        self._facts = KeyValueList(names=20)
        self.body.addWidget(self._facts)
        self.result = Banner("", Tone.INFO)
        self.result.hide()
        self.body.addWidget(self.result)
        self.check_now = button(_("Check &now"), self._checker.check, icon="check")
        self.see = button(_("&See what was found …"), self._see, icon="list")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Checking …"))
        self.cancel = button(_("&Stop the check"), self._checker.stop, icon="x")
        row = QHBoxLayout()
        row.addWidget(self.check_now)
        row.addWidget(self.see)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        row.addStretch(0)
        self.body.addLayout(row)
        self._row = row
        self._checker.started.connect(self._started)
        self._checker.progressed.connect(self._progressed)
        self._checker.found.connect(self._found)
        self._checker.stopped.connect(self.show_register)
        self._checker.failed.connect(self._failed)
        self._show_running(self._checker.running)

    def show_register(self) -> None:
        """Show when the open register was checked last, and what was found."""
        last = last_check(self._desk.register.path)
        report = self._checker.report
        told = _("never on this PC") if last is None else format_moment(last.at)
        pairs = [(_("Last full check"), told)]
        if last is not None:
            pairs.append((_("It found"), _found_words(last.problems)))
        self._facts.set_pairs(tuple(pairs))
        if report is None:
            self.result.hide()
        else:
            self.result.show_message(summary(report), Tone.SUCCESS if report.ok else Tone.WARNING)
            self.result.show()
        self._show_running(self._checker.running)

    def _show_running(self, running: bool) -> None:
        report = self._checker.report
        self.check_now.setVisible(not running)
        self.see.setVisible(not running and report is not None and not report.ok)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self._row.setStretch(self._row.count() - 1, 0 if running else 1)

    def _started(self) -> None:
        self.progress.setRange(0, 0)
        self.result.hide()
        self._show_running(True)

    def _progressed(self, done: int, steps: int) -> None:
        self.progress.setRange(0, steps)
        self.progress.setValue(done)

    def _found(self, _report: CheckReport) -> None:
        self.show_register()

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is not None:
            self.result.show_message(message, Tone.DANGER)
            self.result.show()

    def _see(self) -> None:
        if self._checker.report is not None:
            open_problems(self._desk, self._checker.report, self.window())


def _found_words(problems: int) -> str:
    if not problems:
        return _("nothing that needs a look")
    return ngettext("{count} thing that needs a look", "{count} things that need a look", problems).format(
        count=problems
    )
