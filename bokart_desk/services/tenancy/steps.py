"""Which steps a contract allows today, which one is due, and why the others cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.tenancy import ContractStep, hindrance, recommended_step
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import Refused
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy.held import Held, held_contract
from bokart_desk.services.tenancy.renewing import against_renewal, beyond_settings
from bokart_desk.services.tenancy.why_not import why_not
from bokart_desk.services.tenancy.words import notice_words, step_title
from bokart_desk.storage.engine import reading


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a contract's life. ``why_not``: a finished text when it is not available, else empty.

    ``instead``: the step that has to come first. ``note``: what is good to know before taking it. At most one step of
    a contract is ``recommended``: what the warning ladder says now (rule 5).
    """

    step: ContractStep
    title: str
    available: bool
    recommended: bool = False
    why_not: str = ""
    note: str = ""
    instead: ContractStep | None = None


def steps(register: Register, contract_id: int, today: date) -> tuple[Step, ...]:
    """Return all steps of a contract in their order; empty when it is gone."""
    with reading(register.engine) as connection:
        try:
            held = held_contract(connection, contract_id, today)
        except Refused:
            return ()
    recommended = recommended_step(held.facts, today)
    return tuple(_step(held, step, recommended, today) for step in ContractStep)


def _step(held: Held, step: ContractStep, recommended: ContractStep | None, today: date) -> Step:
    reason, review_first = _against(held, step, today)
    if reason:
        first = ContractStep.REVIEW if review_first else None
        return Step(step, step_title(step), False, why_not=reason, instead=first)
    return Step(step, step_title(step), True, recommended=step is recommended, note=_note(held, step, today))


def _against(held: Held, step: ContractStep, today: date) -> tuple[str, bool]:
    if step is ContractStep.RENEW:
        return against_renewal(held, today)
    against = hindrance(held.facts, step, today)
    return (why_not(held, step, against) if against is not None else ""), False


def _note(held: Held, step: ContractStep, today: date) -> str:
    if step is ContractStep.RENEW and held.facts.extensions_used_up:
        return beyond_settings(held)
    if step is ContractStep.NOTICE_TO_VACATE:
        return notice_words(held.dates.end, today)
    if step is ContractStep.ADVANCE_NOTICE and held.facts.advance_notice_on is not None:
        return _("An advance notice was sent {day}.").format(day=format_date(held.facts.advance_notice_on))
    if step is ContractStep.REVIEW and held.facts.last_review is not None:
        return _("The last review was held {day}.").format(day=format_date(held.facts.last_review.held_on))
    return ""
