"""The colour and sign of each outcome of an import row; the words say the same."""

from __future__ import annotations

from bokart_desk.importing.outcomes import Outcome
from bokart_desk.ui.theme import Tone

TONES = {
    Outcome.NEW: Tone.SUCCESS,
    Outcome.UPDATED: Tone.INFO,
    Outcome.UNCHANGED: Tone.NEUTRAL,
    Outcome.DUPLICATE: Tone.WARNING,
    Outcome.CONFLICT: Tone.DANGER,
    Outcome.INVALID: Tone.DANGER,
    Outcome.SKIPPED: Tone.NEUTRAL,
}

NEEDS_A_LOOK = (Outcome.INVALID, Outcome.CONFLICT, Outcome.DUPLICATE)
"""Rows that change nothing and wait for a person."""

CHANGES = (Outcome.NEW, Outcome.UPDATED)
"""Rows that an import writes."""

ICONS = {
    Outcome.NEW: "plus",
    Outcome.UPDATED: "pencil",
    Outcome.UNCHANGED: "check",
    Outcome.DUPLICATE: "copy",
    Outcome.CONFLICT: "triangle-alert",
    Outcome.INVALID: "circle-x",
    Outcome.SKIPPED: "minus",
}
