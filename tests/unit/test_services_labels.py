"""Words for states, dates and days left."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bokart_desk.domain.codes import STANDARD_CODES, Disposal, DwellingKind, Protection, ReviewOutcome, UnitStatus
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.due import DueKind
from bokart_desk.domain.rows import ContractRow, SourceLine
from bokart_desk.services import labels

TODAY = date(2026, 11, 22)


def row(end: date | None, **more: object) -> ContractRow:
    values = {
        "id": 1, "unit_id": 1, "household_id": 1, "household": "Amina Ali", "case_number": "26/1",
        "protection": Protection.NONE, "dwelling_number": "K1", "address": "Storgata 1", "unit": "H0101",
        "start": date(2023, 9, 1), "end": end, "monthly_rent": None, "disposal": Disposal.MUNICIPAL,
        "moved_out_on": None, "vacate_notice_on": None, "advance_notice_on": None, "superseded": False,
    }  # fmt: skip
    return ContractRow(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (date(2027, 8, 31), "om 9 måneder"),
        (date(2026, 12, 1), "om 9 dager"),
        (date(2026, 11, 23), "om 1 dag"),
        (TODAY, "i dag"),
        (date(2026, 10, 30), "23 dager over tiden"),
        (date(2026, 8, 1), "siden 01.11.2026"),
        (None, "uten sluttdato"),
    ],
)
def test_time_left(end: date | None, words: str) -> None:
    assert labels.time_left(row(end), TODAY) == words


def test_the_end_is_explained_with_the_last_day_to_act() -> None:
    assert labels.explain_end(row(date(2027, 8, 31)), TODAY) == (
        "Utløper 31.08.2027, om 9 måneder. Siste frist for skriftlig flytteoppfordring: 30.11.2027."
    )


@pytest.mark.parametrize(
    ("contract", "word"),
    [
        (row(date(2026, 10, 31)), "31.01.2027"),
        (row(date(2026, 10, 31), vacate_notice_on=date(2026, 11, 5)), "05.11.2026"),
        (row(date(2026, 7, 31)), "31.10.2026"),
        (row(None), "uten sluttdato"),
        (row(date(2026, 7, 31), moved_out_on=date(2026, 8, 2)), "02.08.2026"),
        (row(date(2026, 7, 31), superseded=True), "senere kontrakt"),
    ],
)
def test_what_has_happened_to_the_end_is_said_with_its_date(contract: ContractRow, word: str) -> None:
    assert word in labels.explain_end(contract, TODAY)


def test_the_place_of_a_protected_household_is_never_told() -> None:
    assert labels.place_of(row(None)) == "Storgata 1 H0101"
    hidden = row(None, protection=Protection.CONFIDENTIAL)
    strictly = row(None, protection=Protection.STRICTLY_CONFIDENTIAL)
    assert labels.place_of(hidden) == "Beskyttet adresse"
    assert labels.place_of(strictly) == "SOT6, Postboks 2094 Vika, 0125 Oslo"


def test_every_code_has_words() -> None:
    told = [
        *map(labels.status_label, ContractStatus),
        *map(labels.disposal_label, Disposal),
        *map(labels.dwelling_kind_label, DwellingKind),
        *map(labels.unit_status_label, UnitStatus),
        *map(labels.due_label, DueKind),
        *map(labels.review_outcome_label, ReviewOutcome),
        *(labels.reason_label(code) for codes in STANDARD_CODES.values() for code in codes),
    ]
    assert all(told)
    assert not [words for words in told if "_" in words]


def test_a_reason_the_municipality_added_is_told_as_it_stands() -> None:
    assert labels.reason_label("husdyr") == "husdyr"
    assert labels.reason_label(None) == ""


def test_a_list_of_one_sheet_without_a_name_names_none() -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    assert labels.source_place(SourceLine("Kontrakter.csv", "", 6, moment, ())) == "Kontrakter.csv, rad 6"
    assert labels.source_place(SourceLine("Liste.xlsx", "Ark1", 6, moment, ())) == "Liste.xlsx, ark Ark1, rad 6"
