"""The municipality's own criteria for who needs a dwelling most."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services import criteria
from bokart_desk.services.criteria import CriterionRow
from bokart_desk.services.rules.settings import WEIGHTS
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.number_editors import NumberEditor
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.page import Page
from bokart_desk.ui.settings.commands import carry_out
from bokart_desk.ui.settings.entry_list import EntryList
from bokart_desk.ui.settings.entry_row import Entry
from bokart_desk.ui.widgets import button

_LONGEST_NAME = 80
_LONGEST_EXPLANATION = 300
_WEIGHT_WIDTH = 110


class CriterionForm(RecordForm):
    """Name, weight and explanation of a criterion."""

    def __init__(self, desk: Desk, _key: str) -> None:
        super().__init__(desk, criteria.KIND)
        self.add("name", _("Name"), LineEditor(_LONGEST_NAME), required=True)
        weight = NumberEditor(*WEIGHTS, unit=_("weight"), optional=False)
        weight.setToolTip(
            _("From {lowest} to {highest}; more counts more.").format(lowest=WEIGHTS[0], highest=WEIGHTS[1])
        )
        narrow = self.add("weight", _("Weight"), weight)
        narrow.setProperty("narrow", True)
        narrow.setFixedWidth(_WEIGHT_WIDTH)
        explanation = LineEditor(_LONGEST_EXPLANATION)
        explanation.setPlaceholderText(_("What it means, in a sentence"))
        self.add("explanation", _("Explanation"), explanation)


class CriteriaTab(Page):
    """One card: the list, and what the criteria are for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = EntryList(
            _("Priority criteria"),
            _(
                "With each waiting household you note which of these it meets. The sum of their weights puts the "
                "waiting list in order; the assessment in words, and the decision, are always yours."
            ),
            _("&New criterion"),
            partial(CriterionForm, desk),
            longest=_LONGEST_NAME,
        )
        self.usual = button(_("Begin with &usual criteria"), self._add_usual, icon="list-checks")
        self.list.body.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.added.connect(self._add)
        self.list.retired.connect(partial(self._change, criteria.retire))
        self.list.taken_back.connect(partial(self._change, criteria.take_back))
        self.list.removed.connect(partial(self._change, criteria.remove))
        self.body.addWidget(self.list)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the criteria again."""
        found = criteria.criteria(self._desk.register)
        self.usual.setVisible(not found)
        self.list.show_entries([_entry(one) for one in found])

    def _add(self, name: str) -> None:
        problem = carry_out(self._desk, lambda by: criteria.add(self._desk.register, name, by=by))
        if problem:
            self.list.say(problem)
        else:
            self.list.was_added()

    def _add_usual(self) -> None:
        self.list.say(carry_out(self._desk, lambda by: criteria.add_usual(self._desk.register, by=by)))

    def _change(self, command: Any, key: str) -> None:
        self.list.say(carry_out(self._desk, lambda by: command(self._desk.register, int(key), by=by)))


def _entry(one: CriterionRow) -> Entry:
    notice = ""
    if criteria.counts_waiting(one.name, one.explanation):
        notice = _(
            "This seems to count how long somebody has waited. The law asks how great the need is; time alone says "
            "little of it. Keep the criterion if your municipality has decided so."
        )
    return Entry(
        key=str(one.id),
        record=one.id,
        name=one.name,
        values={"name": one.name, "weight": one.weight, "explanation": one.explanation},
        uses=one.uses,
        retired=one.retired,
        deletable=not one.uses,
        notice=notice,
    )
