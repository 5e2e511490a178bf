"""The part of the meeting paper on households that wait for a dwelling, by the municipality's own priority."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bokart_desk.i18n import _, pgettext
from bokart_desk.reporting.document import Column, Kind, Row, Section

if TYPE_CHECKING:
    from bokart_desk.reporting.allocation_meeting import HouseholdRef


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A household that waits. ``kind``, ``waited``, ``decision`` and ``criteria`` are words; no address is told.

    ``bedrooms`` in words too, for they may be the least that is needed ("3+").
    """

    household: HouseholdRef
    kind: str
    priority: int | None
    bedrooms: str
    persons: int | None
    since: date | None
    waited: str
    decision: str = ""
    criteria: str = ""


def waiting_section(
    lines: Sequence[WaitingLine],
    *,
    who: Callable[[HouseholdRef | None], str],
    who_title: str,
    anonymous: bool,
    notes: Column,
) -> Section:
    """Return the section, in the order of ``lines``. Anonymous: without criteria, which may tell of health."""
    columns = (
        Column("who", who_title, strong=True),
        Column("kind", _("Applies for"), weight=0.6),
        Column("priority", pgettext("waiting list", "Priority"), Kind.NUMBER),
        *(() if anonymous else (Column("criteria", _("Criteria met"), weight=1.0),)),
        Column("bedrooms", _("Bedrooms needed"), weight=0.4),
        Column("persons", _("Persons"), Kind.NUMBER),
        Column("since", _("Waiting since"), Kind.DATE),
        Column("waited", _("Has waited"), weight=0.5),
        Column("decided", _("Decision"), weight=0.6),
        notes,
    )
    rows = tuple(
        Row(
            (
                who(line.household),
                line.kind,
                line.priority,
                *(() if anonymous else (line.criteria,)),
                line.bedrooms,
                line.persons,
                line.since,
                line.waited,
                line.decision,
                None,
            )
        )
        for line in lines
    )
    counted = any(line.bedrooms.endswith("+") for line in lines)
    return Section(
        _("Waiting for a dwelling, by priority"),
        columns,
        rows,
        _("No need of a dwelling is recorded."),
        intro=_("Bedrooms with + are the least, counted from the persons.") if counted else "",
    )
