"""What the user said about one file so far, to be changed a bit at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bokart_desk.importing.choices import NOTHING_SAID, Overrides, SheetChoices

if TYPE_CHECKING:
    from bokart_desk.importing.choices import HouseholdAnswer, NotesFate, PresetSheet, RowKey, SheetKey
    from bokart_desk.importing.notes import Sensitive
    from bokart_desk.importing.outcomes import OnDuplicate


@dataclass(slots=True)
class Said:
    """Choices about sheets and columns, corrected cells, answers about rows, and the saved mapping in use."""

    sheets: dict[SheetKey, SheetChoices] = field(default_factory=dict)
    cells: dict[tuple[str, int, int], str] = field(default_factory=dict)
    left_out: set[RowKey] = field(default_factory=set)
    on_duplicate: dict[RowKey, OnDuplicate] = field(default_factory=dict)
    households: dict[RowKey, HouseholdAnswer] = field(default_factory=dict)
    notes: dict[RowKey, dict[Sensitive, NotesFate]] = field(default_factory=dict)
    """What becomes of remarks in single rows."""
    preset: str = ""
    """The name of the saved mapping in use."""
    presets: tuple[PresetSheet, ...] = ()

    def copy(self) -> Said:
        """Return the same, to be changed by itself."""
        return Said(
            dict(self.sheets),
            dict(self.cells),
            set(self.left_out),
            dict(self.on_duplicate),
            dict(self.households),
            {row: dict(fates) for row, fates in self.notes.items()},
            self.preset,
            self.presets,
        )

    def overrides(self) -> Overrides:
        """Return all of it as planning takes it; later changes here do not change what was returned."""
        return Overrides(
            sheets=dict(self.sheets),
            presets=self.presets,
            cells=dict(self.cells),
            left_out=frozenset(self.left_out),
            on_duplicate=dict(self.on_duplicate),
            households=dict(self.households),
            notes={row: dict(fates) for row, fates in self.notes.items()},
        )

    def say(self, key: SheetKey, **values: Any) -> None:
        """Say something about a list; None leaves it to the program again."""
        self.sheets[key] = replace(self.sheets.get(key, NOTHING_SAID), **values)

    def say_column(self, key: SheetKey, index: int, choice: str | None) -> None:
        """Say what a column of a list is."""
        said = self.sheets.get(key, NOTHING_SAID)
        self.sheets[key] = replace(said, columns={**said.columns, index: choice})

    def say_notes(self, key: SheetKey, kind: Sensitive, fate: NotesFate) -> None:
        """Say what becomes of remarks of one kind in a whole list, whatever was said of single rows of it."""
        said = self.sheets.get(key, NOTHING_SAID)
        self.sheets[key] = replace(said, sensitive={**said.sensitive, kind: fate})
        for (sheet, _row), fates in self.notes.items():
            if sheet == key[0]:
                fates.pop(kind, None)

    def say_note(self, row: RowKey, kind: Sensitive, fate: NotesFate) -> None:
        """Say what becomes of a remark of one kind in one row."""
        self.notes.setdefault(row, {})[kind] = fate

    def correct(self, rows: Iterable[RowKey], values: Mapping[int, str]) -> None:
        """Write something else in the same cells of some rows."""
        for sheet, row in rows:
            self.cells.update({(sheet, row, index): text for index, text in values.items()})

    def as_in_file(self, rows: Iterable[RowKey]) -> None:
        """Forget what was said about some rows."""
        for sheet, row in rows:
            self.left_out.discard((sheet, row))
            self.on_duplicate.pop((sheet, row), None)
            self.households.pop((sheet, row), None)
            for corrected in [one for one in self.cells if one[:2] == (sheet, row)]:
                del self.cells[corrected]

    def about(self, row: RowKey) -> bool:
        """Tell whether something was said about a row."""
        if row in self.left_out or row in self.on_duplicate or row in self.households:
            return True
        return any(one[:2] == row for one in self.cells)
