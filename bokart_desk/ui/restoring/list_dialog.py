"""The list to restore from: every backup that can be found, looked into one after the other while it is shown."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.services.restoring import Candidate, Finding, Standing, State, examine, find_backups, locked, standing
from bokart_desk.services.restoring_words import difference_words, lost_words
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dialog_size import resize_to_fit
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.lists.short_table import ShortTable
from bokart_desk.ui.page import Page
from bokart_desk.ui.restoring.case import Case
from bokart_desk.ui.restoring.model import BackupTableModel
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, button, label

if TYPE_CHECKING:
    from bokart_desk.storage.restore import RestoreResult
    from bokart_desk.ui.tasks import Task

_WIDTHS = (150, 125, 340, 150, 85, 180)
_COMPARED = 2
"""The column with the longest text: it gets the room that is left."""
_WIDTH, _HEIGHT = 1240, 620


class RestoreDialog(QDialog):
    """``put_back`` goes out with the result when a backup has taken the register's place."""

    put_back = Signal(object)

    def __init__(self, desk: Desk, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Restore a backup"))
        self._desk, self._case = desk, case
        self._pointed_out: tuple[Path, ...] = ()
        self._now = Standing(case.path, None, case.holder)
        self._task: Task | None = None
        self._is_found = self._interrupted = False
        desk.locking.connect(self._before_locking)
        desk.register_changed.connect(self._go_on)
        desk.register_opened.connect(self.reject)
        self.model = BackupTableModel(self)
        self._lay_out()
        resize_to_fit(self, _WIDTH, _HEIGHT)
        self._find()

    # What is shown -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        page = Page()  # on a small screen it scrolls, and the buttons stay in view
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(Space.S)
        page.body.addWidget(label(_("Restore a backup"), "title"))
        self.count = label(_("Looking for backups …"), "muted", wrap=True)
        page.body.addWidget(self.count)
        page.body.addWidget(self._table(), 1)
        self.details = Banner("", Tone.NEUTRAL)
        self.details.hide()
        page.body.addWidget(self.details)
        column.addWidget(page, 1)
        buttons = FlowLayout()
        self.put_back_button = button(_("&Put it back …"), self._put_back, kind="primary", icon="undo-2")
        self.look_button = button(_("&Look at it first"), self._look, icon="eye")
        self.password_button = button(_("Type its pass&word …"), self._ask_password, icon="key-round")
        self.folder_button = button(_("Look in another &folder …"), self._point_out, icon="folder-open")
        self.close_button = button(_("&Close"), self.reject)
        for one in (
            self.put_back_button, self.look_button, self.password_button, self.folder_button, self.close_button,
        ):  # fmt: skip
            buttons.addWidget(one)
        row = QHBoxLayout()
        row.addLayout(buttons, 1)
        column.addLayout(row)
        self._selected()

    def _table(self) -> ShortTable:
        table = self.table = ShortTable(self.model, _("Backups"), _WIDTHS, _COMPARED)
        table.activated.connect(self._activated)
        table.selectionModel().selectionChanged.connect(self._selected)
        return table

    def chosen(self) -> tuple[Candidate, Finding | None] | None:
        """Return the backup of the row that is selected."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0].row()) if rows else None

    def _selected(self) -> None:
        chosen = self.chosen()
        finding = chosen[1] if chosen is not None else None
        state = finding.state if finding is not None else None
        self.put_back_button.setEnabled(state is State.GOOD)
        self.look_button.setEnabled(state is State.GOOD)
        self.password_button.setVisible(state is State.LOCKED)
        self.details.setVisible(chosen is not None)
        if chosen is not None:
            self.details.show_message(self._told(*chosen), Tone.DANGER if state is State.BROKEN else Tone.NEUTRAL)

    def _told(self, one: Candidate, finding: Finding | None) -> str:
        if finding is None:
            return _("{file}\nThis backup is being opened and read.").format(file=one.path)
        if finding.state is State.BROKEN:
            return _("{file}\nIt cannot be used: {reason}. Choose another one.").format(
                file=one.path, reason=finding.reason
            )
        if finding.state is State.LOCKED:
            return _(
                "{file}\nIt is protected by another password than the register has now. Type the password or the "
                "recovery key it had when it was taken, to see what it holds."
            ).format(file=one.path)
        at = datetime.now().astimezone()
        return _("{file}\nCompared with now: {differs}.\n{lost}").format(
            file=one.path, differs=difference_words(finding, self._now, at), lost=lost_words(one, finding.since, at)
        )

    # Finding and reading -------------------------------------------------------------------------

    def _find(self) -> None:
        case, pointed_out = self._case, self._pointed_out

        def find(_task: Task) -> tuple[Standing, list[Candidate]]:
            return standing(case.path, key=case.holder), find_backups(case.path, case.places(pointed_out))

        self._stop()
        self._is_found = False
        self._task = self._desk.tasks.run(find, self._found, self._failed, owner=self)

    def _found(self, found: tuple[Standing, list[Candidate]]) -> None:
        self._now, candidates = found
        self._is_found = True
        self.model.show_backups(candidates, self._now, datetime.now().astimezone())
        if candidates:
            self.count.setText(
                ngettext(
                    "{count} backup was found, the newest first.",
                    "{count} backups were found, the newest first. Each is opened and read before it can be used.",
                    len(candidates),
                ).format(count=len(candidates))
            )
            self.table.selectRow(0)
            self.table.setFocus()
        else:
            self.count.setText(
                _("No backups were found in {folder}. Look in another folder, for instance on a memory stick.").format(
                    folder=self._case.backups
                )
            )
            self.folder_button.setFocus()
        self._read_next()

    def _failed(self, error: BaseException) -> None:
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self.count.setText(message)

    def _read_next(self) -> None:
        row = self.model.next_unknown()
        if row is None:
            self._task = None
            return
        self._read(row)

    def _read(self, row: int, key: bytes | None = None) -> None:
        one, now = self.model.row(row)[0], self._now
        self._task = self._desk.tasks.run(
            lambda task: examine(one, now, key=key, stopped=task.cancelled),
            partial(self._examined, row),
            partial(self._not_examined, row),
            owner=self,
        )

    def _examined(self, row: int, finding: Finding) -> None:
        self.model.show_finding(row, finding)
        self._selected()
        self._read_next()

    def _not_examined(self, row: int, error: BaseException) -> None:
        """A fault of the program in one backup must not hide the others."""
        self._desk.tasks.failed.emit(error)
        self._examined(row, Finding(State.BROKEN, _("it could not be read")))

    def _before_locking(self) -> None:
        """Read no more, and forget what was typed: the register's own key is asked for again when it is needed."""
        self._interrupted = self._interrupted or self._task is not None
        self._stop()
        for row in range(self.model.rowCount()):
            finding = self.model.row(row)[1]
            if finding is not None and finding.holder not in (None, self._case.holder):
                finding.holder.let_go()
                self.model.show_finding(row, locked())
        self._selected()

    def _go_on(self) -> None:
        if self._interrupted and not self._case.holder.locked:
            self._interrupted = False
            (self._read_next if self._is_found else self._find)()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)

    # What the user does --------------------------------------------------------------------------

    def _point_out(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder with backups"), str(self._case.path.parent))
        if name:
            self.look_in(Path(name))

    def look_in(self, folder: Path) -> None:
        """Look for backups in one more folder."""
        self._pointed_out = (*self._pointed_out, folder)
        self._find()

    def _activated(self, index: QModelIndex) -> None:
        finding = self.model.row(index.row())[1]
        if finding is None:
            return
        if finding.state is State.GOOD:
            self._put_back()
        elif finding.state is State.LOCKED:
            self._ask_password()

    def _ask_password(self) -> None:
        from bokart_desk.ui.restoring.password import BackupPasswordDialog  # noqa: PLC0415

        chosen = self.chosen()
        if chosen is not None:
            dialog = BackupPasswordDialog(self._desk, chosen[0].path, self)
            dialog.opened.connect(partial(self._unlocked, chosen[0]))
            dialog.open()

    def _unlocked(self, one: Candidate, key: bytes) -> None:
        for row in range(self.model.rowCount()):
            if self.model.row(row)[0] == one:
                self._stop()
                self._read(row, key)

    def _look(self) -> None:
        from bokart_desk.ui.restoring.look_window import look_at  # noqa: PLC0415

        chosen = self.chosen()
        if chosen is not None and chosen[1] is not None:
            self._stop()
            look_at(self._desk, chosen[0], chosen[1].key, self)

    def _put_back(self) -> None:
        from bokart_desk.ui.restoring.put_back_dialog import PutBackDialog  # noqa: PLC0415

        chosen = self.chosen()
        if chosen is None or chosen[1] is None or chosen[1].state is not State.GOOD:
            return
        self._stop()
        dialog = PutBackDialog(self._desk, self._case, chosen[0], chosen[1], self)
        dialog.put_back.connect(self._was_put_back)
        dialog.rejected.connect(self._read_next)
        dialog.open()

    def _was_put_back(self, result: RestoreResult) -> None:
        self.accept()
        self.put_back.emit(result)


def open_restore_list(desk: Desk, parent: QWidget | None) -> RestoreDialog:
    """Open the list for the register that is open; when a backup was put back, the register is opened again."""
    from bokart_desk.ui.restoring.case import open_case  # noqa: PLC0415
    from bokart_desk.ui.restoring.put_back_dialog import reopen  # noqa: PLC0415

    dialog = RestoreDialog(desk, open_case(desk), parent)
    dialog.put_back.connect(partial(reopen, desk))
    dialog.open()
    return dialog
