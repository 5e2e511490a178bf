"""A row of a list in one line of words, for the one who looks through an import."""

from __future__ import annotations

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.outcomes import Outcome


def summary_of(facts: RowFacts, kind: SheetKind) -> str:
    """Return who, where and when, and a stated reason; a protected address is left out (rule 11)."""
    if facts.outcome is Outcome.SKIPPED and not facts.persons:
        return " · ".join(text for text in facts.cells if text)[:120]
    parts = [facts.name, _place(facts), _when(facts, kind), facts.reason_words or ""]
    for one in facts.beside:
        parts += [one.name, _when(one, kind)]
    return " · ".join(part for part in parts if part) or " · ".join(text for text in facts.cells if text)[:120]


def _place(facts: RowFacts) -> str:
    if facts.protection is not Protection.NONE:
        return _("protected address")
    return f"{facts.address}, {facts.unit}" if facts.unit else facts.address or facts.number


def _when(facts: RowFacts, kind: SheetKind) -> str:
    if kind is SheetKind.DECLINED:
        return format_date(facts.offered_on)
    if kind is SheetKind.REFUSED:
        return format_date(facts.decided_on)
    if facts.start is None:
        return _("vacant") if facts.vacant else ""
    if facts.indefinite:
        when = _("from {start}, indefinite").format(start=format_date(facts.start))
    else:
        when = _("{start} to {end}").format(start=format_date(facts.start), end=format_date(facts.end) or "?")
    if not facts.earlier:
        return when
    count = len(facts.earlier)
    text = ngettext("{when}, and {count} contract before it", "{when}, and {count} contracts before it", count)
    return text.format(when=when, count=count)
