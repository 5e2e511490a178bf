"""Counts of records in words, by their kind: "12 contracts"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.services.jobs import kind_name

_COUNTED: dict[str, Callable[[int], str]] = {
    "landlord": lambda n: ngettext("{count} landlord", "{count} landlords", n),
    "dwelling": lambda n: ngettext("{count} dwelling", "{count} dwellings", n),
    "unit": lambda n: ngettext("{count} unit", "{count} units", n),
    "household": lambda n: ngettext("{count} household", "{count} households", n),
    "person": lambda n: ngettext("{count} person", "{count} persons", n),
    "contract": lambda n: ngettext("{count} contract", "{count} contracts", n),
    "offer": lambda n: ngettext("{count} offer", "{count} offers", n),
    "decision": lambda n: ngettext("{count} decision", "{count} decisions", n),
}
_ORDER = ("contract", "household", "person", "dwelling", "unit", "offer", "decision", "landlord", "consultant")


def records_words(counts: Mapping[str, int]) -> str:
    """Return "12 kontrakter, 11 husstander"; empty for none."""
    return ", ".join(_counted(kind, counts[kind]) for kind in sorted(counts, key=_place) if counts[kind])


def _place(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _counted(kind: str, count: int) -> str:
    words = _COUNTED.get(kind)
    if words is None:
        return _("{kind}: {count}").format(kind=kind_name(kind), count=format_number(count))
    return words(count).format(count=format_number(count))
