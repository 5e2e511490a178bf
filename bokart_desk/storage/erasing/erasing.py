"""Erases a household or one person, all in one transaction, and writes down that it was done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.naming import Called
from bokart_desk.storage.erasing.case import Records, called_in_case, records_of_case
from bokart_desk.storage.erasing.doubts import Judged, blank_judged
from bokart_desk.storage.erasing.emptying import (
    count_records,
    empty_case,
    empty_history,
    forget_samples,
    persons_held,
    remove_persons,
    renew_search,
)
from bokart_desk.storage.erasing.lists import (
    blank_names_of_lists,
    count_left,
    empty_rows,
    rows_of,
)
from bokart_desk.storage.erasing.texts import blank_mentions
from bokart_desk.storage.schema import erasure, history, household, person

JOB = "erase"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the register in place of what was erased: of a household's name, and of a name in a text."""

    household: str
    case_number: str
    mention: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why something is erased, and where it was kept for the archive; nothing of it names a person."""

    who: str
    at: datetime
    why: str
    reference: str | None = None
    archive_name: str | None = None
    archive_sha256: str | None = None
    last_backup_gone: date | None = None


@dataclass(frozen=True, slots=True)
class Erased:
    """The erasure's own number, how many records and rows of lists were emptied, and how many still name anybody.

    ``judged``: mentions that a person said are about somebody else.
    """

    erasure: int
    work: int
    records: int
    source_rows: int
    left: int
    judged: int = 0


def erase_household(
    connection: Connection, household_id: int, words: Words, grounds: Grounds, judged: Judged
) -> Erased:
    """Erase all that is known of a household. Raise LookupError when it is gone or was erased already.

    Raise MentionsUnseen when somebody must look at mentions first.

    What was erased of a strictly confidential household cannot be followed from its archive to a unit: the record of
    the erasure does not say which household it was.
    """
    held = connection.execute(
        select(household.c.protection, household.c.erased).where(household.c.id == household_id)
    ).first()
    if held is None or held.erased:
        raise LookupError(f"household {household_id} is gone")
    strict = held.protection == Protection.STRICTLY_CONFIDENTIAL
    records = records_of_case(connection, household_id)
    others = blank_judged(connection, records, judged, words.mention)
    names = called_in_case(connection, records)
    own = rows_of(connection, records)
    count = count_records(connection, records)
    members = persons_held(connection, records)
    empty_case(connection, household_id, name=words.household, case_number=words.case_number)
    rows = _take_out(connection, records, names, own, words)
    of = None if strict else household_id
    noted = note_erasure(connection, "household", of, (count, rows), names, grounds, members)
    return replace(noted, judged=others)


def erase_person(connection: Connection, person_id: int, words: Words, grounds: Grounds, judged: Judged) -> Erased:
    """Erase one person, a member or one who was; the household stays. Raise LookupError when nobody knows of him.

    Raise MentionsUnseen when somebody must look at mentions first.
    """
    records: Records = {"person": {person_id}}
    known = select(history.c.id).where(history.c.kind == "person", history.c.record_id == person_id)
    known = known.where(history.c.erased.is_(None)).limit(1)
    there = connection.execute(select(person.c.household_id).where(person.c.id == person_id)).first()
    if there is None and connection.execute(known).first() is None:
        raise LookupError(f"person {person_id} is gone")
    others = blank_judged(connection, records, judged, words.mention)
    names = called_in_case(connection, records)
    count = count_records(connection, records)
    held = persons_held(connection, records)
    own = set[int]()  # his rows tell of the others of his household too: only what he is called by goes
    remove_persons(connection, {person_id})
    rows = _take_out(connection, records, names, own, words)
    of = there.household_id if there is not None else None
    return replace(note_erasure(connection, "person", of, (count, rows), names, grounds, held), judged=others)


def _take_out(connection: Connection, records: Records, names: Called, own: set[int], words: Words) -> int:
    """Empty history and rows of lists, and blank names elsewhere; return how many rows of lists were emptied."""
    empty_history(connection, records)
    rows = empty_rows(connection, own, names, records.get("household", set()), words.mention)
    blank_names_of_lists(connection, names, words.mention)
    blank_mentions(connection, names, words.mention)
    renew_search(connection)
    forget_samples(connection)
    return rows


def note_erasure(
    connection: Connection,
    what: str,
    household_id: int | None,
    counts: tuple[int, int],
    names: Called,
    grounds: Grounds,
    gone: Collection[int],
) -> Erased:
    """Write down what was done, and count what still names anybody. ``counts``: records and rows of lists."""
    records, rows = counts
    values = {
        "at": grounds.at,
        "who": grounds.who,
        "what": what,
        "household_id": household_id,
        "why": grounds.why,
        "reference": _unnamed(grounds.reference, names),
        "archive_name": _unnamed(grounds.archive_name, names),
        "archive_sha256": grounds.archive_sha256,
        "records": records,
        "source_rows": rows,
        "last_backup_gone": grounds.last_backup_gone,
    }
    made = connection.execute(insert(erasure).values(values)).inserted_primary_key
    number = int(made[0]) if made is not None else 0
    return Erased(number, _lines(connection, number, grounds, gone), records, rows, count_left(connection, names))


def _unnamed(text: str | None, names: Called) -> str | None:
    """A name may have got into the name of the archived file all the same."""
    return None if text is None else names.blank(text, "…")


def _lines(connection: Connection, number: int, grounds: Grounds, gone: Collection[int]) -> int:
    """Write history of it: other programs see by it that something was done, and checks that persons are gone."""
    group = (connection.execute(select(func.max(history.c.work))).scalar() or 0) + 1
    done = {"at": grounds.at, "work": group, "what": JOB, "who": grounds.who, "erased": True}
    lines = [done | {"kind": "erasure", "record_id": number, "action": "created"}]
    lines += [done | {"kind": "person", "record_id": one, "action": "deleted"} for one in sorted(gone)]
    connection.execute(insert(history), lines)
    return int(group)


def note_backups_gone(connection: Connection, number: int, day: date) -> None:
    """Write down that no backup the program knows of holds what was erased any more, from this day on."""
    connection.execute(update(erasure).where(erasure.c.id == number).values(last_backup_gone=day))
