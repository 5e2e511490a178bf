"""Finding anyone or any dwelling by a few letters, from wherever the user is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import find as queries
from bokart_desk.storage.queries.search_terms import terms_of


@dataclass(frozen=True, slots=True)
class Found:
    """A household, dwelling or unit."""

    kind: Literal["household", "dwelling", "unit"]
    id: int
    title: str
    subtitle: str


def find_anyone(register: Register, text: str, *, limit: int = 12, today: date | None = None) -> tuple[Found, ...]:
    """Return households (by name, case number or DUF) first, then dwellings and units by address or number.

    A protected household is found by name only, and its address is not told (rule 11).
    """
    terms = terms_of(text)
    if not terms:
        return ()
    day = today or date.today()  # noqa: DTZ011 - the user's own day
    with reading(register.engine) as connection:
        people = [_household(hit) for hit in queries.households(connection, terms, limit, day)]
        room = max(limit - len(people), limit // 3)
        places = [_place(hit) for hit in queries.places(connection, text, room)]
    return (*people[: limit - len(places)], *places)


def _household(hit: queries.HouseholdHit) -> Found:
    place = f"{hit.address} {hit.unit}".strip()
    subtitle = " · ".join(part for part in (place, hit.case_number) if part)
    return Found("household", hit.id, hit.name, subtitle)


def _place(hit: queries.PlaceHit) -> Found:
    title = f"{hit.address} {hit.unit}".strip()
    subtitle = " · ".join(part for part in (hit.number, hit.place) if part)
    return Found("unit" if hit.unit else "dwelling", hit.id, title, subtitle)
