"""Words and small sums behind the Import and Reports screens."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.importing.outcomes import Outcome
from bokart_desk.platform.pdf_pages import PdfPages
from bokart_desk.ui.importing.words import column_letters, outcome_count, totals_words
from bokart_desk.ui.reports.month_picker import next_month


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_what_a_spreadsheet_calls_them(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_totals_say_what_matters_even_when_there_is_none() -> None:
    totals = {Outcome.NEW: 118, Outcome.SKIPPED: 2, Outcome.UNCHANGED: 0}

    assert totals_words(totals) == "118 nye, 0 ugyldige, 2 hoppet over"


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_has_words(outcome: Outcome) -> None:
    assert outcome_count(outcome, 1).startswith("1 ")
    assert outcome_count(outcome, 2000).startswith("2\N{NO-BREAK SPACE}000 ")


@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)), st.integers(-11, 11))
def test_months_on_and_back_again(day: date, steps: int) -> None:
    there = next_month(day, steps)

    assert there.day == 1
    assert next_month(there, -steps) == day.replace(day=1)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        PdfPages(b"dette er ikke en PDF")
