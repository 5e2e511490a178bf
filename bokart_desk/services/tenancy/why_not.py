"""Why a step of a contract's life cannot be taken, in full sentences that say what to do instead."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.tenancy import ContractStep, Hindrance
from bokart_desk.domain.terms import last_day_to_act
from bokart_desk.i18n import N_, _, format_date
from bokart_desk.services.labels import review_outcome_label
from bokart_desk.services.rules.tenancies import too_early, too_late_to_tell
from bokart_desk.services.tenancy.held import Held

_RENEWAL = {
    Hindrance.NO_END: N_("The tenancy has no end, so there is nothing to renew."),
    Hindrance.BECAME_INDEFINITE: N_(
        "The contract ended {end}, and no demand to move was sent by {last_day}. The tenancy has become indefinite "
        "(husleieloven § 9-2) and goes on without a new contract."
    ),
    Hindrance.MOVING_OUT: N_("The household moves out {moved_out}. Correct that first if they stay."),
    Hindrance.UNIT_TAKEN: N_("The unit is promised to another household from {taken}. Nothing can be renewed here."),
    Hindrance.NO_REVIEW: N_("A contract is renewed only after a review of the need. Record the review first."),
    Hindrance.NO_OUTCOME: N_("The review of {reviewed} has no outcome yet. Record what it ended in first."),
    Hindrance.REVIEW_AGAINST: N_(
        "The review of {reviewed} ended in: {outcome}. If that has changed, record a new review first."
    ),
}
_OTHER = {
    Hindrance.NOT_BEGUN: N_("The contract has not begun yet; it starts {start}."),
    Hindrance.RENEWED: N_("The contract is renewed from {renewed}. Take this step with the new contract."),
    Hindrance.BECAME_INDEFINITE: N_(
        "The tenancy has become indefinite: it ended {end}, and no demand to move was sent by {last_day}."
    ),
    Hindrance.NOTICE_GIVEN: N_("A notice to vacate was sent {notice}, in time. Correct it if that is wrong."),
    Hindrance.NO_END: N_("The tenancy has no agreed end, so there is nothing to tell in advance."),
}


def why_not(held: Held, step: ContractStep, hindrance: Hindrance) -> str:
    """Return why a step cannot be taken, as a finished text."""
    dates, facts = held.dates, held.facts
    if hindrance is Hindrance.ENDED:
        return _ended(held)
    if step is ContractStep.NOTICE_TO_VACATE and hindrance in (Hindrance.BEFORE_END, Hindrance.NO_END):
        return too_early(dates.end)
    if hindrance is Hindrance.PAST_END and dates.end is not None:
        return too_late_to_tell(dates.end)
    texts = _OTHER | _RENEWAL if step is ContractStep.RENEW else _OTHER
    last = facts.last_review
    return _(texts[hindrance]).format(
        start=format_date(dates.start),
        end=format_date(dates.end),
        last_day=format_date(last_day_to_act(dates.end) if dates.end is not None else None),
        moved_out=format_date(dates.moved_out_on),
        notice=format_date(dates.vacate_notice_on),
        renewed=format_date(facts.renewed_from),
        taken=format_date(facts.taken_from),
        reviewed=format_date(last.held_on if last is not None else None),
        outcome=review_outcome_label(last.outcome if last is not None else None),
    )


def _ended(held: Held) -> str:
    moved = held.dates.moved_out_on
    if moved is not None:
        return moved_already(moved)
    if held.facts.renewed_from is not None:
        return _("The contract was renewed from {day}. Take this step with the new contract.").format(
            day=format_date(held.facts.renewed_from)
        )
    return _("Another contract has the unit from {day}, so this one counts as ended.").format(
        day=format_date(held.facts.taken_from)
    )


def moved_already(day: date) -> str:
    """Say that a move is recorded already."""
    return _("The household moved out {day}. Correct the contract if that is wrong.").format(day=format_date(day))
