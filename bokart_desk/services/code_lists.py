"""The code lists a municipality may add to: what may be chosen, what each code is called, and changing them.

A form offers ``choices`` (retired codes are left out); what is recorded is told by ``label``, or by ``labels_of`` where
there are many: it knows retired codes too. A code that is in use is never deleted, only retired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import STANDARD_CODES, CodeList
from bokart_desk.domain.text_keys import search_key
from bokart_desk.i18n import N_, _
from bokart_desk.services import labels
from bokart_desk.services.doing import By, ChangedMeanwhile, Done, Job, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.code_lists import CodeValue, code_values, uses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

_NAMES = {
    CodeList.DECLINED_BECAUSE: N_("Declined because"),
    CodeList.REFUSED_BECAUSE: N_("Refused because"),
    CodeList.MOVED_OUT_TO: N_("Moved out to"),
}
_LAST = ("other", "unknown")
"""Standard codes that stand behind those the municipality adds."""
_LONGEST_CODE = 50
LONGEST_LABEL = 80
"""Letters a name may have."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code of a list as the settings show it. ``uses``: how many records hold it.

    ``standard``: it came with the program; ``row``: the id of what is saved about it, None while nothing is.
    """

    code: str
    label: str
    standard: bool
    retired: bool
    uses: int
    row: int | None

    @property
    def deletable(self) -> bool:
        """Whether it may be taken away altogether."""
        return not self.standard and not self.uses


@dataclass(frozen=True, slots=True)
class CodeWords:
    """What the municipality calls the codes of each list."""

    by_list: Mapping[CodeList, Mapping[str, str]]

    def of(self, code_list: CodeList, code: str | None) -> str:
        """Return the words of a code; empty for none, the code itself if it is not known."""
        return labels.reason_label(code, self.by_list[code_list])


def list_name(code_list: CodeList) -> str:
    """Return what a list is called."""
    return _(_NAMES[code_list])


def choices(register: Register, code_list: CodeList) -> tuple[tuple[str, str], ...]:
    """Return the codes that may be chosen, each with its words, in the municipality's order."""
    with reading(register.engine) as connection:
        return tuple((one.code, one.label) for one in _entries(connection, code_list) if not one.retired)


def label(register: Register, code_list: CodeList, code: str | None) -> str:
    """Return the words of a code in use, also of a retired one; empty for none, the code itself if it is not known."""
    if code is None:
        return ""
    return labels.reason_label(code, labels_of(register, code_list))


def labels_of(register: Register, code_list: CodeList) -> Mapping[str, str]:
    """Return the words of all codes of a list, also of the retired ones."""
    with reading(register.engine) as connection:
        return labels_on(connection, code_list)


def labels_on(connection: Connection, code_list: CodeList) -> Mapping[str, str]:
    """Return the words of all codes of a list, read on a connection that is already reading."""
    return {one.code: one.label for one in _entries(connection, code_list)}


def words(register: Register) -> CodeWords:
    """Return the words of all codes of all lists, for many records at once."""
    with reading(register.engine) as connection:
        return CodeWords({code_list: labels_on(connection, code_list) for code_list in CodeList})


def entries(register: Register, code_list: CodeList) -> tuple[CodeEntry, ...]:
    """Return the whole list with how often each code is used, the retired ones last."""
    with reading(register.engine) as connection:
        found = _entries(connection, code_list, uses(connection, code_list))
    return tuple(sorted(found, key=lambda one: one.retired))


def add(register: Register, code_list: CodeList, name: str, *, by: By) -> Done:
    """Add a code. Raise ``Refused`` when it has no name, or one that is in the list already."""
    with doing(register, "settings", by) as it:
        held = _entries(it.job.connection, code_list)
        words = _checked(name, held)
        code = _new_code(words, {one.code for one in held})
        it.job.insert("code_value", {"list": code_list, "code": code, "label": words})
        it.title = _("{list}: “{name}” added").format(list=list_name(code_list), name=words)
    return it.done


def rename(register: Register, code_list: CodeList, code: str, name: str, *, by: By, seen: str | None = None) -> Done:
    """Call a code something else, wherever it is used; without a name a standard code gets its own back.

    ``seen``: the name the user saw. Raise ``ChangedMeanwhile`` when it is another by now.
    """
    with doing(register, "settings", by) as it:
        held = _entries(it.job.connection, code_list)
        one = _known(held, code)
        if seen is not None and one.label not in (seen, name):
            message = _("This was changed in another window meanwhile. Your change is not saved yet.")
            raise ChangedMeanwhile(message, "label", one.label)
        words: str | None = None
        if name.strip() or not one.standard:
            words = _checked(name, [other for other in held if other.code != code])
        if one.standard and words == labels.reason_label(code):
            words = None
        _save(it.job, code_list, one, label=words)
        it.title = _("{list}: “{name}” renamed").format(list=list_name(code_list), name=one.label)
    return it.done


def move(register: Register, code_list: CodeList, code: str, place: int, *, by: By) -> Done:
    """Put a code at a place among those that may be chosen; 0 is the first."""
    with doing(register, "settings", by) as it:
        order = sorted(_entries(it.job.connection, code_list), key=lambda one: one.retired)
        one = _known(order, code)
        order.remove(one)
        order.insert(max(0, place), one)
        for position, other in enumerate(order, start=1):
            _save(it.job, code_list, other, position=position)
        it.title = _("{list}: “{name}” moved").format(list=list_name(code_list), name=one.label)
    return it.done


def retire(register: Register, code_list: CodeList, code: str, *, by: By) -> Done:
    """Offer a code no longer; records that hold it keep it. Raise ``Refused`` for the last one there is to choose."""
    with doing(register, "settings", by) as it:
        held = _entries(it.job.connection, code_list)
        one = _known(held, code)
        if all(other.retired or other.code == code for other in held):
            raise Refused(_("There must be something left to choose. Add another one first."))
        _save(it.job, code_list, one, retired=True)
        it.title = _("{list}: “{name}” retired").format(list=list_name(code_list), name=one.label)
    return it.done


def take_back(register: Register, code_list: CodeList, code: str, *, by: By) -> Done:
    """Offer a retired code again."""
    with doing(register, "settings", by) as it:
        one = _known(_entries(it.job.connection, code_list), code)
        _save(it.job, code_list, one, retired=False)
        it.title = _("{list}: “{name}” taken back").format(list=list_name(code_list), name=one.label)
    return it.done


def remove(register: Register, code_list: CodeList, code: str, *, by: By) -> Done:
    """Delete a code the municipality added and never used. Raise ``Refused`` for any other: it can be retired."""
    with doing(register, "settings", by) as it:
        one = _known(_entries(it.job.connection, code_list, uses(it.job.connection, code_list)), code)
        if not one.deletable or one.row is None:
            raise Refused(_("“{name}” is in use and cannot be deleted. Retire it instead.").format(name=one.label))
        it.job.delete("code_value", one.row)
        it.title = _("{list}: “{name}” deleted").format(list=list_name(code_list), name=one.label)
    return it.done


def _entries(connection: Connection, code_list: CodeList, used: Mapping[str, int] | None = None) -> list[CodeEntry]:
    """Return the list in its order; ``used`` counts the uses, 0 where it is not given."""
    saved = {row.code: row for row in code_values(connection, code_list)}
    standard = STANDARD_CODES[code_list]
    order = {code: (1, len(standard) if code in _LAST else 0, place) for place, code in enumerate(standard)}
    for place, row in enumerate(saved.values()):
        order.setdefault(row.code, (1, 1, place))
        if row.position > 0:
            order[row.code] = (0, 0, row.position)
    return [
        _entry(code, saved.get(code), code in standard, used or {}) for code in sorted(order, key=order.__getitem__)
    ]


def _entry(code: str, row: CodeValue | None, standard: bool, used: Mapping[str, int]) -> CodeEntry:
    words = (row.label if row is not None else None) or labels.reason_label(code)
    retired = row is not None and row.retired
    return CodeEntry(code, words, standard, retired, used.get(code, 0), row.id if row is not None else None)


def _known(held: Sequence[CodeEntry], code: str) -> CodeEntry:
    for one in held:
        if one.code == code:
            return one
    raise Refused(_("This was deleted meanwhile, so nothing was saved. Go back to the list and look again."))


def _checked(name: str, others: Sequence[CodeEntry]) -> str:
    """Return the tidied name. Raise ``Refused`` when it is empty, too long, or another code has it."""
    words = " ".join(name.split())
    if not words:
        raise Refused(_("Give it a name."), {"label": _("Give it a name.")})
    if len(words) > LONGEST_LABEL:
        message = _("The name is too long: {count} letters at most.").format(count=LONGEST_LABEL)
        raise Refused(message, {"label": message})
    for other in others:
        if other.label.casefold() == words.casefold():
            message = (
                _("“{name}” is in the list already, but retired. Take it back instead.")
                if other.retired
                else _("“{name}” is in the list already.")
            ).format(name=other.label)
            raise Refused(message, {"label": message})
    return words


def _new_code(name: str, taken: set[str]) -> str:
    """Return a code made of a name, for exports: "Allergi mot dyr" becomes "allergi_mot_dyr"."""
    stem = re.sub(r"[^a-z0-9]+", "_", search_key(name)).strip("_")[:_LONGEST_CODE] or "own"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}_{number}"
    return code


def _save(job: Job, code_list: CodeList, one: CodeEntry, **values: object) -> None:
    """Save something about a code, in its row or in a first row of its own."""
    if one.row is not None:
        job.update("code_value", one.row, values)
    elif any(values.values()):
        job.insert("code_value", {"list": code_list, "code": one.code, **values})
