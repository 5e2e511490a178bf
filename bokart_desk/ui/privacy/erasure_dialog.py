"""Erasing a case, step by step: why it is allowed, the case file for the archive, and then for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services.privacy.archived import ArchivedCase
from bokart_desk.services.privacy.erasure import Why
from bokart_desk.services.privacy.file_names import case_file_name
from bokart_desk.ui.context import Desk
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.privacy import erasure_words as words
from bokart_desk.ui.privacy.access_dialog import FOLDER_KEY
from bokart_desk.ui.privacy.mention_search import MentionSearch
from bokart_desk.ui.save_as import ask_where
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.services.privacy.erasure import Erasure
    from bokart_desk.services.privacy.erasure_plan import Plan
    from bokart_desk.services.privacy.old_backups import Removed
    from bokart_desk.ui.tasks import Task

_LONGEST_REFERENCE = 80


class ErasureDialog(StepDialog):
    """Nothing is erased before the case file was exported and the user has said three times that it is meant.

    Nor before texts with a name that others may bear too were looked through.

    ``whom`` 0: the whole household; else one person of it.
    """

    def __init__(self, desk: Desk, parent: QWidget, household_id: int) -> None:
        super().__init__(desk, _("Erase a case"), _("Looking at what the case holds …"), _("&Erase for good"), parent)
        self._household = household_id
        self._plan: Plan | None = None
        self._archived: ArchivedCase | None = None
        self._busy = False
        self._finished = False
        self.mentions = MentionSearch(desk, self, household_id)
        self.mentions.changed.connect(self._mentions_changed)
        self.mentions.failed.connect(self._show_error)
        self.add_field("whom", _("&Who is erased"), ChoiceEditor(()), required=True, wide=True)
        self.add_field("why", _("Wh&y it is allowed"), ChoiceEditor(()), required=True, wide=True)
        self.add_field(
            "reference",
            _("Which &decision"),
            LineEditor(_LONGEST_REFERENCE),
            _("Its number or date, such as “12/2026”. No names: this stays in the register."),
            wide=True,
        )
        self.export = button(_("E&xport the case file …"), self._ask_where, icon="file-text")
        self.look = button(_("&Look through texts …"), self.mentions.show_mentions, icon="search")
        self.look.hide()
        self.add_button(self.look)
        self.add_button(self.export)
        self.add_confirmation("delivered", _("The case file is with the archive, or will be today."))
        self.add_confirmation("final", _("I know that erasing cannot be undone, and that nobody can bring it back."))
        self.add_tick("backups", "")
        for name in self.fields:
            self.show_field(name, False)
        for asked in self.confirmations.values():
            asked.hide()
        self._let_do()
        self._look_up()

    # What is read first ------------------------------------------------------------------------------

    def _look_up(self) -> None:
        from bokart_desk.services.privacy.erasure_plan import plan_erasure  # noqa: PLC0415

        register, household, today, now = self.desk.register, self._household, self.desk.today(), self.desk.now()
        self.desk.tasks.run(
            lambda _task: plan_erasure(register, household, today, now=now), self._planned, self._failed, owner=self
        )

    def _planned(self, plan: Plan) -> None:
        from bokart_desk.services.households import household_detail  # noqa: PLC0415
        from bokart_desk.services.privacy.erasure import former_members  # noqa: PLC0415

        self._plan = plan
        register = self.desk.register
        detail = household_detail(register, self._household, self.desk.today())
        persons = detail.persons if detail is not None else ()
        former = former_members(register, self._household)
        self.explain(words.explanation(plan))
        whom: ChoiceEditor = self.fields["whom"].editor  # type: ignore[assignment]
        whom.set_choices(words.choices(plan, persons, former))
        why: ChoiceEditor = self.fields["why"].editor  # type: ignore[assignment]
        why.set_choices(words.reasons(plan))
        self.show_field("whom", len(persons) + len(former) > 1)
        self.fill({"whom": 0, "why": Why.RETENTION if plan.by_rule is not None else Why.DECISION})
        self.confirmations["backups"].set_text(words.remove_backups(plan))
        self.refresh()
        (self.cancel_button if self._hindered() else self.export).setFocus()
        self.fit_soon()

    # The hooks ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        if self._plan is not None and not self._finished:
            allowed = not self._hindered()
            self.show_field("why", allowed)
            self.show_field("reference", allowed and self.value("why") is Why.DECISION)
            for asked in self.confirmations.values():
                asked.setVisible(allowed)
            if allowed:
                self.mentions.look_for(self.value("whom") or 0)
            self.look.setVisible(allowed and self.mentions.found is not None and bool(self.mentions.found.lines))
            self._let_do()
        super().refresh()

    def check(self) -> dict[str, str]:
        if self.value("why") is Why.DECISION and not self.value("reference"):
            return {"reference": _("Say which decision it is.")}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        if self._plan is None or self._finished:
            return ()
        if self._hindered():
            return [(Tone.DANGER, words.not_now()), *((Tone.DANGER, one) for one in self._plan.against)]
        told = words.sentences(self._plan, self._archived, whole=not self.value("whom"))
        return [words.mentions(self.mentions.found, self.mentions.meant), *told]

    def touched(self) -> bool:
        return self._archived is not None and not self._finished

    def begin(self) -> None:
        """Erase, when all that comes before was done; off the window's thread."""
        self._busy = True
        self._let_do()
        self.show_message(_("Erasing … This may take a minute. Leave the program open."), Tone.INFO)
        self.desk.tasks.run(self._work(), self._erased, self._failed, owner=self)

    def reject(self) -> None:
        """An erasure under way is not left alone."""
        if not self._busy:
            super().reject()

    def _mentions_changed(self) -> None:
        self.refresh()
        self.fit_soon()

    # The archive -------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        plan = self._plan
        if plan is None:
            return
        name = case_file_name(_("case-file"), plan.case_number, plan.household_id, self.desk.today(), ".pdf")
        proposed = remembered_folder(FOLDER_KEY) / name
        path = ask_where(self, _("Save the case file for the archive"), proposed, _("PDF file (*.pdf)"), ".pdf")
        if path is not None:
            self.archive(path)

    def archive(self, path: Path) -> None:
        """Export the case file to ``path``, read it back, and let the user go on."""
        from bokart_desk.reporting.case_file import archive_case  # noqa: PLC0415 - loads the paper's tools

        register, household, by = self.desk.register, self._household, self.desk.by()
        self._busy = True
        self._let_do()
        self.show_message(_("Exporting the case file …"), Tone.INFO)
        self.desk.tasks.run(  # without a dialog of its own: there is nothing to cancel
            lambda _task: archive_case(register, household, path, by),
            self._was_archived,
            self._failed,
            owner=self,
        )

    def _was_archived(self, archived: ArchivedCase) -> None:
        self._busy = False
        self._archived = archived
        QSettings().setValue(FOLDER_KEY, str(archived.path.parent))
        self.show_message(words.archived(archived), Tone.SUCCESS)
        self.refresh()
        self._let_do()

    # Doing it ----------------------------------------------------------------------------------------

    def _work(self) -> Callable[[Task], tuple[Erasure, Removed | None]]:
        from bokart_desk.services.privacy.erasure import (  # noqa: PLC0415
            erase_household,
            erase_person,
            remove_backups,
        )

        register, by, archived = self.desk.register, self.desk.by(), self._archived
        whom, why, reference = self.value("whom"), self.value("why"), self.value("reference")
        household, older = self._household, self.confirmed("backups")
        judged = self.mentions.judged()

        def work(_task: Task) -> tuple[Erasure, Removed | None]:
            if whom:
                done = erase_person(register, whom, why=why, reference=reference, judged=judged, by=by)
            else:
                assert archived is not None
                done = erase_household(
                    register, household, why=why, reference=reference, archived=archived, judged=judged, by=by
                )
            return done, remove_backups(register, done, by) if older else None

        return work

    def _erased(self, result: tuple[Erasure, Removed | None]) -> None:
        done, removed = result
        self._busy, self._finished = False, True
        self.desk.undo_stack.clear()
        self.desk.register_changed.emit(done.done)
        self.performed.emit(done.done)
        tone, text = words.finished(done, removed)
        for name in self.fields:
            self.show_field(name, False)
        for asked in self.confirmations.values():
            asked.hide()
        self.export.hide()
        self.look.hide()
        self.do_button.hide()
        self.cancel_button.setText(_("&Close"))
        self.explain("")
        self.show_consequences(())
        self.show_message(text, tone)
        self.resize(self.width(), self.minimumSizeHint().height())
        self.cancel_button.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.mentions.forget()
        self.refresh()
        self._show_error(error)

    def _show_error(self, error: BaseException) -> None:
        from bokart_desk.reporting import ReportNotWritten  # noqa: PLC0415

        message = str(error) if isinstance(error, ReportNotWritten) else getattr(error, "message", "")
        if not message:
            raise error
        self.show_message(message)

    def _hindered(self) -> bool:
        """Only a whole case must be over; a person can go from one that is not."""
        return self._plan is not None and bool(self._plan.against) and not self.value("whom")

    def _let_do(self) -> None:
        writable = not self.desk.register.read_only
        allowed = writable and self._plan is not None and not self._busy and not self._hindered()
        self.export.setEnabled(allowed)
        self.look.setEnabled(allowed)
        self.do_button.setEnabled(allowed and self._archived is not None and self.mentions.meant is not None)
        first = "" if self._archived is not None else _("Export the case file first.")
        if not first and self.mentions.meant is None:
            first = _("Look through the texts with the name first.")
        self.do_button.setToolTip(first)


def open_erasure_dialog(desk: Desk, parent: QWidget, household_id: int) -> ErasureDialog:
    """Open the dialog for a household."""
    dialog = ErasureDialog(desk, parent, household_id)
    dialog.open()
    return dialog
