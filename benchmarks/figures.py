"""What a benchmark reports: one figure, what it is measured in, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value. ``target`` is the most it may be, None for one that is only told; ``note``: how and why."""

    name: str
    value: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the value keeps to its target."""
        return self.target is None or self.value <= self.target
