"""What was guessed about a whole list, why, and what it means for its first row: to be shown, and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.codes import Disposal
from bokart_desk.i18n import _, format_month
from bokart_desk.importing import values
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.interpret import Interpreted
from bokart_desk.importing.names import NameOrder
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.rows.cells import Cells
from bokart_desk.importing.values import NotUnderstood

_LOOKED_AT = 400
"""Rows that examples are taken from."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What something was taken for; ``why`` and ``sample`` are for people. ``asked``: the list leaves it open."""

    value: str
    why: str
    sample: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class SheetGuesses:
    """The guesses about a list; None for what does not arise in it."""

    names: Guess | None = None
    days: Guess | None = None
    owner: Guess | None = None
    blank_end: Guess | None = None
    further: Guess | None = None


NO_GUESSES = SheetGuesses()


def guesses_of(interpreted: Interpreted) -> SheetGuesses:
    """Return what was guessed about a list that was read."""
    cells, facts = interpreted.cells, interpreted.rows
    tenancies = Field.START in cells.fields or Field.PERIOD in cells.fields
    return SheetGuesses(
        names=_names(cells, facts) if Field.TENANT in cells.fields else None,
        days=_days(cells),
        owner=_owner(cells, facts),
        blank_end=_blank_end(cells, facts) if tenancies else None,
        further=_further(cells) if tenancies else None,
    )


def _names(cells: Cells, facts: list[RowFacts]) -> Guess | None:
    family_first = cells.order is NameOrder.FAMILY_FIRST
    value = "family" if family_first else "given"
    index = cells.fields[Field.TENANT]
    named = (one for one in facts[:_LOOKED_AT] if len(one.persons) == 1 and "," not in one.cells[index])
    first = next((one for one in named if one.persons[0].given and one.persons[0].family), None)
    if first is None:
        return None
    sample = _("“{text}” is read as given name {given}, family name {family}").format(
        text=first.cells[index], given=first.persons[0].given, family=first.persons[0].family
    )
    why = _("chosen by you") if cells.choices.family_first is not None else _("by the heading and the names themselves")
    return Guess(value, why, sample)


def _days(cells: Cells) -> Guess | None:
    """Only days that can be read both ways need a word: 03/04/2024."""
    for name, month_first in cells.month_first.items():
        for text in cells.texts_of(name)[:_LOOKED_AT]:
            if not values.may_be_month_first(text):
                continue
            try:
                day = values.parse_day(text, month_first=month_first)
            except NotUnderstood:
                continue
            if not isinstance(day, date):
                continue
            sample = _("“{text}” is read as {day}").format(
                text=text, day=_("{number} {month}").format(number=day.day, month=format_month(day))
            )
            why = _("chosen by you") if cells.choices.month_first is not None else _("by the other days of the column")
            return Guess("month" if month_first else "day", why, sample, asked=cells.choices.month_first is None)
    return None


def _owner(cells: Cells, facts: list[RowFacts]) -> Guess | None:
    placed = [one for one in facts if one.address or one.number]
    if not placed or Field.OFFERED_ADDRESS in cells.fields:
        return None
    unsaid = sum(1 for one in placed if one.disposal is None)
    if cells.choices.disposal is not None:
        return Guess(cells.choices.disposal, _("chosen by you"))
    if cells.disposal is not None:
        return Guess(cells.disposal, _("by the name of the sheet, its title or the file's name"))
    if unsaid:
        return Guess(Disposal.UNKNOWN, _("the list does not say it for all dwellings"), asked=True)
    return Guess("", _("each row or section says it"))


def _blank_end(cells: Cells, facts: list[RowFacts]) -> Guess | None:
    if cells.choices.blank_end is not None:
        return Guess(cells.choices.blank_end, _("chosen by you"))
    asked = any(one.problem is Problem.END_MISSING for one in facts)
    return Guess("unknown", _("an end that is missing is never guessed"), asked=True) if asked else None


def _further(cells: Cells) -> Guess | None:
    found = cells.mapping.further
    if found is None or not found.columns:
        return None
    headings = ", ".join(cells.headers[index] for index in found.columns)
    if cells.choices.further is not None:
        return Guess("contracts" if cells.choices.further else "notes", _("chosen by you"), headings)
    if found.certain:
        return Guess("contracts", _("the headings number them, and their days follow each other"), headings)
    return Guess("notes", _("it is not certain that they are contracts of the same household"), headings, asked=True)
