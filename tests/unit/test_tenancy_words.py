"""The days of a contract are told in words before anything is saved."""

from __future__ import annotations

from datetime import date

import pytest

from bokart_desk.domain.tenancy import ContractStep, EndedBy
from bokart_desk.services.tenancy import words
from tests.register_builder import TODAY


def test_the_days_are_told_in_words() -> None:
    start, end = date(2024, 9, 1), date(2027, 8, 31)
    assert words.explain(start, end, TODAY) == (
        "Utløper 31.08.2027, om 9 måneder. Siste frist for flytteoppfordring: 30.11.2027. "
        "Etter det er leieforholdet tidsubestemt."
    )
    assert "30.12.2026" in words.explain(date(2023, 10, 1), date(2026, 9, 30), TODAY)
    assert "tidsubestemt leieforhold" in words.explain(date(2023, 1, 1), date(2026, 1, 31), TODAY)
    assert words.explain(start, None, TODAY).startswith("Leieforholdet har ingen sluttdato")
    assert words.term_words(start, end) == "3 år"
    assert words.term_words(start, date(2026, 3, 31)) == "1 år og 7 måneder"
    assert words.term_words(start, date(2024, 9, 30)) == "1 måned"
    assert words.term_words(start, None) == "uten sluttdato"
    assert words.term_notes(start, end) == ()
    assert "11-1" in words.term_notes(start, date(2026, 8, 31))[0]


@pytest.mark.parametrize("moved", [date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 9), date(2023, 1, 1)])
def test_every_day_of_moving_out_has_its_words(moved: date) -> None:
    start, end = date(2024, 1, 1), date(2026, 12, 31)
    told = [words.move_out_words(start, last, moved, date(2027, 2, 1)) for last in (end, None)]
    assert all(told)
    assert "planlagt" in words.move_out_words(start, end, date(2027, 3, 1), date(2027, 2, 1))


def test_letters_and_early_ends_have_their_words() -> None:
    end = date(2026, 12, 31)
    assert "31.03.2027" in words.advance_notice_words(end, TODAY)
    assert "flytteoppfordring" in words.advance_notice_words(end, date(2027, 1, 1))
    assert words.advance_notice_words(None, TODAY)
    assert "forhåndsvarsel" in words.notice_words(end, end)
    assert words.notice_words(end, date(2027, 3, 31)).startswith("I tide")
    assert "31.12.2027" in words.end_early_words(date(2027, 12, 31), end, TODAY)
    assert words.end_early_words(None, end, TODAY)
    assert {words.ended_by_label(one) for one in EndedBy} == {
        "Etter avtale", "Oppsagt av husstanden", "Oppsagt av kommunen",
    }  # fmt: skip
    assert len({words.step_title(one) for one in ContractStep}) == len(ContractStep)
