"""A note taken apart into remarks, where some hold what should not stand there: each goes the way the user chose."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bokart_desk.importing.choices import NotesFate
from bokart_desk.importing.notes import Sensitive, find_sensitive

_PARTS = re.compile(r"(?<=[;\n])|(?<=[.!?]\s)")
"""Where one remark ends and the next begins; at an abbreviation's full stop too, which does no harm."""


def sensitive_in(text: str) -> tuple[Sensitive, ...]:
    """Return what a note holds that should not stand there."""
    return tuple(dict.fromkeys(finding.kind for finding in find_sensitive(text)))


def taken_apart(text: str, fates: Mapping[Sensitive, NotesFate]) -> dict[NotesFate, str]:
    """Return the remarks of a note by what becomes of them; one that holds several things goes the strictest way."""
    found: dict[NotesFate, list[str]] = {}
    for part in _remarks(text):
        chosen = {fates.get(kind, NotesFate.KEEP) for kind in sensitive_in(part)} or {NotesFate.KEEP}
        fate = max(chosen, key=list(NotesFate).index)
        found.setdefault(fate, []).append(part)
    return {fate: "".join(parts).strip().rstrip(";").strip() for fate, parts in found.items()}


def _remarks(text: str) -> list[str]:
    """The remarks; where taking them apart would hide something (a number over two lines), the note is one remark."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    seen = {kind for part in parts for kind in sensitive_in(part)}
    return parts if seen.issuperset(sensitive_in(text)) else [text]


def without_dropped(text: str, fates: Mapping[Sensitive, NotesFate]) -> str:
    """Return a note without the remarks that are to be kept nowhere."""
    parts = taken_apart(text, fates)
    if NotesFate.DROP not in parts:
        return text
    return " ".join(part for fate, part in parts.items() if fate is not NotesFate.DROP)
