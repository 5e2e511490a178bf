"""The details of a decision: assessment, notice and appeal, what comes next, and its fields, saved as one goes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from bokart_desk.domain.answer_rows import DecisionRow
from bokart_desk.domain.codes import AppealOutcome, CodeList, DecisionKind
from bokart_desk.domain.decisions import NEGATIVE
from bokart_desk.i18n import _, format_date
from bokart_desk.services import code_lists
from bokart_desk.services.answer_words import appeal_limit_words, assessment_words
from bokart_desk.services.code_labels import code_choices, code_label
from bokart_desk.services.decisions import DecisionDetail, decision_detail, legal_bases
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, TextEditor
from bokart_desk.ui.forms.record_card import RecordCard
from bokart_desk.ui.offers.basis_editor import BasisEditor
from bokart_desk.ui.offers.dialogs import open_appeal_dialog, open_notice_dialog
from bokart_desk.ui.offers.panel import AnswerPanel, add_buttons
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

TONES = {
    DecisionKind.GRANT: Tone.SUCCESS,
    DecisionKind.REFUSE: Tone.WARNING,
    DecisionKind.EXTEND: Tone.SUCCESS,
    DecisionKind.NOT_EXTEND: Tone.WARNING,
}


def decision_card(desk: Desk) -> RecordCard:
    """Return the fields of a decision."""
    card = RecordCard(desk, "decision", _("The decision"))
    today = desk.today
    card.add("assessment", _("Individual assessment"), TextEditor(4), wide=True)
    card.add("reason_code", _("Reason"), ChoiceEditor(()), wide=True)
    card.add("reason", _("The reason in words"), TextEditor(2), wide=True)
    card.add("legal_basis", _("Legal basis"), BasisEditor(), wide=True)
    card.add("decided_on", _("Decided on"), DayEditor(today))
    card.add("notified_on", _("Notice reached the household"), DayEditor(today))
    card.add("appeal_by", _("Appeal by"), DayEditor(today))
    card.add("appealed_on", _("The appeal came"), DayEditor(today))
    outcome = ChoiceEditor(code_choices(AppealOutcome), _("No appeal"))
    card.add("appeal_outcome", _("What became of the appeal"), outcome, wide=True)
    card.add("notes", _("Notes"), TextEditor(2), wide=True)
    return card


class DecisionPanel(AnswerPanel):
    """Shows a decision."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "decision", decision_card(desk), parent)
        self.decision: DecisionDetail | None = None

    def show_row(self, row: DecisionRow | None) -> None:
        """Show a decision; None: that nothing is chosen."""
        register = self.desk.register
        self.decision = decision_detail(register, row.id) if row is not None else None
        if self.decision is None:
            self.show_nothing()
            return
        detail = self.decision
        held = detail.row.reason_code
        held_name = code_lists.label(register, CodeList.REFUSED_BECAUSE, held)
        self.offer_codes("reason_code", code_lists.choices(register, CodeList.REFUSED_BECAUSE), held, held_name)
        fields = self.card.form.fields
        basis = fields["legal_basis"].editor
        assert isinstance(basis, BasisEditor)
        basis.propose(legal_bases(register, detail.row.kind))
        fields["reason_code"].setVisible(detail.row.kind in NEGATIVE)
        fields["appeal_outcome"].setVisible(detail.row.appealed_on is not None)
        self.card.place()
        self.show_parts(detail.row.id, detail.row.household, detail.values, self._head(detail))

    def write_assessment(self) -> None:
        """Put the cursor where the assessment is written."""
        editor = self.card.form.fields["assessment"].editor
        self.area.ensureWidgetVisible(editor)
        editor.setFocus()

    def _head(self, detail: DecisionDetail) -> Card:
        row, today = detail.row, self.desk.today()
        pill = (code_label(row.kind), TONES[row.kind])
        card = self.head_card(row.household_id, row.household, row.protection, detail.place, pill)
        if row.decided_on is not None:
            card.body.addWidget(label(_("Decided {day}.").format(day=format_date(row.decided_on)), wrap=True))
        if detail.assessment is not None:
            add = button(_("&Write it"), self.write_assessment)
            text = _("The assessment is missing.") if not row.assessed else assessment_words(detail.assessment)
            card.body.addWidget(Banner(text, Tone.WARNING, action=add))
        if row.notified_on is None:
            card.body.addWidget(label(_("No notice is recorded yet, so no limit for an appeal runs."), wrap=True))
        elif row.appealed_on is None:
            card.body.addWidget(label(appeal_limit_words(row.appeal_by, today), wrap=True))
        else:
            words = {"day": format_date(row.appealed_on), "outcome": code_label(row.appeal_outcome)}
            text = _("Appealed {day}: {outcome}.") if row.appeal_outcome else _("Appealed {day}.")
            card.body.addWidget(label(text.format(**words), wrap=True))
        add_buttons(card, self._steps(row))
        return card

    def _steps(self, row: DecisionRow) -> list[QPushButton]:
        notice = partial(open_notice_dialog, self.desk, self, row.id)
        appeal = partial(open_appeal_dialog, self.desk, self, row.id)
        if row.notified_on is None:
            return [
                button(_("&Notice given …"), notice, kind="primary", icon="mail"),
                button(_("A&ppeal …"), appeal, icon="gavel"),
            ]
        if row.appealed_on is None:
            return [button(_("A&ppeal …"), appeal, icon="gavel")]
        return [button(_("What became of the a&ppeal …"), appeal, icon="gavel")]
