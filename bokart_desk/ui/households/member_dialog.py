"""A new member of a household."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.i18n import _
from bokart_desk.services.doing import Done
from bokart_desk.services.households import add_member
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.households.likely import LikelyHouseholds
from bokart_desk.ui.households.member_fields import MemberFields


class MemberDialog(StepDialog):
    """The family name is that of the main person until another is typed."""

    def __init__(self, desk: Desk, parent: QWidget, detail: HouseholdDetail) -> None:
        title = _("New member: {name}").format(name=detail.row.name)
        super().__init__(desk, title, verb=_("&Save"), parent=parent)
        self._household_id = detail.row.id
        self.member = MemberFields(self)
        self.likely = LikelyHouseholds(desk, beside=detail.row.id)
        self.likely.chosen.connect(self._go_to)
        self.likely.changed.connect(self._make_room)
        self.add_widget(self.likely)
        if detail.persons:
            self.fill({"family_name": detail.persons[0].family_name})

    def check(self) -> Mapping[str, str]:
        member = self.member.given()
        self.likely.look_for(member)
        faults = self.member.faults()
        return faults if member.name else {**faults, "given_name": _("This must be filled in.")}

    def perform(self) -> Done:
        return add_member(self.desk.register, self._household_id, self.member.given(), by=self.desk.by())

    def _make_room(self) -> None:
        self._columns.place()
        self.fit_soon()

    def _go_to(self, household_id: int) -> None:
        self.done(0)
        self.desk.open_household(household_id)


def open_member_dialog(desk: Desk, parent: QWidget, detail: HouseholdDetail) -> MemberDialog:
    """Open the dialog for a new member of a household."""
    dialog = MemberDialog(desk, parent, detail)
    dialog.open()
    return dialog
