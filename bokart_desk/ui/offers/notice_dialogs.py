"""The dialogs for what follows a decision: notice that reached the household, and an appeal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.answer_rows import DecisionRow
from bokart_desk.domain.codes import AppealOutcome
from bokart_desk.domain.decisions import appeal_by
from bokart_desk.i18n import _, format_date
from bokart_desk.services.answer_words import appeal_limit_words
from bokart_desk.services.code_labels import code_choices, code_label
from bokart_desk.services.decisions import notify, record_appeal
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done


class _OnDecision(StepDialog):
    """A step of one decision; no address shows."""

    def __init__(
        self, desk: Desk, parent: QWidget, row: DecisionRow, title: str, explanation: str, verb: str
    ) -> None:  # fmt: skip
        super().__init__(desk, title, explanation, verb, parent)
        self.row = row
        whose = _("{who}: {decision}, {day}").format(
            who=row.household, decision=code_label(row.kind), day=format_date(row.decided_on) or _("day not known")
        )
        self.add_widget(label(whose, "strong", wrap=True))

    def _not_ahead(self, name: str) -> Mapping[str, str]:
        """A day that has happened, after the decision."""
        day: date | None = self.value(name)
        if day is not None and day > self.desk.today():
            return {name: _("This day has not come yet.")}
        if day is not None and self.row.decided_on is not None and day < self.row.decided_on:
            decided = format_date(self.row.decided_on)
            return {name: _("Must not be before the decision, {day}.").format(day=decided)}
        return {}


class NoticeDialog(_OnDecision):
    """When notice reached the household; the limit for an appeal is counted from it."""

    def __init__(self, desk: Desk, parent: QWidget, row: DecisionRow) -> None:
        explanation = _(
            "The limit for an appeal runs from the day notice reached the household, not from the day it was sent."
        )
        super().__init__(desk, parent, row, _("Notice of the decision"), explanation, _("&Save"))
        editor = DayEditor(desk.today, optional=False)
        self.add_field("notified_on", _("Notice &reached the household"), editor, required=True)
        self.fill({"notified_on": row.notified_on or desk.today()})

    def check(self) -> Mapping[str, str]:
        return self._not_ahead("notified_on")

    def consequences(self) -> Sequence[Sentence]:
        day = self.value("notified_on")
        return [] if day is None else [(Tone.INFO, appeal_limit_words(appeal_by(day), self.desk.today()))]

    def perform(self) -> Done:
        return notify(self.desk.register, self.row.id, self.value("notified_on"), by=self.desk.by())


class AppealDialog(_OnDecision):
    """When an appeal came, and what became of it."""

    def __init__(self, desk: Desk, parent: QWidget, row: DecisionRow) -> None:
        explanation = _("An appeal that came too late is recorded too. What became of it can be filled in later.")
        super().__init__(desk, parent, row, _("Appeal"), explanation, _("&Save the appeal"))
        editor = DayEditor(desk.today, optional=False)
        self.add_field("appealed_on", _("The appeal &came"), editor, required=True)
        self.add_field("appeal_outcome", _("What became of &it"), ChoiceEditor(code_choices(AppealOutcome)))
        outcome = row.appeal_outcome or AppealOutcome.PENDING
        self.fill({"appealed_on": row.appealed_on or desk.today(), "appeal_outcome": outcome.value})

    def check(self) -> Mapping[str, str]:
        return self._not_ahead("appealed_on")

    def consequences(self) -> Sequence[Sentence]:
        day, limit = self.value("appealed_on"), self.row.appeal_by
        told: list[Sentence] = []
        if day is not None and limit is None:
            told.append((Tone.WARNING, _("No notice is recorded, so it is not known when the limit runs out.")))
        elif day is not None and limit is not None:
            words = {"day": format_date(limit)}
            if day > limit:
                told.append((Tone.WARNING, _("The appeal came after the limit, {day}.").format(**words)))
            else:
                told.append((Tone.INFO, _("The appeal came in time: the limit is {day}.").format(**words)))
        if self.value("appeal_outcome") == AppealOutcome.CHANGED:
            text = _("The decision was changed: record the new decision too, so that the household's case shows it.")
            told.append((Tone.INFO, text))
        return told

    def perform(self) -> Done:
        outcome = AppealOutcome(self.value("appeal_outcome") or AppealOutcome.PENDING)
        return record_appeal(self.desk.register, self.row.id, self.value("appealed_on"), outcome, by=self.desk.by())
