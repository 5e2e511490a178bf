"""What a check found, in finished texts, and what each of them is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from bokart_desk.i18n import ngettext

NAMED = 100
"""How many problems of one rule are told one by one; of more only the number is told."""


class Repair(StrEnum):
    """What the program can put right by itself, without touching anything that was entered."""

    LISTS = "lists"
    """Make anew what lists are sorted and searched by."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that needs a look: a finished text with what to do, and the record (its kind and id) it is about.

    The text never names a protected household, and never tells where one lives (rule 11).
    """

    text: str
    kind: str = ""
    record_id: int | None = None
    repair: Repair | None = None


Rule = Callable[[Connection], Iterator[Problem]]
"""Looks for what breaks one rule, and changes nothing."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. ``integrity`` is "ok" or SQLite's own words about the damage; ``last_backup``: local time.

    ``full``: whether everything was looked at, or only what can be seen at once.
    """

    integrity: str
    schema: str
    counts: dict[str, int]
    last_backup: datetime | None
    found: Sequence[Problem] = ()
    full: bool = True

    @property
    def problems(self) -> list[str]:
        """The texts of what was found."""
        return [problem.text for problem in self.found]

    @property
    def ok(self) -> bool:
        """Tell whether nothing needs a look."""
        return not self.found

    def as_json(self) -> dict[str, Any]:
        """Return the report as ``check --json`` prints it."""
        return {
            "ok": self.ok,
            "integrity": self.integrity,
            "schema": self.schema,
            "counts": self.counts,
            "last_backup": self.last_backup.isoformat() if self.last_backup else None,
            "problems": self.problems,
        }


class CheckStopped(Exception):
    """The user stopped the check; nothing was changed."""


def limited(found: Iterator[Problem]) -> Iterator[Problem]:
    """Yield the first problems of a rule one by one, and for the rest one that tells how many they are."""
    yield from islice(found, NAMED)
    rest = sum(1 for _one in found)
    if rest:
        yield Problem(
            ngettext(
                "And {count} more like the one above. See to those first, then check again.",
                "And {count} more like those above. See to those first, then check again.",
                rest,
            ).format(count=rest)
        )
