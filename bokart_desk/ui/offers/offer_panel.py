"""The details of an offer: how it stands and what comes next, and its fields, saved as one leaves them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from bokart_desk.domain.answer_rows import OfferRow
from bokart_desk.domain.codes import CodeList, OfferAnswer, Protection
from bokart_desk.i18n import _, format_date
from bokart_desk.services import code_lists
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.labels import away
from bokart_desk.services.offer_advice import OfferNext, next_step
from bokart_desk.services.offers import OfferDetail, offer_detail
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, LineEditor, TextEditor, YesNoEditor
from bokart_desk.ui.forms.pickers import unit_picker
from bokart_desk.ui.forms.record_card import RecordCard
from bokart_desk.ui.offers.dialogs import open_answer_dialog, open_offer_dialog
from bokart_desk.ui.offers.panel import AnswerPanel, add_buttons
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Card, button, label

TONES = {
    OfferAnswer.PENDING: Tone.INFO,
    OfferAnswer.ACCEPTED: Tone.SUCCESS,
    OfferAnswer.DECLINED: Tone.WARNING,
    OfferAnswer.NO_ANSWER: Tone.WARNING,
    OfferAnswer.WITHDRAWN: Tone.NEUTRAL,
}


def offer_card(desk: Desk) -> RecordCard:
    """Return the fields of an offer."""
    card = RecordCard(desk, "offer", _("The offer"))
    today = desk.today
    card.add("unit_id", _("Unit"), unit_picker(desk), wide=True)
    card.add("offered_address", _("Place in words"), LineEditor(120), wide=True)
    card.add("offered_on", _("Offered on"), DayEditor(today))
    card.add("answer_by", _("Answer by"), DayEditor(today))
    card.add("answered_on", _("Answered on"), DayEditor(today))
    card.add("reasonable_ground", _("Reasonable ground"), YesNoEditor(_("Not decided")))
    card.add("reason_code", _("Reason"), ChoiceEditor(()), wide=True)
    card.add("reason", _("In the household's own words"), TextEditor(2), wide=True)
    card.add("notes", _("Notes"), TextEditor(2), wide=True)
    return card


class OfferPanel(AnswerPanel):
    """Shows an offer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "offer", offer_card(desk), parent)
        self.offer: OfferDetail | None = None

    def show_row(self, row: OfferRow | None) -> None:
        """Show an offer; None: that nothing is chosen."""
        self.offer = offer_detail(self.desk.register, row.id) if row is not None else None
        if self.offer is None:
            self.show_nothing()
            return
        detail = self.offer
        reasons = code_lists.choices(self.desk.register, CodeList.DECLINED_BECAUSE)
        held = detail.row.reason_code
        held_name = code_lists.label(self.desk.register, CodeList.DECLINED_BECAUSE, held)
        self.offer_codes("reason_code", reasons, held, held_name)
        self._ask_for(detail)
        strict = detail.row.protection is Protection.STRICTLY_CONFIDENTIAL
        hidden = {"unit_id": None, "offered_address": None} if strict else {}
        self.show_parts(detail.row.id, detail.row.household, {**detail.values, **hidden}, self._head(detail))

    def _ask_for(self, detail: OfferDetail) -> None:
        """Show the fields that mean something: no dwelling of a strictly confidential household (rule 11)."""
        fields = self.card.form.fields
        strict = detail.row.protection is Protection.STRICTLY_CONFIDENTIAL
        pending = detail.row.answer is OfferAnswer.PENDING
        declined = detail.row.answer is OfferAnswer.DECLINED
        shown = {
            "unit_id": not strict,
            "offered_address": not strict and bool(detail.values["offered_address"]),
            "answered_on": not pending,
            "reason_code": declined,
            "reasonable_ground": declined,
            "reason": not pending,
        }
        for name, visible in shown.items():
            fields[name].setVisible(visible)
        self.card.place()

    def _head(self, detail: OfferDetail) -> Card:
        row, today = detail.row, self.desk.today()
        pill = (code_label(row.answer), TONES[row.answer])
        if row.overdue(today):
            pill = (_("The answer is overdue"), Tone.DANGER)
        card = self.head_card(row.household_id, row.household, row.protection, detail.place, pill)
        for text in self._sentences(detail):
            card.body.addWidget(label(text, wrap=True))
        add_buttons(card, self._steps(detail))
        return card

    def _sentences(self, detail: OfferDetail) -> list[str]:
        row, today = detail.row, self.desk.today()
        words = {"offered": format_date(row.offered_on), "answered": format_date(row.answered_on)}
        told = []
        if row.offered_on is not None:
            told.append(_("Offered {offered}.").format(**words))
        if row.answer is OfferAnswer.PENDING and row.answer_by is not None:
            due = {"day": format_date(row.answer_by), "away": away(row.answer_by, today)}
            told.append(_("The answer is due {day}, {away}.").format(**due))
        elif row.answered_on is not None:
            told.append(_("Answered {answered}.").format(**words))
        if row.answer is OfferAnswer.ACCEPTED and detail.signed:
            told.append(_("The contract has been signed."))
        return told

    def _steps(self, detail: OfferDetail) -> list[QPushButton]:
        row = detail.row
        answer = partial(open_answer_dialog, self.desk, self, row.id)
        step = next_step(row.answer, signed=detail.signed)
        if step is OfferNext.ANSWER:
            withdraw = partial(answer, answer=OfferAnswer.WITHDRAWN)
            return [
                button(_("&Record the answer …"), answer, kind="primary", icon="message-square"),
                button(_("&Withdraw …"), withdraw, icon="undo-2"),
            ]
        found = []
        if step is OfferNext.SIGN and row.protection is not Protection.STRICTLY_CONFIDENTIAL:
            found.append(button(_("Sign the &contract …"), self._sign, kind="primary", icon="file-plus"))
        elif step is OfferNext.OFFER_AGAIN:
            again = partial(open_offer_dialog, self.desk, self, household_id=row.household_id)
            found.append(button(_("&Offer another …"), again, icon="key-round"))
        return [*found, button(_("Correct the ans&wer …"), answer, icon="pencil")]

    def _sign(self) -> None:
        from bokart_desk.ui.tenancy.opening import open_sign  # noqa: PLC0415 - only where a contract follows

        if self.offer is not None:
            open_sign(self.desk, self, household_id=self.offer.row.household_id, unit_id=self.offer.unit_id)
