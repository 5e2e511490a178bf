"""Look through: all files and sheets with what would happen, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.importing.outcomes import OnDuplicate
from bokart_desk.ui.importing.file_tree import FileTree
from bokart_desk.ui.importing.session import ChosenFile, ImportSession, changing
from bokart_desk.ui.importing.sheet_panel import SheetPanel
from bokart_desk.ui.importing.words import rows_words, totals_words
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, button, label


class ReviewStep(QWidget):
    """The second step. ``wanted_apply``, ``wanted_other_files``: the user goes on, or back."""

    wanted_apply = Signal()
    wanted_other_files = Signal()
    choices_changed = Signal(object)

    def __init__(self, session: ImportSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[ChosenFile, int | None] | None = None
        self.read_only = False
        self.totals = label("", "heading", wrap=True)
        self.trouble = Banner("", Tone.DANGER)
        self.several = label("", "muted", wrap=True)
        self.tree = FileTree()
        self.panel = SheetPanel()
        self.apply = button("", self.wanted_apply.emit, icon="download", kind="primary")
        self.back = button(_("Choose other files"), self.wanted_other_files.emit, icon="arrow-left")
        self.on_duplicate = QComboBox()
        self._fill_choices()
        self._lay_out()
        self.tree.picked.connect(self._pick)
        self.panel.column_chosen.connect(self._column_chosen)

    def _fill_choices(self) -> None:
        for choice, text in (
            (OnDuplicate.UPDATE, _("Update what the list says differently")),
            (OnDuplicate.FILL, _("Only fill in what is missing")),
            (OnDuplicate.SKIP, _("Leave what is there as it is")),
        ):
            self.on_duplicate.addItem(text, choice)
        self.on_duplicate.setCurrentIndex(self.on_duplicate.findData(self._session.on_duplicate))
        self.on_duplicate.setAccessibleName(_("When a row is in the register already"))
        self.on_duplicate.activated.connect(self._duplicates_chosen)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(Space.L)
        split.addWidget(self.tree)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([270, 830])
        known = label(_("When a row is in the register already"), "muted")
        known.setBuddy(self.on_duplicate)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.apply)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self.totals, 1)
        head.addWidget(known)
        head.addWidget(self.on_duplicate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        for widget in (self.several, self.trouble):
            column.addWidget(widget)
        column.addWidget(split, 1)
        column.addLayout(foot)

    def show_plans(self) -> None:
        """Show what the session has found."""
        files = self._session.files
        totals = self._session.totals
        count = changing(totals)
        unread = [file for file in files if file.problem]
        self.totals.setText(totals_words(totals))
        self.trouble.setVisible(bool(unread))
        self.trouble.show_message("\n".join(file.problem for file in unread))
        readable = len(self._session.plans)
        self.several.setVisible(readable > 1)
        self.several.setText(
            _(
                "The files come in one after the other. Rows that a file has in common with the one before are then "
                "found in the register, so that nothing comes in twice."
            )
        )
        self.apply.setText(_("Bring in {rows}").format(rows=rows_words(count)) if count else _("Nothing to bring in"))
        changes = any(plan.changes_register for plan in self._session.plans)
        self.apply.setEnabled(changes and not self.read_only)
        self.tree.show_files(files)

    def _pick(self, file: ChosenFile, number: int | None) -> None:
        self._shown = (file, number)
        if number is None or number >= len(file.sheets):
            self.panel.show_file(file)
        else:
            self.panel.show_sheet(file, file.sheets[number], editable=True)

    def _column_chosen(self, index: int, field: str | None) -> None:
        file, number = self._shown or (None, None)
        if file is None or number is None:
            return
        file.said.say_column(file.sheets[number].key, index, field)
        self.choices_changed.emit([file])

    def _duplicates_chosen(self, _index: int) -> None:
        self._session.on_duplicate = OnDuplicate(self.on_duplicate.currentData())
        self.choices_changed.emit(None)

    def focus_again(self) -> None:
        """Put the keyboard back where a choice was made: never on the button that writes."""
        on_columns = self.panel.columns.isVisible()
        (self.panel.columns if on_columns else self.on_duplicate).setFocus()

    def focus_first(self) -> None:
        """Put the keyboard where the user goes on."""
        (self.apply if self.apply.isEnabled() else self.tree).setFocus()
