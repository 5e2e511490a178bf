"""Which records belong to a case, those that are gone among them, and what its people are and were called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from bokart_desk.domain.naming import Called, called
from bokart_desk.domain.text_keys import match_key
from bokart_desk.storage.listing import among
from bokart_desk.storage.schema import contract, history, household, metadata, person

OF_HOUSEHOLD = ("person", "contract", "offer", "decision", "need", "follow_up", "housing_plan")
"""The kinds of records that name their household."""
_PARTS = {"review": "contract", "met_criterion": "need"}
_NUMBERS = ("duf_number", "identity_number", "phone")
_COUNTRY_CODES = ("47", "0047")
_NO_NAMES = frozenset({"familien", "familie", "fam", "husstand", "husstanden", "hushald", "og", "med", "barn", "fl"})

Records = dict[str, set[int]]


def records_of_case(connection: Connection, household_id: int) -> Records:
    """Return the ids of all records of a household by kind: those there are, and those only history knows.

    Households that were merged into it count as it, unless they are in the register again.
    """
    households, looked = {household_id}, set[int]()
    records: Records = {"household": households}
    while households - looked:
        one = (households - looked).pop()
        looked.add(one)
        for kind, ids in _belonging(connection, one, there=one == household_id).items():
            records.setdefault(kind, set()).update(ids)
        households.update(_merged_into(connection, records))
    return records


def _belonging(connection: Connection, household_id: int, *, there: bool) -> Records:
    found: Records = {}
    for kind in OF_HOUSEHOLD:
        table = metadata.tables[kind]
        gone = _deleted_of(connection, kind, "household_id", {household_id})
        held = select(table.c.id).where(table.c.household_id == household_id)
        found[kind] = set(connection.execute(held).scalars()) if there else set()
        found[kind] |= gone - _held_among(connection, kind, gone)
    for part, whole in _PARTS.items():
        table, key = metadata.tables[part], f"{whole}_id"
        held = select(table.c.id).where(or_(false(), *among(table.c[key], found[whole])))
        gone = _deleted_of(connection, part, key, found[whole])
        found[part] = set(connection.execute(held).scalars()) | (gone - _held_among(connection, part, gone))
    return found


def _deleted_of(connection: Connection, kind: str, key: str, owners: set[int]) -> set[int]:
    """Records that history tells to have been deleted when they belonged to one of these."""
    of = func.json_extract(history.c.before, f"$.{key}")
    statement = select(history.c.record_id).where(
        history.c.kind == kind, history.c.action == "deleted", or_(false(), *among(of, owners))
    )
    return set(connection.execute(statement).scalars())


def _held_among(connection: Connection, kind: str, ids: set[int]) -> set[int]:
    """Those that were brought back: whose they are now, their own record tells."""
    table = metadata.tables[kind]
    return set(connection.execute(select(table.c.id).where(or_(false(), *among(table.c.id, ids)))).scalars())


def _merged_into(connection: Connection, records: Mapping[str, set[int]]) -> set[int]:
    """Households that were merged into the case and are gone.

    A merge tells it by what it changed in the case; where it changed nothing at all, by a member of the same name.
    """
    merges = history.c.what == "merge"
    kinds = {kind: ids for kind, ids in records.items() if kind in OF_HOUSEHOLD or kind == "household"}
    works = select(history.c.work).where(merges, or_(false(), *lines_of(kinds)))
    gone = select(history.c.record_id).where(merges, history.c.kind == "household", history.c.action == "deleted")
    found = set(connection.execute(gone.where(history.c.work.in_(works))).scalars())
    found |= _of_the_same_name(connection, records.get("person", set()))
    held = select(household.c.id).where(or_(false(), *among(household.c.id, found)))
    return found - set(connection.execute(held).scalars())


def _of_the_same_name(connection: Connection, persons: set[int]) -> set[int]:
    names = {_words(values) for values in _persons(connection, persons)}
    moved = select(history.c.work).where(history.c.what == "merge", history.c.action == "changed")
    members = select(history.c.before).where(
        history.c.what == "merge", history.c.kind == "person", history.c.action == "deleted",
        history.c.work.not_in(moved),
    )  # fmt: skip
    told = connection.execute(members).scalars()
    return {values["household_id"] for values in told if values and _words(values) in names}


def _words(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(match_key(f"{values.get('given_name')} {values.get('family_name')}").split()))


def lines_of(records: Mapping[str, Iterable[int]]) -> Iterator[ColumnElement[bool]]:
    """Yield conditions that together name the lines of history of these records."""
    for kind, ids in records.items():
        for which in among(history.c.record_id, ids):
            yield and_(history.c.kind == kind, which)


def called_in_case(connection: Connection, records: Mapping[str, set[int]]) -> Called:
    """Return what the people of these records are called by, as far back as history goes.

    A name that somebody else in the register has too is left out: nobody can tell who is meant.
    """
    return _all_names(connection, records).without(_others(connection, records))


def doubted_in_case(connection: Connection, records: Mapping[str, set[int]], certain: Called) -> Called:
    """Return what may name the people of these records, and may as well name others; a person must judge.

    Names that somebody else has too, and the single words of names; of one member not the words by which the others of
    the household are called as well.
    """
    shared = _all_names(connection, records).names - certain.names
    told = [*_persons(connection, records.get("person", set())), *_of_history(connection, records)]
    words = {word for values in told for name in ("given_name", "family_name") for word in _words_of(values.get(name))}
    households = household.c.id.in_(records.get("household", set()))
    for name in connection.execute(select(household.c.name).where(households)).scalars():
        own = _words_of(name)
        words.update(own if not words or len(own) == 1 else ())
    if "household" not in records:
        words -= _of_housemates(connection, records["person"], {values.get("household_id") for values in told})
    return Called(shared | {(word,) for word in words - _NO_NAMES if _is_looked_for(word)}, frozenset())


def _all_names(connection: Connection, records: Mapping[str, set[int]]) -> Called:
    told = [*_persons(connection, records.get("person", set())), *_of_history(connection, records)]
    names = {name for values in told for name in _names(values)}
    households = household.c.id.in_(records.get("household", set()))
    names.update(connection.execute(select(household.c.name).where(households)).scalars())
    return called(names, [number for values in told for number in _numbers(values)])


def _of_housemates(connection: Connection, persons: set[int], homes: set[int | None]) -> set[str]:
    others = select(person.c.given_name, person.c.family_name).where(
        person.c.household_id.in_([home for home in homes if home is not None]), person.c.id.not_in(persons)
    )
    return {word for names in connection.execute(others) for name in names for word in _words_of(name)}


def _words_of(name: Any) -> list[str]:
    return match_key(str(name or "")).split()


def _is_looked_for(word: str) -> bool:
    return len(word) > 1 and word.isalpha()


def _persons(connection: Connection, ids: set[int]) -> Iterator[Mapping[str, Any]]:
    found = connection.execute(select(person).where(or_(false(), *among(person.c.id, ids)))).mappings()
    yield from (dict(values) for values in found)


def _of_history(connection: Connection, records: Mapping[str, set[int]]) -> Iterator[Mapping[str, Any]]:
    named = {kind: ids for kind, ids in records.items() if kind in ("person", "household")}
    lines = connection.execute(
        select(history.c.kind, history.c.record_id, history.c.before, history.c.after)
        .where(or_(false(), *lines_of(named)))
        .order_by(history.c.id)
    )
    held: dict[tuple[str, int], dict[str, Any]] = {}
    for kind, record, before, after in lines:  # a name that was corrected in two steps stood in halves
        for values in (before, after):
            if values:
                known = held.setdefault((kind, record), {})
                known.update(values)
                yield dict(known)


def _names(values: Mapping[str, Any]) -> Iterator[str]:
    given, family = values.get("given_name") or "", values.get("family_name") or ""
    if given or family:
        yield f"{given} {family}"
    if given and family and len(given.split()) > 1:
        yield f"{given.split()[0]} {family}"
    if values.get("name"):
        yield str(values["name"])


def _numbers(values: Mapping[str, Any]) -> Iterator[str]:
    for name in _NUMBERS:
        if number := values.get(name):
            yield str(number)
            if name == "phone":
                yield from (f"{code}{number}" for code in _COUNTRY_CODES)


def _others(connection: Connection, records: Mapping[str, set[int]]) -> Iterator[str]:
    """The names of all others in the register."""
    persons, households = records.get("person", set()), records.get("household", set())
    for record, given, family in connection.execute(select(person.c.id, person.c.given_name, person.c.family_name)):
        if record not in persons:
            yield f"{given} {family}"
    if households:
        for record, name in connection.execute(select(household.c.id, household.c.name)):
            if record not in households:
                yield name


def contracts_of(connection: Connection, household_id: int) -> list[int]:
    """Return the household's contracts."""
    return list(connection.execute(select(contract.c.id).where(contract.c.household_id == household_id)).scalars())
