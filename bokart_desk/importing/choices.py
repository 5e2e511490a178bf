"""What the user says otherwise than the list was understood: about a sheet, its columns, and single rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Disposal
from bokart_desk.importing.notes import Sensitive

if TYPE_CHECKING:
    from bokart_desk.importing.mapping import SheetKind
    from bokart_desk.importing.outcomes import OnDuplicate

LEFT_OUT = "-"
"""A column's choice: it is not taken in at all, nor kept with the record."""
_OWN = "+"

SheetKey = tuple[str, int]
"""A list: the name of its sheet, and the number of the first row that belongs to it."""
RowKey = tuple[str, int]
"""A row: the name of its sheet, and its number as a spreadsheet program shows it."""


def own_field(name: str) -> str:
    """Return the choice for a column that is kept with the record under a name the user gives."""
    return _OWN + name.strip()


def own_field_name(choice: str | None) -> str:
    """Return the name that such a choice gives, empty for any other choice."""
    return choice[1:] if choice and choice.startswith(_OWN) else ""


class BlankEnd(StrEnum):
    """What it means that a contract has no end in the list."""

    UNKNOWN = "unknown"
    """The row is not taken until somebody says."""
    INDEFINITE = "indefinite"


class NotesFate(StrEnum):
    """What becomes of the part of a note that holds such a thing."""

    KEEP = "keep"
    PERSON_PHONE = "person_phone"
    """The telephone number moves to the tenant's own field; what stands beside it stays."""
    LANDLORD_PHONE = "landlord_phone"
    """The telephone number moves to the landlord's own field; what stands beside it stays."""
    HOUSEHOLD = "household"
    """It moves to the notes of the household."""
    UNIT = "unit"
    """It moves to the notes of the unit."""
    DROP = "drop"
    """It is kept nowhere, the row as it stood in the list included."""

    @property
    def is_of_numbers(self) -> bool:
        """Whether only a telephone number can go that way."""
        return self in (NotesFate.PERSON_PHONE, NotesFate.LANDLORD_PHONE)


@dataclass(frozen=True, slots=True)
class SheetChoices:
    """What the user says about one list; None where he leaves it to the program.

    ``columns``: column index to a field's name, None to keep it as a note, ``LEFT_OUT``, or an ``own_field``.
    ``header_row``: the number of the last row of headings. ``disposal``: who owns dwellings where no row says it.
    """

    kind: SheetKind | None = None
    header_row: int | None = None
    columns: Mapping[int, str | None] = field(default_factory=dict)
    family_first: bool | None = None
    month_first: bool | None = None
    disposal: Disposal | None = None
    blank_end: BlankEnd | None = None
    without_hidden: bool | None = None
    further: bool | None = None
    """Whether days that stand beside those of the first contract are further contracts of the same household."""
    sensitive: Mapping[Sensitive, NotesFate] = field(default_factory=dict)
    saved: bool | None = None
    """Whether a saved mapping says some of it."""

    def over(self, base: SheetChoices) -> SheetChoices:
        """Return these choices, with those of ``base`` where nothing is said here."""
        said = {one.name: value for one in fields(self) if (value := getattr(self, one.name)) is not None}
        said["columns"] = {**base.columns, **self.columns}
        said["sensitive"] = {**base.sensitive, **self.sensitive}
        return replace(base, **said)

    @property
    def reading(self) -> str:
        """What changes how cells are read, as a text that differs when it does; empty where nothing is said."""
        said = (self.family_first, self.month_first, self.disposal, self.blank_end)
        return "" if all(one is None for one in said) else repr([None if one is None else str(one) for one in said])


NOTHING_SAID = SheetChoices()


@dataclass(frozen=True, slots=True)
class PresetSheet:
    """A list as a saved mapping knows it: by the shape of its headings."""

    shape: str
    choices: SheetChoices


@dataclass(frozen=True, slots=True)
class AnotherHousehold:
    """The row's household is not the one of the same name."""


@dataclass(frozen=True, slots=True)
class SameHousehold:
    """The row's household is one of the register, or the one that a row of the same file brings."""

    household_id: int | None = None
    row: RowKey | None = None


HouseholdAnswer = AnotherHousehold | SameHousehold


@dataclass(frozen=True, slots=True)
class Overrides:
    """All that the user says about one file. ``cells``: (sheet, row, column index) to what should stand there."""

    sheets: Mapping[SheetKey, SheetChoices] = field(default_factory=dict)
    presets: tuple[PresetSheet, ...] = ()
    cells: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    left_out: frozenset[RowKey] = frozenset()
    on_duplicate: Mapping[RowKey, OnDuplicate] = field(default_factory=dict)
    households: Mapping[RowKey, HouseholdAnswer] = field(default_factory=dict)
    notes: Mapping[RowKey, Mapping[Sensitive, NotesFate]] = field(default_factory=dict)
    """What becomes of remarks in single rows, where it is otherwise than in the rest of their list."""

    def notes_of(self, sheet: str) -> dict[int, Mapping[Sensitive, NotesFate]]:
        """Return what becomes of remarks in single rows of a sheet, by row number."""
        return {row: fates for (name, row), fates in self.notes.items() if name == sheet}

    def cells_of(self, sheet: str) -> dict[int, dict[int, str]]:
        """Return the corrected cells of a sheet: row number to column index to text."""
        found: dict[int, dict[int, str]] = {}
        for (name, row, index), text in self.cells.items():
            if name == sheet:
                found.setdefault(row, {})[index] = text
        return found
