"""Correct what was recorded wrongly in a contract; the old values stay in history, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import CodeList, Protection
from bokart_desk.domain.rows import ContractDetail
from bokart_desk.i18n import _
from bokart_desk.services import code_lists, editing
from bokart_desk.services.doing import Refused
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.correcting import CorrectContract, correct
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import AmountEditor, ChoiceEditor, DayEditor, LineEditor, TextEditor, YesNoEditor
from bokart_desk.ui.forms.pickers import household_picker, unit_picker
from bokart_desk.ui.tenancy.base import ContractDialog, told
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_LATER = (
    "vacate_notice_proof", "advance_notice_proof", "moved_out_why", "signed_on", "number", "eviction_clause",
    "security_kind", "security_amount", "short_term_reason", "weighty_reason", "notes",
)  # fmt: skip


class CorrectDialog(ContractDialog):
    """All that a contract says. Only what is changed is saved."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _(
            "For what was recorded wrongly, not for what has changed since: a move, a notice and an early end have "
            "steps of their own. To take back a notice or a move, empty its day."
        )
        super().__init__(desk, detail, _("Correct a mistake"), explanation, _("&Save the correction"), parent)
        self.aliases = {}
        self._add_fields()
        held = editing.record(desk.register, "contract", self.contract_id) or {}
        self._held = {name: held.get(name) for name in self.fields if name != "reason"}
        self.fill(self._held)

    def check(self) -> Mapping[str, str]:
        start, end = self.value("start_date"), self.value("end_date")
        if start is not None and end is not None and end < start:
            return {"end_date": words.explain(start, end, self.desk.today())}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        start, end = self.value("start_date"), self.value("end_date")
        if (
            start is None
            or self.fields["end_date"].editing.problem()
            or not {"start_date", "end_date"} & set(self._new())
        ):
            return ()
        sentences = told(Tone.WARNING if end is None else Tone.INFO, [words.explain(start, end, self.desk.today())])
        return sentences + told(Tone.WARNING, words.term_notes(start, end))

    def perform(self) -> Done:
        new = self._new()
        if not new:
            raise Refused(_("Nothing is different from what stands in the contract."))
        try:
            return self._correct(new, confirmed=self.confirmed("confirm_elsewhere"))
        except Refused as error:
            self.ask_about("confirm_elsewhere", error.fields.get("confirm_elsewhere", ""))
            raise

    def _correct(self, new: Mapping[str, Any], *, confirmed: bool) -> Done:
        command = CorrectContract(
            self.contract_id,
            values=new,
            reason=self.value("reason") or "",
            seen={name: self._held[name] for name in new},
            confirm_elsewhere=confirmed,
        )
        return correct(self.desk.register, command, by=self.desk.by())

    def _new(self) -> dict[str, Any]:
        return {name: self.value(name) for name, held in self._held.items() if self.value(name) != held}

    def _add_fields(self) -> None:
        desk = self.desk
        self.add_field("reason", _("&Why it is corrected"), LineEditor(), wide=True, required=True)
        self.add_field("household_id", _("&Household"), household_picker(desk), required=True)
        if self.detail.row.protection is not Protection.STRICTLY_CONFIDENTIAL:  # where they live never shows (rule 11)
            self.add_field("unit_id", _("&Unit"), unit_picker(desk), required=True)
        self._add_day("start_date", _("&First day"), required=True)
        self.add_field(
            "end_date", _("&Last day"), DayEditor(desk.today, base=self._first_day, term=True),
            _("Empty: without an end."),
        )  # fmt: skip
        self.add_field("monthly_rent", _("&Rent per month"), AmountEditor())
        self._add_day("advance_notice_on", _("Ad&vance notice sent"))
        self._add_day("vacate_notice_on", _("Notice to vaca&te sent"))
        self._add_day("moved_out_on", _("&Moved out"))
        places = code_lists.labels_of(desk.register, CodeList.MOVED_OUT_TO).items()
        self.add_field("moved_out_to", _("M&oved to"), ChoiceEditor(tuple(places), _("Not recorded")))
        self.add_field("moved_out_why", _("Why they moved"), LineEditor())
        self.add_field("advance_notice_proof", _("How the advance notice was delivered"), LineEditor())
        self.add_field("vacate_notice_proof", _("How the notice to vacate was delivered"), LineEditor())
        self._add_day("signed_on", _("Si&gned on"))
        self.add_field("number", _("&Contract number"), LineEditor(40))
        self.add_field("eviction_clause", _("&Eviction clause"), YesNoEditor())
        self.add_field("security_kind", _("&Kind of security"), LineEditor(80))
        self.add_field("security_amount", _("&Amount of security"), AmountEditor())
        self.add_field("short_term_reason", _("Why shorter than three years (§ 11-1)"), TextEditor(2), wide=True)
        self.add_field("weighty_reason", _("Weighty reasons for a second short term"), TextEditor(2), wide=True)
        self.add_field("notes", _("&Notes"), TextEditor(2), wide=True)
        self.add_more(_("More: letters, signature, security, reasons, notes"), *_LATER)
        self.add_confirmation("confirm_elsewhere", "").hide()

    def _first_day(self) -> date | None:
        found: date | None = self.value("start_date")
        return found

    def _add_day(self, name: str, title: str, *, required: bool = False) -> None:
        self.add_field(name, title, DayEditor(self.desk.today, optional=not required), required=required)
