"""What is derived from the records is in step with them: rows of lists, the search in them, and search keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, exists, literal, or_, select

from bokart_desk.domain.addresses import address_key
from bokart_desk.domain.text_keys import match_key, search_key, sort_key
from bokart_desk.i18n import ngettext
from bokart_desk.storage.checks.report import Problem, Repair
from bokart_desk.storage.listing import rebuild_listing, rows_of_listing
from bokart_desk.storage.schema import contract, contract_listing, dwelling, household, landlord, person, unit

_AT_ONCE = 2000
_GROUP = 3
"""Letters of a word that are searched together."""

Keys = Callable[..., "tuple[str | None, ...]"]
"""From what a record is called to its keys, as the program writes them today."""


def _household(name: str) -> tuple[str, str]:
    given, _blank, family = name.rpartition(" ")
    return search_key(name), sort_key(f"{family} {given}")


def _dwelling(address: str, number: str | None) -> tuple[str | None, ...]:
    return address_key(address), sort_key(address), search_key(address), match_key(number or "") or None


_KEYS: tuple[tuple[Any, tuple[str, ...], tuple[str, ...], Keys], ...] = (
    (household, ("name",), ("name_key", "name_sort"), _household),
    (person, ("given_name", "family_name"), ("name_key",), lambda given, family: (search_key(f"{given} {family}"),)),
    (landlord, ("name",), ("name_key",), lambda name: (match_key(name),)),
    (
        dwelling,
        ("address", "number"),
        ("address_key", "address_sort", "address_search", "number_key"),
        _dwelling,
    ),
    (unit, ("label",), ("label_key",), lambda label: (search_key(label),)),
)


def _is_good(name: str, held: str | None, should: str | None, called: str) -> bool:
    """Tell whether a key does as well as the one that would be written today."""
    if held == should:
        return True
    if held is None:
        return name == "address_search"  # of a dwelling entered before there was one
    if name == "name_sort":  # which of the words is the family name, people know better
        return sorted(held.split()) == sorted((should or "").split())
    return name != "address_sort" and held in (search_key(called), match_key(called))


def keys_out_of_step(connection: Connection) -> Iterator[Problem]:
    """Search keys are equal to what they are made from."""
    count = sum(1 for _table, _record, _values in _wrong_keys(connection))
    if count:
        yield Problem(
            ngettext(
                "{count} name or address is not found by searching for it as it is written now. The record itself is "
                "safe. Press “Make the lists anew”.",
                "{count} names or addresses are not found by searching for them as they are written now. The records "
                "themselves are safe. Press “Make the lists anew”.",
                count,
            ).format(count=count),
            repair=Repair.LISTS,
        )


def _wrong_keys(connection: Connection) -> Iterator[tuple[Any, int, dict[str, Any]]]:
    """Yield the records whose keys are out of step, each with what its keys should hold."""
    for table, made_from, names, keys in _KEYS:
        statement = select(table.c.id, *[table.c[name] for name in (*made_from, *names)])
        split = len(made_from) + 1
        for row in connection.execute(statement).yield_per(_AT_ONCE):
            called, held = row[1:split], row[split:]
            should = keys(*called)
            if should == held:
                continue
            text = " ".join(part for part in called if part)
            wrong = {
                name: key
                for name, has, key in zip(names, held, should, strict=True)
                if not _is_good(name, has, key, text)
            }
            if wrong:
                yield table, row[0], wrong


def listing_out_of_step(connection: Connection) -> Iterator[Problem]:
    """The listing has a row for each contract, with what its records hold."""
    should = rows_of_listing(literal(True)).subquery()
    listed = contract_listing
    pairs = list(zip(should.c, listed.c, strict=True))
    missing_or_other = (
        select(should.c[0])
        .select_from(should.outerjoin(listed, listed.c.contract_id == should.c[0]))
        .where(or_(*(theirs.is_distinct_from(ours) for ours, theirs in pairs)))
    )
    left_over = select(listed.c.contract_id).where(~exists().where(contract.c.id == listed.c.contract_id))
    count = sum(1 for _one in connection.execute(missing_or_other)) + sum(1 for _one in connection.execute(left_over))
    if count:
        yield Problem(
            ngettext(
                "{count} contract is missing or outdated in the lists. The contract itself is safe. Press “Make the "
                "lists anew”.",
                "{count} contracts are missing or outdated in the lists. The contracts themselves are safe. Press "
                "“Make the lists anew”.",
                count,
            ).format(count=count),
            repair=Repair.LISTS,
        )


def search_out_of_step(connection: Connection) -> Iterator[Problem]:
    """The search in the lists knows each group of three letters as often as the texts of the listing hold it."""
    held: Counter[str] = Counter()
    for (text,) in connection.execute(select(contract_listing.c.search_text)).yield_per(_AT_ONCE):
        held.update({text[place : place + _GROUP] for place in range(len(text) - _GROUP + 1)})
    with _room_for_temporary(connection):
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.contract_search_words USING fts5vocab(main, contract_search, row)"
        )
        try:
            known = connection.exec_driver_sql("SELECT term, doc FROM temp.contract_search_words")
            wrong = sum(1 for term, count in known if held.pop(term, 0) != count) + len(held)
        finally:
            connection.exec_driver_sql("DROP TABLE temp.contract_search_words")
    if wrong:
        yield Problem(
            ngettext(
                "The search in the lists does not know the same as the lists ({count} group of letters). Some "
                "contracts may not be found, but all are there. Press “Make the lists anew”.",
                "The search in the lists does not know the same as the lists ({count} groups of letters). Some "
                "contracts may not be found, but all are there. Press “Make the lists anew”.",
                wrong,
            ).format(count=wrong),
            repair=Repair.LISTS,
        )


@contextmanager
def _room_for_temporary(connection: Connection) -> Iterator[None]:
    """A reader may not even make a table in memory; for that alone it is allowed to."""
    reads_only = connection.exec_driver_sql("PRAGMA query_only").scalar()
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        if reads_only:
            connection.exec_driver_sql("PRAGMA query_only = ON")


def make_anew(connection: Connection) -> None:
    """Make keys, listing and search anew from the records; nothing that was entered is touched."""
    for table, record, values in list(_wrong_keys(connection)):
        connection.execute(table.update().where(table.c.id == record).values(**values))
    connection.exec_driver_sql("INSERT INTO contract_search(contract_search) VALUES ('rebuild')")
    rebuild_listing(connection)  # the triggers carry it over into the search
