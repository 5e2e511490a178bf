"""Done: what came in, counts that add up, the rows that need a look, and where to go from here."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.importing.counts import records_words
from bokart_desk.ui.importing.problem_rows import ProblemRows
from bokart_desk.ui.importing.row_detail import RowDetail
from bokart_desk.ui.importing.session import ChosenFile, State
from bokart_desk.ui.importing.words import rows_words, totals_words
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, ElidedLabel, SectionHeading, button, label


class DoneStep(QWidget):
    """The last step."""

    wanted_contracts = Signal()
    wanted_more = Signal()
    wanted_rejects = Signal()
    wanted_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner("", Tone.SUCCESS)
        self.saved = Banner("", Tone.SUCCESS, closable=True)
        self.files = Card()
        self.problems = ProblemRows()
        self.detail = RowDetail()
        self.problems_heading = SectionHeading("", icon="triangle-alert")
        self.others = label("", "muted")
        self.brought = label("", "muted", wrap=True)
        self.contracts = button(_("Show the contracts"), self.wanted_contracts.emit, icon="file-text", kind="primary")
        self.more = button(_("Bring in more lists"), self.wanted_more.emit, icon="file-up")
        self.again = button(_("Back to looking through"), self.wanted_again.emit, icon="arrow-left")
        self.rejects = button(
            _("Save these rows as a workbook …"),
            self.wanted_rejects.emit,
            icon="file-spreadsheet",
            tip=_("The same layout, with a column that says what is wrong: correct it and bring it in again."),
        )
        self._lay_out()
        self.problems.lines.modelReset.connect(lambda: self.detail.show_row(None))
        self.problems.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.detail.show_row(self.problems.lines.row_at(current.row()))
        )

    def _lay_out(self) -> None:
        self.problems_heading.add(self.rejects)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.more)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.contracts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.files.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for widget in (self.banner, self.files, self.brought, self.saved, self.problems_heading, self.others):
            column.addWidget(widget)
        column.addWidget(self.problems, 1)
        column.addWidget(self.detail)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        column.addLayout(foot)

    def show_result(self, files: list[ChosenFile], *, stopped: bool) -> None:
        """Show what came of each file."""
        self.saved.hide()
        imported = [file for file in files if file.state is State.IMPORTED]
        self._say(imported, files, stopped)
        self._list_files(files)
        self._tell_what_came(imported)
        self._list_problems(imported)
        self.contracts.setVisible(bool(imported))
        self.again.setVisible(len(imported) < len([file for file in files if file.plan is not None]))
        asks = any(file.state is State.ASKS for file in files)
        put_icon(self.again, "arrow-right" if asks else "arrow-left")
        self.again.setText(_("&Go on with the rest") if asks else _("Back to looking through"))
        (self.contracts if imported and not asks else self.again).setFocus()

    def _tell_what_came(self, imported: list[ChosenFile]) -> None:
        """What the rows became, and that all of it can be taken back."""
        made: Counter[str] = Counter()
        for file in imported:
            if file.applied is not None and file.applied.batch is not None and file.plan is not None:
                made.update({kind: len(values) for kind, values in file.plan.operations.inserts.items()})
        words = records_words(made)
        told = _("New in the register: {records}.").format(records=words) if words else ""
        back = _("You can take an import back at any time, from the first page here.")
        written = any(file.applied is not None and file.applied.batch is not None for file in imported)
        self.brought.setText(" ".join(text for text in (told, back if written else "") if text))
        self.brought.setVisible(bool(self.brought.text()))

    def _list_problems(self, imported: list[ChosenFile]) -> None:
        rejected, warned = self.problems.show_files(imported)
        listed = rejected + warned > 0
        self.problems_heading.setVisible(rejected > 0)
        self.rejects.setVisible(rejected > 0)
        self.problems.setVisible(listed)
        self._filler.setVisible(not listed)
        self.others.setVisible((bool(imported) and rejected == 0) or warned > 0)
        self.problems_heading.set_text(
            ngettext(
                "{count} row was not taken and needs a look", "{count} rows were not taken and need a look", rejected
            ).format(count=format_number(rejected))
        )
        text = ngettext(
            "{count} row came in, but has something you should look at.",
            "{count} rows came in, but have something you should look at.",
            warned,
        )
        self.others.setText(text.format(count=format_number(warned)) if warned else _("No row needs a look."))

    def _say(self, imported: list[ChosenFile], files: list[ChosenFile], stopped: bool) -> None:
        failed = [file for file in files if file.state is State.NOT_IMPORTED]
        asks = [file for file in files if file.state is State.ASKS]
        totals: Counter[Outcome] = Counter()
        for file in imported:
            if file.applied is not None:
                totals.update(file.applied.totals)
        changed = totals[Outcome.NEW] + totals[Outcome.UPDATED]
        if stopped and not imported:
            self.banner.show_message(_("Stopped. Nothing was brought in; the register is as it was."), Tone.INFO)
        elif stopped:
            self.banner.show_message(
                _("Stopped. {rows} had come in from the files before; nothing came from the rest.").format(
                    rows=rows_words(changed)
                ),
                Tone.WARNING,
            )
        elif failed:
            self.banner.show_message(
                ngettext(
                    "{count} file could not be brought in. Nothing from it is in the register.",
                    "{count} files could not be brought in. Nothing from them is in the register.",
                    len(failed),
                ).format(count=len(failed)),
                Tone.DANGER,
            )
        elif asks:
            self.banner.show_message(
                ngettext(
                    "{count} file waits for you: it names households like those that just came in. Are they the same?",
                    "{count} files wait for you: they name households like those that just came in. Are they the same?",
                    len(asks),
                ).format(count=len(asks)),
                Tone.WARNING,
            )
        else:
            self.banner.show_message(
                _("{rows} are in the register. A backup was taken before.").format(rows=rows_words(changed)),
                Tone.SUCCESS,
            )

    def _list_files(self, files: list[ChosenFile]) -> None:
        while self.files.body.count():
            item = self.files.body.takeAt(0)
            if item is not None and (gone := item.widget()) is not None:
                gone.deleteLater()
        for file in files:
            if file.applied is not None and file.state is State.IMPORTED:
                what = totals_words(file.applied.totals)
                sum_words = _("of {rows}").format(rows=rows_words(sum(file.applied.totals.values())))
                self._add_line(file.name, _("{counts} ({sum})").format(counts=what, sum=sum_words), None)
            elif file.state is State.ASKS:
                self._add_line(file.name, _("Not brought in yet: it waits for your answers."), Tone.WARNING)
            else:
                listed = any(sheet.rows for sheet in file.sheets)
                nothing = _("Nothing in this file was new.") if listed else _("No list was found in this file.")
                text = file.problem or nothing
                self._add_line(file.name, text, Tone.DANGER if file.problem else None)

    def _add_line(self, name: str, text: str, tone: Tone | None) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        shown = ElidedLabel(name, "strong")
        shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        shown.setFixedWidth(280)
        row.addWidget(shown)
        row.addWidget(label(text, wrap=True, tone=tone), 1)
        self.files.body.addWidget(line)

    def tell_saved(self, text: str, tone: Tone) -> None:
        """Say what came of saving the rejected rows."""
        self.saved.show_message(text, tone)
        self.saved.show()
