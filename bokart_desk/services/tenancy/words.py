"""What the dates of a contract mean, in words, before anything is saved: pure from dates, for dialogs to show live."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.contracts import ContractDates, became_indefinite_on
from bokart_desk.domain.tenancy import (
    ContractStep,
    EndedBy,
    NoticeEffect,
    is_longer_than_advised,
    is_short,
    notice_effect,
)
from bokart_desk.domain.terms import last_day_to_act, term_months
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services.labels import away
from bokart_desk.services.rules.tenancies import not_sensible, sensible, too_early, too_late_to_tell

_STEPS = {
    ContractStep.REVIEW: N_("Record a review"),
    ContractStep.RENEW: N_("Renew the contract"),
    ContractStep.ADVANCE_NOTICE: N_("Record an advance notice"),
    ContractStep.NOTICE_TO_VACATE: N_("Record a notice to vacate"),
    ContractStep.MOVE_OUT: N_("Record a move"),
    ContractStep.END_EARLY: N_("End early"),
    ContractStep.CORRECT: N_("Correct a mistake"),
}
_ENDED_BY = {
    EndedBy.AGREEMENT: N_("By agreement"),
    EndedBy.HOUSEHOLD: N_("By notice from the household"),
    EndedBy.LANDLORD: N_("By notice from the municipality"),
}


def explain(start: date, end: date | None, today: date) -> str:
    """Say when a term ends, how far that is, and the last day to demand a move (husleieloven § 9-2)."""
    if end is None:
        return _("The tenancy has no end. It runs until somebody gives notice.")
    if end < start:
        return _("The end is before the start.")
    if not (sensible(start) and sensible(end)):
        return not_sensible()
    words = {
        "end": format_date(end),
        "away": away(end, today),
        "last_day": format_date(last_day_to_act(end)),
        "last_day_away": away(last_day_to_act(end), today),
    }
    if became_indefinite_on(ContractDates(start, end), today) is not None:
        text = _(
            "Ended {end}, {away}. Whoever still lives there and got no demand to move by {last_day} has a tenancy "
            "without an end."
        )
    elif end < today:
        text = _(
            "Ended {end}, {away}. Last day to demand that they move: {last_day}, {last_day_away}. After that the "
            "tenancy is indefinite."
        )
    else:
        text = _(
            "Ends {end}, {away}. Last day to demand that they move: {last_day}. After that the tenancy is indefinite."
        )
    return text.format(**words)


def term_words(start: date, end: date | None) -> str:
    """Return how long a term is, in whole months: "3 years", "2 years and 6 months", "without an end"."""
    if end is None:
        return _("without an end")
    whole_years, rest = divmod(max(term_months(start, end), 0), 12)
    years = ngettext("{count} year", "{count} years", whole_years).format(count=whole_years)
    if not rest and whole_years:
        return years
    months = ngettext("{count} month", "{count} months", rest).format(count=rest)
    if not whole_years:
        return months if rest else _("less than a month")
    return _("{years} and {months}").format(years=years, months=months)


def term_notes(start: date, end: date | None) -> tuple[str, ...]:
    """Return what the law and the advice say about a term's length: too short without a reason, or very long."""
    if is_short(start, end):
        return (_("Shorter than three years: write the reason down (husleieloven § 9-3 and § 11-1)."),)
    if is_longer_than_advised(start, end):
        return (longer_than_advised(),)
    return ()


def longer_than_advised() -> str:
    """Say that a term is long; it is advice, nothing is refused."""
    return _("Three years is advised as the longest term, with a review on the way. This one is longer.")


def advance_notice_words(end: date | None, sent_on: date) -> str:
    """Say what an advance notice sent on a day does and does not do."""
    if end is None:
        return _("This tenancy has no agreed end, so there is nothing to tell in advance.")
    if sent_on > end:
        return too_late_to_tell(end)
    return _(
        "The advance notice tells the household that the contract ends {end}. It is not the demand to move: if they "
        "stay, send that after the end, at the latest {last_day}."
    ).format(end=format_date(end), last_day=format_date(last_day_to_act(end)))


def notice_words(end: date | None, sent_on: date) -> str:
    """Say what a demand to move sent on a day leads to: in time, too early or too late."""
    effect = notice_effect(end, sent_on)
    if end is None or effect in (NoticeEffect.BEFORE_END, NoticeEffect.NO_END):
        return too_early(end)
    last_day = format_date(last_day_to_act(end))
    if effect is NoticeEffect.IN_TIME:
        text = _("In time: the last day was {last_day}. The tenancy does not become indefinite.")
    else:
        text = _(
            "Too late: the last day was {last_day}, and the tenancy has become indefinite (husleieloven § 9-2). The "
            "letter can be recorded, but it does not end the tenancy."
        )
    return text.format(last_day=last_day)


def move_out_words(start: date, end: date | None, moved_out_on: date, today: date) -> str:
    """Say what a day of moving out means beside the agreed end."""
    words = {"day": format_date(moved_out_on), "away": away(moved_out_on, today), "end": format_date(end)}
    if moved_out_on < start:
        return _("The move is before the contract's start.")
    if moved_out_on > today:
        text = _("The move is planned for {day}, {away}. The contract counts as ended from that day.")
    elif end is None:
        text = _("Moved out {day}, {away}. The tenancy without an end is over.")
    elif moved_out_on < end:
        text = _("Moved out {day}, {away}, before the agreed end {end}.")
    elif moved_out_on > end:
        text = _("Moved out {day}, {away}. The contract had ended {end}.")
    else:
        text = _("Moved out {day}, {away}, on the agreed end.")
    return text.format(**words)


def end_early_words(before: date | None, end: date, today: date) -> str:
    """Say what a new, earlier end means."""
    words = {
        "before": format_date(before),
        "end": format_date(end),
        "away": away(end, today),
        "last_day": format_date(last_day_to_act(end)),
    }
    if before is None:
        text = _(
            "The tenancy had no agreed end. It ends {end}, {away}. If they stay, the last day to demand a move is "
            "{last_day}. When they have moved, record the move."
        )
    else:
        text = _(
            "The tenancy ends {end}, {away}, instead of {before}. If they stay, the last day to demand a move is "
            "{last_day}. When they have moved, record the move."
        )
    return text.format(**words)


def step_title(step: ContractStep) -> str:
    """Return the name of a step, as a menu or a dialog's title says it."""
    return _(_STEPS[step])


def ended_by_label(ended_by: EndedBy) -> str:
    """Return who ended a tenancy early, in words."""
    return _(_ENDED_BY[ended_by])
