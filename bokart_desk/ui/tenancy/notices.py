"""The letters around a contract's end: advance notice before it, notice to vacate after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.rows import ContractDetail
from bokart_desk.domain.tenancy import NoticeEffect, notice_effect
from bokart_desk.i18n import _
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.notices import (
    SendAdvanceNotice,
    SendNoticeToVacate,
    send_advance_notice,
    send_notice_to_vacate,
)
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.consequences import Sentence
from bokart_desk.ui.forms.editors import DayEditor, LineEditor
from bokart_desk.ui.tenancy.base import ContractDialog
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done


class AdvanceNoticeDialog(ContractDialog):
    """A letter before the end, and a summons to a talk."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _("A letter that tells in good time that the contract runs out, and calls to a talk.")
        super().__init__(desk, detail, _("Advance notice"), explanation, _("&Record the advance notice"), parent)
        self.add_field("sent_on", _("&Sent on"), DayEditor(desk.today, optional=False), required=True)
        self.add_field("proof", _("How it was &delivered"), LineEditor(), _("For example by post, or handed over."))
        self.fill({"sent_on": desk.today()})

    def check(self) -> Mapping[str, str]:
        sent_on = self.value("sent_on")
        if sent_on is not None and self.end is not None and self.end < sent_on:
            return {"sent_on": words.advance_notice_words(self.end, sent_on)}
        return _not_ahead(sent_on, self.desk.today())

    def consequences(self) -> Sequence[Sentence]:
        sent_on = self.value("sent_on")
        return () if sent_on is None else [(Tone.INFO, words.advance_notice_words(self.end, sent_on))]

    def perform(self) -> Done:
        command = SendAdvanceNotice(self.contract_id, self.value("sent_on"), self.value("proof"))
        return send_advance_notice(self.desk.register, command, by=self.desk.by())


class NoticeToVacateDialog(ContractDialog):
    """The written demand to move that stops the three-month clock."""

    def __init__(self, desk: Desk, detail: ContractDetail, parent: QWidget | None = None) -> None:
        explanation = _(
            "A written demand that they move, sent after the contract's end and within three months of it "
            "(husleieloven § 9-2). Without it the tenancy becomes indefinite."
        )
        super().__init__(desk, detail, _("Notice to vacate"), explanation, _("&Record the notice to vacate"), parent)
        self.add_field("sent_on", _("&Sent on"), DayEditor(desk.today, optional=False), required=True)
        self.add_field(
            "proof", _("How it was &delivered"), LineEditor(), required=True,
            help=_("What shows it later: registered letter and its number, or handed over and signed for."),
        )  # fmt: skip
        self.fill({"sent_on": desk.today()})

    def check(self) -> Mapping[str, str]:
        sent_on = self.value("sent_on")
        early = (NoticeEffect.BEFORE_END, NoticeEffect.NO_END)
        if sent_on is not None and notice_effect(self.end, sent_on) in early:
            return {"sent_on": words.notice_words(self.end, sent_on)}
        return _not_ahead(sent_on, self.desk.today())

    def consequences(self) -> Sequence[Sentence]:
        sent_on = self.value("sent_on")
        if sent_on is None:
            return ()
        in_time = notice_effect(self.end, sent_on) is NoticeEffect.IN_TIME
        return [(Tone.SUCCESS if in_time else Tone.DANGER, words.notice_words(self.end, sent_on))]

    def perform(self) -> Done:
        command = SendNoticeToVacate(self.contract_id, self.value("sent_on"), self.value("proof"))
        return send_notice_to_vacate(self.desk.register, command, by=self.desk.by())


def _not_ahead(sent_on: date | None, today: date) -> Mapping[str, str]:
    if sent_on is not None and sent_on > today:
        return {"sent_on": _("The day has not come yet. Record the letter when it is sent.")}
    return {}
