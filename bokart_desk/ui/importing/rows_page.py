"""Rows that need you: by what is the matter, each matter with its rows, each row to be corrected, answered or left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.importing.groups import GroupKind
from bokart_desk.importing.problems import Problem
from bokart_desk.ui.importing import answers
from bokart_desk.ui.importing.cell_table import CellTable
from bokart_desk.ui.importing.difference_table import DifferenceTable
from bokart_desk.ui.importing.group_list import Asked, GroupList, Matter, Places, matters_of
from bokart_desk.ui.importing.problem_rows import ProblemRows
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import EmptyState, button, label

if TYPE_CHECKING:
    from bokart_desk.ui.importing.session import ChosenFile

_CELLS_HEIGHT = 150
_LOOKED_AROUND = 50


class RowsPage(QWidget):
    """``answered(files)``: something was said about rows of these files, which are to be looked through again."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = GroupList()
        self.rows = ProblemRows()
        self.why = label("", wrap=True)
        self.cells = CellTable()
        self.differences = DifferenceTable()
        self.cells.setMinimumHeight(_CELLS_HEIGHT)
        self.differences.setFixedHeight(_CELLS_HEIGHT)
        self.buttons: list[QPushButton] = []
        """What can be said about the row picked, beside reading it otherwise."""
        self.read_one = button(_("&Read this row so"), self._read_one)
        self.read_all = button("", self._read_all)
        self._alike: list[Asked] = []
        self._shown: Asked | None = None
        """The row whose cells can be written in."""
        self._wanted: Asked | None = None
        """The row to come back to when the files have been looked through again."""
        self.for_all = QCheckBox()
        self.for_all.setChecked(True)
        self.for_all.toggled.connect(self._show_buttons)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, Space.S)
        self._flow.addWidget(self.read_one)
        self._flow.addWidget(self.read_all)
        self.nothing = EmptyState(
            "circle-check", _("No row needs you"), _("Everything can be brought in as it stands.")
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self.groups.picked.connect(self._show_matter)
        self.rows.selectionModel().currentRowChanged.connect(self._row_changed)
        self.cells.written.connect(self._show_alike)
        self.cells.finished.connect(self._read_one)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.rows, 1)
        column.addWidget(self.why)
        column.addWidget(self.cells, 1)
        for widget in (self.differences, self.for_all, self._buttons):
            column.addWidget(widget)
        split = self.split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(Space.L)
        split.addWidget(self.groups)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([290, 810])
        self._stack.addWidget(split)
        self._stack.addWidget(self.nothing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)

    # -- what is shown

    def show_files(self, files: Sequence[ChosenFile]) -> None:
        """Show the matters of these files; where the user was he stays, as near as can be."""
        place = max(0, self.rows.currentIndex().row())
        before, wanted = self.groups.matter(), self._wanted
        self._wanted = None
        matters = matters_of(files)
        self._stack.setCurrentIndex(0 if matters else 1)
        self.rows.hide_place(hidden=sum(bool(sheet.rows) for file in files for sheet in file.sheets) == 1)
        self._shown = None
        self.groups.show_matters(matters)
        now = self.groups.matter()
        if wanted is not None and now is not None and (found := _place_of(wanted, now, place)) is not None:
            self.rows.selectRow(found)
            return
        same = before is not None and now is not None and before.group.key == now.group.key
        if now is not None:
            self.rows.selectRow(min(place if same else 0, len(now) - 1))

    @property
    def open_count(self) -> int:
        """How many answers wait for somebody: rows not taken, and namesakes and remarks nobody has said a word of."""
        matters = self.groups.matters
        wrong = sum(len(matter) for matter in matters if matter.group.kind is GroupKind.WRONG)
        asked = (one for matter in matters if matter.group.kind is GroupKind.NAMESAKE for one in matter)
        held = [matter for matter in matters if matter.group.kind is GroupKind.SENSITIVE]
        unsaid = sum(1 for matter in held for one in matter if not answers.said_of_notes(one, matter.group))
        return wrong + unsaid + sum(1 for one in asked if one.at.row.facts.answer_to_name is None)

    def begin(self) -> None:
        """Show the first matter, which has the questions."""
        self.groups.setCurrentRow(0)

    def focus_again(self) -> bool:
        """Put the keyboard where the next answer is given; tell whether there is any to give."""
        if self.groups.matters:
            self.rows.setFocus()
        return bool(self.groups.matters)

    def take_written(self) -> bool:
        """Take what was written in the cells of the row shown, as if its button had been pressed; tell if there was."""
        one, written = self._shown, self.cells.corrections() if not self.cells.isHidden() else {}
        if one is None or not written:
            return False
        self._shown, self._wanted = None, self.asked()
        self._say(partial(answers.correct, [one], written))
        return True

    def _show_matter(self, matter: Matter | None) -> None:
        self.take_written()
        self.rows.lines.show_lines(Places(matter) if matter is not None else ())
        if matter:
            self.rows.selectRow(0)  # which shows it
        else:
            self._show_row()

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.take_written()
        self._show_row()

    def asked(self) -> Asked | None:
        """Return the row that is picked."""
        matter, place = self.groups.matter(), self.rows.currentIndex().row()
        return matter[place] if matter is not None and 0 <= place < len(matter) else None

    def _show_row(self) -> None:
        one, matter = self.asked(), self.groups.matter()
        self._shown = one
        kind = matter.group.kind if matter is not None else None
        self.why.setText(answers.explanation(one, matter.group) if one is not None and matter is not None else "")
        self.why.setVisible(bool(self.why.text()))
        correctable = one is not None and kind in (GroupKind.WRONG, GroupKind.REMARK, GroupKind.SAID)
        correctable = correctable and one is not None and one.at.row.problem is not Problem.STRICTLY_CONFIDENTIAL
        self.cells.setVisible(correctable)
        self.cells.show_row(
            one.at if correctable and one is not None else None, answers.corrected(one), answers.days_in(one)
        )
        self.differences.setVisible(kind is GroupKind.DIFFERENT)
        self.differences.show_changes(one.at.row.changes if one is not None else ())
        count = len(matter) if matter is not None else 0
        self.rows.keep_low(low=correctable)
        self.for_all.setVisible(kind is GroupKind.SENSITIVE and count > 1)
        self.for_all.setText(_("What I choose holds for all {count} &rows").format(count=format_number(count)))
        self._show_buttons()

    # -- what can be said

    def _show_buttons(self) -> None:
        for gone in self.buttons:
            self._flow.takeAt(self._flow.count() - 1)
            gone.hide()
            gone.deleteLater()
        self.buttons = []
        self._show_alike()
        one, matter = self.asked(), self.groups.matter()
        for text, does in self._choices(one, matter) if one is not None and matter is not None else ():
            added = button(text, partial(self._say, does))
            self._flow.addWidget(added)
            added.show()
            self.buttons.append(added)
        self._buttons.updateGeometry()

    def _choices(self, one: Asked, matter: Matter) -> Iterable[tuple[str, answers.Answer]]:
        kind, rows = matter.group.kind, matter
        if kind is GroupKind.NAMESAKE:
            yield from answers.about_names(one, rows)
        elif kind is GroupKind.SENSITIVE:
            alone = len(rows) > 1 and not self.for_all.isChecked()
            yield from answers.about_notes(one, rows, matter.group.detail, alone=alone)
        elif kind is GroupKind.DIFFERENT:
            yield from answers.about_differences(one, rows)
        elif kind is GroupKind.SAID:
            yield from answers.about_said(one, rows)
        if kind in (GroupKind.WRONG, GroupKind.REMARK, GroupKind.NAMESAKE):
            yield from answers.about_leaving(one, rows)

    def _show_alike(self) -> None:
        """Offer to correct all rows that say the same, as soon as something is written."""
        one, matter = self.asked(), self.groups.matter()
        correctable = not self.cells.isHidden()
        self.read_one.setVisible(correctable)
        self._alike = []
        if correctable and one is not None and matter is not None:
            self._alike = answers.alike(one, matter, self.cells.corrections())
        count = len(self._alike)
        self.read_all.setVisible(count > 1)
        text = ngettext("Read {count} row so", "Read all {count} that say the same so", count)
        self.read_all.setText(text.format(count=format_number(count)))

    def _read_one(self) -> None:
        one = self.asked()
        if one is not None and self.cells.corrections():
            self._correct([one])
        else:
            self.cells.setFocus()

    def _read_all(self) -> None:
        self._correct(self._alike)

    def _correct(self, rows: list[Asked]) -> None:
        written = self.cells.corrections()
        self._shown = None  # it is taken now
        self._say(partial(answers.correct, rows, written))

    def _say(self, does: Callable[[], list[ChosenFile]]) -> None:
        self.answered.emit(does())


def _place_of(wanted: Asked, matter: Matter, near: int) -> int | None:
    """Where a row stands among those of a matter, looked for where it stood before."""
    for place in range(max(0, near - _LOOKED_AROUND), min(len(matter), near + _LOOKED_AROUND)):
        one = matter[place]
        if one.file is wanted.file and one.at.key == wanted.at.key:
            return place
    return None
