"""The dialog for a new offer: to whom, which unit, and the answer where it is known already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import OfferAnswer
from bokart_desk.i18n import _
from bokart_desk.services.offer_advice import offer_hints, proposed_answer_by, strictly_confidential
from bokart_desk.services.offers import make_offer
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import DayEditor, LineEditor
from bokart_desk.ui.forms.pickers import household_picker, unit_picker
from bokart_desk.ui.offers.answering import AnsweringDialog
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done


class OfferDialog(AnsweringDialog):
    """A declined offer is recorded here in one go: household, unit, declined, reason."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, household_id: int | None = None, unit_id: int | None = None
    ) -> None:
        explanation = _("A unit is offered to a household. If the answer is known already, it is recorded here too.")
        super().__init__(desk, _("New offer"), explanation, _("&Save the offer"), parent)
        self._strict: tuple[int | None, bool] = (None, False)
        self.add_field("household_id", _("&Household"), household_picker(desk), required=True)
        self.add_field("unit_id", _("&Unit"), unit_picker(desk))
        self.add_answer(pending=True)
        self.add_field("offered_on", _("&Offered on"), DayEditor(desk.today, optional=False), required=True)
        self.add_field("answer_by", _("Answer &by"), DayEditor(desk.today, base=self._offered_on))
        self.add_reasons()
        self.add_field("offered_address", _("&Place in words"), LineEditor(120), wide=True)
        self.add_more(_("The dwelling is not in the register"), "offered_address")
        self.add_going_on()
        today = desk.today()
        known = {"household_id": household_id, "unit_id": unit_id}
        self.fill(
            {
                **{name: value for name, value in known.items() if value is not None},
                "answer": OfferAnswer.PENDING.value,
                "offered_on": today,
                "answer_by": proposed_answer_by(today),
                "answered_on": today,
            }
        )
        self._follow()

    # The hooks -------------------------------------------------------------------------------------

    def check(self) -> Mapping[str, str]:
        self._follow()
        wrong: dict[str, str] = {}
        placed = self.value("unit_id") is not None or self.value("offered_address")
        if not placed and not self._hides_place() and self.fields["unit_id"].editing.is_empty():
            wrong["unit_id"] = _("Choose the unit that is offered.")
        offered, answered = self.value("offered_on"), self.value("answered_on")
        if offered and answered and answered < offered:
            wrong["answered_on"] = _("The answer cannot come before the offer.")
        if answered and answered > self.desk.today():
            wrong["answered_on"] = _("This day has not come yet.")
        return wrong

    def consequences(self) -> Sequence[Sentence]:
        household, unit = self.value("household_id"), self.value("unit_id")
        told: list[Sentence] = []
        if self._hides_place():
            told.append(
                (
                    Tone.WARNING,
                    _("The household's address is strictly confidential: the offer is recorded without the dwelling."),
                )
            )
        hints = offer_hints(self.desk.register, household_id=household, unit_id=unit, today=self.desk.today())
        told += [(Tone.WARNING if hint.serious else Tone.NEUTRAL, hint.text) for hint in hints]
        if household is None:
            return told
        return [*told, *self.answer_means(self.value("answer_by"))]

    def perform(self) -> Done:
        return make_offer(
            self.desk.register,
            household_id=self.value("household_id"),
            unit_id=self.value("unit_id"),
            offered_on=self.value("offered_on"),
            answer_by=self.value("answer_by"),
            offered_address=self.value("offered_address"),
            answered=self.said(),
            by=self.desk.by(),
        )

    def signs_for(self) -> tuple[int, int] | None:
        household, unit = self.value("household_id"), self.value("unit_id")
        return None if household is None or unit is None else (household, unit)

    # Inside ----------------------------------------------------------------------------------------

    def _offered_on(self) -> date | None:
        return self.value("offered_on") if "offered_on" in self.fields else None

    def _follow(self) -> None:
        self.follow_answer()
        self._ask("answer_by", self.value("answer") == OfferAnswer.PENDING)
        offered = self.value("offered_on")
        if offered is not None and not self.was_typed("answer_by"):
            self.fields["answer_by"].set_value(proposed_answer_by(offered))
        hides = self._hides_place()
        self._ask("unit_id", not hides)
        if hides is not ("offered_address" in self._off):
            self.show_field("offered_address", False)
            if not hides:
                self._off.discard("offered_address")  # behind its link, until it is asked for
            if self._more is not None:
                self._more[0].setVisible(not hides)

    def _hides_place(self) -> bool:
        household = self.value("household_id")
        if household != self._strict[0]:
            hides = household is not None and strictly_confidential(self.desk.register, household)
            self._strict = (household, hides)
        return self._strict[1]
