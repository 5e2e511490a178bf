"""What is counted and picked out of the rows of a plan, by the worker: 100,000 rows would hold the window up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bokart_desk.importing.choices import SheetKey
    from bokart_desk.importing.outcomes import Outcome
    from bokart_desk.importing.plan import FilePlan, RowPlan, SheetPlan


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a list have each outcome, how many have warnings, and whether any has something to read."""

    rows: int = 0
    totals: Counter[Outcome] = field(default_factory=Counter)
    warned: int = 0
    anything_said: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """Rows that were not taken, and rows that were but should be looked at, each with its list."""

    rejected: list[tuple[SheetPlan, RowPlan]] = field(default_factory=list)
    warned: list[tuple[SheetPlan, RowPlan]] = field(default_factory=list)


def tallies_of(plan: FilePlan) -> dict[SheetKey, Tally]:
    """Return the counts of each list of a file."""
    return {sheet.key: tally_of(sheet) for sheet in plan.sheets}


def tally_of(sheet: SheetPlan) -> Tally:
    """Return the counts of a list."""
    warned = sum(1 for row in sheet.rows if row.facts.warnings)
    said = warned > 0 or any(row.facts.reason for row in sheet.rows)
    return Tally(len(sheet.rows), Counter(row.outcome for row in sheet.rows), warned, said)


def picked_of(plan: FilePlan) -> Picked:
    """Return the rows of a file that somebody should look at."""
    found = Picked()
    for sheet in plan.sheets:
        for row in sheet.rows:
            if row.outcome.rejected:
                found.rejected.append((sheet, row))
            elif row.facts.warnings:
                found.warned.append((sheet, row))
    return found
