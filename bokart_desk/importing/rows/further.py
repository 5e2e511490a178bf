"""The contracts of a row after its first one: the last is the row's contract, and those before it are kept with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bokart_desk.domain.terms import end_of_term
from bokart_desk.i18n import _, format_date
from bokart_desk.importing import amounts, values
from bokart_desk.importing.choices import BlankEnd
from bokart_desk.importing.facts import RowFacts, Tenancy
from bokart_desk.importing.fields import Field
from bokart_desk.importing.further_columns import FurtherColumns
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.rows.cells import Cells
from bokart_desk.importing.rows.dates import check_dates, moved_back
from bokart_desk.importing.values import NotUnderstood, OpenEnded, Term, says_open_ended

_DAY = timedelta(days=1)


def read_further(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Read the further contracts of a row whose first one is understood; what cannot be sets the row aside."""
    if facts.outcome is not None or facts.start is None:
        return
    tenancies = [Tenancy(facts.start, facts.end, facts.indefinite, facts.monthly_rent)]
    for columns in cells.further:
        found = read_tenancy(cells, facts, row, columns, tenancies[-1])
        if facts.outcome is not None:
            return
        if found is not None:
            tenancies[-1] = ended_before(facts, tenancies[-1], found)
            tenancies.append(found)
    if len(tenancies) == 1:
        return
    if any(columns.rent is not None for columns in cells.further):
        facts.monthly_rent = tenancies[-1].monthly_rent
    else:  # one column for the rent tells of the contract that is the last
        tenancies = [replace(one, monthly_rent=None) for one in tenancies]
    *before, last = tenancies
    facts.start, facts.end, facts.indefinite = last.start, last.end, last.indefinite
    facts.earlier = tuple(before)
    check_dates(cells, facts)


def ended_before(facts: RowFacts, before: Tenancy, later: Tenancy) -> Tenancy:
    """Return a contract that ends on the day the next one begins ended the day before it."""
    if before.end != later.start:
        return before
    facts.warnings.append(moved_back(later.start))
    return replace(before, end=later.start - _DAY)


def read_tenancy(
    cells: Cells, facts: RowFacts, row: DataRow, columns: FurtherColumns, before: Tenancy
) -> Tenancy | None:
    """Return a contract that begins after ``before``, None where there is none; a wrong one sets the row aside."""
    try:
        start, end = _days(cells, row, columns)
        rent = amounts.parse_amount(row.cells[columns.rent]) if columns.rent is not None else None
    except NotUnderstood as error:
        reason = _("A further contract of the row is not understood: {text}").format(text=str(error)[:80])
        facts.decide(Outcome.INVALID, _column_of(columns), reason, Problem.NOT_UNDERSTOOD)
        return None
    if start is None and end is None:
        return None
    if start is None and before.end is not None:
        start = before.end + _DAY
    if start is None:
        missing = _("The start of the contract is missing.")
        facts.decide(Outcome.INVALID, Field.NEXT_START, missing, Problem.START_MISSING)
        return None
    return _checked(facts, before, Tenancy(start, *_ended(cells, start, end), rent))


def _days(cells: Cells, row: DataRow, columns: FurtherColumns) -> tuple[date | None, date | OpenEnded | Term | None]:
    """The start and the end as the cells say them. Raises NotUnderstood."""
    start: date | None = None
    end: date | OpenEnded | Term | None = None
    if columns.period is not None and row.texts[columns.period]:
        period = values.parse_period(row.cells[columns.period])
        if period is None:
            raise NotUnderstood(row.texts[columns.period])
        start, end = period.start, period.end
    if columns.start is not None:
        day = values.parse_day(row.cells[columns.start], month_first=cells.month_first.get(Field.START, False))
        start = day if isinstance(day, date) else start
    if columns.end is not None and row.texts[columns.end]:
        cell = row.cells[columns.end]
        month_first = cells.month_first.get(Field.END, False)
        end = values.OPEN_ENDED if says_open_ended(cell) else values.parse_term(cell)
        end = end or values.parse_day(cell, last_of_month=True, month_first=month_first)
    return start, end


def _ended(cells: Cells, start: date, end: date | OpenEnded | Term | None) -> tuple[date | None, bool]:
    if isinstance(end, Term):
        return end_of_term(start, end.months), False
    if isinstance(end, OpenEnded) or (end is None and cells.choices.blank_end is BlankEnd.INDEFINITE):
        return None, True
    return end, False


def _checked(facts: RowFacts, before: Tenancy, found: Tenancy) -> Tenancy | None:
    if found.end is None and not found.indefinite:
        missing = _("The end of the contract is missing, and the list does not say that the tenancy is indefinite.")
        facts.decide(Outcome.CONFLICT, Field.NEXT_END, missing, Problem.END_MISSING)
    elif found.end is not None and found.end < found.start:
        reason = _("The end {end} is before the start {start}.")
        told = reason.format(end=format_date(found.end), start=format_date(found.start))
        facts.decide(Outcome.INVALID, Field.NEXT_END, told, Problem.END_BEFORE_START)
    elif before.end is None or found.start < before.end or found.start <= before.start:
        reason = _("The contracts of the row overlap: one starts {start}, and the one before it ends {end}.")
        told = reason.format(start=format_date(found.start), end=format_date(before.end) or _("never"))
        facts.decide(Outcome.CONFLICT, Field.NEXT_START, told, Problem.OVERLAP)
    return found


def _column_of(columns: FurtherColumns) -> Field:
    return Field.NEXT_PERIOD if columns.period is not None else Field.NEXT_START
