"""What stands behind the numbers of the settings, and editors that explain them."""

from __future__ import annotations

from bokart_desk.i18n import _, ngettext
from bokart_desk.services.rules.settings import LIMITS
from bokart_desk.ui.forms.number_editors import NumberEditor

_MONTHS_IN_YEAR = 12
_SHORT_TERM = 36
"""Shorter than this is a short term (husleieloven § 9-3)."""


def months(count: int) -> str:
    """Return what stands behind a number of months."""
    return ngettext("month", "months", count)


def days(count: int) -> str:
    """Return what stands behind a number of days."""
    return ngettext("day", "days", count)


def times(count: int) -> str:
    """Return what stands behind a number of times."""
    return ngettext("time", "times", count)


class LimitEditor(NumberEditor):
    """A whole number of months, days or times within what is sensible for the setting ``name``."""

    def __init__(self, name: str) -> None:
        lowest, highest = LIMITS[name]
        unit = months if name.endswith("_months") else days if "days" in name else times
        super().__init__(lowest, highest, unit, optional=False)


class TermEditor(LimitEditor):
    """The length of a term in months; says what it is in years, and when it is a short one."""

    def explanation(self) -> str:
        count = self.value()
        if count is None:
            return ""
        if count < _SHORT_TERM:
            return _("Shorter than 3 years: each contract then needs its reason (tenancy act § 11-1).")
        years, rest = divmod(count, _MONTHS_IN_YEAR)
        words = ngettext("{count} year", "{count} years", years).format(count=years)
        if not rest:
            return words
        return _("{years} and {months}").format(
            years=words, months=ngettext("{count} month", "{count} months", rest).format(count=rest)
        )
