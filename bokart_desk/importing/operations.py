"""What an import would do to the register: new records with temporary ids, changes of fields, links to source rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bokart_desk.importing.facts import Change
    from bokart_desk.importing.outcomes import OnDuplicate

Values = dict[str, Any]

REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "landlord": (),
    "consultant": (),
    "dwelling": (("landlord_id", "landlord"),),
    "unit": (("dwelling_id", "dwelling"),),
    "household": (("consultant_id", "consultant"),),
    "person": (("household_id", "household"),),
    "contract": (("unit_id", "unit"), ("household_id", "household"), ("renews_contract_id", "contract")),
    "offer": (("household_id", "household"), ("unit_id", "unit")),
    "decision": (("household_id", "household"), ("unit_id", "unit")),
}
"""The kinds an import makes, in the order they must be written, and what each points at."""


@dataclass(slots=True)
class Operations:
    """Everything a file would change. New records have negative ids until they are written."""

    inserts: dict[str, dict[int, Values]] = field(default_factory=lambda: {kind: {} for kind in REFERENCES})
    updates: dict[tuple[str, int], Values] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.updates) or any(self.inserts.values())


@dataclass(slots=True)
class Staged:
    """What one row would do; it joins the file's operations only when the row is taken."""

    inserts: list[tuple[str, int, Values]] = field(default_factory=list)
    updates: dict[tuple[str, int], Values] = field(default_factory=dict)
    links: list[tuple[str, int]] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    policy: OnDuplicate | None = None
    """What to do with this row when it is in the register already; None as with all others."""

    @property
    def changes_records(self) -> bool:
        """Whether a record that was there before would change."""
        return bool(self.updates)
