"""What the overview says in words: the day's sentence, and each date with what it means."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.due import DueKind
from bokart_desk.domain.rows import ContractRow, DueItem, Overview, UnitRow
from bokart_desk.domain.terms import last_day_to_act
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services import labels
from bokart_desk.ui.dates import number
from bokart_desk.ui.theme import Tone

SHOWN_APART = frozenset({DueKind.CONTRACT_ENDED, DueKind.BECOMES_INDEFINITE})
"""Kinds of due things that the card of contracts past their end shows."""


def clock_running(overview: Overview) -> int:
    """Return how many contracts are past their end with the three-month clock running."""
    stopped = sum(1 for row in overview.past_end if row.status(overview.today) is not ContractStatus.PAST_END)
    return overview.past_end_count - stopped


def day_sentence(overview: Overview) -> tuple[str, Tone]:
    """Return the line under the date, and how urgent it is."""
    count = clock_running(overview)
    if count:
        text = ngettext(
            "{count} contract is past its end and needs you today",
            "{count} contracts are past their end and need you today",
            count,
        )
        return text.format(count=number(count)), Tone.DANGER
    return _("No contract is past its end"), Tone.SUCCESS


def other_sentence(overview: Overview) -> str:
    """Return what else there is to say of the day, beside the contracts past their end."""
    count = overview.overdue_count
    if count:
        text = ngettext("{count} other thing has reached its day", "{count} other things have reached their day", count)
        return text.format(count=number(count))
    coming = next((item for item in overview.due if item.days > 0 and item.kind not in SHOWN_APART), None)
    if coming is None:
        return _("Nothing else is due in the coming 30 days")
    return _("Next: {what}, {when}").format(what=labels.due_label(coming.kind), when=labels.days_away(coming.days))


def cliff_pill(row: ContractRow, today: date) -> tuple[str, Tone]:
    """Return the days left to the three-month cliff, or why the clock no longer runs."""
    status = row.status(today)
    if status is not ContractStatus.PAST_END or row.end is None:
        return labels.status_label(status), Tone.WARNING if status is ContractStatus.NOTICE_GIVEN else Tone.DANGER
    left = (last_day_to_act(row.end) - today).days
    if left == 0:
        return _("Last day today"), Tone.DANGER
    text = ngettext("{count} day left", "{count} days left", left).format(count=left)
    return text, Tone.DANGER


def ended_and_last_day(row: ContractRow, today: date) -> str:
    """Return when the contract ended and the last day to act, each with how far away it is."""
    if row.end is None or row.status(today) is not ContractStatus.PAST_END:
        return labels.explain_end(row, today)
    last = last_day_to_act(row.end)
    return _("Ended {end}, {ago}; last day to demand a move {last}, {left}").format(
        end=format_date(row.end),
        ago=labels.days_away((row.end - today).days),
        last=format_date(last),
        left=labels.days_away((last - today).days),
    )


def due_when(item: DueItem, today: date) -> str:
    """Return the day something is due, with how far away it is: "31.12.2026, in 39 days"."""
    return _("{day}, {away}").format(day=format_date(item.due), away=labels.away(item.due, today))


def due_place(item: DueItem) -> str:
    """Return address and unit of a due thing; empty where the address is protected."""
    return f"{item.address} {item.unit}".strip()


def vacant_since(row: UnitRow, today: date) -> str:
    """Return since when a unit has been vacant, in words."""
    if row.vacant_since is None:
        return _("vacant, since when is not known")
    if row.vacant_since > today:
        return _("vacant from {day}").format(day=format_date(row.vacant_since))
    days = (today - row.vacant_since).days
    text = ngettext("vacant since {day} ({count} day)", "vacant since {day} ({count} days)", days)
    return text.format(day=format_date(row.vacant_since), count=number(days))


def household_and_place(row: ContractRow) -> str:
    """Return who and where on one line, for screen readers."""
    place = labels.place_of(row) if row.protection is Protection.NONE else labels.protected_place(row.protection)
    return f"{row.household}, {place}"
