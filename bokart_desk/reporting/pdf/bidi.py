"""Reading order of mixed text: the embedding level of each character (Unicode Bidirectional Algorithm)."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from unicodedata import bidirectional

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_ISOLATES = {"LRI", "RLI", "FSI", "PDI"}


def levels(text: str) -> list[int]:
    """Return a level for each character of one line; odd runs are read from right to left."""
    kinds = [bidirectional(char) or "L" for char in text]
    if not _RIGHT_TO_LEFT.intersection(kinds):
        return [0] * len(text)
    return _resolved(text, ["BN" if kind in _ISOLATES else kind for kind in kinds])


def _resolved(text: str, kinds: list[str]) -> list[int]:
    from bidi import algorithm  # noqa: PLC0415 - only for lines that need it

    base = next((1 if kind in ("R", "AL") else 0 for kind in kinds if kind in ("L", "R", "AL")), 0)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    every: list[dict[str, Any]] = []
    for char, kind in zip(text, kinds, strict=True):
        every.append({"ch": char, "level": base, "type": kind, "orig": kind})
    storage["chars"] = list(every)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    kept = {id(entry) for entry in storage["chars"]}
    result: list[int] = []
    for entry in every:
        # a control character that the algorithm removed stays with what stands before it
        result.append(int(entry["level"]) if id(entry) in kept or not result else result[-1])
    trailing = len(text.rstrip())
    return result[:trailing] + [base] * (len(text) - trailing)


def visual_order(run_levels: list[int]) -> list[int]:
    """Return the indexes of runs in the order they stand from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        turned: list[int] = []
        for high, group in groupby(order, key=lambda index, at=level: run_levels[index] >= at):  # type: ignore[misc]
            members = list(group)
            turned.extend(reversed(members) if high else members)
        order = turned
    return order
