"""Two households that are one: their records come together, and nothing that either held is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection, SettlementKind
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _, format_amount, format_date
from bokart_desk.services.backups import take_backup
from bokart_desk.services.code_labels import label_of, yes_no
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.field_names import field_name
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register, RegisterError
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

CHOSEN = (
    "name", "case_number", "settlement_kind", "settled_on", "size", "languages", "interpreter", "introduction_from",
    "introduction_to", "monthly_income", "needed_bedrooms", "manages_stairs", "needs_wheelchair", "needs_near_centre",
    "needs_near_transport", "needs_near_school", "needs_near_nursery", "most_monthly_rent", "needed_location",
    "consultant_id",
)  # fmt: skip
"""Fields that hold one value: where the two differ, the user chooses."""
JOINED = ("needs", "notes")
"""Texts that are put under each other."""
MOVED = ("contract", "offer", "decision", "need", "follow_up", "housing_plan")
"""Records that go over to the household that stays."""
_PERSON_FIELDS = ("given_name", "family_name", "born_on", "duf_number", "identity_number", "phone")
_PROTECTION = (Protection.NONE, Protection.CONFIDENTIAL, Protection.STRICTLY_CONFIDENTIAL)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two households hold different values in, each in words."""

    field: str
    name: str
    kept: str
    other: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do: fields to choose, how many records go over (by kind), members who are one person."""

    kept_name: str
    other_name: str
    differences: tuple[Difference, ...]
    moved: Mapping[str, int]
    same_persons: tuple[str, ...]
    new_persons: tuple[str, ...]
    protection: Protection


def preview(register: Register, kept: int, other: int) -> MergePreview:
    """Return what merging ``other`` into ``kept`` would do. Raise ``Refused`` when one of them is gone."""
    with reading(register.engine) as connection:
        one, two = _households(connection, kept, other)
        pairs, alone = _persons(connection, kept, other)
        return MergePreview(
            kept_name=one["name"],
            other_name=two["name"],
            differences=tuple(
                Difference(
                    name, field_name("household", name), _words(connection, name, one), _words(connection, name, two)
                )
                for name in CHOSEN
                if one[name] is not None and two[name] is not None and one[name] != two[name]
            ),
            moved={kind: len(ids) for kind in MOVED if (ids := _of(connection, kind, other))},
            same_persons=tuple(_full_name(mine) for mine, _theirs in pairs),
            new_persons=tuple(_full_name(theirs) for theirs in alone),
            protection=_stricter(one, two),
        )


class Stopped(Exception):
    """The user did not want to go on after the backup; nothing was changed."""


def merge(
    register: Register,
    kept: int,
    other: int,
    *,
    take_other: frozenset[str] = frozenset(),
    by: By,
    go_on: Callable[[], bool] = lambda: True,
) -> Done:
    """Merge ``other`` into ``kept``; of fields that differ, those in ``take_other`` are taken from ``other``.

    What the household that stays does not know is taken from the other; texts are put under each other; what a choice
    leaves out is kept in the notes; the stricter protection of the address holds. One undo takes all of it back, and a
    backup is taken before. ``go_on`` is asked after it.
    Raise ``Refused`` when one of them is gone, when they are the same or when no backup could be taken, ``Stopped``
    when it does not go on; then nothing was changed.
    """
    if kept == other:
        raise Refused(_("This is the same household. Choose another one to merge it with."))
    _back_up(register, by)
    if not go_on():
        raise Stopped
    with doing(register, "merge", by) as it:
        one, two = _households(it.job.connection, kept, other)
        it.title = _("Merge: {name}").format(name=one["name"])
        it.job.record = kept
        pairs, alone = _persons(it.job.connection, kept, other)
        held_main = _has_main_person(it.job.connection, kept)
        for mine, theirs in pairs:
            _merge_person(it.job, mine, theirs)
        for person in alone:
            main = person["main_person"] and not held_main
            it.job.update("person", person["id"], {"household_id": kept, "main_person": main})
        for kind in MOVED:
            for record in _of(it.job.connection, kind, other):
                it.job.update(kind, record, {"household_id": kept})
        it.job.work.relink("household", other, kept)
        it.job.delete("household", other)
        it.job.update("household", kept, _joined(one, two, take_other))
    return it.done


def _back_up(register: Register, by: By) -> None:
    try:
        take_backup(register, now=by.now, reason=_("before merging"), copy=False)
    except RegisterError as error:
        text = _("The households were not merged, because a backup is taken first and that failed:\n{why}")
        raise Refused(text.format(why=error.message)) from error


def _words(connection: Connection, name: str, held: Mapping[str, Any]) -> str:
    value = held[name]
    if name == "consultant_id":
        return record_title(connection, "consultant", value)
    if name == "settlement_kind":
        return label_of(SettlementKind, value)
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, date):
        return format_date(value)
    return format_amount(value) if isinstance(value, Decimal) else str(value)


def _joined(one: Mapping[str, Any], two: Mapping[str, Any], take_other: frozenset[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    left_out: list[str] = []
    for name in CHOSEN:
        mine, theirs = one[name], two[name]
        if theirs is None or mine == theirs:
            continue
        if mine is None or name in take_other:
            values[name] = theirs
        if mine is not None and name in ("name", "case_number"):
            left_out.append(str(mine if name in take_other else theirs))
    for name in JOINED:
        parts = [text for text in dict.fromkeys((one[name], two[name])) if text]
        if len(parts) > 1 or parts != [one[name]]:
            values[name] = "\n".join(parts) or None
    if left_out:
        told = _("Merged with: {names}").format(names=", ".join(left_out))
        values["notes"] = "\n".join(part for part in (values.get("notes", one["notes"]), told) if part)
    if "name" in values:
        values["name_sort"] = two["name_sort"]
    values["extra"] = {**(two["extra"] or {}), **(one["extra"] or {})} or None
    values["protection"] = _stricter(one, two)
    return values


def _merge_person(job: Job, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """The person of the other household goes; what it alone knew is taken over."""
    job.work.relink("person", theirs["id"], mine["id"])
    job.delete("person", theirs["id"])
    known = {name: theirs[name] for name in _PERSON_FIELDS if theirs[name] and not mine[name]}
    if known:
        job.update("person", mine["id"], known)


def _households(connection: Connection, kept: int, other: int) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    one, two = read_record(connection, "household", kept), read_record(connection, "household", other)
    if one is None or two is None:
        raise Refused(_("One of the two households is no longer in the register. Nothing was changed."))
    return one, two


def _persons(
    connection: Connection, kept: int, other: int
) -> tuple[list[tuple[Mapping[str, Any], Mapping[str, Any]]], list[Mapping[str, Any]]]:
    """Return the members who are one person, in pairs, and the others of the household that goes."""
    from bokart_desk.storage.queries.records import read_where  # noqa: PLC0415

    mine = list(read_where(connection, "person", "household_id", kept))
    pairs, alone = [], []
    for person in read_where(connection, "person", "household_id", other):
        same = next((one for one in mine if _same_person(one, person)), None)
        if same is None:
            alone.append(person)
        else:
            mine.remove(same)
            pairs.append((same, person))
    return pairs, alone


def _same_person(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    for name in ("duf_number", "identity_number", "born_on"):
        if one[name] and two[name] and one[name] != two[name]:
            return False
    if any(one[name] and one[name] == two[name] for name in ("duf_number", "identity_number")):
        return True
    return _name_words(one) == _name_words(two)


def _name_words(person: Mapping[str, Any]) -> list[str]:
    return sorted(match_key(_full_name(person)).split())


def _has_main_person(connection: Connection, household_id: int) -> bool:
    from bokart_desk.storage.queries.records import read_where  # noqa: PLC0415

    return any(person["main_person"] for person in read_where(connection, "person", "household_id", household_id))


def _full_name(person: Mapping[str, Any]) -> str:
    return f"{person['given_name']} {person['family_name']}".strip()


def _of(connection: Connection, kind: str, household_id: int) -> list[int]:
    from bokart_desk.storage.queries.records import read_where  # noqa: PLC0415

    return [record["id"] for record in read_where(connection, kind, "household_id", household_id)]


def _stricter(one: Mapping[str, Any], two: Mapping[str, Any]) -> Protection:
    return max((Protection(one["protection"]), Protection(two["protection"])), key=_PROTECTION.index)
