"""A register that will not open: what is wrong, the newest good backup, what would be missing, and the other ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.restoring import Candidate, Finding, find_backups, newest_good, standing
from bokart_desk.services.restoring_words import counted_words, lost_words, moment_words, place_words
from bokart_desk.services.trouble import can_be_restored, is_only_in_use, lacks_keys, what_is_wrong
from bokart_desk.ui.choose_register import choose_new_register, choose_register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dialog_size import resize_to_fit
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.restoring.case import case_at
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

if TYPE_CHECKING:
    from bokart_desk.storage.restore import RestoreResult
    from bokart_desk.ui.tasks import Task

_WIDTH, _HEIGHT, _LOW = 760, 560, 360


class Answer(NamedTuple):
    """The register to open next; ``new``: it is to be made; ``key``: what opens it, where that is known already."""

    path: Path
    new: bool = False
    key: bytes | None = None


class TroubleDialog(QDialog):
    """``answered`` goes out with the register to open next (``Answer``), or None to give up."""

    answered = Signal(object)

    def __init__(
        self, desk: Desk, error: BaseException, path: Path, parent: QWidget, *, key: bytes | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The register was not opened"))
        self._desk, self._path, self._error = desk, path, error
        self._case = case_at(path, key)
        self._found: tuple[Candidate, Finding] | None = None
        self._answer: Answer | None = None
        self._task: Task | None = None
        self._lay_out()
        resize_to_fit(self, _WIDTH, _HEIGHT if can_be_restored(error) else _LOW)
        self.again_button.setFocus()
        desk.locking.connect(self._locking)
        if can_be_restored(error):
            self._look_for_backup()

    # What is shown -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        content = QWidget()
        content.setProperty("page", True)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, Space.XS, 0)
        inside.setSpacing(Space.M)
        inside.addWidget(label(_("The register was not opened"), "title"))
        self.wrong = Banner(what_is_wrong(self._path, self._error), Tone.DANGER)
        inside.addWidget(self.wrong)
        inside.addWidget(self._proposal())
        inside.addWidget(self._other_ways())
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        column.addWidget(scroll, 1)
        column.addLayout(self._bottom())

    def _proposal(self) -> Card:
        self.proposal = Card(_("The newest good backup"))
        self.told = label(_("Looking for backups …"), wrap=True)
        self.missing = label("", "muted", wrap=True)
        self.kept = label("", "muted", wrap=True)
        for line in (self.told, self.missing, self.kept):
            self.proposal.body.addWidget(line)
        self.restore_button = button(_("&Restore this one …"), self._restore, kind="primary", icon="undo-2")
        self.restore_button.setEnabled(False)
        self.list_button = button(_("Choose another &backup …"), self._choose_backup, icon="history")
        self.keys_button = button(_("Take the &keys from a backup"), self._take_keys, icon="key-round")
        unwanted: list[QWidget] = [] if lacks_keys(self._error) else [self.keys_button]
        if not can_be_restored(self._error):
            unwanted += [self.proposal, self.restore_button, self.list_button]
        for one in unwanted:
            one.hide()
        return self.proposal

    def _bottom(self) -> FlowLayout:
        """What is mostly wanted always shows."""
        row = FlowLayout()
        for one in (self.restore_button, self.list_button, self.keys_button, self.again_button, self.close_button):
            row.addWidget(one)
        return row

    def _other_ways(self) -> Card:
        card = Card(_("Other ways"))
        self.again_button = button(_("&Try again"), self._try_again, icon="refresh-cw")
        self.other_button = button(_("&Open another register …"), self._open_other, icon="folder-open")
        self.move_button = button(_("Fetch from another &PC …"), self._fetch, icon="download")
        self.new_button = button(_("Create a &new register …"), self._create, icon="file-plus")
        self.close_button = button(_("&Close"), self.reject)
        row = FlowLayout()
        for one in (self.other_button, self.move_button, self.new_button):
            row.addWidget(one)
        if is_only_in_use(self._error):  # what is meant to be worked in is this one, in a moment
            self.new_button.hide()
            self.move_button.hide()
        card.body.addLayout(row)
        return card

    def texts(self) -> str:
        """Return what is told, for tests and screen readers."""
        return "\n".join((self.wrong.text(), self.told.text(), self.missing.text(), self.kept.text()))

    # The newest good backup ------------------------------------------------------------------------

    def _look_for_backup(self) -> None:
        path, case = self._path, self._case

        def look(task: Task) -> tuple[Candidate, Finding] | None:
            return newest_good(
                find_backups(path, case.places()), standing(path, key=case.holder), stopped=task.cancelled
            )

        self._task = self._desk.tasks.run(look, self._looked, self._not_looked, owner=self)

    def _looked(self, found: tuple[Candidate, Finding] | None) -> None:
        self._found = found
        if found is None:
            self.told.setText(
                _(
                    "No backup that can be used was found in {folder}. Choose another backup, for instance one on a "
                    "memory stick or a server, or type the password of one that has another."
                ).format(folder=self._case.backups)
            )
            return
        one, finding = found
        at = datetime.now().astimezone()
        assert finding.held is not None
        self.told.setText(
            _("Taken {moment}, in {place}. It was opened and is whole: {what}.").format(
                moment=moment_words(one.taken_at, at), place=place_words(one), what=counted_words(finding.held)
            )
        )
        self.missing.setText(lost_words(one, finding.since, at))
        if self._path.exists():
            self.kept.setText(
                _("The file that cannot be opened is kept in {folder}: more may be saved from it.").format(
                    folder=self._case.backups
                )
            )
        self.restore_button.setEnabled(True)
        self.restore_button.setFocus()

    def _not_looked(self, error: BaseException) -> None:
        self._desk.tasks.failed.emit(error)
        self._looked(None)

    def _restore(self) -> None:
        from bokart_desk.ui.restoring.put_back_dialog import PutBackDialog  # noqa: PLC0415

        if self._found is not None:
            dialog = PutBackDialog(self._desk, self._case, *self._found, self)
            dialog.put_back.connect(self._restored)
            dialog.open()

    def _choose_backup(self) -> None:
        from bokart_desk.ui.restoring.list_dialog import RestoreDialog  # noqa: PLC0415

        dialog = RestoreDialog(self._desk, self._case, self)
        dialog.put_back.connect(self._restored)
        dialog.open()

    def _restored(self, result: RestoreResult) -> None:
        from bokart_desk.ui.restoring.put_back_dialog import tell_done  # noqa: PLC0415

        self._give(Answer(result.path, key=result.key))
        tell_done(self._desk, result)

    def _take_keys(self) -> None:
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415
        from bokart_desk.services.trouble import take_keys  # noqa: PLC0415

        folders = tuple(folder for _place, folder in self._case.places())
        try:
            found = take_keys(self._path, folders)
        except RegisterError as error:
            self.wrong.show_message(error.message)
            return
        if found:
            self._give(Answer(self._path))
        else:
            self.wrong.show_message(
                _("No keys of this register were found with the backups. Choose another backup, or ask for help.")
            )

    # The other ways --------------------------------------------------------------------------------

    def _try_again(self) -> None:
        self._give(Answer(self._path))

    def _open_other(self) -> None:
        chosen = choose_register(self, self._path.parent)
        if chosen is not None:
            self._give(Answer(chosen))

    def _create(self) -> None:
        chosen = choose_new_register(self, self._path.parent)
        if chosen is not None:
            self._give(Answer(chosen, new=True))

    def _fetch(self) -> None:
        from bokart_desk.ui.restoring.moving import fetch  # noqa: PLC0415

        fetch(self._desk, self._path, self, self._fetched, key=self._case.key)

    def _fetched(self, path: Path, key: bytes | None) -> None:
        self._give(Answer(path, key=key))

    def _locking(self) -> None:
        """Somebody locks the register behind: what was typed to open this one is not kept over it."""
        if self._desk.has_register:
            self._case.holder.let_go()
            self.reject()

    def _give(self, answer: Answer) -> None:
        self._answer = answer
        self.accept()

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
        super().done(result)
        self.answered.emit(self._answer)


def open_trouble(
    desk: Desk,
    parent: QWidget,
    error: BaseException,
    path: Path,
    answered: Callable[[Answer | None], None],
    *,
    key: bytes | None = None,
) -> TroubleDialog:
    """Open the dialog about a register at ``path`` that did not open; ``answered`` is told what the user wants.

    ``key``: what opens the register and its backups, where it is known.
    """
    dialog = TroubleDialog(desk, error, path, parent, key=key)
    dialog.answered.connect(answered)
    dialog.open()
    return dialog
