"""What each warning says: full sentences with the dates explained."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import FollowUpKind, UnitStatus
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.due import Due, DueKind, Ladder
from bokart_desk.domain.terms import last_day_to_act
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services.labels import away

_CONTRACT = {
    DueKind.REVIEW_DUE: N_("The need is to be reviewed from {due}, {away}. The contract ends {end}."),
    DueKind.MID_TERM_REVIEW_DUE: N_(
        "Half of the term is over {due}, {away}: time for the mid-term review. The contract ends {end}."
    ),
    DueKind.FOLLOW_UP_DUE: N_(
        "A talk about the housing career is to be held from {due}, {away}. The contract ends {end}."
    ),
    DueKind.ADVANCE_NOTICE_DUE: N_("The advance notice is to be sent {due}, {away}. The contract ends {end}."),
    DueKind.CONTRACT_ENDS: N_("The contract ends {end}, {away}. The last day to demand a move is {last_day}."),
    DueKind.CONTRACT_ENDED: N_(
        "The contract ended {end}, {away}, and nobody has moved out. Send a written demand to move by {last_day}, "
        "{last_day_away}."
    ),
}
_BECOMES = N_(
    "The contract ended {end}. The tenancy becomes indefinite unless a written demand to move is sent by {due}, {away}."
)
_HAS_BECOME = N_(
    "The contract ended {end}. No written demand to move was sent by {due}, so the tenancy has become indefinite "
    "(husleieloven § 9-2)."
)
_LEASE_BEFORE_END = N_("The head lease ends {due}, {away}, before the tenancy does: {end}.")
_LEASE_WITHOUT_END = N_("The head lease ends {due}, {away}, but the tenancy has no end.")
_FOLLOW_UP = {
    FollowUpKind.HOME_VISIT: N_("A home visit is planned for {due}, {away}."),
    FollowUpKind.GUIDANCE: N_("Guidance at home is planned for {due}, {away}."),
    FollowUpKind.TALK: N_("A talk is planned for {due}, {away}."),
    FollowUpKind.OTHER: N_("A follow-up is planned for {due}, {away}."),
}


def about_contract(due: Due, dates: ContractDates, today: date) -> str:
    """Say what is due about a contract."""
    words = {"due": format_date(due.due), "away": away(due.due, today), "end": format_date(dates.end)}
    if dates.end is not None:
        last_day = last_day_to_act(dates.end)
        words |= {"last_day": format_date(last_day), "last_day_away": away(last_day, today)}
    if due.kind is DueKind.BECOMES_INDEFINITE:
        return _(_HAS_BECOME if due.due < today else _BECOMES).format(**words)
    if due.kind is DueKind.HEAD_LEASE_SHORTER:
        return _(_LEASE_WITHOUT_END if dates.end is None else _LEASE_BEFORE_END).format(**words)
    return _(_CONTRACT[due.kind]).format(**words)


def about_head_lease(due: date, end: date, today: date) -> str:
    """Say when notice of a head lease must be given, or when it ends."""
    words = {"due": format_date(due), "away": away(due, today), "end": format_date(end)}
    if due == end:
        return _("The head lease ends {due}, {away}.").format(**words)
    return _("The last day to give notice of the head lease is {due}, {away}. It ends {end}.").format(**words)


def about_unit(status: UnitStatus, since: date, due: date, today: date, ladder: Ladder) -> str:
    """Say how long a unit has stood empty or been made ready."""
    words = {"since": format_date(since), "due": format_date(due), "away": away(due, today)}
    if status is UnitStatus.VACANT:
        return ngettext(
            "The unit has been vacant since {since}. The limit of {count} day is reached {due}, {away}.",
            "The unit has been vacant since {since}. The limit of {count} days is reached {due}, {away}.",
            ladder.vacant_days,
        ).format(count=ladder.vacant_days, **words)
    return ngettext(
        "The unit has been made ready since {since}. The limit of {count} day is reached {due}, {away}.",
        "The unit has been made ready since {since}. The limit of {count} days is reached {due}, {away}.",
        ladder.made_ready_days,
    ).format(count=ladder.made_ready_days, **words)


def about_offer(answer_by: date, today: date) -> str:
    """Say until when the household may answer."""
    return _("The household has not answered the offer. The answer is due {due}, {away}.").format(
        due=format_date(answer_by), away=away(answer_by, today)
    )


def about_appeal(due: date, notified: date, today: date) -> str:
    """Say when the time limit for an appeal runs out."""
    return _(
        "The time limit for an appeal runs out {due}, {away}. Notice of the decision was given {notified}."
    ).format(due=format_date(due), away=away(due, today), notified=format_date(notified))


def about_follow_up(kind: str, due: date, today: date) -> str:
    """Say what follow-up is planned."""
    return _(_FOLLOW_UP[FollowUpKind(kind)]).format(due=format_date(due), away=away(due, today))
