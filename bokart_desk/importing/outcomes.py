"""What became of a row of a list: each row ends with exactly one outcome."""

from __future__ import annotations

from enum import StrEnum

from bokart_desk.i18n import format_number, ngettext, pgettext


class Outcome(StrEnum):
    """The outcome of one row; duplicate, conflict and invalid rows change nothing in the register."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    INVALID = "invalid"
    SKIPPED = "skipped"

    @property
    def rejected(self) -> bool:
        """Whether the row was not taken and needs somebody to look at it."""
        return self in (Outcome.DUPLICATE, Outcome.CONFLICT, Outcome.INVALID)


class OnDuplicate(StrEnum):
    """What to do with a row whose record is in the register already, with other values."""

    SKIP = "skip"
    UPDATE = "update"
    FILL = "fill"


def outcome_label(outcome: Outcome) -> str:
    """Return the outcome as people read it."""
    return {
        Outcome.NEW: pgettext("row outcome", "new"),
        Outcome.UPDATED: pgettext("row outcome", "updated"),
        Outcome.UNCHANGED: pgettext("row outcome", "unchanged"),
        Outcome.DUPLICATE: pgettext("row outcome", "duplicate"),
        Outcome.CONFLICT: pgettext("row outcome", "conflict"),
        Outcome.INVALID: pgettext("row outcome", "invalid"),
        Outcome.SKIPPED: pgettext("row outcome", "skipped"),
    }[outcome]


def outcome_count(outcome: Outcome, count: int) -> str:
    """Return the count with what becomes of the rows: "118 nye", "1 hoppet over"."""
    text = {
        Outcome.NEW: ngettext("{count} new", "{count} new", count),
        Outcome.UPDATED: ngettext("{count} updated", "{count} updated", count),
        Outcome.UNCHANGED: ngettext("{count} unchanged", "{count} unchanged", count),
        Outcome.DUPLICATE: ngettext("{count} duplicate", "{count} duplicates", count),
        Outcome.CONFLICT: ngettext("{count} in conflict", "{count} in conflict", count),
        Outcome.INVALID: ngettext("{count} invalid", "{count} invalid", count),
        Outcome.SKIPPED: ngettext("{count} skipped", "{count} skipped", count),
    }[outcome]
    return text.format(count=format_number(count))
