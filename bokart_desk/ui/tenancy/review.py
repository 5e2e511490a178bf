"""Review the need: without a review that allows it no contract is renewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.rows import ContractDetail
from bokart_desk.i18n import _, format_date
from bokart_desk.services.labels import away, review_outcome_label
from bokart_desk.services.tenancy.reviewing import RecordReview, proposed_next_review, record_review, review_proposal
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, ChoiceEditor, DayEditor, LineEditor, TextEditor
from bokart_desk.ui.tenancy.base import ContractDialog
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_LATER = (
    "talk_on",
    "next_review_on",
    "chance_private_rent",
    "chance_startup_loan",
    "chance_housing_allowance",
    "notes",
)


class ReviewDialog(ContractDialog):
    """A review of the household's need for the dwelling."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _(
            "What does the household need, and can it live elsewhere? A contract is renewed only when a review says so."
        )
        super().__init__(desk, detail, _("Review of the need"), explanation, _("&Save the review"), parent)
        self._proposal = review_proposal(desk.register, self.contract_id, desk.today())
        self._add_fields()
        self.fill(
            {
                "held_on": self._proposal.held_on,
                "monthly_income": self._proposal.monthly_income,
                "talk_on": self._proposal.talk_on,
            }
        )

    def check(self) -> Mapping[str, str]:
        self._propose_next()
        held_on = self.value("held_on")
        if held_on is None:
            return {}
        if held_on > self.desk.today():
            return {"held_on": _("The review has not been held yet. Record it when it has.")}
        if held_on < self.start:
            return {
                "held_on": _("Must not be before the contract began, {day}.").format(day=format_date(self.start))
            }  # fmt: skip
        return {}

    def consequences(self) -> Sequence[Sentence]:
        outcome = self.value("outcome")
        sentences: list[Sentence] = [_meaning(outcome)]
        following = self.value("next_review_on")
        if following is not None:
            text = _("The next review is due {day}, {away}.")
            text = text.format(day=format_date(following), away=away(following, self.desk.today()))
            sentences.append((Tone.NEUTRAL, text))
        return sentences

    def perform(self) -> Done:
        values = {name: self.value(name) for name in self.fields}
        return record_review(self.desk.register, RecordReview(self.contract_id, **values), by=self.desk.by())

    def allows_renewal(self) -> bool:
        """Tell whether the outcome chosen is that the contract may be renewed."""
        return bool(self.value("outcome") == ReviewOutcome.EXTEND)

    def _add_fields(self) -> None:
        desk = self.desk
        outcomes = [(outcome, review_outcome_label(outcome)) for outcome in ReviewOutcome]
        self.add_field("outcome", _("&Outcome"), ChoiceEditor(outcomes, _("Not decided yet")))
        self.add_field("held_on", _("&Held on"), DayEditor(desk.today, optional=False), required=True)
        self.add_field("need", _("What the household &needs"), TextEditor(3), wide=True)
        self.add_field("monthly_income", _("&Income per month"), AmountEditor())
        self.add_field("talk_on", _("&Talked with the household on"), DayEditor(desk.today))
        self.add_field("next_review_on", _("Ne&xt review"), DayEditor(desk.today))
        self.add_field("chance_private_rent", _("Chances of &private rent"), LineEditor())
        self.add_field("chance_startup_loan", _("Chances of a start-up &loan"), LineEditor())
        self.add_field("chance_housing_allowance", _("Housing &allowance"), LineEditor())
        self.add_field("notes", _("No&tes"), TextEditor(2), wide=True)
        self.add_more(_("More: talk, next review, chances, notes"), *_LATER)

    def _propose_next(self) -> None:
        if self.was_typed("next_review_on"):
            return
        held_on = self.value("held_on")
        following = (
            proposed_next_review(self.desk.register, self.contract_id, held_on, self.value("outcome"))
            if held_on is not None
            else None
        )
        if following != self.value("next_review_on"):
            self.fields["next_review_on"].set_value(following)


def _meaning(outcome: ReviewOutcome | None) -> Sentence:
    if outcome is None:
        return Tone.WARNING, _("Without an outcome the contract cannot be renewed yet.")
    if outcome == ReviewOutcome.EXTEND:
        return Tone.SUCCESS, _("The contract may be renewed after this.")
    return Tone.INFO, _("The contract is not renewed. It runs out, and the household gets help to move on.")
