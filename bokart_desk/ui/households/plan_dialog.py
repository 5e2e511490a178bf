"""A plan for what comes after the municipal dwelling."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services import editing
from bokart_desk.services.doing import Done
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.forms.text_editors import LineEditor, TextEditor


class PlanDialog(StepDialog):
    """The goal and the steps to it."""

    def __init__(self, desk: Desk, parent: QWidget, household_id: int) -> None:
        explanation = _("Where does the household want to live after this dwelling, and what leads there?")
        super().__init__(desk, _("New plan for the housing career"), explanation, _("&Save"), parent)
        self._household_id = household_id
        self.add_field(
            "goal",
            _("&Goal"),
            LineEditor(200),
            _("For instance private rent by summer 2027."),
            wide=True,
            required=True,
        )
        self.add_field("steps", _("S&teps"), TextEditor(4), wide=True)

    def perform(self) -> Done:
        values = {"household_id": self._household_id, "goal": self.value("goal"), "steps": self.value("steps")}
        return editing.create(self.desk.register, "housing_plan", values, by=self.desk.by())


def open_plan_dialog(desk: Desk, parent: QWidget, household_id: int) -> PlanDialog:
    """Open the dialog for a plan of a household."""
    dialog = PlanDialog(desk, parent, household_id)
    dialog.open()
    return dialog
