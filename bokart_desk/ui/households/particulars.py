"""What is known of the household: who has the case, settlement, needs, economy, notes. Every field saves by itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import Protection, SettlementKind
from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.domain.terms import add_months
from bokart_desk.i18n import _, format_date
from bokart_desk.services import consultants
from bokart_desk.services.code_labels import code_choices, code_label
from bokart_desk.services.editing import record
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor, YesNoEditor
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.day_editor import DayEditor
from bokart_desk.ui.forms.number_editors import AmountEditor, NumberEditor
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor, TextEditor
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.widgets import Card, button, label

_REFUGEE_MONTHS = 60
"""Refugee status for statistics lasts five years from first settlement (the years of integreringstilskudd)."""
_NARROW = 420


class ParticularsSection(Section):
    """The fields of the household."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form = RecordForm(desk, "household", self)
        self._consultants = ChoiceEditor((), _("Nobody yet"))
        self._known: tuple[tuple[int, str], ...] = ()
        self.column.addWidget(self._card(_("The case"), self._case()))
        self.column.addWidget(self._protection())
        settlement = self._card(_("Settlement"), self._settlement())
        self.statistics = label("", "small", wrap=True)
        settlement.body.addWidget(self.statistics)
        self.column.addWidget(settlement)
        self.column.addWidget(self._card(_("What they need"), self._needs()))
        self.column.addWidget(self._card(_("Economy and notes"), self._rest()))

    def fill(self, detail: HouseholdDetail) -> None:
        choices = consultants.choices(self.desk.register)
        if choices != self._known:
            self._known = choices
            self._consultants.set_choices(choices)
        values = record(self.desk.register, "household", detail.row.id)
        if values is None:
            return
        self.form.show(detail.row.id, values)
        self.protection.setText(code_label(detail.protection))
        settled = values["settled_on"]
        words = ""
        if settled is not None:
            until = format_date(add_months(settled, _REFUGEE_MONTHS))
            words = _("Counts as refugees in statistics until {day}.").format(day=until)
        self.statistics.setText(words)
        self.statistics.setVisible(bool(words))

    def leave(self) -> None:
        self.form.leave()

    def change_protection(self) -> None:
        """Open the dialog that protects the address, or no longer."""
        from bokart_desk.ui.households.protection_dialog import open_protection_dialog  # noqa: PLC0415

        if self.shown is not None:
            open_protection_dialog(self.desk, self, self.shown)

    def _card(self, title: str, columns: QWidget) -> Card:
        card = Card(title)
        card.body.addWidget(columns)
        return card

    def _case(self) -> FieldColumns:
        columns = FieldColumns(room_for_two=_NARROW)
        columns.add(self.form.add("name", _("Name of the household"), LineEditor(200), required=True))
        columns.add(self.form.add("case_number", _("Case number"), LineEditor(60), required=True))
        columns.add(self.form.add("consultant_id", _("Consultant"), self._consultants))
        columns.add(self.form.add("size", _("Persons"), NumberEditor(1, 30)))
        return columns

    def _protection(self) -> Card:
        card = Card(_("Protection of the address"))
        self.protection = label(code_label(Protection.NONE), "strong")
        card.body.addWidget(self.protection)
        change = button(_("Change &protection …"), self.change_protection, icon="shield")
        card.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _settlement(self) -> FieldColumns:
        columns, today = FieldColumns(room_for_two=_NARROW), self.desk.today
        kinds = ChoiceEditor(code_choices(SettlementKind), _("Not known"))
        columns.add(self.form.add("settlement_kind", _("Kind of settlement"), kinds))
        columns.add(self.form.add("settled_on", _("Settled"), DayEditor(today)))
        columns.add(self.form.add("introduction_from", _("Introduction programme from"), DayEditor(today)))
        columns.add(
            self.form.add("introduction_to", _("Introduction programme to"), DayEditor(today, base=self._introduction))
        )
        columns.add(self.form.add("languages", _("Languages"), LineEditor(200)))
        columns.add(self.form.add("interpreter", _("Needs an interpreter"), YesNoEditor()))
        return columns

    def _introduction(self) -> date | None:
        day: date | None = self.form.fields["introduction_from"].value()
        return day

    def _needs(self) -> FieldColumns:
        columns = FieldColumns(room_for_two=_NARROW)
        columns.add(self.form.add("needed_bedrooms", _("Bedrooms needed"), NumberEditor(0, 20)))
        columns.add(self.form.add("most_monthly_rent", _("Highest rent per month"), AmountEditor()))
        flags = (
            ("manages_stairs", _("Manages stairs")),
            ("needs_wheelchair", _("Uses a wheelchair")),
            ("needs_near_centre", _("Must be near the centre")),
            ("needs_near_transport", _("Must be near public transport")),
            ("needs_near_school", _("Must be near a school")),
            ("needs_near_nursery", _("Must be near a nursery")),
        )
        for name, title in flags:
            columns.add(self.form.add(name, title, YesNoEditor()))
        columns.add(self.form.add("needed_location", _("Where"), LineEditor(300)), wide=True)
        columns.add(self.form.add("needs", _("Other needs"), TextEditor(2)), wide=True)
        return columns

    def _rest(self) -> FieldColumns:
        columns = FieldColumns(room_for_two=_NARROW)
        columns.add(self.form.add("monthly_income", _("Income per month"), AmountEditor()))
        columns.add(self.form.add("notes", _("Notes"), TextEditor(4)), wide=True)
        return columns
