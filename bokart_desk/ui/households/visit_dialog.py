"""A visit, guidance or a talk: noted when it was, or planned for a day to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import FollowUpKind
from bokart_desk.i18n import _, format_date
from bokart_desk.services.choosing import household_words
from bokart_desk.services.code_labels import code_choices
from bokart_desk.services.doing import Done
from bokart_desk.services.follow_ups import record_follow_up
from bokart_desk.services.labels import away
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.day_editor import DayEditor
from bokart_desk.ui.forms.pickers import household_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.forms.text_editors import TextEditor
from bokart_desk.ui.theme import Tone


class VisitDialog(StepDialog):
    """Filled in so that a visit of today needs its words and Ctrl+Enter."""

    def __init__(self, desk: Desk, parent: QWidget | None, household_id: int | None) -> None:
        super().__init__(desk, _("New visit or talk"), verb=_("&Save"), parent=parent)
        self._household_id = household_id
        if household_id is None:
            self.add_field("household_id", _("&Household"), household_picker(desk), required=True, wide=True)
        else:
            name, known_by = household_words(desk.register, household_id)
            self.explain(" · ".join(part for part in (name, known_by) if part))
        kinds = ChoiceEditor(code_choices(FollowUpKind))
        self.add_field("kind", _("&What"), kinds, required=True)
        day = DayEditor(desk.today)
        self.add_field("day", _("Wh&en"), day, required=True)
        self.add_field("notes", _("&Notes"), TextEditor(4), wide=True)
        following = DayEditor(desk.today, base=self._day)
        self.add_field("next_on", _("Ne&xt one planned for"), following, _("For instance 1.3 or +6m; may stay empty."))
        self.fill({"kind": FollowUpKind.HOME_VISIT, "day": desk.today()})

    def check(self) -> Mapping[str, str]:
        day, following = self.value("day"), self.value("next_on")
        if day is not None and following is not None and following <= day:
            return {"next_on": _("Must be after {day}.").format(day=format_date(day))}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        today, day, following = self.desk.today(), self.value("day"), self.value("next_on")
        told: list[Sentence] = []
        if day is not None and day > today:
            told.append((Tone.INFO, _("It is planned, and you are reminded: {away}.").format(away=away(day, today))))
        if following is not None:
            words = _("You are reminded of the next one: {day}, {away}.")
            told.append((Tone.INFO, words.format(day=format_date(following), away=away(following, today))))
        return told

    def perform(self) -> Done:
        day: date = self.value("day")
        ahead = day > self.desk.today()
        household_id = self._household_id if self._household_id is not None else self.value("household_id")
        return record_follow_up(
            self.desk.register,
            household_id,
            self.value("kind"),
            done_on=None if ahead else day,
            due_on=day if ahead else None,
            notes=self.value("notes"),
            next_on=self.value("next_on"),
            by=self.desk.by(),
        )

    def _focus_first(self) -> None:
        name = "household_id" if "household_id" in self.fields else "notes"
        self.fields[name].editor.setFocus()

    def _day(self) -> date | None:
        day: date | None = self.value("day")
        return day


def open_visit_dialog(desk: Desk, parent: QWidget, *, household_id: int | None = None) -> VisitDialog:
    """Open the dialog, for one household or, without an id, for one that is chosen in it."""
    dialog = VisitDialog(desk, parent, household_id)
    dialog.open()
    return dialog
