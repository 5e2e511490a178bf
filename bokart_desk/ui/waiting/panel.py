"""The case of one who waits: since when, the need and its criteria, the assessment, and what fits."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.domain.codes import NeedKind
from bokart_desk.i18n import _, format_date
from bokart_desk.services import waiting
from bokart_desk.services.fit_words import bedrooms_words
from bokart_desk.services.waiting import NeedEnd, WaitingDetail, WaitingRow
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, NumberEditor, TextEditor
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.lists.detail_panel import CardPanel
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space
from bokart_desk.ui.waiting.criteria import CriteriaList
from bokart_desk.ui.waiting.fitting import FittingUnits
from bokart_desk.ui.waiting.head_card import HeadCard, wrapping_label
from bokart_desk.ui.waiting.need_dialog import MOST_BEDROOMS, kind_choices
from bokart_desk.ui.widgets import Card, EmptyState, button

_MOST_PRIORITY = 9999
_NARROWEST = 80


class WaitingPanel(CardPanel):
    """Shows one row of the list. Its fields stay while the register is read again, so that typing is not disturbed."""

    need_asked = Signal(int)
    """The user wants to record a need for the household."""
    close_asked = Signal(int, str)
    """The user wants to close a need (``NeedEnd``)."""
    reopen_asked = Signal(int)
    """The user wants a closed need open again."""
    criterion_asked = Signal(int, int, bool)
    """The user ticked a criterion: need, criterion, met."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._desk = desk
        self._row: WaitingRow | None = None
        self._page: QWidget | None = None
        super().__init__(parent)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for."""
        self._row = None
        if self._page is None:
            return
        self.setAccessibleName(_("Details"))
        self.form.leave()
        self._hint.show()
        for part in (self._head, self._unrecorded, self._need_card, self._criteria_card, self.fitting):
            part.hide()
        self.fitting.clear()

    def show_detail(self, detail: WaitingDetail, today: date) -> None:
        """Show a need, or a household whose need is not recorded."""
        row = detail.row
        same = self._row is not None and self._row.id == row.id
        self._row = row
        self.setAccessibleName(_("Details: {name}").format(name=row.household))
        self._hint.hide()
        self._head.show_row(row, today)
        for action in (self.has_dwelling, self.withdrawn, self.decide):
            action.setVisible(row.need_id is not None and row.closed_on is None)
        self.reopen.setVisible(row.closed_on is not None)
        recorded = row.need_id is not None
        if row.need_id is not None:
            self.form.show(row.need_id, detail.values)
            self._help_fields(row)
            self.criteria.show_criteria(detail.criteria)
            self._write_criteria.setVisible(not detail.criteria)
            self._order_tabs()
        else:
            self.form.leave()
        self._head.show()
        self._unrecorded.setVisible(not recorded)
        self._need_card.setVisible(recorded)
        self._criteria_card.setVisible(recorded)
        wants_unit = row.kind is not NeedKind.EXTENSION
        self.fitting.setVisible(wants_unit)
        self.to_fitting.setVisible(wants_unit)
        if wants_unit:
            self.fitting.show_household(row.household_id, row.need_id)
        if not same:
            self.verticalScrollBar().setValue(0)

    # Building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        page = self._page = QWidget()
        page.setProperty("page", True)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, Space.XS, 0)
        column.setSpacing(Space.M)
        self._hint = EmptyState(
            "panel-right", _("Nobody chosen"), _("Choose a household to see what it needs and which units fit it.")
        )
        self._head = HeadCard()
        self.to_fitting = self._head.add(_("What fits"), self._go_to_fitting, "arrow-down")
        self.decide = self._head.add(_("Record a decision …"), self._decide, "gavel")
        self.open_household = self._head.add(_("Show the household"), self._open_household, "users")
        self.has_dwelling = self._head.add(_("Has got a dwelling"), self._close_housed, "key-round")
        self.withdrawn = self._head.add(_("No longer wanted"), self._close_withdrawn, "x")
        self.reopen = self._head.add(_("Open the need again"), self._open_again, "undo-2")
        self._unrecorded = self._build_unrecorded()
        self._need_card = self._build_need()
        self._criteria_card = self._build_criteria()
        self.fitting = FittingUnits(self._desk)
        parts = (self._hint, self._head, self._unrecorded, self._need_card, self._criteria_card, self.fitting)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(page)

    def _build_unrecorded(self) -> Card:
        card = Card(_("No need is recorded"))
        text = wrapping_label("muted")
        text.setText(
            _(
                "The household is in the register, but has no dwelling and no contract. If it waits for one, record "
                "the need: then it counts in the waiting list, in the meeting paper and in the numbers reported."
            )
        )
        card.body.addWidget(text)
        self.record = button(_("Record the need …"), self._ask_for_need, kind="primary", icon="plus")
        row = FlowLayout()
        row.addWidget(self.record)
        card.body.addLayout(row)
        return card

    def _build_need(self) -> Card:
        card = Card(_("The need"))
        self.form = RecordForm(self._desk, "need", self)
        today = self._desk.today
        columns = FieldColumns(room_for_two=400)
        add = self.form.add
        columns.add(add("kind", _("&What they apply for"), ChoiceEditor(kind_choices()), required=True))
        columns.add(add("applied_on", _("&Applied on"), DayEditor(today)))
        columns.add(add("waiting_since", _("Waiting &since"), DayEditor(today)))
        columns.add(add("bedrooms", _("Bedrooms"), NumberEditor(0, MOST_BEDROOMS)))
        columns.add(add("need", _("What they need, in &words"), TextEditor(2)), wide=True)
        card.body.addWidget(columns)
        return card

    def _build_criteria(self) -> Card:
        card = Card(_("Priority and assessment"))
        self.criteria = CriteriaList()
        self.criteria.ticked.connect(self._criterion_ticked)
        card.body.addWidget(self.criteria)
        self._write_criteria = button(_("Write criteria in the settings"), self._go_to_criteria, kind="link")
        card.body.addWidget(self._write_criteria)
        columns = FieldColumns(room_for_two=400)
        columns.add(self.form.add("priority", _("Another &priority"), NumberEditor(0, _MOST_PRIORITY)), wide=True)
        columns.add(
            self.form.add(
                "assessment",
                _("Assessment, in wor&ds"),
                TextEditor(4),
                _("Why this household, and why now: what a decision can be built on."),
            ),
            wide=True,
        )
        card.body.addWidget(columns)
        return card

    # Showing ---------------------------------------------------------------------------------------

    def _help_fields(self, row: WaitingRow) -> None:
        counted = ""
        if row.bedrooms_counted and row.bedrooms is not None:
            counted = _("Empty: at least {bedrooms}, counted from the persons.").format(
                bedrooms=bedrooms_words(row.bedrooms)
            )
        self.form.fields["bedrooms"].change_help(counted)
        self.form.fields["priority"].change_help(
            _("Empty: {number}, the sum of the criteria met. Fill in only if you want another.").format(
                number=row.weights
            )
        )
        decide_by = waiting.decide_by(row.applied_on)
        self.form.fields["applied_on"].change_help(
            "" if decide_by is None else _("To be decided by {day}.").format(day=format_date(decide_by))
        )

    # Asking ----------------------------------------------------------------------------------------

    def _order_tabs(self) -> None:
        """Let Tab go through the criteria in their place; those made later stand at the end of the window."""
        fields = self.form.fields
        order: list[QWidget] = [fields["need"].editor]
        order += [criterion.box for criterion in self.criteria.boxes.values()]
        order += [self._write_criteria, fields["priority"].editor, fields["assessment"].editor]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _go_to_fitting(self) -> None:
        self.verticalScrollBar().setValue(self.fitting.y())
        self.fitting.months.setFocus()

    def _open_household(self) -> None:
        if self._row is not None:
            self._desk.open_household(self._row.household_id)

    def _ask_for_need(self) -> None:
        if self._row is not None:
            self.need_asked.emit(self._row.household_id)

    def _close_housed(self) -> None:
        self._close(NeedEnd.HOUSED)

    def _close_withdrawn(self) -> None:
        self._close(NeedEnd.WITHDRAWN)

    def _close(self, end: NeedEnd) -> None:
        if self._row is not None and self._row.need_id is not None:
            self.form.flush()
            self.close_asked.emit(self._row.need_id, str(end))

    def _open_again(self) -> None:
        if self._row is not None and self._row.need_id is not None:
            self.reopen_asked.emit(self._row.need_id)

    def _decide(self) -> None:
        from bokart_desk.ui.offers.dialogs import open_decision_dialog  # noqa: PLC0415 - asked for by a click

        if self._row is not None:
            self.form.flush()
            open_decision_dialog(
                self._desk, self.window(), household_id=self._row.household_id, need_id=self._row.need_id
            )

    def _criterion_ticked(self, criterion_id: int, met: bool) -> None:
        if self._row is not None and self._row.need_id is not None:
            self.criterion_asked.emit(self._row.need_id, criterion_id, met)

    def _go_to_criteria(self) -> None:
        self._desk.go("settings", "criteria")
