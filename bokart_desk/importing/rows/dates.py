"""From when to when a contract runs: start, end, term, period or no end at all, and whether that can be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bokart_desk.domain.terms import add_months, end_of_term
from bokart_desk.i18n import _, format_date
from bokart_desk.importing import amounts, codes, values
from bokart_desk.importing.choices import BlankEnd
from bokart_desk.importing.facts import RowFacts
from bokart_desk.importing.fields import Field
from bokart_desk.importing.layout import DataRow
from bokart_desk.importing.outcomes import Outcome
from bokart_desk.importing.problems import Problem
from bokart_desk.importing.rows.cells import TERM_NUMBER, Cells
from bokart_desk.importing.values import NotUnderstood, OpenEnded, Term

LONGEST_TERM_MONTHS = 30 * 12
_NEARLY_THE_SAME_DAYS = 31
_LONGEST_YEARS = LONGEST_TERM_MONTHS // 12


def read_contract_dates(cells: Cells, facts: RowFacts, row: DataRow) -> None:
    """Fill start, end, indefinite and actual end; what cannot be sets the row aside with field and reason."""
    start, end = _stated_dates(cells, facts, row)
    facts.actual_end = cells.day(facts, row, Field.ACTUAL_END, last_of_month=True)
    facts.start = start
    if facts.outcome is not None:
        return
    if start is None:
        facts.decide(Outcome.INVALID, Field.START, _("The start of the contract is missing."), Problem.START_MISSING)
        return
    if isinstance(end, Term):
        if not 0 < end.months <= LONGEST_TERM_MONTHS:
            facts.decide(
                Outcome.INVALID, Field.TERM, _("The contract would last more than 30 years."), Problem.TOO_LONG
            )
            return
        end = end_of_term(start, end.months)
    _set_end(cells, facts, row, end)
    check_dates(cells, facts)


def _stated_dates(cells: Cells, facts: RowFacts, row: DataRow) -> tuple[date | None, date | OpenEnded | Term | None]:
    start: date | None = None
    end: date | OpenEnded | Term | None = None
    for name in (Field.PERIOD, Field.START, Field.END):
        if name not in cells.fields:
            continue
        cell = cells.in_its_year(facts, row, name)
        if not isinstance(cell, str):
            continue
        try:
            period = values.parse_period(cell)
        except NotUnderstood:
            cells.not_understood(facts, row, name)
            return None, None
        if period is not None:
            start, end = start or period.start, end or period.end
        elif name is Field.PERIOD and cell.strip():
            end = end or values.parse_term(cell) or (values.OPEN_ENDED if values.says_open_ended(cell) else None)
            if end is None:
                cells.not_understood(facts, row, name)
                return None, None
    start = _one_start(cells, facts, row, start)
    if end is None:
        end = _end_of(cells, facts, row)
    return start, end


def _one_start(cells: Cells, facts: RowFacts, row: DataRow, of_period: date | None) -> date | None:
    """The start of a period and that of the column for it; two different days contradict each other."""
    if of_period is not None and values.parse_period(cells.cell(row, Field.START)) is not None:
        return of_period
    stated = cells.day(facts, row, Field.START)
    if of_period is not None and stated is not None and stated != of_period:
        text = _("The row gives two days as the start: {one} and {other}.")
        reason = text.format(one=format_date(stated), other=format_date(of_period))
        facts.decide(Outcome.CONFLICT, Field.START, reason, Problem.TWO_STARTS)
    return of_period or stated


def _end_of(cells: Cells, facts: RowFacts, row: DataRow) -> date | OpenEnded | Term | None:
    cell = cells.cell(row, Field.END)
    if values.says_open_ended(cell):
        return values.OPEN_ENDED
    stated = values.parse_term(cell)
    if stated is not None:
        return stated
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 < cell <= 10:
        cells.not_understood(facts, row, Field.END)
        return None
    return cells.any_day(facts, row, Field.END, last_of_month=True)


def _set_end(cells: Cells, facts: RowFacts, row: DataRow, end: date | OpenEnded | None) -> None:
    says_indefinite = _says_indefinite(cells, row)
    term = _term(cells, row)
    if isinstance(end, OpenEnded) or (end is None and says_indefinite):
        facts.indefinite = True
    elif end is not None and says_indefinite:
        both = _("The list gives both an end and an indefinite tenancy.")
        facts.decide(Outcome.CONFLICT, Field.END, both, Problem.END_AND_INDEFINITE)
    elif end is not None:
        facts.end = end
        _compare_with_term(facts, term)
    elif isinstance(term, OpenEnded):
        facts.indefinite = True
    elif term is not None and facts.start is not None:
        facts.end = end_of_term(facts.start, term.months)
    elif cells.text(row, Field.TERM) and term is None:
        cells.not_understood(facts, row, Field.TERM)
    elif cells.choices.blank_end is BlankEnd.INDEFINITE:
        facts.indefinite = True
    else:
        facts.decide(
            Outcome.CONFLICT,
            Field.END,
            _("The end of the contract is missing, and the list does not say that the tenancy is indefinite."),
            Problem.END_MISSING,
        )


def _compare_with_term(facts: RowFacts, term: Term | OpenEnded | None) -> None:
    """An end and a term that tell of different days are worth a look; the end is what counts."""
    if not isinstance(term, Term) or facts.start is None or facts.end is None:
        return
    stated = end_of_term(facts.start, term.months)
    if abs((stated - facts.end).days) > _NEARLY_THE_SAME_DAYS:
        text = _("The list gives a term that would end {stated}, and {end} as the end.")
        facts.warnings.append(text.format(stated=format_date(stated), end=format_date(facts.end)))


def _says_indefinite(cells: Cells, row: DataRow) -> bool:
    kind = cells.text(row, Field.CONTRACT_TYPE)
    flag = cells.text(row, Field.INDEFINITE)
    if kind and codes.contract_type_of(kind):
        return True
    return bool(flag) and (amounts.parse_yes_no(flag) is True or codes.contract_type_of(flag) is True)


def _term(cells: Cells, row: DataRow) -> Term | OpenEnded | None:
    if Field.TERM not in cells.fields:
        return None
    cell = cells.cell(row, Field.TERM)
    if values.says_open_ended(cell):
        return values.OPEN_ENDED
    stated = values.parse_term(cell)
    if stated is not None:
        return stated
    text = values.text_of(cell).replace(",", ".")
    if cells.term_unit is None or not TERM_NUMBER.fullmatch(text):
        return None
    months = Decimal(text) * cells.term_unit
    return Term(int(months)) if 0 < months <= LONGEST_TERM_MONTHS else None


def moved_back(day: date) -> str:
    """Return the warning about a contract that ends a day earlier than the list says: the next begins on ``day``."""
    text = _(
        "The household's next contract starts on {day}, the day the one before it ends: that one ends a day earlier."
    )
    return text.format(day=format_date(day))


def check_dates(cells: Cells, facts: RowFacts) -> None:
    """Set a row aside whose contract could not be: it lasts too long, ends before it starts, or lies too far away."""
    start, end = facts.start, facts.end
    if start is None:
        return
    if start < cells.oldest_start:
        facts.decide(Outcome.INVALID, Field.START, _("The start is more than 60 years ago."), Problem.TOO_LONG_AGO)
    if start > cells.farthest_start:
        facts.decide(Outcome.INVALID, Field.START, _("The start is more than 5 years ahead."), Problem.TOO_FAR_AHEAD)
    if end is not None and end < start:
        facts.decide(
            Outcome.INVALID,
            Field.END,
            _("The end {end} is before the start {start}.").format(end=format_date(end), start=format_date(start)),
            Problem.END_BEFORE_START,
        )
    elif (
        end is not None
        and end.year - start.year >= _LONGEST_YEARS
        and end >= add_months(start, LONGEST_TERM_MONTHS) + timedelta(days=1)
    ):
        facts.decide(Outcome.INVALID, Field.END, _("The contract would last more than 30 years."), Problem.TOO_LONG)
    if facts.actual_end is not None and facts.actual_end < start:
        moved = _("The tenant would have moved out {moved}, before the start {start}.")
        reason = moved.format(moved=format_date(facts.actual_end), start=format_date(start))
        facts.decide(Outcome.INVALID, Field.ACTUAL_END, reason, Problem.MOVED_BEFORE_START)
