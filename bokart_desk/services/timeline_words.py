"""What stands in the occupancy timeline, in full words: for a tool tip, a screen reader and the legend."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import Protection, UnitStatus
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.rows import ContractRow
from bokart_desk.domain.timeline import Gap, outlasted_lease
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services.labels import explain_end, status_label, unit_status_label
from bokart_desk.services.timeline import TimelineBar, TimelineLease, TimelineRow

LEGEND_ORDER = (
    ContractStatus.RUNNING,
    ContractStatus.ENDS_SOON,
    ContractStatus.PAST_END,
    ContractStatus.NOTICE_GIVEN,
    ContractStatus.BECAME_INDEFINITE,
    ContractStatus.INDEFINITE,
    ContractStatus.UPCOMING,
    ContractStatus.ENDED,
)
"""The order of a legend: what runs, what calls for action, what is settled."""

_IN_LEGEND = {
    ContractStatus.ENDS_SOON: N_("Ends within 6 months"),
    ContractStatus.PAST_END: N_("Past its end, counting down"),
}


def legend_label(status: ContractStatus) -> str:
    """Return what bars of this look are, for a legend."""
    return _(_IN_LEGEND[status]) if status in _IN_LEGEND else status_label(status)


def household_shown(entry: TimelineBar) -> str:
    """Return whose bar it is; a protected household has no name beside an address (rule 11)."""
    return _("Protected household") if entry.protected else entry.household


def bar_words(row: TimelineRow, entry: TimelineBar, today: date) -> tuple[str, ...]:
    """Return a line each: who, where, from when to when, and what that means today.

    Of a protected household neither name nor days: the days would find it in the list of contracts (rule 11).
    """
    status = status_label(entry.bar.status)
    if entry.protected:
        return (
            household_shown(entry),
            row.place,
            status,
            _("Name, dates and address are never shown together. The case opens from the list of contracts."),
        )
    lines = [entry.household, row.place, f"{_period(entry)} · {status}", explain_end(_as_row(row, entry), today)]
    if _shares_days(row, entry):
        lines.append(_("Another contract on this unit covers some of the same days."))
    lease_end = outlasted_lease(entry.bar, [lease.span for lease in row.leases], today)
    if lease_end is not None:
        lines.append(_("The head lease ends {day}, before the tenancy does.").format(day=format_date(lease_end)))
    return tuple(lines)


def gap_words(row: TimelineRow, gap: Gap) -> tuple[str, ...]:
    """Return a line each: that nobody lives there, where, and for how long, if that is known."""
    if not gap.known:
        return unit_status_label(row.status), row.place, _("It is not noted since when.")
    days = (gap.last - gap.start).days + 1
    length = ngettext("{count} day", "{count} days", days).format(count=days)
    if not gap.lasting:
        period = _("{first} – {last}").format(first=format_date(gap.start), last=format_date(gap.last))
        return _("Nobody lived here"), row.place, f"{period} · {length}"
    status = UnitStatus.VACANT if row.status is UnitStatus.IN_USE else row.status
    since = _("Since {day}").format(day=format_date(gap.start))
    return unit_status_label(status), row.place, f"{since} · {length}"


def lease_words(lease: TimelineLease) -> str:
    """Return a head lease in one line."""
    first, last = format_date(lease.span.start), format_date(lease.span.end)
    period = _("{first} – {last}").format(first=first, last=last) if last else _("From {day}").format(day=first)
    words = _("Head lease {period}").format(period=period)
    return f"{words} · {lease.landlord}" if lease.landlord else words


def row_words(row: TimelineRow) -> tuple[str, ...]:
    """Return a line each: the unit, its number, and its head leases."""
    number = _("Dwelling number {number}").format(number=row.number) if row.number else ""
    nothing = "" if row.bars or row.gaps else _("No contract is known for this unit.")
    return tuple(filter(None, (row.place, number, *map(lease_words, row.leases), nothing)))


def _period(entry: TimelineBar) -> str:
    first, last = format_date(entry.bar.start), format_date(entry.bar.dates.end)
    return _("{first} – {last}").format(first=first, last=last) if last else _("From {day}").format(day=first)


def _shares_days(row: TimelineRow, entry: TimelineBar) -> bool:
    last = entry.bar.last or date.max
    return any(
        other.bar.lane != entry.bar.lane and other.bar.start <= last and (other.bar.last or date.max) >= entry.bar.start
        for other in row.bars
    )


def _as_row(row: TimelineRow, entry: TimelineBar) -> ContractRow:
    dates = entry.bar.dates
    return ContractRow(
        id=entry.contract_id or 0,
        unit_id=row.unit_id,
        household_id=0,
        household=entry.household,
        case_number="",
        protection=Protection.NONE,
        dwelling_number=row.number,
        address=row.address,
        unit=row.unit,
        start=dates.start,
        end=dates.end,
        monthly_rent=None,
        disposal=row.disposal,
        moved_out_on=dates.moved_out_on,
        vacate_notice_on=dates.vacate_notice_on,
        advance_notice_on=None,
        superseded=dates.superseded,
    )
