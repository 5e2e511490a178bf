"""Notes taken apart into remarks, where some hold what should not stand there: each goes the way the user chose.

Columns that are kept as notes, because no field is known for them, are looked through as the notes are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bokart_desk.i18n import _
from bokart_desk.importing.choices import NotesFate
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.notes import (
    Sensitive,
    Whose,
    find_sensitive,
    only_about_a_number,
    says_whose_number,
    warning_of,
    without,
)
from bokart_desk.importing.rows.cells import Cells

_PARTS = re.compile(r"(?<=[;\n])|(?<=[.!?]\s)(?<!\btlf\.\s)(?<!\bmob\.\s)(?<!\btel\.\s)(?<!\bnr\.\s)", re.IGNORECASE)
"""Where one remark ends and the next begins; at the full stop of other abbreviations too, which does no harm."""
_BLANK_BEFORE = re.compile(r"\s+(?=[,.;!?])")
_ENDS = "; \n\t"


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands in one column: the notes, or a column that is kept as notes under the name ``kept_as``."""

    index: int
    text: str
    kept_as: str = ""
    heading: str = ""
    """The name again, where it says what the text is about."""

    @property
    def holds(self) -> tuple[Sensitive, ...]:
        return sensitive_in(self.text, self.heading)


def read_remarks(cells: Cells, facts: RowFacts, row: DataRow, *, no_unit: bool = False) -> None:
    """Fill the notes of a row, when its persons and its landlord are known.

    What should not stand in notes becomes a warning until the user has said what becomes of it. ``no_unit``: the row
    is about a household alone.
    """
    told = list(_told(cells, facts, row))
    facts.notes = next((one.text for one in told if not one.kept_as), None)
    facts.sensitive = tuple(dict.fromkeys(kind for one in told for kind in one.holds))
    if not facts.sensitive:
        return
    facts.fates = cells.fates_in(facts.row)
    facts.warnings += [warning_of(kind) for kind in facts.sensitive if kind not in facts.fates]
    for one in told:
        if any(kind in facts.fates for kind in one.holds):
            _send(facts, one)
    if no_unit:
        facts.household_notes, facts.unit_notes = _joined(facts.household_notes, facts.unit_notes), None
    elif not (facts.persons or facts.named_by_number):  # nobody lives there: the unit is all there is
        facts.household_notes, facts.unit_notes = None, _joined(facts.unit_notes, facts.household_notes)


def _told(cells: Cells, facts: RowFacts, row: DataRow) -> Iterator[_Told]:
    text = cells.text(row, Field.NOTES)
    if text:
        yield _Told(cells.fields[Field.NOTES], text)
    for index, name in cells.kept:
        if name in facts.extra and (type(row.cells[index]) is str or index in cells.of_numbers):
            yield _Told(index, facts.extra[name], name, name if index in cells.telling else "")


def _send(facts: RowFacts, told: _Told) -> None:
    """Let each remark of a column go its way."""
    fates, index = facts.fates, told.index
    kept = without_dropped(facts.cells[index], fates, told.heading)
    facts.cells = (*facts.cells[:index], kept, *facts.cells[index + 1 :])
    text, way = told.text, fates.get(Sensitive.TELEPHONE)
    if way is not None and way.is_of_numbers:
        text = without_numbers(text, lambda number, before: _take_number(facts, number, before, way))
    parts = taken_apart(text, fates, told.heading)
    named = f"{told.kept_as}: " if told.kept_as else ""
    facts.household_notes = _joined(facts.household_notes, parts.get(NotesFate.HOUSEHOLD), named)
    facts.unit_notes = _joined(facts.unit_notes, parts.get(NotesFate.UNIT), named)
    stays = parts.get(NotesFate.KEEP)
    if not told.kept_as:
        facts.notes = stays
    elif stays:
        facts.extra[told.kept_as] = stays
    else:
        del facts.extra[told.kept_as]


def _joined(before: str | None, text: str | None, named: str = "") -> str | None:
    return "\n".join(one for one in (before, named + text if text else None) if one) or None


def _take_number(facts: RowFacts, number: str, before: str, way: NotesFate) -> bool:
    """Put a telephone number into its field; where that cannot be, it stays in the note, and the row says so."""
    of_person = way is NotesFate.PERSON_PHONE
    if says_whose_number(before) not in (None, Whose.TENANT if of_person else Whose.LANDLORD):
        _warn(facts, _("A telephone number stays in the notes: the words before it say that it is somebody else's."))
        return False
    there = (facts.persons or facts.named_by_number) if of_person else facts.landlord
    held = facts.phone if of_person else facts.landlord_phone
    if there and (not held or _digits(held) == _digits(number)):
        if of_person:
            facts.phone = held or number
        else:
            facts.landlord_phone = held or number
        return True
    if there:
        _warn(facts, _("A telephone number stays in the notes: the list has another one in the field for it."))
    else:
        _warn(facts, _("A telephone number stays in the notes: the row names nobody whose it could be."))
    return False


def _warn(facts: RowFacts, warning: str) -> None:
    if warning not in facts.warnings:
        facts.warnings.append(warning)


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))[-8:]


def sensitive_in(text: str, heading: str = "") -> tuple[Sensitive, ...]:
    """Return what a text holds that should not stand in notes; ``heading``: what it stands under, which counts too."""
    whole = f"{heading}: {text}" if heading and text else text
    return tuple(dict.fromkeys(finding.kind for finding in find_sensitive(whole)))


def without_numbers(text: str, take: Callable[[str, str], bool]) -> str:
    """Return a note without the telephone numbers that ``take`` takes, and without words that only named them.

    ``take`` is given each number and the words of the remark before it.
    """
    kept = []
    for part in _remarks(text):
        numbers = [one for one in find_sensitive(part) if one.kind is Sensitive.TELEPHONE]
        befores = [0, *(one.end for one in numbers)]
        pairs = zip(numbers, befores, strict=False)
        taken = [one for one, begun in pairs if take(part[one.start : one.end], part[begun : one.start])]
        rest = _BLANK_BEFORE.sub("", without(part, taken)) if taken else part
        if not taken:
            kept.append(part)
        elif not only_about_a_number(rest):
            kept.append(part[: len(part) - len(part.lstrip())] + rest + part[len(part.rstrip(_ENDS)) :])
    return "".join(kept).rstrip(_ENDS)


def taken_apart(text: str, fates: Mapping[Sensitive, NotesFate], heading: str = "") -> dict[NotesFate, str]:
    """Return the remarks of a note by what becomes of them; one that holds several things goes the strictest way."""
    found: dict[NotesFate, list[str]] = {}
    for part in _remarks(text, heading):
        chosen = {fates.get(kind, NotesFate.KEEP) for kind in sensitive_in(part, heading)} or {NotesFate.KEEP}
        fate = max(chosen, key=list(NotesFate).index)
        found.setdefault(NotesFate.KEEP if fate.is_of_numbers else fate, []).append(part)
    return {fate: "".join(parts).strip().rstrip(";").strip() for fate, parts in found.items()}


def _remarks(text: str, heading: str = "") -> list[str]:
    """The remarks; where taking them apart would hide something (a number over two lines), the note is one remark."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    seen = {kind for part in parts for kind in sensitive_in(part, heading)}
    return parts if seen.issuperset(sensitive_in(text, heading)) else [text]


def without_dropped(text: str, fates: Mapping[Sensitive, NotesFate], heading: str = "") -> str:
    """Return a note without the remarks that are to be kept nowhere."""
    parts = taken_apart(text, fates, heading)
    if NotesFate.DROP not in parts:
        return text
    return " ".join(part for fate, part in parts.items() if fate is not NotesFate.DROP)
