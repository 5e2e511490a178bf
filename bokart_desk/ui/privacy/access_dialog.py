"""Access: everything held about a household or one of its members, saved where the user says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.privacy.access import PossibleLandlord, possible_landlords
from bokart_desk.services.privacy.file_names import case_file_name
from bokart_desk.ui.context import Desk
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.save_as import ask_where
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.services.privacy.answer import AccessAnswer
    from bokart_desk.ui.tasks import Task

FOLDER_KEY = "privacy/folder"
_WHOLE_HOUSEHOLD = 0


class AccessDialog(StepDialog):
    """Chooses whom the answer is about and what kind of file it is. Nothing in the register is changed."""

    def __init__(self, desk: Desk, parent: QWidget, detail: HouseholdDetail) -> None:
        title = _("Access: {name}").format(name=detail.row.name)
        explanation = _(
            "Makes an answer to “what do you hold about me”: every field, every row of a list, and all that was done "
            "to the case. Read it through before you hand it over: notes may tell of other people too."
        )
        super().__init__(desk, title, explanation, _("&Save the answer …"), parent)
        self._detail = detail
        self._folder: Path | None = None
        self._landlords = self._same_names()
        self.add_field("whom", _("&About whom"), ChoiceEditor(self._choices()), required=True, wide=True)
        kinds = [(".pdf", _("Paper to hand over (PDF)")), (".json", _("File for another program (JSON)"))]
        self.add_field("ending", _("&Kind of file"), ChoiceEditor(kinds), required=True, wide=True)
        for one in self._landlords:
            self.add_tick(
                f"landlord {one.id}",
                _("The landlord {name} is the same person: tell that too").format(name=one.name),
            )
        self._read = self.add_confirmation("read", _("The answer goes to the one it is about, and nobody else."))
        self._read.setVisible(detail.protection is not Protection.NONE)
        self._open = button(_("Open the f&older"), self._open_folder, icon="folder-open")
        self._open.hide()
        self.add_button(self._open)
        self.fill({"whom": self._first_choice(), "ending": ".pdf"})

    def consequences(self) -> Sequence[Sentence]:
        told: list[Sentence] = []
        if self._detail.protection is Protection.CONFIDENTIAL:
            told.append(
                (
                    Tone.WARNING,
                    _(
                        "The address is confidential, and it stands in the answer: it is the person's own. Do not send "
                        "it by e-mail, and do not leave it where others see it."
                    ),
                )
            )
        if self._detail.protection is Protection.STRICTLY_CONFIDENTIAL:
            told.append(
                (
                    Tone.WARNING,
                    _(
                        "The address is strictly confidential. Where somebody lives, and texts that may tell it, are "
                        "left out; the answer says so."
                    ),
                )
            )
        if self.value("whom") and len(self._detail.persons) > 1:
            told.append(
                (
                    Tone.INFO,
                    _("The other members are left out; their names and numbers are blacked out in every text."),
                )
            )
        told.append((Tone.INFO, _("The file is not locked by a password. Delete it when it has been handed over.")))
        return told

    def touched(self) -> bool:
        return False

    def begin(self) -> None:
        """Ask where, then save; nothing happens when the user changes their mind."""
        path = self._ask_path()
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Make the answer and write it to ``path``, off the GUI thread."""
        from bokart_desk.reporting.access_paper import write_access  # noqa: PLC0415
        from bokart_desk.services.privacy.access import access_answer  # noqa: PLC0415
        from bokart_desk.services.privacy.reading import note_reading  # noqa: PLC0415

        register, household, by = self.desk.register, self._detail.row.id, self.desk.by()
        person = self.value("whom") or None
        landlords = [one.id for one in self._landlords if self.confirmed(f"landlord {one.id}")]

        def make(_task: Task) -> AccessAnswer:
            note_reading(register, household, who=by.who, now=by.now)
            answer = access_answer(register, household, person, landlords=landlords, by=by)
            write_access(answer, path)
            return answer

        self.show_message("")
        self.do_button.setEnabled(False)
        self.desk.tasks.run(
            make, lambda answer: self._saved(path, answer), self._not_saved, owner=self, title=_("Making the answer …")
        )

    def _saved(self, path: Path, answer: AccessAnswer) -> None:
        QSettings().setValue(FOLDER_KEY, str(path.parent))
        self._folder = path.parent
        self._open.show()
        self.do_button.setEnabled(True)
        self.cancel_button.setText(_("Close"))
        said = [_("Saved: {name}").format(name=path.name)]
        if answer.elsewhere:
            said.append(
                ngettext(
                    "The name also stands in another case, which was not told. Look whether it should be: {numbers}",
                    "The name also stands in {count} other cases, which were not told. Look whether they should be: "
                    "{numbers}",
                    len(answer.elsewhere),
                ).format(count=len(answer.elsewhere), numbers=", ".join(answer.elsewhere))
            )
        self.show_message("\n".join(said), Tone.WARNING if answer.elsewhere else Tone.SUCCESS)
        self.cancel_button.setFocus()

    def _not_saved(self, error: BaseException) -> None:
        from bokart_desk.reporting import ReportNotWritten  # noqa: PLC0415

        self.do_button.setEnabled(True)
        self.do_button.setFocus()  # which went to Cancel while the button could not be used
        text = str(error) if isinstance(error, ReportNotWritten) else getattr(error, "message", "")
        self.show_message(
            text
            or _("The answer was not saved. Nothing in the register was changed. Choose another folder and try again.")
        )

    def _ask_path(self) -> Path | None:
        ending: str = self.value("ending")
        row = self._detail.row
        name = case_file_name(_("access"), row.case_number, row.id, self.desk.today(), ending)
        kinds = {".pdf": _("PDF file (*.pdf)"), ".json": _("JSON file (*.json)")}
        proposed = remembered_folder(FOLDER_KEY) / name
        return ask_where(self, _("Save the answer"), proposed, kinds[ending], ending)

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _choices(self) -> list[tuple[int, str]]:
        members = self._detail.persons
        whole = ngettext(
            "The household with its {count} member", "The household with all its {count} members", len(members)
        ).format(count=len(members))
        persons = [(one.id, f"{one.given_name} {one.family_name}".strip()) for one in members]
        return [*persons, (_WHOLE_HOUSEHOLD, whole if members else _("The household"))]

    def _first_choice(self) -> int | None:
        """Who alone can be meant; of several the user must say who asked."""
        members = self._detail.persons
        if not members:
            return _WHOLE_HOUSEHOLD
        return members[0].id if len(members) == 1 else None

    def _same_names(self) -> tuple[PossibleLandlord, ...]:
        from bokart_desk.services.doing import Refused  # noqa: PLC0415
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415

        try:
            found = possible_landlords(self.desk.register, self._detail.row.id)
        except (Refused, RegisterError):
            return ()
        return tuple(one for one in found if not one.same)


def open_access_dialog(desk: Desk, parent: QWidget, detail: HouseholdDetail) -> AccessDialog:
    """Open the dialog for a household."""
    dialog = AccessDialog(desk, parent, detail)
    dialog.open()
    return dialog
