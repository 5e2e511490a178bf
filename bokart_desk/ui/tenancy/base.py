"""What the dialogs on an existing contract have in common: whose it is, and where it stands today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.domain.rows import ContractDetail
from bokart_desk.i18n import _
from bokart_desk.services import labels
from bokart_desk.services.tenancy.words import explain
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import label

_FIELDS_OF_RECORD = {
    "start_date": "start",
    "end_date": "end",
    "moved_out_to": "to",
    "moved_out_why": "why",
    "advance_notice_on": "sent_on",
    "vacate_notice_on": "sent_on",
    "advance_notice_proof": "proof",
    "vacate_notice_proof": "proof",
}


class ContractDialog(StepDialog):
    """A step of the contract in ``detail``. The address of a protected household does not show (rule 11)."""

    def __init__(
        self, desk: Desk, detail: ContractDetail, title: str, explanation: str, verb: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, explanation, verb, parent)
        self.detail = detail
        self.aliases = dict(_FIELDS_OF_RECORD)
        self.add_widget(self._whose())

    @property
    def contract_id(self) -> int:
        """The contract."""
        return self.detail.row.id

    @property
    def start(self) -> date:
        """Its first day."""
        return self.detail.row.start

    @property
    def end(self) -> date | None:
        """Its agreed last day, None for an indefinite one."""
        return self.detail.row.end

    def _whose(self) -> QWidget:
        """Return who has what, and where the contract stands."""
        row = self.detail.row
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        who = _("{who}, {place}").format(who=row.household, place=labels.place_of(row))
        column.addWidget(label(who, "strong", wrap=True))
        column.addWidget(label(explain(row.start, row.end, self.desk.today()), "small", wrap=True))
        return lines


def told(tone: Tone, texts: Iterable[str]) -> list[Sentence]:
    """Return sentences of one tone, each text once, empty ones left out."""
    return [(tone, text) for text in dict.fromkeys(texts) if text]
