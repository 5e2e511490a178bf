"""Renew a contract: impossible before a review that allows it; then one is started from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.rows import ContractDetail
from bokart_desk.domain.tenancy import is_short
from bokart_desk.domain.terms import end_of_term, term_months
from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.renewing import RenewContract, foresee_renew, renew, renew_proposal
from bokart_desk.services.tenancy.signing import Foreseen
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, DayEditor, TextEditor
from bokart_desk.ui.tenancy.base import ContractDialog, told
from bokart_desk.ui.tenancy.review import ReviewDialog
from bokart_desk.ui.tenancy.security import add_terms, terms
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_PROPOSED = ("start", "end", "signed_on", "monthly_rent", "security_kind", "security_amount", "eviction_clause")
_QUESTIONS = ("beyond_settings", "confirm_elsewhere")


class RenewDialog(ContractDialog):
    """The contract that follows."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _(
            "A new contract follows on the same unit. Nothing renews itself: a review of the need comes first."
        )
        super().__init__(desk, detail, _("Renew the contract"), explanation, _("&Renew the contract"), parent)
        self._foreseen = Foreseen()
        self._add_fields()
        self._review = button(_("Start a re&view"), self._start_review, kind="primary")
        self.add_button(self._review)
        self._read()

    def check(self) -> Mapping[str, str]:
        self._follow_start()
        if any(self.fields[name].editing.unfinished() for name in ("start", "end")):
            return {}
        short = is_short(self._first_day(), self.value("end"))
        self.show_field("short_term_reason", short)
        self._foreseen = self._foresee()
        wrong = dict(self._foreseen.wrong)
        weighty = "weighty_reason" in wrong or (short and not self.fields["weighty_reason"].editing.is_empty())
        self.show_field("weighty_reason", weighty)
        for name in _QUESTIONS:
            self.ask_about(name, wrong.pop(name, ""))
        return wrong

    def consequences(self) -> Sequence[Sentence]:
        start, end = self._first_day(), self.fields["end"].value()
        if not self.do_button.isEnabled() or self.fields["end"].editing.problem():
            return ()
        sentences = told(Tone.WARNING if end is None else Tone.INFO, [words.explain(start, end, self.desk.today())])
        if end is None or end >= start:
            length = _("The term is {length}.").format(length=words.term_words(start, end))
            sentences += told(Tone.NEUTRAL, [length, self._which_extension()])
        notes = (*words.term_notes(start, end), *self._foreseen.notes, *self._proposal.warnings)
        return sentences + told(Tone.WARNING, notes)

    def perform(self) -> Done:
        return renew(self.desk.register, self._command(confirmed=True), by=self.desk.by())

    def _add_fields(self) -> None:
        desk = self.desk
        self.add_field("start", _("&First day"), DayEditor(desk.today, optional=False), required=True)
        self.add_field("end", _("&Last day"), DayEditor(desk.today, base=self._first_day, term=True))
        self.add_field("monthly_rent", _("R&ent per month"), AmountEditor())
        self.add_field("signed_on", _("Si&gned on"), DayEditor(desk.today, optional=False), required=True)
        for name, title in (
            ("short_term_reason", _("&Why shorter than three years (husleieloven § 11-1)")),
            ("weighty_reason", _("Weighty reasons for &a second short term in a row")),
        ):
            self.add_field(name, title, TextEditor(2), wide=True, required=True)
            self.show_field(name, False)
        add_terms(self)
        for name in _QUESTIONS:
            self.add_confirmation(name, "").hide()

    def _read(self) -> None:
        """Read what can be proposed, and whether anything is against a renewal."""
        proposed = self._proposal = renew_proposal(self.desk.register, self.contract_id, self.desk.today())
        self.fill({name: getattr(proposed, name) for name in _PROPOSED})
        self._months = term_months(proposed.start, proposed.end)
        self.do_button.setEnabled(not proposed.refused)
        self._review.setVisible(proposed.review_first)
        for field in self.fields.values():
            field.editor.setEnabled(not proposed.refused)
        self.show_message(proposed.refused, Tone.WARNING)
        if proposed.review_first:
            self._review.setFocus()

    def _which_extension(self) -> str:
        proposed = self._proposal
        return _("This is extension {number}; the settings allow {most}.").format(
            number=proposed.extension, most=proposed.most
        )

    def _first_day(self) -> date:
        found: date | None = self.fields["start"].value()
        return found or self._proposal.start

    def _follow_start(self) -> None:
        if not self.was_typed("end"):
            end = end_of_term(self._first_day(), self._months)
            if end != self.fields["end"].value():
                self.fields["end"].set_value(end)

    def _foresee(self) -> Foreseen:
        if not self.do_button.isEnabled():
            return Foreseen()
        try:
            return foresee_renew(self.desk.register, self._command(confirmed=False), self.desk.today())
        except Refused as error:
            self.show_message(error.message)
            return Foreseen(error.fields)

    def _command(self, *, confirmed: bool) -> RenewContract:
        return RenewContract(
            contract_id=self.contract_id,
            end=self.value("end"),
            start=self.value("start"),
            signed_on=self.value("signed_on"),
            monthly_rent=self.value("monthly_rent"),
            short_term_reason=self.value("short_term_reason"),
            weighty_reason=self.value("weighty_reason"),
            confirm_elsewhere=confirmed and self.confirmed("confirm_elsewhere"),
            beyond_settings=confirmed and self.confirmed("beyond_settings"),
            **terms(self),
        )

    def _start_review(self) -> None:
        review = ReviewDialog(self.desk, self.detail, self)
        review.performed.connect(self._reviewed)
        review.open()

    def _reviewed(self) -> None:
        self._read()
        self.refresh()
        self.fit_soon()
        if self.do_button.isEnabled():
            self.fields["end"].editor.setFocus()
