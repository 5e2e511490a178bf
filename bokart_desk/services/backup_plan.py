"""How this PC keeps the backups of a register: which of them stay, and where it remembers their second place."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bokart_desk.domain.thinning import KeepRule


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """``rule``: which backups stay, here and in the second place. ``notes``: the file of this PC's notes about them.

    Without ``notes`` there is no second place.
    """

    rule: KeepRule = field(default_factory=KeepRule)
    notes: Path | None = None
