"""The dialog for the answer to an offer; also for correcting an answer that was recorded wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import OfferAnswer, Protection
from bokart_desk.i18n import _, format_date
from bokart_desk.services.offers import OfferDetail, record_answer
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.offers.answering import AnsweringDialog
from bokart_desk.ui.widgets import label

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done


class AnswerDialog(AnsweringDialog):
    """What became of the offer in ``detail``. The address of a protected household does not show (rule 11)."""

    def __init__(self, desk: Desk, parent: QWidget, detail: OfferDetail, *, answer: OfferAnswer | None = None) -> None:
        self._detail = detail
        row = detail.row
        again = row.answer is not OfferAnswer.PENDING
        title = _("Correct the answer") if again else _("Answer to an offer")
        explanation = _("What was recorded before stays in the history.") if again else ""
        super().__init__(desk, title, explanation, _("&Save the answer"), parent)
        self.add_widget(label(self._whose(), "strong", wrap=True))
        self.add_answer(pending=again)
        self.add_reasons()
        self.add_going_on()
        held = {name: detail.values[name] for name in ("reason_code", "reasonable_ground", "reason")}
        chosen = answer or (row.answer if again else None)
        answered = row.answered_on or desk.today()
        self.fill({**held, "answer": chosen.value if chosen is not None else None, "answered_on": answered})
        self.follow_answer()

    def check(self) -> Mapping[str, str]:
        self.follow_answer()
        offered, answered = self._detail.row.offered_on, self.value("answered_on")
        if offered and answered and answered < offered:
            return {"answered_on": _("The answer cannot come before the offer.")}
        if answered and answered > self.desk.today():
            return {"answered_on": _("This day has not come yet.")}
        return {}

    def consequences(self) -> Sequence[Sentence]:
        return self.answer_means(self._detail.row.answer_by)

    def perform(self) -> Done:
        return record_answer(self.desk.register, self._detail.row.id, self.said(), by=self.desk.by())

    def signs_for(self) -> tuple[int, int] | None:
        unit, row = self._detail.unit_id, self._detail.row
        if unit is None or self._detail.signed or row.protection is Protection.STRICTLY_CONFIDENTIAL:
            return None
        return (row.household_id, unit)

    def _whose(self) -> str:
        row = self._detail.row
        words = {"who": row.household, "day": format_date(row.offered_on) or _("day not known")}
        if row.protection is not Protection.NONE or not self._detail.place:
            return _("{who}, offered {day}").format(**words)
        return _("{who}, {place}, offered {day}").format(place=self._detail.place, **words)
