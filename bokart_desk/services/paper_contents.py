"""What the papers are made of, read from the register in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bokart_desk.domain.rows import RefusalRow, UnitRow
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.waiting import WaitingRow
from bokart_desk.services.municipality import Municipality, municipality_on
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import papers as queries
from bokart_desk.storage.queries import units as unit_queries
from bokart_desk.storage.queries import waiting as waiting_queries
from bokart_desk.storage.queries.answers import declined_and_refused
from bokart_desk.storage.queries.criteria import criteria_met
from bokart_desk.storage.queries.papers import PaperContract

__all__ = ["ExpiryContents", "MeetingContents", "PaperContract", "expiry_contents", "meeting_contents"]

SOON_MONTHS = 3
"""The allocation meeting sees contracts that end, and units that fall vacant, within this many months."""


@dataclass(frozen=True, slots=True)
class ExpiryContents:
    """The contracts of an expiry list; ``first`` and ``last`` are the days it covers."""

    municipality: Municipality
    first: date
    last: date
    contracts: tuple[PaperContract, ...]


@dataclass(frozen=True, slots=True)
class MeetingContents:
    """What an allocation meeting has before it."""

    municipality: Municipality
    vacant: tuple[UnitRow, ...]
    soon_vacant: tuple[PaperContract, ...]
    ending: tuple[PaperContract, ...]
    waiting: tuple[WaitingRow, ...]
    criteria: Mapping[int, tuple[str, ...]]
    """The names of the criteria that each need meets, heaviest first."""
    answers: tuple[RefusalRow, ...]


def expiry_contents(register: Register, *, month: date, months: int, today: date) -> ExpiryContents:
    """Return what ends in ``months`` months from the one ``month`` lies in, and what is past its end on ``today``."""
    first = month.replace(day=1)
    last = add_months(first, months) - timedelta(days=1)
    with reading(register.engine) as connection:
        found = queries.ending_or_past(connection, first, last, today)
        return ExpiryContents(municipality_on(connection), first, last, tuple(found))


def meeting_contents(register: Register, *, meeting: date, since: date, today: date) -> MeetingContents:
    """Return what the meeting decides about, and the answers given since a day."""
    until = add_months(meeting, SOON_MONTHS)
    with reading(register.engine) as connection:
        return MeetingContents(
            municipality=municipality_on(connection),
            vacant=tuple(unit_queries.on_offer(connection, today)),
            soon_vacant=tuple(queries.soon_vacant(connection, today, until)),
            ending=tuple(queries.ending(connection, min(today, meeting), until, today)),
            waiting=tuple(waiting_queries.open_needs(connection, today)),
            criteria=criteria_met(connection),
            answers=tuple(declined_and_refused(connection, since)),
        )
