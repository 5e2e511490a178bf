"""Visits, guidance and talks, due and done, and the plan for what comes after the municipal dwelling."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox

from bokart_desk.domain.codes import FollowUpKind
from bokart_desk.domain.household_rows import FollowUpLine, HouseholdDetail, PlanLine
from bokart_desk.i18n import _, format_date
from bokart_desk.services import consultants, editing, labels
from bokart_desk.services.code_labels import code_choices, code_label
from bokart_desk.services.follow_ups import tick_follow_up
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.day_editor import DayEditor
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import TextEditor
from bokart_desk.ui.households.expanding import ExpandingRecord
from bokart_desk.ui.households.record_list import RecordList
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.widgets import Card, button, label


class FollowUpSection(Section):
    """What is planned stands first and can be ticked off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.follow_ups: RecordList[FollowUpLine] = RecordList(self._make, self._tell)
        self.plans: RecordList[PlanLine] = RecordList(self._make_plan, self._tell_plan)
        self.none = label(_("No visits or talks yet. A visit is quickly noted: Ctrl+Shift+B."), "muted", wrap=True)
        self.no_plan = label(
            _("What comes after the municipal dwelling: private rent, a home of their own?"), "muted", wrap=True
        )
        visits = Card(_("Follow-ups"))
        if visits.heading is not None:
            visits.heading.add(button(_("New visit …"), self.new_visit, icon="calendar-check"))
        visits.body.addWidget(self.none)
        visits.body.addWidget(self.follow_ups)
        self.column.addWidget(visits)
        career = Card(_("Housing career"))
        if career.heading is not None:
            career.heading.add(button(_("New p&lan …"), self.new_plan, icon="plus"))
        career.body.addWidget(self.no_plan)
        career.body.addWidget(self.plans)
        self.column.addWidget(career)

    def fill(self, detail: HouseholdDetail) -> None:
        self.none.setVisible(not detail.follow_ups)
        self.no_plan.setVisible(not detail.plans)
        self.follow_ups.show_lines(detail.follow_ups)
        self.plans.show_lines(detail.plans)

    def leave(self) -> None:
        self.follow_ups.leave()
        self.plans.leave()

    def new_visit(self) -> None:
        """Open the dialog for a visit or a talk."""
        from bokart_desk.ui.households.visit_dialog import open_visit_dialog  # noqa: PLC0415

        open_visit_dialog(self.desk, self, household_id=self.household_id())

    def new_plan(self) -> None:
        """Open the dialog for a plan."""
        from bokart_desk.ui.households.plan_dialog import open_plan_dialog  # noqa: PLC0415

        open_plan_dialog(self.desk, self, self.household_id())

    # Follow-ups --------------------------------------------------------------------------------------

    def _make(self, line: FollowUpLine) -> ExpandingRecord:
        actions = (button(_("Delete"), partial(self._delete, "follow_up", line.id), icon="trash-2"),)
        made = ExpandingRecord(self.desk, "follow_up", line.id, self._fields, actions)
        tick = QCheckBox()
        tick.setObjectName("tick")
        tick.clicked.connect(partial(self._tick, line.id))
        made.head.insertWidget(0, tick)
        return made

    def _tell(self, widget: ExpandingRecord, line: FollowUpLine) -> None:
        tick = widget.findChild(QCheckBox, "tick")
        done = line.done_on is not None
        title = _("{what}, {day}").format(what=code_label(line.kind), day=format_date(line.done_on or line.due_on))
        when = "" if done or line.due_on is None else labels.away(line.due_on, self.desk.today())
        late = _("overdue") if line.overdue(self.desk.today()) else ""
        facts = " · ".join(part for part in (late, when, line.notes or "", line.consultant) if part)
        widget.show_words(title, facts)
        if isinstance(tick, QCheckBox):
            tick.setChecked(done)
            tick.setEnabled(line.due_on is not None or not done)
            tick.setAccessibleName(_("Done: {what}").format(what=title))
            tick.setToolTip(_("Done"))

    def _fields(self, form: RecordForm, columns: FieldColumns) -> None:
        today = self.desk.today
        columns.add(form.add("kind", _("Kind"), ChoiceEditor(code_choices(FollowUpKind))))
        who = ChoiceEditor(consultants.choices(self.desk.register), _("Nobody"))
        columns.add(form.add("consultant_id", _("By whom"), who))
        columns.add(form.add("due_on", _("Due"), DayEditor(today)))
        columns.add(form.add("done_on", _("Done"), DayEditor(today)))
        columns.add(form.add("notes", _("Notes"), TextEditor(3)), wide=True)

    def _tick(self, follow_up_id: int) -> None:
        lines = self.shown.follow_ups if self.shown is not None else ()
        done = any(line.id == follow_up_id and line.done_on is None for line in lines)
        if (
            self.carry_out(lambda: tick_follow_up(self.desk.register, follow_up_id, done=done, by=self.desk.by()))
            is None
            and self.shown is not None
        ):
            self.fill(self.shown)

    def _delete(self, kind: str, record_id: int) -> None:
        self.carry_out(lambda: editing.remove(self.desk.register, kind, record_id, by=self.desk.by()))

    # The plan ----------------------------------------------------------------------------------------

    def _make_plan(self, line: PlanLine) -> ExpandingRecord:
        actions = (button(_("Delete"), partial(self._delete, "housing_plan", line.id), icon="trash-2"),)
        return ExpandingRecord(self.desk, "housing_plan", line.id, self._plan_fields, actions)

    def _tell_plan(self, widget: ExpandingRecord, line: PlanLine) -> None:
        school = ""
        if line.housing_school_on is not None:
            school = _("housing school {day}").format(day=format_date(line.housing_school_on))
        facts = " · ".join(part for part in (line.goal, line.steps or "", school, line.result or "") if part)
        widget.show_words(_("Goal"), facts)

    def _plan_fields(self, form: RecordForm, columns: FieldColumns) -> None:
        columns.add(form.add("goal", _("Goal"), TextEditor(1), required=True), wide=True)
        columns.add(form.add("steps", _("Steps"), TextEditor(3)), wide=True)
        columns.add(form.add("housing_school_on", _("Housing-school course attended"), DayEditor(self.desk.today)))
        columns.add(form.add("result", _("Result"), TextEditor(1)))
