"""Import in words: counts of outcomes, kinds of sheets, letters of columns."""

from __future__ import annotations

from collections.abc import Mapping

from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.outcomes import Outcome, outcome_count

ALWAYS_SAID = (Outcome.NEW, Outcome.SKIPPED, Outcome.INVALID)
"""Outcomes whose count is said even when it is none."""


def warned_words(count: int) -> str:
    """Return "4 å se på": rows that come in, with something that somebody should look at."""
    return ngettext("{count} to look at", "{count} to look at", count).format(count=format_number(count))


def totals_words(totals: Mapping[Outcome, int]) -> str:
    """Return all counts in one line; those that matter are said even when they are none."""
    said = [outcome for outcome in Outcome if totals.get(outcome) or outcome in ALWAYS_SAID]
    return ", ".join(outcome_count(outcome, totals.get(outcome, 0)) for outcome in said)


def kind_words(kind: SheetKind) -> str:
    """Return what a sheet holds: contracts, dwellings, offers declined, refusals, or no list."""
    return {
        SheetKind.CONTRACTS: _("Contracts"),
        SheetKind.DWELLINGS: _("Dwellings"),
        SheetKind.DECLINED: _("Declined offers"),
        SheetKind.REFUSED: _("Refusals"),
        SheetKind.NOT_A_LIST: _("No list"),
    }[kind]


def sheet_words(name: str) -> str:
    """Return the name of a sheet; a csv file has one without a name."""
    return name or _("The whole file")


def rows_words(count: int) -> str:
    """Return "118 rader"."""
    return ngettext("{count} row", "{count} rows", count).format(count=format_number(count))


def column_letters(index: int) -> str:
    """Return the letters a spreadsheet program gives to a column, counted from 0: A, B ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
