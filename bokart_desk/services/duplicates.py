"""Households that may be in the register already: pointed out while a new one is typed, and before two are merged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from bokart_desk.domain.identity import digits_of
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import N_, _
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import names as queries

_ALIKE = 88
"""From this likeness on (100: equal) two names are taken for two spellings of one."""
_MOST = 5


class Likeness(IntEnum):
    """Why two households may be the same; the surest first."""

    SAME_NUMBER = 0
    NAME_AND_BIRTH = 1
    SAME_NAME = 2
    ALIKE_AND_BIRTH = 3
    ALIKE = 4


_WHY = {
    Likeness.SAME_NUMBER: N_("the same DUF number or national identity number"),
    Likeness.NAME_AND_BIRTH: N_("the same name and date of birth"),
    Likeness.SAME_NAME: N_("the same name"),
    Likeness.ALIKE_AND_BIRTH: N_("a name like it and the same date of birth"),
    Likeness.ALIKE: N_("a name like it"),
}


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A household that may be the one in question. ``certain``: a number says so."""

    household_id: int
    name: str
    case_number: str
    why: str
    likeness: Likeness

    @property
    def certain(self) -> bool:
        """Whether it is the same person beyond doubt."""
        return self.likeness is Likeness.SAME_NUMBER


def likely_same(
    register: Register,
    name: str,
    born_on: date | None = None,
    duf: str | None = None,
    identity: str | None = None,
    *,
    beside: int | None = None,
) -> tuple[LikelySame, ...]:
    """Return households with a member who may be this person, the surest first; ``beside`` is left out.

    The parts of a name may stand in any order, with or without diacritics, and with a letter or two wrong.
    """
    with reading(register.engine) as connection:
        found: dict[int, Likeness] = {}
        for one in queries.persons_by_number(connection, _digits(duf), _digits(identity)):
            found[one.household_id] = Likeness.SAME_NUMBER
        wanted = _key(name)
        if len(wanted) > 2:
            for one in _alike(wanted, queries.all_persons(connection)):
                likeness = _likeness(wanted, born_on, one)
                if likeness is not None and likeness < found.get(one.household_id, len(Likeness)):
                    found[one.household_id] = likeness
        found.pop(beside or 0, None)
        surest = sorted(found, key=lambda one: (found[one], one))[:_MOST]
        called = queries.households(connection, surest)
    return tuple(_same(called[one], found[one]) for one in surest if one in called)


def duplicates_of(register: Register, household_id: int) -> tuple[LikelySame, ...]:
    """Return other households that seem to be the same as this one."""
    with reading(register.engine) as connection:
        members = queries.persons_of(connection, household_id)
    found: dict[int, LikelySame] = {}
    for one in members:
        for same in likely_same(
            register, one.name_key, one.born_on, one.duf_number, one.identity_number, beside=household_id
        ):
            known = found.get(same.household_id)
            if known is None or same.likeness < known.likeness:
                found[same.household_id] = same
    return tuple(sorted(found.values(), key=lambda same: (same.likeness, same.household_id))[:_MOST])


def _alike(wanted: str, persons: list[queries.PersonName]) -> list[queries.PersonName]:
    """Return the persons whose name may be taken for the one wanted; all of a large register in one go."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded when a name is compared

    keys = [one.name_key for one in persons]
    found = process.extract_iter(wanted, keys, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    return [persons[index] for _key, _score, index in found]


def _likeness(wanted: str, born_on: date | None, other: queries.PersonName) -> Likeness | None:
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded when a name is compared

    name = _key(other.name_key)
    born_alike = born_on is not None and born_on == other.born_on
    born_otherwise = born_on is not None and other.born_on is not None and not born_alike
    if name == wanted:
        if born_otherwise:
            return None  # namesakes are common
        return Likeness.NAME_AND_BIRTH if born_alike else Likeness.SAME_NAME
    if born_otherwise or abs(len(name) - len(wanted)) > 6:
        return None
    if fuzz.ratio(wanted, name, score_cutoff=_ALIKE):
        return Likeness.ALIKE_AND_BIRTH if born_alike else Likeness.ALIKE
    return None


def _same(called: queries.HouseholdName, likeness: Likeness) -> LikelySame:
    return LikelySame(called.id, called.name, called.case_number, _(_WHY[likeness]), likeness)


def _key(name: str) -> str:
    return " ".join(sorted(match_key(name).split()))


def _digits(number: str | None) -> str | None:
    return digits_of(number) or None if number else None
