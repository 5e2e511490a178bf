"""What was understood of one sheet: what it is and why, its rows with what happens to each, and its columns."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.ui.importing.columns_table import ColumnsTable
from bokart_desk.ui.importing.outcome_bar import OutcomeBar
from bokart_desk.ui.importing.row_detail import RowDetail
from bokart_desk.ui.importing.rows_table import RowsTable
from bokart_desk.ui.importing.session import ChosenFile, State
from bokart_desk.ui.importing.sheet_form import SheetForm
from bokart_desk.ui.importing.tally import tally_of
from bokart_desk.ui.importing.words import kind_words, sheet_words
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, EmptyState, SectionHeading, StatusPill

if TYPE_CHECKING:
    from bokart_desk.importing.plan import SheetPlan
    from bokart_desk.importing.reading.sheets import Sheet
    from bokart_desk.ui.importing.rows_model import Choice


class Tab(IntEnum):
    """What is shown of a sheet."""

    SHEET = 0
    COLUMNS = 1
    ROWS = 2


class SheetPanel(QWidget):
    """Shows a sheet, or why there is none to show.

    ``column_chosen(column index, choice)``, ``sheet_said(name of a choice, value)``, ``forgot``: all as found again.
    """

    column_chosen = Signal(int, object)
    sheet_said = Signal(str, object)
    forgot = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = SectionHeading("")
        self.kind = StatusPill()
        self.heading.add(self.kind)
        self.note = Banner("", Tone.WARNING)
        self.outcomes = OutcomeBar()
        self.form = SheetForm()
        self.rows = RowsTable()
        self.detail = RowDetail()
        self.columns = ColumnsTable()
        self.nothing = EmptyState("file-x", "")
        self._stack = QStackedWidget()
        self._lay_out()
        self.outcomes.picked.connect(self._outcome_picked)
        self.columns.chose.connect(self.column_chosen)
        self.form.said.connect(self.sheet_said)
        self.form.forgot.connect(self.forgot)
        self.rows.rows.modelReset.connect(lambda: self.detail.show_row(None))
        self.rows.selectionModel().currentRowChanged.connect(self._row_picked)

    def _row_picked(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.detail.show_row(self.rows.rows.row_at(current.row()) if current.isValid() else None)

    def _outcome_picked(self, choice: Choice) -> None:
        self.rows.rows.show_choice(choice)
        self.tabs.setCurrentIndex(Tab.ROWS)

    def _lay_out(self) -> None:
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.rows, 1)
        column.addWidget(self.detail)
        columns = QWidget()
        under = QVBoxLayout(columns)
        under.setContentsMargins(0, Space.S, 0, 0)
        under.addWidget(self.columns)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.form, _("What it is"))
        self.tabs.addTab(columns, _("Columns"))
        self.tabs.addTab(rows, _("What becomes of the rows"))
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        for widget in (self.heading, self.note, self.outcomes):
            whole.addWidget(widget)
        whole.addWidget(self._stack, 1)

    def show_file(self, file: ChosenFile) -> None:
        """Show what is to be said of a whole file: that it could not be read, or that a sheet is to be picked."""
        self.heading.set_text(file.name)
        self.kind.hide()
        self.note.hide()
        self.outcomes.hide()
        if file.state is State.UNREADABLE:
            self.nothing.show_text(_("This file could not be read"), file.problem)
        elif file.plan is None:
            self.nothing.show_text(_("This file has not been looked through"), file.problem)
        else:
            notes = "\n".join(file.plan.notes)
            self.nothing.show_text(_("Pick a sheet at the left"), notes)
        self._stack.setCurrentWidget(self.nothing)

    def show_sheet(self, file: ChosenFile, sheet: SheetPlan, *, editable: bool) -> None:
        """Show a sheet; ``editable``: the user may say what a column is."""
        is_list = sheet.kind is not SheetKind.NOT_A_LIST
        self.heading.set_text(sheet_words(sheet.name))
        self.kind.show()
        self.kind.show_status(kind_words(sheet.kind), Tone.ACCENT if is_list else Tone.NEUTRAL)
        notes = (*(file.plan.notes if file.plan else ()), *sheet.notes)
        self.note.setVisible(bool(notes))
        self.note.show_message("\n".join(notes))
        read = _sheet_read(file, sheet)
        last = read.first_row + len(read.rows) - 1 if read else sheet.first_row
        self.form.show_sheet(sheet, last, said=sheet.key in file.said.sheets)
        self.outcomes.setVisible(is_list)
        self.outcomes.show_tally(file.tallies.get(sheet.key) or tally_of(sheet))
        self.rows.rows.show_choice(None)
        self.rows.rows.show_rows(sheet.rows)
        first, hidden = (read.first_column, read.hidden_columns) if read else (1, ())
        self.columns.show_sheet(sheet, first, editable=editable, hidden=hidden)
        self.tabs.setTabEnabled(Tab.COLUMNS, is_list)
        self.tabs.setTabEnabled(Tab.ROWS, is_list)
        self._stack.setCurrentWidget(self.tabs)


def _sheet_read(file: ChosenFile, sheet: SheetPlan) -> Sheet | None:
    read = file.plan.workbook.sheets if file.plan else []
    return next((one for one in read if one.name == sheet.name), None)
