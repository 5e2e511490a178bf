"""The list of households, filtered, searched and sorted, and one household with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bokart_desk.domain.household_rows import HouseholdDetail, HouseholdRow, Standing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.household_list import HouseholdOrder, HouseholdsWanted
from bokart_desk.storage.queries.search_terms import terms_of

if TYPE_CHECKING:
    from bokart_desk.services.doing import By


class HouseholdGroup(StrEnum):
    """Which households a list holds."""

    ALL = "all"
    HOUSED = "housed"
    """With a contract that has not ended."""
    WAITING = "waiting"
    """With an application that is open."""
    WITHOUT_DWELLING = "without_dwelling"
    """Without a contract, and not a former tenant."""
    FORMER = "former"
    """All contracts have ended, and nothing is applied for."""
    PROTECTED = "protected"
    """With a protected address (rule 11)."""


class HouseholdSort(StrEnum):
    """What a list of households is sorted by."""

    NAME = "name"
    SETTLED = "settled"
    SIZE = "size"
    CONSULTANT = "consultant"


@dataclass(frozen=True, slots=True)
class HouseholdQuery:
    """Which households, in which order. ``consultant_id``: only those of this consultant."""

    text: str = ""
    group: HouseholdGroup = HouseholdGroup.ALL
    consultant_id: int | None = None
    sort: HouseholdSort = HouseholdSort.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """Part of a list; ``more``: there are households after these."""

    rows: tuple[HouseholdRow, ...]
    more: bool


_STANDING = {
    HouseholdGroup.HOUSED: Standing.HOUSED,
    HouseholdGroup.WITHOUT_DWELLING: Standing.WITHOUT_DWELLING,
    HouseholdGroup.FORMER: Standing.FORMER,
}


def find_households(
    register: Register, query: HouseholdQuery, today: date, *, offset: int = 0, limit: int = 100
) -> HouseholdPage:
    """Return the households of the list from ``offset`` on, at most ``limit``.

    ``query.text`` is looked for in names, case numbers and the names and numbers of members, in any order, whatever
    case and marks it is in; never in addresses (rule 11).
    """
    rows, more = register.households.page(_wanted(query), terms_of(query.text), today, offset, limit)
    return HouseholdPage(rows, more)


def count_households(register: Register, query: HouseholdQuery, today: date) -> int:
    """Return how many households the list holds."""
    return register.households.count(_wanted(query), terms_of(query.text), today)


def household_detail(register: Register, household_id: int, today: date) -> HouseholdDetail | None:
    """Return the household with all that belongs to it, for the one who opens the case; None when it is gone."""
    from bokart_desk.storage.queries.households import read_household  # noqa: PLC0415

    with reading(register.engine) as connection:
        return read_household(connection, household_id, today)


def own_consultant(register: Register, by: By) -> int | None:
    """Return the consultant who sits at the desk, by name; None when nobody of that name is one."""
    from bokart_desk.storage.queries.households import consultant_named  # noqa: PLC0415

    if not by.who.strip():
        return None
    with reading(register.engine) as connection:
        return consultant_named(connection, by.who)


def _wanted(query: HouseholdQuery) -> HouseholdsWanted:
    return HouseholdsWanted(
        standing=_STANDING.get(query.group),
        waiting=True if query.group is HouseholdGroup.WAITING else None,
        protected=True if query.group is HouseholdGroup.PROTECTED else None,
        consultant_id=query.consultant_id,
        order=HouseholdOrder(query.sort.value),
        descending=query.descending,
    )
