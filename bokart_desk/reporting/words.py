"""Values of a document in words: the same text on paper and in a cell that is no number or date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from bokart_desk.i18n import _, current_language, format_amount, format_date, format_number, ngettext
from bokart_desk.reporting.document import Cell, Kind


def cell_text(value: Cell, kind: Kind) -> str:
    """Return the value as people read it: 31.08.2027, 8 500 kr, 62; an empty text for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return format_date(value)
    if kind is Kind.AMOUNT:
        return _amount(Decimal(str(value)), current_language())
    return format_number(value)


@lru_cache(maxsize=4096)
def _amount(kroner: Decimal, _language: str) -> str:
    return format_amount(kroner)  # rents repeat, and CLDR's formatting is the slowest part of a long list


def time_left(days: int) -> str:
    """Return days until (or, negative, since) the end in words: "om 9 dager", "i dag", "23 dager over tiden"."""
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=format_number(days))
    if days == 0:
        return _("ends today")
    return ngettext("{count} day overdue", "{count} days overdue", -days).format(count=format_number(-days))


def contracts(count: int) -> str:
    """Return "1 kontrakt", "12 kontrakter"."""
    return ngettext("{count} contract", "{count} contracts", count).format(count=format_number(count))
