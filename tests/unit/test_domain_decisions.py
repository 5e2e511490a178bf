"""Limits of decisions, and which texts are no individual assessment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.codes import DecisionKind
from bokart_desk.domain.decisions import (
    APPEAL_LIMITS,
    LEGAL_BASES,
    AssessmentProblem,
    LegalLimit,
    appeal_by,
    assessment_problem,
    decide_by,
    first_notice_running,
    limit_on,
)

DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))


@given(DAYS)
def test_an_appeal_has_three_weeks_and_never_ends_on_a_weekend(notified: date) -> None:
    last = appeal_by(notified)
    assert 21 <= (last - notified).days <= 26
    assert last.weekday() < 5
    assert (last - notified).days == 21 or appeal_by(notified + timedelta(days=1)) >= last


@pytest.mark.parametrize(
    ("three_weeks", "last"),
    [
        (date(2026, 4, 2), date(2026, 4, 7)),  # Maundy Thursday, until after Easter
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2027, 5, 17), date(2027, 5, 18)),  # also Whit Monday
        (date(2028, 5, 1), date(2028, 5, 2)),
        (date(2026, 5, 14), date(2026, 5, 15)),  # Ascension Day
        (date(2026, 11, 28), date(2026, 11, 30)),  # a Saturday
        (date(2026, 12, 24), date(2026, 12, 24)),  # Christmas Eve is no holiday
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_limit_that_ends_on_a_day_off_runs_until_the_next_working_day(three_weeks: date, last: date) -> None:
    assert appeal_by(three_weeks - timedelta(weeks=3)) == last


@given(DAYS)
def test_the_earliest_notice_that_may_still_be_appealed(today: date) -> None:
    first = first_notice_running(today)
    assert appeal_by(first) >= today > appeal_by(first - timedelta(days=1))


@given(DAYS)
def test_an_application_is_decided_within_a_month(applied: date) -> None:
    last = decide_by(applied)
    assert 28 <= (last - applied).days <= 31
    assert last.day == applied.day or (last + timedelta(days=1)).day == 1


def test_a_month_from_the_31st_ends_with_the_shorter_month() -> None:
    assert decide_by(date(2027, 1, 31)) == date(2027, 2, 28)
    assert decide_by(date(2028, 1, 31)) == date(2028, 2, 29)


def test_limits_are_data_and_a_new_act_counts_from_its_first_day() -> None:
    assert APPEAL_LIMITS[0].law == "forvaltningsloven § 29"
    new = (*APPEAL_LIMITS, LegalLimit(date(2027, 1, 1), "ny lov § 1", weeks=4))
    assert limit_on(new, date(2026, 12, 31)).weeks == 3
    assert limit_on(new, date(2027, 1, 1)).weeks == 4
    assert limit_on(new, date(1960, 1, 1)).weeks == 3


def test_every_kind_of_decision_has_a_legal_basis_to_propose() -> None:
    assert set(LEGAL_BASES) == set(DecisionKind)


@pytest.mark.parametrize("text", [None, "", "   \n "])
def test_an_empty_text_is_missing(text: str | None) -> None:
    assert assessment_problem(text) is AssessmentProblem.MISSING


@pytest.mark.parametrize(
    "text",
    [
        "Tilhører ikke gruppene som kan få kommunal bolig.",
        "Søker tilhører ikke målgruppen for kommunale boliger, jf. retningslinjene.",
        "Avslag fordi husstanden ikke hører til de prioriterte gruppene.",
        "Utenfor målgruppen",
        "Søkjaren høyrer ikkje til gruppene som kommunen hjelper.",
        "The household does not belong to the groups the municipality helps.",
        "Søknaden avslås.\nHusstanden er ikke i målgruppen.\nJf. kommunens retningslinjer for tildeling punkt 3.",
    ],
)
def test_a_text_that_only_names_a_group_is_no_assessment(text: str) -> None:
    assert assessment_problem(text) is AssessmentProblem.ONLY_A_GROUP


@pytest.mark.parametrize(
    "text", ["Avslag", "...", "Se vedtak", "nei nei nei nei nei nei nei", "Søker oppfyller ikke vilkårene i § 4."]
)
def test_a_few_words_are_no_assessment(text: str) -> None:
    assert assessment_problem(text) is AssessmentProblem.TOO_THIN


@pytest.mark.parametrize(
    "text",
    [
        "Familien bor trangt, men far har fast arbeid og fikk tilbud om privat leie i august. De trenger ikke bolig.",
        "Husstanden tilhører ikke målgruppen. De har egen leilighet i Solvik og inntekt til å beholde den.",
        "Tilhører ikke gruppene fordi begge voksne er i arbeid og leier privat med kontrakt til 2029.",
        "The household owns a flat in Solvik and earns enough to keep it.",
    ],
)
def test_what_is_said_of_the_household_is_an_assessment(text: str) -> None:
    assert assessment_problem(text) is None


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert assessment_problem(text) in {None, *AssessmentProblem}


@given(st.text(max_size=60))
def test_blanks_around_a_text_change_nothing(text: str) -> None:
    assert assessment_problem(f"  {text}\n") == assessment_problem(text)
