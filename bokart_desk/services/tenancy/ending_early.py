"""Ends a contract before the agreed day: the new end counts from then on, the old one stays in history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.contracts import became_indefinite_on
from bokart_desk.domain.tenancy import ContractStep, EndedBy, hindrance
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.checking import Wrong, refuse
from bokart_desk.services.rules.tenancies import not_sensible, sensible
from bokart_desk.services.tenancy.held import Held, held_contract
from bokart_desk.services.tenancy.why_not import why_not
from bokart_desk.services.tenancy.words import ended_by_label


@dataclass(frozen=True, slots=True)
class EndEarly:
    """A new, earlier end of a contract: by agreement, by the household's or by the landlord's notice, and why.

    A tenancy without an end, or one that became indefinite, gets an end in this way as well.
    """

    contract_id: int
    end: date
    ended_by: EndedBy
    why: str


def end_early(register: Register, command: EndEarly, *, by: By) -> Done:
    """Set the new end. What was agreed before, who ended it and why is added to the contract's notes.

    It is no move: if the household stays on, the contract counts down to its last day to act from the new end
    (rule 2). Raise ``Refused`` when the day is before the start or not before the agreed end, the reason is missing,
    or the household has moved out.
    """
    with doing(register, "end_early", by) as it:
        held = held_contract(it.job.connection, command.contract_id, by.today)
        against = hindrance(held.facts, ContractStep.END_EARLY, by.today)
        if against is not None:
            raise Refused(why_not(held, ContractStep.END_EARLY, against))
        refuse(_against(command, held, by.today))
        values = {"end_date": command.end, "notes": with_line(held.values["notes"], _line(command, held, by.today))}
        it.job.update("contract", command.contract_id, values)
        it.title = _("End early: {name}").format(name=held.household.name)
    return it.done


def _against(command: EndEarly, held: Held, today: date) -> Wrong:
    wrong: Wrong = {}
    start, end = held.dates.start, held.dates.end
    indefinite_since = became_indefinite_on(held.dates, today)
    if command.end < start:
        wrong["end"] = _("Must not be before {day}.").format(day=format_date(start))
    elif not sensible(command.end):
        wrong["end"] = not_sensible()
    elif indefinite_since is not None and command.end <= indefinite_since:
        wrong["end"] = _("The tenancy has been indefinite since {day}. It can end only after that.").format(
            day=format_date(indefinite_since)
        )
    elif indefinite_since is None and end is not None and command.end >= end:
        wrong["end"] = _("The contract ends {day} as it is. Choose an earlier day, or renew it to let it last.").format(
            day=format_date(end)
        )
    if not command.why.strip():
        wrong["why"] = _("Say why the tenancy ends before the agreed day.")
    return wrong


def _line(command: EndEarly, held: Held, today: date) -> str:
    words = {
        "day": format_date(today),
        "before": format_date(held.dates.end),
        "end": format_date(command.end),
        "ended_by": ended_by_label(command.ended_by),
        "why": command.why.strip(),
    }
    if held.dates.end is None:
        return _("{day}: the tenancy without an end ends {end}. {ended_by}. {why}").format(**words)
    return _("{day}: the agreed end was moved from {before} to {end}. {ended_by}. {why}").format(**words)


def with_line(notes: str | None, line: str) -> str:
    """Return a contract's notes with a line more; what stood there stays."""
    return f"{notes.rstrip()}\n{line}" if notes else line
