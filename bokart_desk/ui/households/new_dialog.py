"""A new household: its name, members and protection in one go, and a warning when it seems to be there already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import Protection, SettlementKind
from bokart_desk.i18n import _
from bokart_desk.services import consultants
from bokart_desk.services.code_labels import code_choices
from bokart_desk.services.doing import Done
from bokart_desk.services.households import MemberGiven, new_household, own_consultant
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.day_editor import DayEditor
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.households.likely import LikelyHouseholds
from bokart_desk.ui.households.member_fields import MemberFields
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import button, label

_MOST = 12
_SETTLED_MS = 40
"""By then the new fields have their places, and the dialog its height."""
_ROOM_BELOW = 120
_OF_HOUSEHOLD = ("case_number", "settlement_kind", "settled_on", "consultant_id", "protection")


class NewHouseholdDialog(StepDialog):
    """The first person is the main person, and the household is called by that name."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        explanation = _("Only a name is needed. Everything else can be filled in later, in the case.")
        super().__init__(desk, _("New household"), explanation, _("&Register the household"), parent)
        self.members = [MemberFields(self, "members.0.")]
        self.likely = LikelyHouseholds(desk)
        self.likely.chosen.connect(self._go_to)
        self.likely.changed.connect(self._make_room)
        self.add_widget(self.likely)
        self._add_household_fields()
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(_SETTLED_MS)
        self._reveal.timeout.connect(self._show_focus)
        self.more = button(_("&Another member"), self.add_member, icon="user-plus")
        self.add_button(self.more)

    def add_member(self) -> None:
        """Make room for one more member, with the family name of the first."""
        place = len(self.members)
        self.add_widget(label(_("Member {number}").format(number=place + 1), "strong"))
        prefix = f"members.{place}."
        self.members.append(MemberFields(self, prefix, first=False, whole=False))
        self.fields[prefix + "family_name"].set_value(self.members[0].given().family_name or None)
        self._order_tabs()
        self.more.setVisible(len(self.members) < _MOST)
        self.fit_soon()
        self.fields[prefix + "given_name"].editor.setFocus()
        self._reveal.start()

    def check(self) -> Mapping[str, str]:
        first = self.members[0].given()
        self.likely.look_for(first)
        faults = {name: text for member in self.members for name, text in member.faults().items()}
        if not first.name:
            faults["members.0.given_name"] = _("This must be filled in.")
        return faults

    def consequences(self) -> Sequence[Sentence]:
        protection: Protection | None = self.value("protection")
        if protection is Protection.STRICTLY_CONFIDENTIAL:
            return ((Tone.WARNING, _("The address must never be recorded: no text of the case takes one.")),)
        if protection is Protection.CONFIDENTIAL:
            return ((Tone.INFO, _("The address shows only to those who open the case.")),)
        return ()

    def perform(self) -> Done:
        values = {name: self.value(name) for name in _OF_HOUSEHOLD if self.value(name) is not None}
        members = self._given()
        if len(members) > 1:
            values["size"] = len(members)
        return new_household(self.desk.register, members, values, by=self.desk.by())

    def _given(self) -> list[MemberGiven]:
        first, *others = (member.given() for member in self.members)
        return [first, *(one for one in others if one.given_name or one.duf_number or one.born_on)]

    def _add_household_fields(self) -> None:
        desk = self.desk
        kinds = ChoiceEditor(code_choices(SettlementKind), _("Not known"))
        who = ChoiceEditor(consultants.choices(desk.register), _("Nobody yet"))
        self.add_field("settlement_kind", _("&Kind of settlement"), kinds)
        self.add_field("settled_on", _("&Settled"), DayEditor(desk.today))
        self.add_field("consultant_id", _("&Consultant"), who)
        self.add_field("protection", _("&Protection of the address"), ChoiceEditor(code_choices(Protection)))
        self.add_field("case_number", _("Case n&umber"), LineEditor(60), _("Empty: the next free number."))
        self.fill({"consultant_id": own_consultant(desk.register, desk.by()), "protection": Protection.NONE})

    def _show_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None:
            self._scroll.ensureWidgetVisible(focus, 0, _ROOM_BELOW)

    def _make_room(self) -> None:
        self._columns.place()
        self.fit_soon()

    def _go_to(self, household_id: int) -> None:
        self.done(0)
        self.desk.open_household(household_id)


class _Shower:
    """Goes to the household that was made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, done: Done) -> None:
        if done.record is not None:
            self._desk.open_household(done.record)


def open_new_household(desk: Desk, parent: QWidget) -> NewHouseholdDialog:
    """Open the dialog; when it is done, the new household's case opens."""
    dialog = NewHouseholdDialog(desk, parent)
    dialog.performed.connect(_Shower(desk))
    dialog.open()
    return dialog
