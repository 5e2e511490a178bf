"""The list of decisions and refusals, with the details of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.answer_rows import DecisionRow
from bokart_desk.domain.codes import CodeList, DecisionKind
from bokart_desk.i18n import N_, _, format_date, format_number, ngettext
from bokart_desk.services import decisions
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.decisions import AnswerOrder, DecisionQuery, DecisionState
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.offers.answer_list import AnswerList
from bokart_desk.ui.offers.decision_panel import TONES, DecisionPanel
from bokart_desk.ui.offers.dialogs import open_decision_dialog
from bokart_desk.ui.offers.filters import FilterBox
from bokart_desk.ui.offers.target import OffersTarget
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import EmptyState, button

_STATES = {
    DecisionState.NOT_ASSESSED: N_("Assessment missing"),
    DecisionState.NOT_NOTIFIED: N_("No notice given yet"),
    DecisionState.APPEAL_RUNS: N_("Limit for an appeal runs"),
    DecisionState.APPEALED: N_("Appealed"),
}


class DecisionList(AnswerList[DecisionRow]):
    """``show_payload`` takes a decision's id; ``narrow`` the filters of a target."""

    key = "decisions"
    reasons = CodeList.REFUSED_BECAUSE
    detail: DecisionPanel

    def title(self) -> str:
        return _("Decisions and refusals")

    def columns(self) -> tuple[Column[DecisionRow], ...]:
        self.read_reasons()
        return (
            Column("who", _("Household"), lambda row, _today: row.household, 120, AnswerOrder.HOUSEHOLD, share=3),
            Column("kind", _("Decision"), _kind, 148, AnswerOrder.OUTCOME, share=1, tone=_kind_tone),
            Column("day", _("Decided on"), lambda row, _today: format_date(row.decided_on), 84, AnswerOrder.DAY),
            Column("reason", _("Reason"), self.reason_words, 110, AnswerOrder.REASON, share=2),
            Column("assessed", _("Assessment"), _assessed, 96, tone=_assessed_tone),
            Column("appeal", _("Appeal"), _appeal, 120, AnswerOrder.LIMIT, share=3),
            Column("notice", _("Notice given"), lambda row, _today: format_date(row.notified_on), 84, spare=True),
            Column("place", _("Dwelling"), lambda row, _today: row.place, 110, AnswerOrder.PLACE, spare=True),
        )

    def search(self, text: str, sort: Any, descending: bool) -> Search[DecisionRow]:
        register, today = self.desk.register, self.desk.today()
        query = DecisionQuery(
            self.narrowed(text, sort, descending), self.kind.value(), self.state.value() or DecisionState.ALL
        )

        def page(offset: int, limit: int) -> tuple[Sequence[DecisionRow], bool]:
            return decisions.find_decisions(register, query, today, offset=offset, limit=limit)

        return Search(page, lambda: decisions.count_decisions(register, query, today))

    def count_text(self, count: int) -> str:
        return ngettext("{count} decision", "{count} decisions", count).format(count=format_number(count))

    def row_of(self, record_id: int) -> DecisionRow | None:
        return decisions.decision_row(self.desk.register, record_id)

    def make_detail(self) -> QWidget:
        return DecisionPanel(self.desk)

    def show_row(self, row: DecisionRow | None) -> None:
        self.detail.show_row(row)

    def buttons(self) -> Sequence[QWidget]:
        return (button(_("&New decision …"), self.new_decision, kind="primary", icon="plus"),)

    def filters(self) -> Sequence[QWidget]:
        self.state = FilterBox(_("What is missing"), _("Whatever is missing"), self.search_again)
        self.state.offer([(state, _(words)) for state, words in _STATES.items()])
        self.kind = FilterBox(_("Decision"), _("All decisions"), self.search_again)
        self.kind.offer([(kind, code_label(kind)) for kind in DecisionKind])
        self.common_filters()
        return (self.state, self.kind, *self.common.boxes())

    def narrow(self, target: OffersTarget) -> None:
        """Show what a target asks for, whatever was searched before."""
        self.state.choose(target.state if target.state is not DecisionState.ALL else None)
        self.kind.choose(target.kind)
        self.narrow_common(target)

    def holds_any(self) -> bool:
        return decisions.count_decisions(self.desk.register, DecisionQuery(), self.desk.today()) > 0

    def start_page(self) -> EmptyState | None:
        return EmptyState(
            "scale",
            _("No decisions yet"),
            _(
                "Here you see what was granted, refused and extended, with the individual assessment, the notice and "
                "the limit for an appeal. Lists of refusals can be imported; their assessments can be added here."
            ),
            action=button(_("Record a decision …"), self.new_decision, icon="plus", kind="primary"),
        )

    def new_decision(self) -> None:
        """Open the dialog of a new decision, and go to it."""
        self.go_to_made(open_decision_dialog(self.desk, self))

    def own_boxes(self) -> tuple[FilterBox, ...]:
        return (self.state, self.kind)


def _kind(row: DecisionRow, _today: date) -> str:
    return code_label(row.kind)


def _kind_tone(row: DecisionRow, _today: date) -> Tone:
    return TONES[row.kind]


def _assessed(row: DecisionRow, _today: date) -> str:
    return _("Written") if row.assessed else _("Missing")


def _assessed_tone(row: DecisionRow, _today: date) -> Tone:
    return Tone.NEUTRAL if row.assessed else Tone.WARNING


def _appeal(row: DecisionRow, today: date) -> str:
    if row.appealed_on is not None:
        return code_label(row.appeal_outcome) or _("Appealed")
    if row.appeal_by is None:
        return ""
    words = {"day": format_date(row.appeal_by)}
    return _("may come until {day}").format(**words) if row.open_to_appeal(today) else _("the limit has passed")
