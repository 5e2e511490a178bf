"""Taking out where a strictly confidential household has lived: told first, then done for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.privacy.erasure_words import backups, cleaned_words
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.privacy.places import PlacesErased


class PlacesDialog(StepDialog):
    """Nothing to fill in: what it means, one tick, and then it is done."""

    def __init__(self, desk: Desk, parent: QWidget, household_id: int) -> None:
        from bokart_desk.services.privacy.places import plan_places  # noqa: PLC0415 - seldom opened

        explanation = _(
            "The address is strictly confidential, but records from before it was marked may tell where the household "
            "lived. They show nowhere; here they are taken out of the register as well. It cannot be undone."
        )
        super().__init__(desk, _("Take out where they lived"), explanation, _("Take &out for good"), parent)
        self._household = household_id
        self._busy = False
        self._plan = plan_places(desk.register, household_id, desk.today())
        self.add_confirmation("read", _("I have read what this means, and that it cannot be undone."))
        self.confirmations["read"].setVisible(not self._plan.against)
        self.do_button.setEnabled(not self._plan.against and not desk.register.read_only)

    def consequences(self) -> Sequence[Sentence]:
        if self._plan.against:
            return [(Tone.DANGER, self._plan.against)]
        return [(Tone.NEUTRAL, sentence) for sentence in self._plan.sentences]

    def touched(self) -> bool:
        return False

    def carry_out(self) -> None:
        """Do it, off the window's thread."""
        from bokart_desk.services.privacy.places import erase_places  # noqa: PLC0415

        if not self.doable():
            return
        if self._point_at_questions():
            return
        register, household, by = self.desk.register, self._household, self.desk.by()
        self._busy = True
        self.do_button.setEnabled(False)
        self.show_message(_("Erasing … This may take a minute. Leave the program open."), Tone.INFO)
        self.desk.tasks.run(
            lambda _task: erase_places(register, household, by=by),
            self._erased,
            self._failed,
            owner=self,
        )

    def reject(self) -> None:
        """What is under way is not left alone."""
        if not self._busy:
            super().reject()

    def _erased(self, done: PlacesErased) -> None:
        self._busy = False
        self.desk.undo_stack.clear()
        self.desk.register_changed.emit(done.done)
        self.performed.emit(done.done)
        self.confirmations["read"].hide()
        self.do_button.hide()
        self.cancel_button.setText(_("&Close"))
        self.explain("")
        self.show_consequences(backups(done.older))
        tone = Tone.SUCCESS if done.cleaned else Tone.WARNING
        told = [_("Taken out. The register no longer tells where the household has lived.")]
        self.show_message(" ".join((*told, *([] if done.cleaned else [cleaned_words()]))), tone)
        self.cancel_button.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.do_button.setEnabled(True)
        message = getattr(error, "message", None)
        if message is None:
            raise error
        self.show_message(message)


def open_places_dialog(desk: Desk, parent: QWidget, household_id: int) -> PlacesDialog:
    """Open the dialog for a household."""
    dialog = PlacesDialog(desk, parent, household_id)
    dialog.open()
    return dialog
