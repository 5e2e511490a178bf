"""A day of birth: it lies in the past, and what it tells is an age."""

from __future__ import annotations

import re
from datetime import date

from bokart_desk.i18n import ngettext
from bokart_desk.ui.forms.day_editor import DayEditor

_SHORT_YEAR = re.compile(r"(?:\D|^\d{4})\d\d$")
_CENTURY = 100


class BirthEditor(DayEditor):
    """ "4.5.30" is 1930 and not 2030; under the field stands how old that makes somebody."""

    def value(self) -> date | None:
        day = super().value()
        if day is not None and day > self._today() and _SHORT_YEAR.search(self.text().strip()):
            return _years_before(day, _CENTURY)
        return day

    def explanation(self) -> str:
        day, today = self.value(), self._today()
        if day is None or day > today:
            return ""
        years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
        return ngettext("{count} year old", "{count} years old", years).format(count=years)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
