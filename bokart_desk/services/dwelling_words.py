"""Dwellings, units and head leases in words: who has a unit and since when, and what a head lease's dates mean."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import LandlordKind, UnitStatus
from bokart_desk.domain.dwelling_rows import HeadLeaseLine, OccupancyLine, UnitState
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services.labels import away, unit_status_label

_LANDLORD_KIND = {
    LandlordKind.MUNICIPALITY: N_("Municipality"),
    LandlordKind.MUNICIPAL_ENTERPRISE: N_("Municipal enterprise"),
    LandlordKind.FOUNDATION: N_("Foundation"),
    LandlordKind.COMPANY: N_("Company"),
    LandlordKind.PRIVATE_PERSON: N_("Private person"),
    LandlordKind.HOUSING_ASSOCIATION: N_("Housing association"),
}
_AT_ODDS = frozenset({UnitStatus.VACANT, UnitStatus.BEING_MADE_READY, UnitStatus.WITHDRAWN, UnitStatus.UNDER_REPAIR})


def landlord_kind_label(kind: LandlordKind | str | None) -> str:
    """Return the name of a kind of landlord; empty for none."""
    return "" if kind is None else _(_LANDLORD_KIND[LandlordKind(kind)])


def resident_name(state: UnitState) -> str:
    """Return who has a unit; of a protected household only that (rule 11); empty when nobody has it."""
    if state.resident is None:
        return ""
    return _("Protected household") if state.resident.protected else state.resident.name


def holder(state: UnitState) -> str:
    """Return who has a unit, or who has it next and from when; empty when nobody has."""
    if state.resident is not None or state.upcoming is None:
        return resident_name(state)
    if state.upcoming.protected:
        return _("Protected household")
    return _("{who}, from {day}").format(who=state.upcoming.name, day=format_date(state.upcoming.dates.start))


def known_since(state: UnitState) -> date | None:
    """Return since when a unit is what it is; not of a protected household, whom the day would give away (rule 11)."""
    return None if state.resident is not None and state.resident.protected else state.since


def state_label(state: UnitState) -> str:
    """Return what a unit is, in a word or two: "Let", "Vacant", "Being made ready"."""
    return unit_status_label(state.status, let=state.let)


def state_words(state: UnitState, today: date) -> str:
    """Return what a unit is and since when, in a sentence or two."""
    if state.resident is not None and state.resident.protected:
        return _("A household whose address is protected lives here. The dates stand in its own case.")
    if state.resident is not None:
        words = {"who": resident_name(state), "since": format_date(state.resident.since)}
        leaves, end = state.resident.dates.moved_out_on, state.resident.dates.end
        if leaves is not None:
            words |= {"day": format_date(leaves), "away": away(leaves, today)}
            return _("{who} has lived here since {since}, and moves out {day}, {away}.").format(**words)
        if end is None:
            return _("{who} has lived here since {since}, without an agreed end.").format(**words)
        words |= {"end": format_date(end), "away": away(end, today)}
        if end < today:
            return _("{who} has lived here since {since}. The contract ended {end}, {away}.").format(**words)
        return _("{who} has lived here since {since}. The contract ends {end}, {away}.").format(**words)
    words = {"status": state_label(state)}
    if state.since is None and state.upcoming is not None:
        return _("{status}.").format(**words)
    if state.since is None:
        return _("{status}. It is not noted since when.").format(**words)
    words |= {"since": format_date(state.since), "away": away(state.since, today)}
    return _("{status} since {since}, {away}.").format(**words)


def upcoming_words(state: UnitState, today: date) -> str:
    """Return who has the unit next, and from when; empty when nobody has."""
    if state.upcoming is None:
        return ""
    if state.upcoming.protected:
        return _("A household whose address is protected moves in next.")
    start = state.upcoming.dates.start
    return _("{who} moves in {day}, {away}.").format(
        who=state.upcoming.name, day=format_date(start), away=away(start, today)
    )


def at_odds(state: UnitState) -> str:
    """Say where what is noted about a unit does not agree with its contracts; empty when it does."""
    resident = state.resident
    if resident is None or resident.dates.moved_out_on is not None or state.status not in _AT_ODDS:
        return ""
    return _("It is noted as {status}, but a contract runs, and the contract counts.").format(
        status=unit_status_label(state.status).lower()
    )


def occupancy_words(line: OccupancyLine) -> str:
    """Return who had a unit, or that it stood empty."""
    if line.vacant:
        return _("Vacant")
    return line.household or _("Protected household")


def lasted(line: OccupancyLine) -> str:
    """Return how many days it was, or has been; of a protected household nothing (rule 11)."""
    if not line.vacant and line.household_id is None:
        return ""
    if not line.days:
        return _("has not begun")
    return ngettext("{count} day", "{count} days", line.days).format(count=line.days)


def lease_words(lease: HeadLeaseLine, today: date) -> str:
    """Return what the dates of a head lease mean: "Ends 30.06.2027, in 7 months. Last day to give notice …"."""
    if lease.start > today:
        return _("Begins {start}, {away}.").format(start=format_date(lease.start), away=away(lease.start, today))
    if lease.end is None:
        return _("Runs until further notice.")
    words = {"end": format_date(lease.end), "away": away(lease.end, today)}
    if lease.end < today:
        return _("Ended {end}, {away}.").format(**words)
    if lease.notice_by is None:
        return _("Ends {end}, {away}. No period of notice is noted.").format(**words)
    words |= {"notice": format_date(lease.notice_by), "notice_away": away(lease.notice_by, today)}
    if lease.notice_by < today:
        return _("Ends {end}, {away}. The last day to give notice was {notice}, {notice_away}.").format(**words)
    return _("Ends {end}, {away}. Last day to give notice: {notice}, {notice_away}.").format(**words)
