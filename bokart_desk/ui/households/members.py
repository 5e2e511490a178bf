"""Who belongs to the household: each member opens into fields; members are added, taken out, moved out."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.domain.rows import PersonLine
from bokart_desk.i18n import _, format_date
from bokart_desk.services import households
from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.households.birth_editor import BirthEditor
from bokart_desk.ui.households.expanding import ExpandingRecord
from bokart_desk.ui.households.identity import DufEditor, IdentityEditor
from bokart_desk.ui.households.record_list import RecordList
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.widgets import Card, button, label


class Command(Protocol):
    """What is done with a member at once."""

    def __call__(self, register: Register, person_id: int, /, *, by: By) -> Done:
        """Do it."""


class MembersSection(Section):
    """The members, the main person first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        card = Card(_("Members"))
        self.nobody = label(_("No members are registered yet."), "muted", wrap=True)
        card.body.addWidget(self.nobody)
        self.list: RecordList[PersonLine] = RecordList(self._make, self._tell)
        card.body.addWidget(self.list)
        self.add = button(_("&New member …"), self.add_member, icon="user-plus")
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(card)

    def fill(self, detail: HouseholdDetail) -> None:
        self.nobody.setVisible(not detail.persons)
        self.list.show_lines(detail.persons)

    def leave(self) -> None:
        self.list.leave()

    def add_member(self) -> None:
        """Open the dialog for a new member."""
        from bokart_desk.ui.households.member_dialog import open_member_dialog  # noqa: PLC0415

        if self.shown is not None:
            open_member_dialog(self.desk, self, self.shown)

    def _make(self, line: PersonLine) -> ExpandingRecord:
        actions: list[QPushButton] = []
        if not line.main_person:
            actions.append(button(_("Make main person"), partial(self._do, households.set_main_person, line.id)))
            actions.append(button(_("Household of their own"), partial(self._move_out, line.id), icon="log-out"))
        actions.append(button(_("Take out"), partial(self._do, households.remove_member, line.id), icon="trash-2"))
        return ExpandingRecord(self.desk, "person", line.id, self._fields, actions)

    def _fields(self, form: RecordForm, columns: FieldColumns) -> None:
        columns.add(form.add("given_name", _("Given name"), LineEditor(100)))
        columns.add(form.add("family_name", _("Family name"), LineEditor(100)))
        columns.add(form.add("born_on", _("Born"), BirthEditor(self.desk.today)))
        columns.add(form.add("phone", _("Phone"), LineEditor(40)))
        columns.add(form.add("duf_number", _("DUF number"), DufEditor()))
        columns.add(form.add("identity_number", _("National identity number"), IdentityEditor()))

    def _tell(self, widget: ExpandingRecord, line: PersonLine) -> None:
        facts = (
            _("main person") if line.main_person else "",
            _("born {date}").format(date=format_date(line.born_on)) if line.born_on is not None else "",
            _("DUF {number}").format(number=line.duf_number) if line.duf_number else "",
        )
        name = f"{line.given_name} {line.family_name}".strip()
        widget.show_words(name, " · ".join(fact for fact in facts if fact))

    def _do(self, command: Command, person_id: int) -> None:
        widget = self.list.records.get(person_id)
        if widget is not None:
            widget.leave()
        self.carry_out(lambda: command(self.desk.register, person_id, by=self.desk.by()))

    def _move_out(self, person_id: int) -> None:
        done = self.carry_out(
            lambda: households.move_to_own_household(self.desk.register, person_id, by=self.desk.by())
        )
        if done is not None and done.record is not None:
            self.desk.open_household(done.record)
