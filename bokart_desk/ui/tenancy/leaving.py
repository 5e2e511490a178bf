"""How a tenancy ends: the household moves out, or the end is moved forward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import CodeList, UnitStatus
from bokart_desk.domain.rows import ContractDetail
from bokart_desk.domain.tenancy import EndedBy
from bokart_desk.i18n import _, format_date
from bokart_desk.services import code_lists
from bokart_desk.services.labels import unit_status_label
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.ending_early import EndEarly, end_early
from bokart_desk.services.tenancy.moving_out import MoveOut, move_out
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import ChoiceEditor, DayEditor, LineEditor, TextEditor
from bokart_desk.ui.tenancy.base import ContractDialog
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_AFTER = (
    UnitStatus.VACANT,
    UnitStatus.BEING_MADE_READY,
    UnitStatus.UNDER_REPAIR,
    UnitStatus.RESERVED,
    UnitStatus.WITHDRAWN,
)


class MoveOutDialog(ContractDialog):
    """The household moves out, or will; the unit is free for others after it."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _("When the household moves, where to and why. The day may lie ahead.")
        super().__init__(desk, detail, _("Record a move"), explanation, _("&Record the move"), parent)
        self.add_field("moved_out_on", _("&Moves out on"), DayEditor(desk.today, optional=False), required=True)
        self.add_field(
            "to", _("&Where to"), ChoiceEditor(code_lists.choices(desk.register, CodeList.MOVED_OUT_TO)), required=True
        )
        self.add_field("why", _("Wh&y"), LineEditor())
        after = [(status, unit_status_label(status)) for status in _AFTER]
        self.add_field("unit_becomes", _("The &unit is then"), ChoiceEditor(after, _("As it is now")))
        self.fill({"moved_out_on": desk.today(), "to": None, "unit_becomes": UnitStatus.VACANT})

    def check(self) -> Mapping[str, str]:
        on = self.value("moved_out_on")
        if on is not None and on < self.start:
            return {"moved_out_on": words.move_out_words(self.start, self.end, on, self.desk.today())}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        on = self.value("moved_out_on")
        if on is None or on < self.start:
            return ()
        sentences: list[Sentence] = [(Tone.INFO, words.move_out_words(self.start, self.end, on, self.desk.today()))]
        status = self.value("unit_becomes")
        if status is not None:
            text = _("From {day} the unit is: {status}. A later contract on it keeps it in use.")
            text = text.format(day=format_date(on), status=unit_status_label(status))
            sentences.append((Tone.NEUTRAL, text))
        return sentences

    def perform(self) -> Done:
        values = {name: self.value(name) for name in self.fields}
        return move_out(self.desk.register, MoveOut(self.contract_id, **values), by=self.desk.by())


class EndEarlyDialog(ContractDialog):
    """The end is moved forward, or an indefinite tenancy gets one."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _(
            "The contract ends before the agreed day, or a tenancy without an end gets one. It is no move: when they "
            "have moved, record that too."
        )
        super().__init__(desk, detail, _("End early"), explanation, _("&End the contract"), parent)
        self.add_field("end", _("New &last day"), DayEditor(desk.today, optional=False), required=True)
        by = [(one, words.ended_by_label(one)) for one in EndedBy]
        self.add_field("ended_by", _("&How"), ChoiceEditor(by), required=True)
        self.add_field("why", _("&Why"), TextEditor(2), wide=True, required=True)
        self.fill({"ended_by": None})

    def check(self) -> Mapping[str, str]:
        new = self.value("end")
        if new is None:
            return {}
        if new < self.start:
            text = _("Must not be before the contract began, {day}.")
            return {"end": text.format(day=format_date(self.start))}
        if self.end is not None and new >= self.end and self.detail.row.became_indefinite_on(self.desk.today()) is None:
            text = _("Must be before the agreed end, {day}.")
            return {"end": text.format(day=format_date(self.end))}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        new = self.value("end")
        if new is None or self.check():
            return ()
        return [(Tone.WARNING, words.end_early_words(self.end, new, self.desk.today()))]

    def perform(self) -> Done:
        values = {name: self.value(name) for name in self.fields}
        return end_early(self.desk.register, EndEarly(self.contract_id, **values), by=self.desk.by())
