"""The expiry list as people get it: what stands on each page, in which order, and what never does."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pypdf
import pypdfium2
import pytest

from bokart_desk import i18n
from bokart_desk.reporting.document import Tone
from bokart_desk.reporting.expiry_list import (
    ExpiryLine,
    ExpiryListData,
    build_expiry_list,
    period_in_words,
    term_in_words,
)
from bokart_desk.reporting.pdf import render_pdf
from bokart_desk.reporting.words import time_left

TODAY = date(2026, 11, 22)


def line(name: str, days_left: int, **changes: object) -> ExpiryLine:
    end = TODAY + timedelta(days=days_left)
    values: dict[str, object] = {
        "household": name,
        "address": "Storgata 8",
        "unit": "H0201",
        "start": date(end.year - 3, end.month, 1),
        "end": end,
        "term_months": 36,
        "days_left": days_left,
        "last_day_to_act": end + timedelta(days=91),
        "became_indefinite": days_left < -92,
        "monthly_rent": Decimal(8500),
        "consultant": "Kari Nordmann",
    }
    return ExpiryLine(**(values | changes))  # type: ignore[arg-type]


def listed(*lines: ExpiryLine) -> ExpiryListData:
    printed = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    return ExpiryListData(
        "Solvik kommune",
        "Flyktningtjenesten",
        date(2026, 11, 1),
        date(2026, 11, 30),
        TODAY,
        printed,
        lines,
    )


def pages_of(data: ExpiryListData) -> list[str]:
    content = render_pdf(build_expiry_list(data)).content
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_three_groups_each_sorted_by_date() -> None:
    document = build_expiry_list(
        listed(line("Sen", 8), line("Snart", 2), line("Over", -23), line("Lengst over", -60), line("Fast", -200))
    )
    assert [section.heading for section in document.sections] == [
        "Utløper i perioden",
        "Over sluttdatoen, leietakeren bor der fortsatt",
        "Er blitt tidsubestemte",
    ]
    names = [[row.cells[0] for row in section.rows] for section in document.sections]
    assert names == [["Snart", "Sen"], ["Lengst over", "Over"], ["Fast"]]


def test_page_says_who_where_when_and_how_long() -> None:
    (page,) = pages_of(listed(line("Haile Gebremedhin", -23, last_review=date(2026, 5, 4))))
    for text in (
        "Solvik kommune",
        "november 2026",
        "Skrevet ut 22.11.2026",
        "Haile Gebremedhin",
        "Storgata 8, H0201",
        "01.10.2023",
        "30.10.2026",
        "3 år",
        "23 dager over tiden",
        "29.01.2027",
        "04.05.2026",
        "8 500 kr",
        "Kari Nordmann",
        "Side 1 av 1",
        "Unntatt offentlighet",
    ):
        assert text in re.sub(r"\s+", " ", page), text


def test_every_page_has_header_and_number_and_no_row_is_lost() -> None:
    names = [f"Leietaker{number:03d}" for number in range(60)]
    pages = pages_of(listed(*(line(name, 1 + number % 8) for number, name in enumerate(names))))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "Husstand" in page
        assert "Siste" in page
        assert f"Side {number} av {len(pages)}" in page
        assert "Utløper i perioden" in page or number == len(pages)
    assert sorted(re.findall(r"Leietaker\d{3}", "".join(pages))) == names


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    for count in range(8, 22):
        rows = [line(f"A{number}", 3) for number in range(count)] + [line("Bakerst", -5)]
        for page in pages_of(listed(*rows)):
            heading = page.find("Over sluttdatoen, leietakeren")
            assert heading < 0 or "Bakerst" in page[heading:]


def test_totals_count_contracts_and_sum_rent() -> None:
    document = build_expiry_list(listed(line("A", 1), line("B", 2), line("C", 3, monthly_rent=None)))
    assert document.sections[0].totals == {"household": "3 kontrakter", "rent": Decimal(17000)}
    assert "17 000 kr" in re.sub(r"\s", " ", pages_of(listed(line("A", 1), line("B", 2)))[0])


def test_empty_list_says_so_in_words() -> None:
    (page,) = pages_of(listed())
    assert "Ingen kontrakter utløper i denne perioden." in page
    assert "Ingen kontrakter er over sluttdatoen." in page
    assert "Ingen kontrakter er blitt tidsubestemt." in page


@pytest.mark.parametrize("protection", ["confidential", "strictly_confidential", "something new"])
def test_protected_address_never_reaches_the_paper(protection: str) -> None:
    hidden = line("Amina", 3, address="Hemmelig vei 7", unit="H0909", protected=protection)
    (page,) = pages_of(listed(hidden))
    assert "Amina" in page
    assert "Hemmelig" not in page
    assert "H0909" not in page
    if protection == "strictly_confidential":
        assert "SOT6, Postboks 2094 Vika, 0125 Oslo" in re.sub(r"\s+", " ", page)
    else:
        assert "Fortrolig adresse" in page


def test_sent_demand_stops_the_alarm_and_shows() -> None:
    document = build_expiry_list(listed(line("A", -23, notice_sent_on=date(2026, 11, 2)), line("B", -23)))
    told, silent = document.sections[1].rows
    assert told.cells[5] == "23 dager over tiden; flytteoppfordring sendt 02.11.2026"
    assert (told.cells[6], silent.cells[6]) == (None, date(2027, 1, 29))
    assert (told.tone, silent.tone) == (Tone.PLAIN, Tone.URGENT)


def test_indefinite_tenancy_has_no_last_day_to_act() -> None:
    row = build_expiry_list(listed(line("A", -200))).sections[2].rows[0]
    assert row.cells[6] is None
    assert "tidsubestemt" in str(row.cells[5])


def test_words_for_time_term_and_period() -> None:
    assert [time_left(days) for days in (9, 1, 0, -1, -23)] == [
        "om 9 dager",
        "om 1 dag",
        "utløper i dag",
        "1 dag over tiden",
        "23 dager over tiden",
    ]
    assert [term_in_words(months) for months in (36, 12, 18, None)] == ["3 år", "1 år", "18 md.", ""]
    assert period_in_words(date(2026, 11, 1), date(2027, 1, 31)) == "november 2026 – januar 2027"


def test_pdf_describes_itself() -> None:
    content = render_pdf(build_expiry_list(listed(line("A", 1)))).content
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.metadata is not None
    assert reader.metadata.title == "Kontrakter som utløper – november 2026"
    assert reader.metadata.author == "Solvik kommune"
    assert reader.trailer["/Root"]["/Lang"] == "nb"  # type: ignore[index]
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)


def test_the_list_speaks_english_when_the_program_does() -> None:
    i18n.use_language("en")
    document = build_expiry_list(listed(line("A", 9)))
    assert document.title == "Contracts that expire"
    assert document.sections[0].rows[0].cells[5] == "in 9 days"
    assert document.language == "en"
