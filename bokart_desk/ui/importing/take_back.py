"""The dialog that takes an earlier import back: what would go and what stays is told first, and again afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from bokart_desk.i18n import _, format_moment, format_number, ngettext
from bokart_desk.ui.forms.step_frame import StepFrame
from bokart_desk.ui.importing.counts import records_words
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from bokart_desk.services.imports import ImportLine
    from bokart_desk.services.undo_import import TakenBack
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.forms.consequences import Sentence
    from bokart_desk.ui.tasks import Task

_LIST_HEIGHT = 150


class TakeBackDialog(StepFrame):
    """Looks first, off the GUI thread; then asks; then does it, and shows what was kept and why."""

    looked = Signal()
    taken_back = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, line: ImportLine) -> None:
        super().__init__(
            _("Take the import back"),
            _("{file}, brought in {moment}. A backup is taken first.").format(
                file=line.file_name, moment=format_moment(line.imported_at)
            ),
            _("&Take it back"),
            parent,
        )
        self._desk = desk
        self._line = line
        self._over = False
        self._told = False
        self.working = False
        self.kept_heading = label("", "strong", wrap=True)
        self.kept = QPlainTextEdit()
        self.kept.setReadOnly(True)
        self.kept.setTabChangesFocus(True)
        self.kept.setFixedHeight(_LIST_HEIGHT)
        self.add_widget(self.kept_heading)
        self.add_widget(self.kept)
        self._show_kept(())
        self._look()

    def carry_out(self) -> None:
        """Take the import back; afterwards, close."""
        if self._over:
            self.accept()
            return
        if self.do_button.isEnabled():
            desk, batch = self._desk, self._line.id

            def work(_task: Task) -> TakenBack:
                from bokart_desk.services.undo_import import take_back  # noqa: PLC0415

                return take_back(desk.register, batch, who=desk.who, now=desk.now())

            self._start(work, self._done, _("The import is being taken back …"), _("An import is being taken back"))

    def reject(self) -> None:
        """Close, but not while it is being written."""
        if not self.working:
            super().reject()

    def _look(self) -> None:
        desk, batch = self._desk, self._line.id

        def work(_task: Task) -> TakenBack:
            from bokart_desk.services.undo_import import foresee  # noqa: PLC0415

            return foresee(desk.register, batch, now=desk.now())

        self._start(work, self._foreseen, _("Looking at what has happened since …"), "")

    def _start(
        self, work: Callable[[Task], TakenBack], done: Callable[[TakenBack], None], text: str, when_closing: str
    ) -> None:
        self.working = True
        self.do_button.setEnabled(False)
        self.cancel_button.setEnabled(False)
        self.show_message(text, Tone.INFO)
        task = self._desk.tasks.run(work, done, self._failed, owner=self)
        task.title = when_closing

    def _foreseen(self, found: TakenBack) -> None:
        self._told = True
        self._free()
        self.show_message("")
        sentences: list[Sentence] = []
        if found.removed:
            sentences.append((Tone.WARNING, _("Goes: {records}.").format(records=records_words(found.removed))))
        if found.restored:
            text = _("Is put back to what it was before: {records}.")
            sentences.append((Tone.NEUTRAL, text.format(records=records_words(found.restored))))
        if not found.records:
            sentences.append((Tone.NEUTRAL, _("Nothing goes: all that came in has been changed or used since.")))
        sentences.append(_what_stays(found))
        self.show_consequences(sentences)
        self.kept_heading.setText(_("Stays, because it was changed or used after the import:"))
        self._show_kept(found.kept)
        self.do_button.setFocus()
        self.looked.emit()

    def _done(self, done: TakenBack) -> None:
        self._free()
        self._over = True
        self.cancel_button.hide()
        self.do_button.setText(_("&Close"))
        self.show_consequences(())
        text = ngettext(
            "The import is taken back: {count} record.", "The import is taken back: {count} records.", done.records
        )
        self.show_message(text.format(count=format_number(done.records)), Tone.SUCCESS)
        self.kept_heading.setText(_("Was kept, because it was changed or used after the import:"))
        self._show_kept(done.kept)
        self.do_button.setFocus()
        self._desk.undo_stack.clear()
        self.taken_back.emit(done)
        self._desk.register_changed.emit("import")
        if done.copy_problem:
            self._desk.backups_changed.emit()  # it is said above every screen

    def _failed(self, error: BaseException) -> None:
        self._free()
        message = getattr(error, "message", "") or _(
            "The import could not be taken back, because something went wrong in the program. The register is as it "
            "was. Try again."
        )
        self.show_message(str(message), Tone.DANGER)
        self.looked.emit()

    def _free(self) -> None:
        self.working = False
        self.do_button.setEnabled(self._told)  # never without having said what goes
        self.cancel_button.setEnabled(True)

    def _show_kept(self, lines: tuple[str, ...]) -> None:
        self.kept_heading.setVisible(bool(lines))
        self.kept.setVisible(bool(lines))
        self.kept.setPlainText("\n".join(lines))
        self.kept.setAccessibleName(self.kept_heading.text())
        self._columns.place()
        self.fit_soon()


def _what_stays(found: TakenBack) -> Sentence:
    if not found.kept:
        return Tone.NEUTRAL, _("Nothing has been changed by hand since, so nothing has to stay.")
    count = len(found.kept)
    text = ngettext("{count} record stays as it is now.", "{count} records stay as they are now.", count)
    return Tone.INFO, text.format(count=format_number(count))
