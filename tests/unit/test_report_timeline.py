"""The timeline on paper: what its pages say, how they break, and what they never say."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pypdf
import pytest

from bokart_desk.domain.codes import Disposal, UnitStatus
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.timeline import LeaseSpan, occupancy
from bokart_desk.reporting.pdf.timeline import render_timeline
from bokart_desk.reporting.timeline import build_timeline
from bokart_desk.services.municipality import Municipality
from bokart_desk.services.timeline import TimelineBar, TimelineLease, TimelineRow

TODAY = date(2026, 11, 22)
PRINTED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAYS = date(2025, 11, 1), date(2028, 10, 31)
SENDER = Municipality(name="Solvik kommune", office="Flyktningtjenesten")
RUNNING = ContractDates(date(2025, 6, 1), date(2028, 5, 31))


def unit(
    number: int, *tenancies: tuple[str | None, ContractDates], address: str = "", house: int | None = None
) -> TimelineRow:
    """Return a unit with its tenancies: (name, dates), no name for a protected household."""
    taken = occupancy([dates for _name, dates in tenancies], TODAY)
    return TimelineRow(
        unit_id=number,
        dwelling_id=house or number,
        number=f"B{number}",
        address=address or f"Storgata {number}",
        unit=f"Rom {number}" if house else "",
        disposal=Disposal.PRIVATE,
        status=UnitStatus.IN_USE,
        shared=house is not None,
        bars=tuple(
            TimelineBar(bar, None if (name := tenancies[bar.number][0]) is None else 100 + number, name or "")
            for bar in taken.bars
        ),
        gaps=taken.gaps,
        leases=(TimelineLease(LeaseSpan(date(2020, 1, 1), date(2027, 6, 30)), "Bygg AS"),),
        lanes=taken.lanes,
        searched="",
    )


def pages(rows: Sequence[TimelineRow], *, without_names: bool = False, days: tuple[date, date] = DAYS) -> list[str]:
    """Return the text of each page."""
    paper = build_timeline(rows, days, SENDER, today=TODAY, printed_at=PRINTED, without_names=without_names)
    rendered = render_timeline(paper)
    assert rendered.missing == frozenset()
    read = pypdf.PdfReader(io.BytesIO(rendered.content))
    assert all(page.mediabox.width > page.mediabox.height for page in read.pages)
    assert len(read.pages) == rendered.pages
    return [page.extract_text() for page in read.pages]


def test_a_page_says_who_has_each_unit_and_until_when() -> None:
    (page,) = pages([unit(1, ("Đorđe Čović", RUNNING)), unit(2, ("Olena Kovalenko", RUNNING))])
    for said in ("Solvik kommune · Flyktningtjenesten", "Storgata 1", "B2", "Đorđe Čović", "Olena Kovalenko",
                 "31.05.2028", "2026", "I dag", "Side 1 av 1", "2 boenheter", "§ 13"):  # fmt: skip
        assert said in page, said


def test_every_page_explains_its_marks() -> None:
    found = pages([unit(number, ("Amina Ali", RUNNING)) for number in range(1, 70)])
    assert len(found) == 3
    for number, page in enumerate(found, start=1):
        assert f"Side {number} av 3" in page
        for said in ("Utløper innen 6 måneder", "Blitt tidsubestemt", "Ingen bor der", "Innleiekontrakt",
                     "Tre måneder etter slutt", "2027"):  # fmt: skip
            assert said in page, said
    numbers = re.findall(r"\bB(\d+)\b", "\n".join(found))
    assert sorted(map(int, numbers)) == list(range(1, 70))


def test_the_rooms_of_a_house_stand_under_its_address_again_on_the_next_page() -> None:
    rooms = [unit(number, ("Amina Ali", RUNNING), address="Bakkeveien 3", house=1) for number in range(1, 60)]
    first, *others = pages(rooms)
    assert "Bakkeveien 3" in first
    assert "Bakkeveien 3 (" not in first
    assert others
    assert all("Bakkeveien 3 (" in page for page in others)


def test_an_address_never_stands_alone_at_the_foot_of_a_page() -> None:
    single = [unit(number, ("Amina Ali", RUNNING)) for number in range(1, 60)]
    rooms = [unit(number, ("Amina Ali", RUNNING), address="Bakkeveien 3", house=500) for number in (500, 501)]
    for before in range(20, 34):
        page = next(text for text in pages([*single[:before], *rooms]) if "Bakkeveien 3" in text)
        assert "Rom 500" in page


@pytest.mark.parametrize("without_names", [False, True])
def test_a_protected_household_has_neither_name_nor_last_day(without_names: bool) -> None:
    (page,) = pages([unit(1, (None, RUNNING))], without_names=without_names)
    assert "31.05.2028" not in page
    assert ("Beskyttet husstand" in page) is not without_names


def test_without_names_nobody_is_named_and_bars_say_how_the_contract_stands() -> None:
    past = ContractDates(date(2023, 12, 1), date(2026, 11, 10))
    (page,) = pages([unit(1, ("Amina Ali", RUNNING)), unit(2, ("Selam Tesfay", past))], without_names=True)
    assert "Amina" not in page
    assert "Selam" not in page
    assert "Løper" in page
    assert "10.11.2026" in page


def test_days_far_from_today_have_no_line_for_it() -> None:
    (page,) = pages([unit(1, ("Amina Ali", RUNNING))], days=(date(2027, 1, 1), date(2027, 12, 31)))
    assert "I dag" not in page
    assert "Amina Ali" in page


def test_a_long_stay_after_the_end_still_says_whose_it_is() -> None:
    long_ago = ContractDates(date(2018, 1, 1), date(2020, 12, 31))
    (page,) = pages([unit(1, ("Yusuf Osman", long_ago))])
    assert "Yusuf Osman" in page


def test_a_wide_span_of_years_and_a_narrow_one_can_be_drawn() -> None:
    rows = [unit(1, ("Amina Ali", RUNNING))]
    assert "1990" in pages(rows, days=(date(1990, 1, 1), date(2040, 12, 31)))[0]
    assert "november" in pages(rows, days=(date(2026, 11, 1), date(2026, 12, 31)))[0]
