"""Records the letters around a contract's end: the advance notice before it, the notice to vacate after it (rule 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.tenancy import ContractStep, Hindrance, NoticeEffect, hindrance, notice_effect
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.checking import Wrong, not_after_today, refuse
from bokart_desk.services.rules.tenancies import too_early, too_late_to_tell
from bokart_desk.services.tenancy.held import Held, held_contract
from bokart_desk.services.tenancy.why_not import why_not


@dataclass(frozen=True, slots=True)
class SendAdvanceNotice:
    """An advance notice that was sent before the end. ``proof``: how it was delivered and what shows it."""

    contract_id: int
    sent_on: date
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class SendNoticeToVacate:
    """A written demand to move that was sent after the end. ``proof`` is required: how it was delivered."""

    contract_id: int
    sent_on: date
    proof: str


def send_advance_notice(register: Register, command: SendAdvanceNotice, *, by: By) -> Done:
    """Record an advance notice. Raise ``Refused`` when the day is after the end or lies ahead, or there is no end."""
    with doing(register, "advance_notice", by) as it:
        held = held_contract(it.job.connection, command.contract_id, by.today)
        against = hindrance(held.facts, ContractStep.ADVANCE_NOTICE, by.today)
        if against not in (None, Hindrance.PAST_END) or held.dates.end is None:
            raise Refused(why_not(held, ContractStep.ADVANCE_NOTICE, against or Hindrance.NO_END))
        if command.sent_on > held.dates.end:
            refuse({"sent_on": too_late_to_tell(held.dates.end)})
        refuse(_day(held, command.sent_on, by.today))
        values = {"advance_notice_on": command.sent_on, "advance_notice_proof": command.proof}
        it.job.update("contract", command.contract_id, values)
        it.title = _("Advance notice: {name}").format(name=held.household.name)
    return it.done


def send_notice_to_vacate(register: Register, command: SendNoticeToVacate, *, by: By) -> Done:
    """Record a notice to vacate; one that came too late is recorded too (``words.notice_words`` tells what it means).

    Raise ``Refused`` when it was sent before the end (husleieloven § 9-2: then it is not that demand), its day lies
    ahead, its proof is missing, the household has moved out, or one was sent in time already.
    """
    with doing(register, "vacate_notice", by) as it:
        held = held_contract(it.job.connection, command.contract_id, by.today)
        against = hindrance(held.facts, ContractStep.NOTICE_TO_VACATE, by.today)
        if against not in (None, Hindrance.BEFORE_END):
            raise Refused(why_not(held, ContractStep.NOTICE_TO_VACATE, against))
        wrong = _day(held, command.sent_on, by.today)
        if notice_effect(held.dates.end, command.sent_on) is NoticeEffect.BEFORE_END:
            wrong["sent_on"] = too_early(held.dates.end)
        if not command.proof.strip():
            wrong["proof"] = _("Say how it was delivered and what shows it: without that it is hard to prove.")
        refuse(wrong)
        values = {"vacate_notice_on": command.sent_on, "vacate_notice_proof": command.proof}
        it.job.update("contract", command.contract_id, values)
        it.title = _("Notice to vacate: {name}").format(name=held.household.name)
    return it.done


def _day(held: Held, sent_on: date, today: date) -> Wrong:
    wrong: Wrong = {}
    not_after_today(wrong, {"sent_on": sent_on}, today, "sent_on")
    if sent_on < held.dates.start:
        wrong.setdefault("sent_on", _("Must not be before {day}.").format(day=format_date(held.dates.start)))
    return wrong
