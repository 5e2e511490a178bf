"""The dialog for an individual decision: granted, refused, extended or not, with its assessment (rule 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import CodeList, DecisionKind
from bokart_desk.domain.decisions import NEGATIVE, appeal_by, assessment_problem
from bokart_desk.i18n import _, format_date
from bokart_desk.services.answer_words import appeal_limit_words, assessment_words
from bokart_desk.services.code_labels import code_choices, code_label
from bokart_desk.services.code_lists import choices
from bokart_desk.services.decisions import decide, legal_bases
from bokart_desk.services.offer_advice import contract_choices, open_needs, strictly_confidential
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, TextEditor
from bokart_desk.ui.forms.pickers import household_picker, unit_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.offers.basis_editor import BasisEditor
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_OF_CONTRACT = (DecisionKind.EXTEND, DecisionKind.NOT_EXTEND)


class DecisionDialog(StepDialog):
    """What the decision answers and is about follows from household and kind."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        household_id: int | None = None,
        need_id: int | None = None,
        unit_id: int | None = None,
        contract_id: int | None = None,
        kind: DecisionKind | None = None,
    ) -> None:
        explanation = _("A decision is written, with reasons, for this household alone. It can be appealed.")
        super().__init__(desk, _("New decision"), explanation, _("&Save the decision"), parent)
        self._known: tuple[int | None, str | None] = (None, None)
        self._strict = False
        self._needs: list[tuple[int, str]] = []
        self._add_fields()
        first = DecisionKind.EXTEND if contract_id is not None else DecisionKind.REFUSE
        self.fill({"household_id": household_id, "kind": (kind or first).value, "decided_on": desk.today()})
        self._follow()
        given = {"need_id": need_id, "unit_id": unit_id, "contract_id": contract_id}
        self.fill({name: value for name, value in given.items() if value is not None})

    def _add_fields(self) -> None:
        register, today = self.desk.register, self.desk.today
        self.add_field("household_id", _("&Household"), household_picker(self.desk), required=True)
        self.add_field("kind", _("&Decision"), ChoiceEditor(code_choices(DecisionKind)), required=True)
        self.add_field("need_id", _("Answers the a&pplication"), ChoiceEditor((), _("None")))
        self.add_field("contract_id", _("&Contract"), ChoiceEditor((), _("None")), wide=True)
        reasons = ChoiceEditor(choices(register, CodeList.REFUSED_BECAUSE))
        self.add_field("reason_code", _("&Reason"), reasons, required=True)
        self.add_field("unit_id", _("&Unit"), unit_picker(self.desk))
        self.add_field(
            "assessment",
            _("Individual &assessment"),
            TextEditor(3),
            _("What was weighed for this household: needs, income, other ways to a home. A group is not enough."),
            wide=True,
            required=True,
        )
        self.add_field("decided_on", _("Decided &on"), DayEditor(today, optional=False), required=True)
        help_text = _("Empty until notice has reached them.")
        self.add_field("notified_on", _("&Notice reached the household"), DayEditor(today), help_text)
        self.add_field("legal_basis", _("&Legal basis"), BasisEditor(), wide=True)
        self.add_tick("close_need", _("The application is answered and no longer waits."), checked=True)

    # The hooks -------------------------------------------------------------------------------------

    def check(self) -> Mapping[str, str]:
        self._follow()
        wrong: dict[str, str] = {}
        assessment = self.fields["assessment"]
        problem = assessment_problem(self.value("assessment"))
        if problem is not None and not assessment.editor.hasFocus() and not assessment.editing.is_empty():
            wrong["assessment"] = assessment_words(problem)
        decided, notified, today = self.value("decided_on"), self.value("notified_on"), self.desk.today()
        for name, day in (("decided_on", decided), ("notified_on", notified)):
            if day is not None and day > today:
                wrong[name] = _("This day has not come yet.")
        if decided and notified and notified < decided:
            wrong["notified_on"] = _("Must not be before the decision, {day}.").format(day=format_date(decided))
        return wrong

    def consequences(self) -> Sequence[Sentence]:
        told: list[Sentence] = []
        if self._strict:
            text = _(
                "The household's address is strictly confidential: no dwelling can be named, not in the words either."
            )
            told.append((Tone.WARNING, text))
        notified = self.value("notified_on")
        if notified is None:
            told.append(
                (Tone.NEUTRAL, _("The limit for an appeal, three weeks, begins when notice reaches the household."))
            )
        else:
            told.append((Tone.INFO, appeal_limit_words(appeal_by(notified), self.desk.today())))
        if self.value("kind") == DecisionKind.EXTEND:
            told.append((Tone.NEUTRAL, _("The contract itself is renewed as a step of the contract, after a review.")))
        return told

    def perform(self) -> Done:
        return decide(
            self.desk.register,
            household_id=self.value("household_id"),
            kind=DecisionKind(self.value("kind")),
            assessment=self.value("assessment") or "",
            decided_on=self.value("decided_on"),
            reason_code=self.value("reason_code"),
            legal_basis=self.value("legal_basis"),
            need_id=self.value("need_id"),
            unit_id=self.value("unit_id"),
            contract_id=self.value("contract_id"),
            notified_on=self.value("notified_on"),
            close_need=self.confirmed("close_need"),
            by=self.desk.by(),
        )

    # Inside ----------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Ask for what household and kind call for, and propose what is known."""
        household, kind = self.value("household_id"), self.value("kind")
        if household != self._known[0]:
            self._strict = household is not None and strictly_confidential(self.desk.register, household)
            self._offer_what_it_answers(household)
        if kind is not None and kind != self._known[1]:
            self._propose_basis(DecisionKind(kind))
        self._known = (household, kind)
        of_contract = kind in _OF_CONTRACT
        self._ask("reason_code", kind in set(NEGATIVE))
        self._ask("contract_id", of_contract)
        self._ask("need_id", bool(self._needs))
        self._ask("unit_id", kind == DecisionKind.GRANT and not self._strict)
        tick = self.confirmations["close_need"]
        closes = kind == DecisionKind.REFUSE and self.value("need_id") is not None
        if tick.isHidden() is closes:
            tick.setVisible(closes)
            self.fit_soon()

    def _needs_of(self, household: int | None) -> list[tuple[int, str]]:
        if household is None:
            return []
        found = open_needs(self.desk.register, household)
        return [(one.id, self._need_words(one.kind, format_date(one.applied_on))) for one in found]

    @staticmethod
    def _need_words(kind: object, day: str) -> str:
        words = code_label(kind)  # type: ignore[arg-type]
        return _("{kind}, {day}").format(kind=words, day=day) if day else words

    def _offer_what_it_answers(self, household: int | None) -> None:
        self._needs = self._needs_of(household)
        contracts = contract_choices(self.desk.register, household) if household is not None else ()
        for name, found in (("need_id", self._needs), ("contract_id", contracts)):
            field = self.fields[name]
            field.set_value(None)
            editor = field.editor
            assert isinstance(editor, ChoiceEditor)
            editor.set_choices(found)
            if found:
                field.set_value(found[0][0])

    def _propose_basis(self, kind: DecisionKind) -> None:
        proposals = legal_bases(self.desk.register, kind)
        field = self.fields["legal_basis"]
        editor = field.editor
        assert isinstance(editor, BasisEditor)
        editor.propose(proposals)
        if not self.was_typed("legal_basis") and proposals:
            field.set_value(proposals[0])

    def _ask(self, name: str, asked: bool) -> None:
        if (name in self._off) is asked:
            self.show_field(name, asked)
