"""Recording what a household needs: who, what kind, since when, and which criteria it meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import NeedKind
from bokart_desk.i18n import _, format_date
from bokart_desk.services import waiting
from bokart_desk.services.fit_words import bedrooms_words
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, NumberEditor, TextEditor
from bokart_desk.ui.forms.pickers import household_picker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.waiting.criteria import CriteriaList
from bokart_desk.ui.widgets import Card

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

MOST_BEDROOMS = 20


def open_need_dialog(desk: Desk, parent: QWidget | None, household_id: int | None = None) -> NeedDialog:
    """Open the dialog that records a need, for a household or for one that is chosen in it."""
    dialog = NeedDialog(desk, household_id, parent)
    dialog.open()
    return dialog


def kind_choices() -> list[tuple[NeedKind, str]]:
    """Return the kinds of need with their names."""
    return [(kind, waiting.need_kind_label(kind)) for kind in NeedKind]


class NeedDialog(StepDialog):
    """Asks for the household, the kind, the day and the criteria; the rest can follow in the waiting list."""

    def __init__(self, desk: Desk, household_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            _("Record a need"),
            _("The household comes on the waiting list. Everything can be changed there later."),
            _("&Record the need"),
            parent,
        )
        today = desk.today
        self.add_field("household_id", _("&Household"), household_picker(desk), wide=True, required=True)
        self.add_field("kind", _("&What they apply for"), ChoiceEditor(kind_choices()), required=True)
        self.add_field("applied_on", _("&Applied on"), DayEditor(today, optional=False), required=True)
        self.add_field("bedrooms", _("&Bedrooms"), NumberEditor(0, MOST_BEDROOMS))
        self.add_field("waiting_since", _("Waiting &since"), DayEditor(today), _("Empty: since they applied."))
        self.add_field("need", _("What they need, in &words"), TextEditor(2), wide=True)
        self.add_more(_("More: waiting since, what they need in words"), "waiting_since", "need")
        self.criteria = CriteriaList()
        self.criteria.ticked.connect(self.refresh)
        self.criteria.show_criteria(waiting.criteria_in_use(desk.register))
        card = Card(_("Which of your criteria are met"))
        card.body.addWidget(self.criteria)
        self.add_widget(card)
        self._explain_bedrooms(household_id)
        self.fill(
            {
                "household_id": household_id,
                "kind": self._kind_for(household_id),
                "applied_on": desk.today(),
            }
        )
        self.fields["household_id"].editing.edited.connect(self._household_chosen)

    def check(self) -> Mapping[str, str]:
        """Refuse days that have not come."""
        wrong = {}
        for name in ("applied_on", "waiting_since"):
            day = self.value(name)
            if day is not None and day > self.desk.today():
                wrong[name] = _("This day has not come yet.")
        return wrong

    def consequences(self) -> Sequence[Sentence]:
        """Tell the priority, and by when it is to be decided (rule 9)."""
        told: list[Sentence] = []
        chosen = self.criteria.chosen()
        if chosen:
            weights = sum(self.criteria.boxes[criterion].weight for criterion in chosen)
            told.append((Tone.INFO, _("Priority {number}: the sum of the criteria met.").format(number=weights)))
        decide_by = waiting.decide_by(self.value("applied_on"))
        if decide_by is not None:
            words = _("To be decided by {day}; if it takes longer, the household must be told.")
            late = decide_by < self.desk.today()
            told.append((Tone.WARNING if late else Tone.NEUTRAL, words.format(day=format_date(decide_by))))
        return told

    def perform(self) -> Done:
        """Record it."""
        values = {name: self.value(name) for name in self.fields}
        return waiting.record_need(self.desk.register, values, by=self.desk.by(), criteria=self.criteria.chosen())

    def _order_tabs(self) -> None:
        super()._order_tabs()
        boxes = [criterion.box for criterion in self.criteria.boxes.values()]
        order: list[QWidget] = [self.fields["need"].editor, *boxes, self.do_button, self.cancel_button]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _household_chosen(self) -> None:
        household_id = self.fields["household_id"].value()
        self._explain_bedrooms(household_id)
        if not self.fields["kind"].editing.touched():
            self.fields["kind"].set_value(self._kind_for(household_id))
        self.refresh()

    def _kind_for(self, household_id: int | None) -> NeedKind:
        """Somebody who lives in a dwelling of the register asks for another one."""
        if household_id is not None and waiting.lives_in_register(self.desk.register, household_id, self.desk.today()):
            return NeedKind.CHANGE
        return NeedKind.FIRST_TIME

    def _explain_bedrooms(self, household_id: int | None) -> None:
        least = None
        if household_id is not None:
            least = waiting.bedrooms_for(self.desk.register, household_id, self.desk.today())
        text = (
            ""
            if least is None
            else _("Empty: at least {bedrooms}, as the household stands.").format(bedrooms=bedrooms_words(least))
        )
        self.fields["bedrooms"].change_help(text)
