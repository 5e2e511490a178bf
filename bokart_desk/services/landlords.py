"""Landlords: the list, one with dwellings and head leases, entering one, and merging two that are the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bokart_desk.domain.dwelling_rows import LandlordDetail, LandlordRow
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.dwelling_words import landlord_kind_label
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import landlords as queries
from bokart_desk.storage.queries.landlords import LandlordQuery, LandlordSort

__all__ = [
    "LandlordQuery",
    "LandlordSort",
    "choose_landlord",
    "count_landlords",
    "find_landlords",
    "landlord_detail",
    "landlord_row",
    "landlord_words",
    "merge_landlords",
    "new_landlord",
    "remove_landlord",
    "similar_landlords",
]

_FORMS_OF_COMPANY = frozenset({"as", "asa", "ans", "da", "kf", "sa", "ba", "enk", "borettslag", "brl"})
_MOST_CHOICES = 12
_ALIKE = 87
"""From this likeness on (100: equal) two names are taken for two spellings of one."""
_FILLED_IN = ("kind", "organisation_number", "contact_person", "phone", "email")


def find_landlords(
    register: Register, query: LandlordQuery, today: date, *, offset: int = 0, limit: int = 100
) -> tuple[LandlordRow, ...]:
    """Return the landlords of the list. ``query.text``: in name, contact person, number, e-mail or telephone."""
    with reading(register.engine) as connection:
        return tuple(queries.find(connection, query, today, offset, limit))


def count_landlords(register: Register, query: LandlordQuery) -> int:
    """Return how many landlords the list holds."""
    with reading(register.engine) as connection:
        return queries.count(connection, query)


def landlord_row(register: Register, landlord_id: int, today: date) -> LandlordRow | None:
    """Return a landlord's row; None when it is gone."""
    with reading(register.engine) as connection:
        found = queries.find(connection, LandlordQuery(only=landlord_id), today, 0, 1)
    return found[0] if found else None


def choose_landlord(register: Register, text: str, today: date) -> list[tuple[int, str, str]]:
    """Return id, name and what they are of landlords that fit what was typed, for a form."""
    found = find_landlords(register, LandlordQuery(text), today, limit=_MOST_CHOICES)
    return [(row.id, row.name, _subtitle(row)) for row in found]


def landlord_words(register: Register, landlord_id: int, today: date) -> tuple[str, str]:
    """Return a landlord's name and what it is; empty when it is gone."""
    row = landlord_row(register, landlord_id, today)
    return ("", "") if row is None else (row.name, _subtitle(row))


def landlord_detail(register: Register, landlord_id: int, today: date) -> LandlordDetail | None:
    """Return a landlord with dwellings and head leases; None when it is gone."""
    with reading(register.engine) as connection:
        return queries.read_landlord(connection, landlord_id, today)


def similar_landlords(register: Register, name: str, *, beside: int | None = None) -> tuple[tuple[int, str], ...]:
    """Return id and name of landlords that may be the same under another spelling ("Solvik bygg A/S")."""
    wanted = _core(name)
    if not wanted:
        return ()
    from rapidfuzz import fuzz  # noqa: PLC0415 - only while a landlord is entered or merged

    with reading(register.engine) as connection:
        known = queries.all_names(connection)
    found = [
        (fuzz.ratio(wanted, _core(other)), record, other)
        for record, other in known
        if record != beside and _core(other)
    ]
    close = sorted((one for one in found if one[0] >= _ALIKE), key=lambda one: (-one[0], one[2]))
    return tuple((record, other) for _likeness, record, other in close)


def new_landlord(register: Register, values: Mapping[str, Any], *, by: By) -> Done:
    """Enter a landlord; ``Done.record`` is its id."""
    with doing(register, "new_landlord", by) as it:
        it.job.insert("landlord", values)
        it.title = _("New landlord: {name}").format(name=(values.get("name") or "").strip())
    return it.done


def merge_landlords(register: Register, keep: int, other: int, *, by: By) -> Done:
    """Make two landlords one: dwellings and head leases of ``other`` go to ``keep``, and ``other`` goes.

    What ``keep`` does not say is taken from ``other``; what differs is kept in the notes. Undo parts them again.
    """
    with doing(register, "merge_landlords", by) as it:
        if keep == other:
            raise Refused(_("Choose two different landlords."))
        stays, goes = it.job.held("landlord", keep), it.job.held("landlord", other)
        for dwelling_id in queries.dwellings_owned(it.job.connection, other):
            it.job.update("dwelling", dwelling_id, {"landlord_id": keep})
        for lease_id in queries.leases_named(it.job.connection, other):
            it.job.update("head_lease", lease_id, {"landlord_id": keep})
        it.job.update("landlord", keep, _together(stays, goes))
        it.job.delete("landlord", other)
        it.job.record = keep
        it.title = _("Merge landlords: {name}").format(name=stays["name"])
    return it.done


def remove_landlord(register: Register, landlord_id: int, *, by: By) -> Done:
    """Take a landlord away that has neither dwellings nor head leases; undo brings it back."""
    with doing(register, "delete", by) as it:
        held = it.job.held("landlord", landlord_id)
        it.title = _("Delete: {record}").format(record=held["name"])
        _refuse_used(it.job, landlord_id, held["name"])
        it.job.delete("landlord", landlord_id)
    return it.done


def _refuse_used(job: Job, landlord_id: int, name: str) -> None:
    homes = len(queries.dwellings_owned(job.connection, landlord_id))
    leases = len(queries.leases_named(job.connection, landlord_id))
    if homes or leases:
        raise Refused(
            _(
                "{name} cannot be deleted: dwellings in the register: {dwellings}, head leases: {leases}. "
                "Nothing was changed. Give the dwellings to another landlord first, or merge the two."
            ).format(name=name, dwellings=homes, leases=leases)
        )


def _together(stays: Mapping[str, Any], goes: Mapping[str, Any]) -> dict[str, Any]:
    """Fill what is empty, and write what differs into the notes."""
    values = {name: goes[name] for name in _FILLED_IN if not stays[name] and goes[name]}
    differing = [
        str(goes[name])
        for name in ("name", *_FILLED_IN[1:])
        if goes[name] and stays[name] and goes[name] != stays[name]
    ]
    notes = [stays["notes"], goes["notes"]]
    if differing:
        notes.append(_("Was also entered as: {texts}").format(texts=", ".join(differing)))
    values["notes"] = "\n".join(part for part in notes if part) or None
    return values


def _subtitle(row: LandlordRow) -> str:
    dwellings = ngettext("{count} dwelling", "{count} dwellings", row.dwellings).format(count=row.dwellings)
    return " · ".join(part for part in (landlord_kind_label(row.kind), dwellings) if part)


def _core(name: str) -> str:
    """Return a landlord's name without the form of company, letters and digits only."""
    return " ".join(word for word in match_key(name.replace("/", "")).split() if word not in _FORMS_OF_COMPANY)
