"""Sign a contract: a household gets a unit. Started from either of them, or from neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.tenancy import is_short
from bokart_desk.domain.terms import end_of_term, term_months
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.doing import Refused
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.proposing import SignProposal, proposal
from bokart_desk.services.tenancy.signing import Foreseen, SignContract, foresee_sign, sign
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, DayEditor, TextEditor
from bokart_desk.ui.forms.pickers import household_picker, unit_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.tenancy.base import told
from bokart_desk.ui.tenancy.security import add_terms, terms
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import button

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_PROPOSED = ("start", "end", "monthly_rent", "signed_on", "security_kind", "security_amount", "eviction_clause")


class SignDialog(StepDialog):
    """A new contract. ``renewal_asked``: the household has the unit already, and its contract is to be renewed."""

    renewal_asked = Signal(int)

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, unit_id: int | None = None, household_id: int | None = None
    ) -> None:
        explanation = _(
            "A household gets a unit. The days are proposed from the settings; “+3y” in the last day means three years."
        )
        super().__init__(desk, _("New contract"), explanation, _("&Sign the contract"), parent)
        self.aliases = {"start_date": "start", "end_date": "end"}
        self._proposal: SignProposal | None = None
        self._foreseen = Foreseen()
        self._for: tuple[int | None, int | None] | None = None
        self._add_fields()
        self.fill({"unit_id": unit_id, "household_id": household_id})
        self._propose()

    # The hooks -------------------------------------------------------------------------------------

    def check(self) -> Mapping[str, str]:
        self._propose()
        if any(self.fields[name].editing.unfinished() for name in ("start", "end")):
            return {}  # what half a day would mean helps nobody
        short = is_short(self._start(), self.value("end"))
        self.show_field("short_term_reason", short)
        self._foreseen = self._foresee()
        wrong = dict(self._foreseen.wrong)
        weighty = "weighty_reason" in wrong or (short and not self.fields["weighty_reason"].editing.is_empty())
        self.show_field("weighty_reason", weighty)
        self.ask_about("confirm_elsewhere", wrong.pop("confirm_elsewhere", ""))
        return wrong

    def consequences(self) -> Sequence[Sentence]:
        start, end = self.fields["start"].value(), self.fields["end"].value()
        if start is None or self.fields["end"].editing.problem():
            return ()
        sentences = told(Tone.WARNING if end is None else Tone.INFO, [words.explain(start, end, self.desk.today())])
        if end is None or end >= start:
            length = _("The term is {length}.").format(length=words.term_words(start, end))
            sentences += told(Tone.NEUTRAL, [length])
        asked = self.confirmations["confirm_elsewhere"]
        notes = (*words.term_notes(start, end), *self._foreseen.notes, *self._warnings(start, end))
        known = [note for note in notes if asked.isHidden() or note != asked.text()]
        return sentences + told(Tone.WARNING, known)

    def perform(self) -> Done:
        command = self._command(confirmed=self.confirmed("confirm_elsewhere"))
        if command is None:
            raise Refused(_("Choose a household, a unit and the first day first."))
        return sign(self.desk.register, command, by=self.desk.by())

    # Inside ----------------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        desk = self.desk
        self.add_field("household_id", _("&Household"), household_picker(desk), required=True)
        self.add_field("unit_id", _("&Unit"), unit_picker(desk), required=True)
        self.add_field("start", _("&First day"), DayEditor(desk.today, optional=False), required=True)
        self.add_field(
            "end",
            _("&Last day"),
            DayEditor(desk.today, base=self._first_day, term=True),
            _("Empty: without an end."),
        )
        self.add_field("monthly_rent", _("&Rent per month"), AmountEditor())
        self.add_field("signed_on", _("Si&gned on"), DayEditor(desk.today, optional=False), required=True)
        self.add_field(
            "short_term_reason", _("&Why shorter than three years (husleieloven § 11-1)"), TextEditor(2),
            _("For example: the household will buy a home within a year."), wide=True, required=True,
        )  # fmt: skip
        self.add_field(
            "weighty_reason", _("Weighty reasons for &a second short term in a row"), TextEditor(2),
            wide=True, required=True,
        )  # fmt: skip
        self.show_field("short_term_reason", False)
        self.show_field("weighty_reason", False)
        add_terms(self)
        self.add_confirmation("confirm_elsewhere", "").hide()
        self.add_tick("close_need", "", checked=True).hide()
        self._renew = button(_("Rene&w that contract instead"), self._ask_renewal)
        self._renew.hide()
        self.add_button(self._renew)

    def _first_day(self) -> date | None:
        found: date | None = self.fields["start"].value()
        return found

    def _start(self) -> date:
        return self._first_day() or self.desk.today()

    def _propose(self) -> None:
        """Fill in what follows from household, unit and first day, where the user has not typed himself."""
        chosen = self.value("unit_id"), self.value("household_id")
        if chosen != self._for:
            self._for = chosen
            try:
                self._proposal = proposal(self.desk.register, *chosen, self.desk.today())
            except Refused as error:
                self.show_message(error.message)
                return
            self._fill_in(self._proposal)
        first = self._first_day()
        if self._proposal is not None and first is not None and not self.was_typed("end"):
            months = term_months(self._proposal.start, self._proposal.end)
            end = end_of_term(first, months)
            if end != self.fields["end"].value():
                self.fields["end"].set_value(end)

    def _fill_in(self, proposed: SignProposal) -> None:
        for name in _PROPOSED:
            if not self.was_typed(name):
                self.fields[name].set_value(getattr(proposed, name))
        self._renew.setVisible(proposed.renews_contract_id is not None)
        need = self.confirmations["close_need"]
        need.setVisible(proposed.open_needs > 0)
        if proposed.open_needs:
            text = ngettext(
                "Close the need of this household: it has a dwelling now.",
                "Close the {count} needs of this household: it has a dwelling now.",
                proposed.open_needs,
            ).format(count=proposed.open_needs)
            need.set_text(text)
            need.box.setChecked(True)

    def _warnings(self, start: date, end: date | None) -> tuple[str, ...]:
        proposed = self._proposal
        if proposed is None or (start, end) == (proposed.start, proposed.end):
            return proposed.warnings if proposed is not None else ()
        unit, household = self._for or (None, None)
        days = ContractDates(start, end)
        return proposal(self.desk.register, unit, household, self.desk.today(), warn_of=days).warnings

    def _foresee(self) -> Foreseen:
        command = self._command(confirmed=False)
        if command is None:
            return Foreseen()
        try:
            return foresee_sign(self.desk.register, command, self.desk.today())
        except Refused as error:
            return Foreseen({**error.fields} or {"unit_id": error.message})

    def _command(self, *, confirmed: bool) -> SignContract | None:
        unit, household, start = self.value("unit_id"), self.value("household_id"), self.value("start")
        unclear = any(self.fields[name].editing.problem() for name in ("start", "end", "monthly_rent", "signed_on"))
        if unit is None or household is None or start is None or unclear:
            return None
        return SignContract(
            unit_id=unit,
            household_id=household,
            start=start,
            end=self.value("end"),
            signed_on=self.value("signed_on"),
            monthly_rent=self.value("monthly_rent"),
            short_term_reason=self.value("short_term_reason"),
            weighty_reason=self.value("weighty_reason"),
            confirm_elsewhere=confirmed,
            close_need=self.confirmed("close_need"),
            **terms(self),
        )

    def _ask_renewal(self) -> None:
        if self._proposal is not None and self._proposal.renews_contract_id is not None:
            contract_id = self._proposal.renews_contract_id
            self.renewal_asked.emit(contract_id)
            self.done(0)
