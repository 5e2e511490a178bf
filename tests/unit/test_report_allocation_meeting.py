"""The meeting paper: everything the meeting decides on, and without names when it must be so."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest

from bokart_desk.i18n import _
from bokart_desk.reporting.allocation_meeting import (
    AllocationMeetingData,
    AnswerLine,
    EndingContractLine,
    HouseholdRef,
    UnitFacts,
    VacantUnitLine,
    build_allocation_meeting,
)
from bokart_desk.reporting.pdf import render_pdf
from bokart_desk.reporting.sheet import render_sheet

MEETING = date(2026, 11, 24)
AMINA = HouseholdRef("Amina Hassan", "2026/101")
HAILE = HouseholdRef("Haile Gebremedhin", "2026/102")
OLENA = HouseholdRef("Olena Kovalenko", "2026/103")
YUSUF = HouseholdRef("Yusuf Abdullahi", "2026/104")
HIDDEN = HouseholdRef("Layla Haddad", "2026/105", "strictly_confidential")


def flat(address: str) -> UnitFacts:
    return UnitFacts(address, "H0101", "Leilighet", 2, Decimal(62), Decimal(8500), "Kommunalt eid", "Klar")


PAPER = AllocationMeetingData(
    "Solvik kommune",
    "Flyktningtjenesten",
    MEETING,
    datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
    date(2026, 8, 24),
    units=(
        VacantUnitLine(flat("Tomgata 1"), MEETING - timedelta(40)),
        VacantUnitLine(flat("Amina-veien 2"), MEETING + timedelta(20), AMINA),
    ),
    ending=(
        EndingContractLine(HAILE, flat("Haile-veien 3"), MEETING + timedelta(30), date(2026, 6, 1), "Forlenges"),
        EndingContractLine(HIDDEN, flat("Layla-veien 9"), MEETING + timedelta(60)),
    ),
    declined=(AnswerLine(OLENA, date(2026, 10, 1), "Beliggenhet", "Olena vil bo nær Anna", flat("Tilbudsgata 4")),),
    refused=(AnswerLine(YUSUF, date(2026, 9, 1), "Vilkårene er ikke oppfylt", "Yusuf eier bolig, DUF 201912345678"),),
)
NAMES = (
    "Amina",
    "Hassan",
    "Haile",
    "Gebremedhin",
    "Olena",
    "Kovalenko",
    "Yusuf",
    "Abdullahi",
    "Layla",
    "Haddad",
    "Anna",
)


def pdf_text(paper: AllocationMeetingData, *, anonymous: bool) -> str:
    with pypdfium2.PdfDocument(render_pdf(build_allocation_meeting(paper, anonymous=anonymous)).content) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    return re.sub(r"\s+", " ", text)


def sheet_text(paper: AllocationMeetingData, *, anonymous: bool) -> str:
    book = openpyxl.load_workbook(io.BytesIO(render_sheet(build_allocation_meeting(paper, anonymous=anonymous))))
    return " ".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def test_paper_with_names_holds_all_items_and_is_marked() -> None:
    text = pdf_text(PAPER, anonymous=False)
    for expected in (
        "Tildelingsmøte",
        "24.11.2026",
        "Tomgata 1, H0101",
        "40 dager",
        "om 20 dager",
        "Amina Hassan",
        "Amina-veien 2, H0101",
        "Haile Gebremedhin",
        "24.12.2026",
        "Forlenges",
        "Takket nei til tilbud siden 24.08.2026",
        "Olena vil bo nær Anna",
        "Beliggenhet",
        "Avslag siden 24.08.2026",
        "8 500 kr",
        "62",
        "Vedtak og merknader",
        "Unntatt offentlighet",
    ):
        assert expected in text, expected


def test_protected_household_has_no_address_even_with_names() -> None:
    text = pdf_text(PAPER, anonymous=False)
    assert "Layla Haddad" in text
    assert "Layla-veien" not in text
    assert "Postboks 2094" in text


@pytest.mark.parametrize("read", [pdf_text, sheet_text], ids=["pdf", "xlsx"])
def test_paper_without_names_tells_nothing_of_who(read: object) -> None:
    text = read(PAPER, anonymous=True)  # type: ignore[operator]
    for secret in (*NAMES, "201912345678", "-veien", "Tilbudsgata", "DUF"):
        assert secret not in text, secret
    for expected in ("2026/101", "2026/102", "2026/103", "2026/104", "2026/105", "Tomgata 1", "Beliggenhet"):
        assert expected in text, expected
    assert "offl." not in text


def test_household_without_case_number_gets_no_name_instead() -> None:
    paper = AllocationMeetingData(
        "Solvik kommune",
        "",
        MEETING,
        datetime(2026, 11, 22, tzinfo=UTC),
        MEETING,
        refused=(AnswerLine(HouseholdRef("Amina Hassan", " "), None, "Annet"),),
    )
    text = pdf_text(paper, anonymous=True)
    assert "uten saksnummer" in text
    assert "Amina" not in text


def test_empty_paper_says_so_in_words() -> None:
    empty = AllocationMeetingData("Solvik kommune", "", MEETING, datetime(2026, 11, 22, tzinfo=UTC), MEETING)
    text = pdf_text(empty, anonymous=False)
    for expected in (
        _("No unit is vacant."),
        "Ingen boenheter blir ledige med det første.",
        "Ingen kontrakter utløper innen tre måneder.",
        "Ingen har takket nei",
        "Ingen søknader har fått avslag",
    ):
        assert expected in text


def test_items_stand_by_date() -> None:
    document = build_allocation_meeting(PAPER, anonymous=True)
    assert [row.cells[0] for row in document.sections[2].rows] == ["2026/102", "2026/105"]
