"""Look through: what each sheet is, its columns, and the rows that need somebody, before anything is written."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bokart_desk.i18n import _, ngettext
from bokart_desk.importing.fields import REPEATED
from bokart_desk.importing.outcomes import OnDuplicate
from bokart_desk.ui.importing.file_tree import FileTree
from bokart_desk.ui.importing.preset_bar import PresetBar
from bokart_desk.ui.importing.rows_page import RowsPage
from bokart_desk.ui.importing.session import ChosenFile, ImportSession, changing
from bokart_desk.ui.importing.sheet_panel import SheetPanel, Tab
from bokart_desk.ui.importing.words import rows_words, totals_words
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, button, label

if TYPE_CHECKING:
    from bokart_desk.services.presets import Preset


ROOM_BESIDE = 760
"""Width from which lists stand beside what they list."""
LOW = 110
_NO_LIMIT = 16777215


class Page(IntEnum):
    """The pages of this step, in order."""

    SHEETS = 0
    COLUMNS = 1
    ROWS = 2


class ReviewStep(QWidget):
    """``wanted_apply``, ``wanted_other_files``: the user goes on, or back. ``turned(page)``: another page is shown.

    ``choices_changed(files or None)``: files, or all, are to be looked through again. ``preset_saved``,
    ``preset_renamed``, ``preset_removed``: what is to be done with saved mappings.
    """

    wanted_apply = Signal()
    wanted_other_files = Signal()
    choices_changed = Signal(object)
    turned = Signal(int)
    preset_saved = Signal(object, str)
    preset_renamed = Signal(object, str)
    preset_removed = Signal(object)

    def __init__(self, session: ImportSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[ChosenFile, int | None] | None = None
        self.read_only = False
        self._narrow = False
        self.page = Page.SHEETS
        self.totals = label("", "heading", wrap=True)
        self.trouble = Banner("", Tone.DANGER)
        self.several = label("", "muted", wrap=True)
        self.tree = FileTree()
        self.panel = SheetPanel()
        self.rows_page = RowsPage()
        self.presets = PresetBar()
        self.apply = button("", self._apply, icon="download", kind="primary")
        self.other_files = button(_("Choose other &files"), self.wanted_other_files.emit, icon="file-up")
        self.back = button(_("&Back"), self._back, icon="arrow-left")
        self.next = button(_("&Next"), self._next, icon="arrow-right")
        self.on_duplicate = QComboBox()
        self._pages = QStackedWidget()
        self._fill_choices()
        self._lay_out()
        self._connect()

    def _fill_choices(self) -> None:
        for choice, text in (
            (OnDuplicate.UPDATE, _("Update what the list says differently")),
            (OnDuplicate.FILL, _("Only fill in what is missing")),
            (OnDuplicate.SKIP, _("Leave what is there as it is")),
        ):
            self.on_duplicate.addItem(text, choice)
        self.show_policy()
        self.on_duplicate.setAccessibleName(_("When a row is in the register already"))
        self.on_duplicate.activated.connect(self._duplicates_chosen)

    def _lay_out(self) -> None:
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(Space.L)
        split.addWidget(self.tree)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([250, 850])
        self._pages.addWidget(split)
        self._pages.addWidget(self.rows_page)
        self._show_page(0)
        known = self._known = label(_("When a row is in the register already"), "muted")
        known.setBuddy(self.on_duplicate)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.other_files)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        foot.addWidget(self.apply)
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(Space.S)
        head.addWidget(self.totals, 1)
        head.addWidget(known)
        head.addWidget(self.on_duplicate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        for widget in (self.several, self.trouble, self.presets):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _show_page(self, shown: int) -> None:
        """Show one of the two; the other asks for no room, or the buttons below would stand outside a low window."""
        for number in range(self._pages.count()):
            policy = QSizePolicy.Policy.Preferred if number == shown else QSizePolicy.Policy.Ignored
            if (page := self._pages.widget(number)) is not None:
                page.setSizePolicy(policy, policy)
        self._pages.setCurrentIndex(shown)

    def _connect(self) -> None:
        self.tree.picked.connect(self._pick)
        self.panel.column_chosen.connect(self._column_chosen)
        self.panel.sheet_said.connect(self._sheet_said)
        self.panel.forgot.connect(self._forget)
        self.panel.tabs.currentChanged.connect(self._tab_changed)
        self.rows_page.answered.connect(self.choices_changed)
        self.presets.wanted.connect(self._use_preset)
        self.presets.saved.connect(self._save_preset)
        self.presets.renamed.connect(self.preset_renamed)
        self.presets.removed.connect(self.preset_removed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, things stand under each other."""
        super().resizeEvent(event)
        narrow = self._narrow = event.size().width() < ROOM_BESIDE
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._known.setVisible(not narrow)
        self.other_files.setText(_("Other &files") if narrow else _("Choose other &files"))
        for split in (self._split, self.rows_page.split):
            split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        for table in (self.tree, self.rows_page.groups):
            table.setMaximumHeight(LOW if narrow else _NO_LIMIT)
        self._name_next()

    # -- what is shown

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
        self.apply.setText(_("Bring &in {rows}").format(rows=rows_words(count)) if count else _("Nothing to bring in"))
        changes = any(plan.changes_register for plan in self._session.plans)
        self.apply.setEnabled(changes and not self.read_only)
        self.tree.show_files(files)
        self.rows_page.show_files(files)
        self._name_next()

    def show_policy(self) -> None:
        """Show what is done with rows that are in the register already."""
        self.on_duplicate.setCurrentIndex(self.on_duplicate.findData(self._session.on_duplicate))

    def turn_to(self, page: Page) -> None:
        """Show a page."""
        self.rows_page.take_written()
        self.page = page = Page(page)
        self._show_page(1 if page is Page.ROWS else 0)
        self.presets.setVisible(page is not Page.ROWS and self._shown is not None and bool(self._shown[0].sheets))
        if page is not Page.ROWS:
            self.panel.tabs.setCurrentIndex(Tab.COLUMNS if page is Page.COLUMNS else Tab.SHEET)
        self._name_next()
        self.turned.emit(page)

    def _name_next(self) -> None:
        self.back.setVisible(self.page is not Page.SHEETS)
        self.next.setVisible(self.page is not Page.ROWS)
        self.next.setEnabled(any(file.sheets for file in self._session.files))
        if self._narrow:
            self.next.setText(_("&Next"))
            return
        waiting = self.rows_page.open_count
        if self.page is Page.SHEETS:
            self.next.setText(_("&Next: columns"))
        else:
            text = ngettext("&Next: {count} row that needs you", "&Next: {count} rows that need you", waiting)
            self.next.setText(text.format(count=waiting) if waiting else _("&Next: rows that need you"))

    def _apply(self) -> None:
        """Go on; what was written and not taken yet is taken first, and shows what the rows become."""
        if not self.rows_page.take_written():
            self.wanted_apply.emit()

    def _back(self) -> None:
        self.turn_to(Page(max(0, self.page - 1)))
        self.back.setFocus() if self.back.isVisible() else self.next.setFocus()

    def _next(self) -> None:
        self.turn_to(Page(min(Page.ROWS, self.page + 1)))
        if self.page is Page.ROWS:
            if not self.rows_page.focus_again():
                (self.apply if self.apply.isEnabled() else self.back).setFocus()
        else:
            self.next.setFocus()

    def _tab_changed(self, tab: int) -> None:
        """The tabs of a sheet are pages too, but for the one with its rows."""
        page = Page.COLUMNS if tab == Tab.COLUMNS else Page.SHEETS
        if self.page is not Page.ROWS and tab != Tab.ROWS and page is not self.page:
            self.turn_to(page)

    def _pick(self, file: ChosenFile, number: int | None) -> None:
        self._shown = (file, number)
        self.presets.setVisible(self.page is not Page.ROWS and bool(file.sheets))
        self.presets.show_presets(file.proposed, file.said.preset, editable=not self.read_only)
        if number is None or number >= len(file.sheets):
            self.panel.show_file(file)
        else:
            self.panel.show_sheet(file, file.sheets[number], editable=True)

    # -- what the user says

    def _column_chosen(self, index: int, choice: str | None) -> None:
        file, number = self._shown or (None, None)
        if file is not None and number is not None:
            sheet = file.sheets[number]
            for column in sheet.columns:  # what was taken for it before is kept as a note, and says so
                if choice is not None and column.field == choice and column.field not in REPEATED:
                    file.said.say_column(sheet.key, column.index, None)
            file.said.say_column(sheet.key, index, choice)
            self.choices_changed.emit([file])

    def _sheet_said(self, name: str, value: object) -> None:
        file, number = self._shown or (None, None)
        if file is not None and number is not None:
            file.said.say(file.sheets[number].key, **{name: value})
            self.choices_changed.emit([file])

    def _forget(self) -> None:
        file, number = self._shown or (None, None)
        if file is not None and number is not None:
            file.said.sheets.pop(file.sheets[number].key, None)
            self.choices_changed.emit([file])

    def _duplicates_chosen(self, _index: int) -> None:
        self._session.on_duplicate = OnDuplicate(self.on_duplicate.currentData())
        self.choices_changed.emit(None)

    def _use_preset(self, preset: Preset | None) -> None:
        if self._shown is None:
            return
        from bokart_desk.importing.presets import policy_of, sheets_of  # noqa: PLC0415

        file = self._shown[0]
        file.said.preset = preset.name if preset is not None else ""
        file.said.presets = sheets_of(preset.mapping) if preset is not None else ()
        file.said.sheets.clear()
        policy = policy_of(preset.mapping) if preset is not None else None
        if policy is not None and len(self._session.files) == 1:
            self._session.on_duplicate = policy
            self.show_policy()
        self.choices_changed.emit([file])

    def _save_preset(self, name: str) -> None:
        if self._shown is not None:
            self.preset_saved.emit(self._shown[0], name)

    # -- the keyboard

    def focus_again(self) -> None:
        """Put the keyboard back where a choice was made: never on the button that writes."""
        if self.page is Page.ROWS:
            if not self.rows_page.focus_again():
                self.back.setFocus()
        elif self.panel.columns.isVisible():
            self.panel.columns.setFocus()
        elif self.panel.form.isVisible():
            self.panel.form.focus_again()
        else:
            self.on_duplicate.setFocus()

    def focus_first(self) -> None:
        """Put the keyboard where the user goes on: on the next page as long as rows wait for somebody."""
        if self.page is Page.ROWS:
            self.rows_page.begin()
            self.rows_page.focus_again()
            return
        if self.apply.isEnabled() and not self.rows_page.open_count:
            self.apply.setFocus()
        else:
            (self.next if self._session.plans else self.tree).setFocus()
