"""What the dialogs for an offer and for its answer have in common: the fields of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import CodeList, OfferAnswer
from bokart_desk.i18n import _, format_date
from bokart_desk.services.code_labels import code_choices
from bokart_desk.services.code_lists import choices
from bokart_desk.services.offers import OfferAnswered
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, TextEditor, YesNoEditor
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done


class AnsweringDialog(StepDialog):
    """Fields for the answer, of which those show that the answer asks for."""

    def __init__(self, desk: Desk, title: str, explanation: str, verb: str, parent: QWidget) -> None:
        super().__init__(desk, title, explanation, verb, parent)
        self._over = parent

    def add_answer(self, *, pending: bool) -> None:
        """Put the choice of answer at the end; ``pending``: that it is awaited may be chosen."""
        without = () if pending else (OfferAnswer.PENDING,)
        editor = ChoiceEditor(code_choices(OfferAnswer, without=without))
        self.add_field("answer", _("&Answer"), editor, required=True)

    def add_reasons(self) -> None:
        """Put the day, the reason and the ground at the end."""
        answered = DayEditor(self.desk.today)
        self.add_field("answered_on", _("A&nswered on"), answered)
        reasons = ChoiceEditor(choices(self.desk.register, CodeList.DECLINED_BECAUSE))
        self.add_field("reason_code", _("&Reason"), reasons, required=True)
        ground = YesNoEditor(_("Not decided"))
        self.add_field("reasonable_ground", _("Reasonable &ground"), ground, _("The municipality's own view."))
        self.add_field("reason", _("In the household's own &words"), TextEditor(2), wide=True)

    def add_going_on(self) -> None:
        """Offer to go on to the contract; called when all fields are there."""
        self.add_tick("sign", _("Go on to the contract afterwards."), checked=True)
        self.performed.connect(self._go_on)

    def said(self) -> OfferAnswered:
        """Return the answer as the fields stand."""
        return OfferAnswered(
            OfferAnswer(self.value("answer") or OfferAnswer.PENDING),
            self.value("answered_on"),
            self.value("reason_code"),
            self.value("reason"),
            self.value("reasonable_ground"),
        )

    def follow_answer(self) -> None:
        """Show the fields that the answer asks for."""
        answer = self.value("answer")
        declined = answer == OfferAnswer.DECLINED
        for name in ("reason_code", "reasonable_ground"):
            self._ask(name, declined)
        for name in ("answered_on", "reason"):
            self._ask(name, answer not in (None, OfferAnswer.PENDING))
        tick = self.confirmations["sign"]
        accepted = answer == OfferAnswer.ACCEPTED and self.signs_for() is not None
        if tick.isHidden() is accepted:
            tick.setVisible(accepted)
            self.fit_soon()

    def signs_for(self) -> tuple[int, int] | None:
        """Return household and unit of the contract that an accepted offer leads to; None without a unit."""
        raise NotImplementedError

    def answer_means(self, answer_by: date | None) -> Sequence[Sentence]:
        """Return what the answer leads to."""
        answer = self.value("answer")
        if answer == OfferAnswer.PENDING and answer_by is not None:
            text = _("The answer is awaited until {day}. The register reminds you.")
            return [(Tone.INFO, text.format(day=format_date(answer_by)))]
        if answer == OfferAnswer.ACCEPTED:
            return [(Tone.SUCCESS, _("The household has accepted. The next step is the contract."))]
        if answer == OfferAnswer.DECLINED:
            return [
                (Tone.INFO, _("The offer counts as declined, with its reason. The household can be offered another."))
            ]
        if answer == OfferAnswer.WITHDRAWN:
            return [(Tone.INFO, _("A withdrawn offer does not count as declined by the household."))]
        return []

    def _ask(self, name: str, asked: bool) -> None:
        if (name in self._off) is asked:
            self.show_field(name, asked)

    def _go_on(self, done: Done) -> None:
        signs = self.signs_for()
        if not done or signs is None or not self.confirmed("sign"):
            return
        from bokart_desk.ui.tenancy.opening import open_sign  # noqa: PLC0415 - only where a contract follows

        open_sign(self.desk, self._over, household_id=signs[0], unit_id=signs[1])
