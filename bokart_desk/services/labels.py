"""Words for codes, dates and days left, in the user's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bokart_desk.domain.codes import Disposal, DwellingKind, Protection, ReviewOutcome, UnitStatus
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.due import DueKind
from bokart_desk.domain.rows import ContractRow, SourceLine, UnitRow
from bokart_desk.domain.terms import add_months, last_day_to_act
from bokart_desk.i18n import N_, _, format_date, ngettext

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTHS_FROM_DAYS = 60
"""From this many days on, time is told in months."""
_YEARS_FROM_MONTHS = 24
"""From this many months on, time is told in years and months."""

_STATUS = {
    ContractStatus.UPCOMING: N_("Has not begun"),
    ContractStatus.RUNNING: N_("Running"),
    ContractStatus.ENDS_SOON: N_("Ends soon"),
    ContractStatus.INDEFINITE: N_("Indefinite"),
    ContractStatus.PAST_END: N_("Past its end"),
    ContractStatus.NOTICE_GIVEN: N_("Notice to vacate given"),
    ContractStatus.BECAME_INDEFINITE: N_("Has become indefinite"),
    ContractStatus.ENDED: N_("Ended"),
}
_DISPOSAL = {
    Disposal.MUNICIPAL: N_("Owned by the municipality"),
    Disposal.MUNICIPAL_ENTERPRISE: N_("Rented from a municipal enterprise"),
    Disposal.FOUNDATION: N_("Rented from a foundation"),
    Disposal.COMPANY: N_("Rented from a company"),
    Disposal.PRIVATE: N_("Rented from a private person"),
    Disposal.REFERRAL_AGREEMENT: N_("Referral agreement"),
    Disposal.ALLOCATION_AGREEMENT: N_("Allocation agreement"),
    Disposal.UNKNOWN: N_("Not known who owns it"),
}
_DWELLING_KIND = {
    DwellingKind.APARTMENT: N_("Apartment"),
    DwellingKind.HOUSE: N_("House"),
    DwellingKind.ROW_HOUSE: N_("Row house"),
    DwellingKind.BEDSIT: N_("Bedsit"),
    DwellingKind.SHARED_HOUSE: N_("Shared house"),
    DwellingKind.CARE_HOME: N_("Care home"),
    DwellingKind.OTHER: N_("Other kind of dwelling"),
}
_UNIT_STATUS = {
    UnitStatus.IN_USE: N_("In use"),
    UnitStatus.VACANT: N_("Vacant"),
    UnitStatus.RESERVED: N_("Reserved"),
    UnitStatus.BEING_MADE_READY: N_("Being made ready"),
    UnitStatus.UNDER_REPAIR: N_("Under repair"),
    UnitStatus.WITHDRAWN: N_("Withdrawn"),
}
_DUE = {
    DueKind.REVIEW_DUE: N_("Review due"),
    DueKind.ADVANCE_NOTICE_DUE: N_("Advance notice due"),
    DueKind.CONTRACT_ENDS: N_("Contract ends"),
    DueKind.CONTRACT_ENDED: N_("Contract has ended"),
    DueKind.BECOMES_INDEFINITE: N_("Becomes indefinite"),
    DueKind.HEAD_LEASE_ENDS: N_("Head lease ends"),
    DueKind.HEAD_LEASE_SHORTER: N_("Head lease is shorter"),
    DueKind.VACANT_TOO_LONG: N_("Vacant for long"),
    DueKind.BEING_MADE_READY_TOO_LONG: N_("Made ready for long"),
    DueKind.ANSWER_DUE: N_("Answer to an offer"),
    DueKind.APPEAL_DEADLINE: N_("Time limit for an appeal"),
    DueKind.FOLLOW_UP_DUE: N_("Follow-up"),
    DueKind.MID_TERM_REVIEW_DUE: N_("Mid-term review"),
}
_REVIEW = {
    ReviewOutcome.EXTEND: N_("Extend the contract"),
    ReviewOutcome.PRIVATE_RENT: N_("Help to private rent"),
    ReviewOutcome.BUY: N_("Help to buy a home"),
    ReviewOutcome.OTHER_MUNICIPAL: N_("Move to another municipal dwelling"),
    ReviewOutcome.END: N_("Let the contract end"),
}
_REASON = {
    "location": N_("Location"),
    "size": N_("Size"),
    "rent": N_("Rent"),
    "standard": N_("Standard"),
    "floor_lift": N_("Floor or lift"),
    "school_nursery": N_("School or nursery"),
    "not_shared_house": N_("Does not want a shared house"),
    "found_own": N_("Found a dwelling of their own"),
    "health": N_("Health"),
    "safety": N_("Safety"),
    "near_family": N_("Wants to be near family"),
    "no_answer": N_("No answer"),
    "other": N_("Other reason"),
    "conditions_not_met": N_("Conditions not met"),
    "length_of_residence": N_("Too short a time in the municipality"),
    "can_find_own": N_("Can find a dwelling of their own"),
    "owns_home": N_("Owns a home"),
    "application_incomplete": N_("Application incomplete"),
    "no_suitable_dwelling": N_("No suitable dwelling"),
    "others_had_priority": N_("Others had priority"),
    "earlier_breach": N_("Earlier breach of contract"),
    "private_rent": N_("Private rent"),
    "bought_home": N_("Bought a home"),
    "other_municipal": N_("Another municipal dwelling"),
    "left_municipality": N_("Left the municipality"),
    "evicted": N_("Evicted"),
    "institution": N_("Institution"),
    "died": N_("Died"),
    "unknown": N_("Not known"),
}
STRICTLY_CONFIDENTIAL_ADDRESS = "SOT6, Postboks 2094 Vika, 0125 Oslo"
"""The central post-box address shown instead of a strictly confidential one (rule 11)."""


def status_label(status: ContractStatus) -> str:
    """Return the name of a contract's status."""
    return _(_STATUS[status])


def disposal_label(disposal: Disposal) -> str:
    """Return the name of a way to dispose of a dwelling."""
    return _(_DISPOSAL[disposal])


def dwelling_kind_label(kind: DwellingKind | str | None) -> str:
    """Return the name of a kind of dwelling; empty for none, the code itself for one that is not known."""
    if kind is None:
        return ""
    known = _DWELLING_KIND.get(DwellingKind(kind)) if kind in set(DwellingKind) else None
    return _(known) if known is not None else str(kind)


def unit_status_label(status: UnitStatus, *, let: bool = False) -> str:
    """Return the name of a unit's status; one that is let says so whatever is noted about it."""
    return _("Let") if let else _(_UNIT_STATUS[status])


def due_label(kind: DueKind) -> str:
    """Return the name of a kind of warning."""
    return _(_DUE[kind])


def reason_label(code: str | None, own: Mapping[str, str] | None = None) -> str:
    """Return the words of a reason code; empty for none, the code itself for one that is not known.

    ``own``: the municipality's words for the codes of the list (``services.code_lists.labels_of``); without them the
    standard words are told.
    """
    if code is None:
        return ""
    if own is not None and code in own:
        return own[code]
    return _(_REASON[code]) if code in _REASON else code


def review_outcome_label(outcome: ReviewOutcome | str | None) -> str:
    """Return what a review ended in, in words; empty for none."""
    return "" if outcome is None else _(_REVIEW[ReviewOutcome(outcome)])


def protected_place(protection: Protection) -> str:
    """Return what is shown instead of a protected household's address (rule 11)."""
    if protection is Protection.STRICTLY_CONFIDENTIAL:
        return STRICTLY_CONFIDENTIAL_ADDRESS
    return _("Protected address")


def place_of(row: ContractRow | UnitRow) -> str:
    """Return address and unit, or the text that stands instead of a protected address."""
    if isinstance(row, ContractRow) and row.protection is not Protection.NONE:
        return protected_place(row.protection)
    return f"{row.address} {row.unit}".strip()


def days_away(days: int) -> str:
    """Return a number of days from today in words: "in 9 days", "today", "23 days ago"."""
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)


def away(day: date, today: date) -> str:
    """Return how far ``day`` is from ``today`` in words: in days when it is near, else in whole months."""
    days = (day - today).days
    if abs(days) < _MONTHS_FROM_DAYS:
        return days_away(days)
    months = _whole_months(today, day) if days > 0 else _whole_months(day, today)
    if months >= _YEARS_FROM_MONTHS:
        return _years_away(months, ahead=days > 0)
    if days > 0:
        return ngettext("in {count} month", "in {count} months", months).format(count=months)
    return ngettext("{count} month ago", "{count} months ago", months).format(count=months)


def _years_away(months: int, *, ahead: bool) -> str:
    years, rest = divmod(months, 12)
    told = ngettext("{count} year", "{count} years", years).format(count=years)
    if rest:
        more = ngettext("{count} month", "{count} months", rest).format(count=rest)
        told = _("{years} and {months}").format(years=told, months=more)
    return _("in {time}").format(time=told) if ahead else _("{time} ago").format(time=told)


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - 1 if add_months(first, months) > last else months


def time_left(row: ContractRow, today: date) -> str:
    """Return the time to the end in words, the time past it, or why there is none ("no end", "ended")."""
    status = row.status(today)
    if status is ContractStatus.ENDED:
        return _("ended")
    if row.end is None:
        return _("no end")
    if status is ContractStatus.BECAME_INDEFINITE:
        return _("since {day}").format(day=format_date(row.became_indefinite_on(today)))
    days = (row.end - today).days
    if days >= 0:
        return away(row.end, today)
    return ngettext("{count} day overdue", "{count} days overdue", -days).format(count=-days)


def source_place(line: SourceLine) -> str:
    """Return where in which list a row stood: a list of one sheet without a name (CSV) names none."""
    if not line.sheet:
        return _("{file}, row {row}").format(file=line.file_name, row=line.row)
    return _("{file}, sheet {sheet}, row {row}").format(file=line.file_name, sheet=line.sheet, row=line.row)


def source_cells(sheet: str, cells: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the cells of a row of a list as the list shows them: a spreadsheet's days are kept as 2026-08-31.

    In a text file (CSV, without a ``sheet``) they stand as they were typed.
    """
    return tuple((heading, _day_as_shown(text)) for heading, text in cells) if sheet else cells


def _day_as_shown(text: str) -> str:
    day, _blank, clock = text.partition(" ")
    if not _ISO_DAY.fullmatch(day):
        return text
    try:
        shown = format_date(date.fromisoformat(day))
    except ValueError:
        return text
    return f"{shown} {clock.removesuffix(':00')}" if clock else shown


def explain_end(row: ContractRow, today: date) -> str:
    """Return what the dates of the contract mean on ``today``, in full sentences."""
    status = row.status(today)
    if status is ContractStatus.ENDED:
        if row.moved_out_on is not None and row.moved_out_on <= today:
            return _("The tenant moved out {day}.").format(day=format_date(row.moved_out_on))
        return _("A later contract on the same unit has taken over.")
    if row.end is None:
        return _("The tenancy was agreed without an end.")
    words = {
        "end": format_date(row.end),
        "away": away(row.end, today),
        "last_day": format_date(last_day_to_act(row.end)),
        "last_day_away": away(last_day_to_act(row.end), today),
        "notice": format_date(row.vacate_notice_on),
    }
    return _(_END_EXPLAINED.get(status, _END_AHEAD)).format(**words)


_END_AHEAD = N_("Ends {end}, {away}. Last day to demand in writing that the tenant moves: {last_day}.")
_END_EXPLAINED = {
    ContractStatus.PAST_END: N_(
        "Ended {end}, {away}. Last day to demand in writing that the tenant moves: {last_day}, {last_day_away}."
    ),
    ContractStatus.NOTICE_GIVEN: N_("Ended {end}, {away}. The notice to vacate was sent {notice}, in time."),
    ContractStatus.BECAME_INDEFINITE: N_(
        "Ended {end}. No demand to move was sent by {last_day}, so the tenancy has become indefinite."
    ),
}
