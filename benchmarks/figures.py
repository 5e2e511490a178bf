"""What a benchmark reports: one figure, what it is measured in, and what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, None where it could not be measured here.

    ``target`` is the most it may be, None for one that is only told; ``note``: how and why.
    """

    name: str
    value: float | None
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the value keeps to its target."""
        return self.target is None or (self.value is not None and self.value <= self.target)

    @property
    def verdict(self) -> str:
        """Return in a word or two whether the target is met, and else by how much it is missed."""
        if self.value is None:
            return "not measured"
        if self.target is None:
            return ""
        return "met" if self.met else f"missed by {(self.value / self.target - 1) * 100:.0f} %"


def not_measured(name: str, unit: str, target: float | None, why: str) -> Figure:
    """Return a figure that this machine cannot give."""
    return Figure(name, None, unit, target, why)
