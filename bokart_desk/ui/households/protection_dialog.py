"""Protecting a household's address, with what it means told before it is done (rule 11)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.i18n import _
from bokart_desk.services.code_labels import code_choices
from bokart_desk.services.doing import Done
from bokart_desk.services.households import Consequences, protection_consequences, set_protection
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone


class ProtectionDialog(StepDialog):
    """Strictly confidential asks for a tick: what it means must have been read."""

    def __init__(self, desk: Desk, parent: QWidget, detail: HouseholdDetail) -> None:
        title = _("Protection of the address: {name}").format(name=detail.row.name)
        explanation = _("Choose what the decision on protection says. You see here what it means before it is done.")
        super().__init__(desk, title, explanation, _("&Save"), parent)
        self._detail = detail
        self._known: dict[Protection, Consequences] = {}
        self.add_field("protection", _("&Address"), ChoiceEditor(code_choices(Protection)), required=True, wide=True)
        self._read = self.add_confirmation("read", _("I have read what this means."))
        self.fill({"protection": detail.protection})

    def consequences(self) -> Sequence[Sentence]:
        chosen: Protection | None = self.value("protection")
        strict = chosen is Protection.STRICTLY_CONFIDENTIAL and chosen is not self._detail.protection
        self._read.setVisible(strict)
        if chosen is None or chosen is self._detail.protection:
            return ()
        told = self._consequences(chosen)
        first: list[Sentence] = []
        if told.in_the_way:
            first.append((Tone.DANGER, _("First take the address out of these texts. Then come back here.")))
            first += [(Tone.DANGER, one.where) for one in told.in_the_way]
        tone = Tone.WARNING if strict else Tone.INFO
        return [*first, *((tone, sentence) for sentence in told.sentences)]

    def perform(self) -> Done:
        chosen: Protection = self.value("protection")
        return set_protection(self.desk.register, self._detail.row.id, chosen, by=self.desk.by())

    def _consequences(self, chosen: Protection) -> Consequences:
        if chosen not in self._known:
            self._known[chosen] = protection_consequences(self.desk.register, self._detail.row.id, chosen)
        return self._known[chosen]


def open_protection_dialog(desk: Desk, parent: QWidget, detail: HouseholdDetail) -> ProtectionDialog:
    """Open the dialog for a household."""
    dialog = ProtectionDialog(desk, parent, detail)
    dialog.open()
    return dialog
