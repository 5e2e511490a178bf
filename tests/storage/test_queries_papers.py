"""The papers hold what the register says on the day, and nothing that must not be on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from register_builder import NOW, TODAY, building, new_register

from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.papers import allocation_meeting, expiry_list
from bokart_desk.services.register import Register

START = date(2024, 1, 1)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def first_cells(document: ReportDocument) -> list[list[object]]:
    return [[row.cells[0] for row in section.rows] for section in document.sections]


def words(document: ReportDocument) -> str:
    return " ".join(str(cell) for section in document.sections for row in section.rows for cell in row.cells)


def expiry(register: Register, **more: object) -> ReportDocument:
    values = {"month": date(2026, 12, 1), "today": TODAY, "printed_at": NOW}
    return expiry_list(register, **(values | more))  # type: ignore[arg-type]


def meeting(register: Register, *, anonymous: bool = False, since: date | None = None) -> ReportDocument:
    day = date(2026, 12, 1)
    return allocation_meeting(register, meeting=day, since=since, anonymous=anonymous, today=TODAY, printed_at=NOW)


def test_the_expiry_list_has_the_month_those_past_their_end_and_those_become_indefinite(register: Register) -> None:
    with building(register) as build:
        build.let("Ends InMonth", "A 1", START, date(2026, 12, 31))
        build.let("Ends Later", "A 2", START, date(2027, 1, 1))
        build.let("Past End", "A 3", START, date(2026, 10, 31))
        build.let("Notice Given", "A 4", START, date(2026, 9, 30), vacate_notice_on=date(2026, 10, 2))
        build.let("Became Indefinite", "A 5", START, date(2026, 5, 31))
        build.let("Moved Out", "A 6", START, date(2026, 10, 31), moved_out_on=date(2026, 10, 31))
        build.let("No End", "A 7", START, None)
    assert first_cells(expiry(register)) == [["Ends InMonth"], ["Notice Given", "Past End"], ["Became Indefinite"]]
    assert first_cells(expiry(register, months=2))[0] == ["Ends InMonth", "Ends Later"]


def test_the_expiry_list_tells_review_and_consultant(register: Register) -> None:
    with building(register) as build:
        kari = build.add("consultant", name="Kari Nordmann")
        household = build.household("Amina Ali", consultant_id=kari)
        contract = build.contract(build.unit("A 1"), household, START, date(2026, 12, 31))
        build.add("review", contract_id=contract, held_on=date(2025, 6, 1))
        build.add("review", contract_id=contract, held_on=date(2026, 6, 1), outcome="extend")
    (row,) = expiry(register).sections[0].rows
    assert "Kari Nordmann" in row.cells
    assert date(2026, 6, 1) in row.cells


def test_the_meeting_sees_what_can_be_given_and_what_falls_vacant(register: Register) -> None:
    with building(register) as build:
        build.unit("Vacant 1", status="vacant")
        build.unit("Reserved 2", status="reserved")
        build.unit("Made ready 3", status="being_made_ready")
        build.unit("Repair 4", status="under_repair")
        build.let("Moves Soon", "B 1", START, None, moved_out_on=date(2026, 12, 31))
        build.let("Moves Late", "B 2", START, None, moved_out_on=date(2027, 6, 30))
        build.let("Has Notice", "B 3", START, date(2026, 9, 30), vacate_notice_on=date(2026, 10, 2))
        build.let("Ends Soon", "B 4", START, date(2027, 2, 28))
    vacant, soon, ending, *_ = first_cells(meeting(register))
    assert vacant == ["Made ready 3", "Reserved 2", "Vacant 1"]
    assert soon == ["Moves Soon", "Has Notice"]
    assert ending == ["Ends Soon"]


def test_answers_since_a_day_or_three_months(register: Register) -> None:
    with building(register) as build:
        amina = build.household("Amina Ali")
        for day in (date(2026, 2, 1), date(2026, 11, 1)):
            build.add(
                "offer", household_id=amina, answer="declined", answered_on=day, reason_code="rent", reason="dyrt"
            )
            build.add("decision", household_id=amina, kind="refuse", decided_on=day, reason_code="owns_home")
        build.add("offer", household_id=amina, answer="withdrawn", answered_on=date(2026, 11, 2))
    assert [len(rows) for rows in first_cells(meeting(register))[-2:]] == [1, 1]
    assert [len(rows) for rows in first_cells(meeting(register, since=date(2026, 1, 1)))[-2:]] == [2, 2]


def test_nothing_tells_who_or_where_on_the_paper_without_names(register: Register) -> None:
    with building(register) as build:
        amina = build.household("Amina Hemmelig")
        build.contract(build.unit("Navnløsgata 1"), amina, START, date(2027, 1, 31), moved_out_on=date(2026, 12, 31))
        build.contract(build.unit("Navnløsgata 2"), amina, START, date(2027, 1, 31))
        build.add("offer", household_id=amina, answer="declined", answered_on=TODAY, reason="Amina vil ikke dit")
    open_paper, closed = words(meeting(register)), words(meeting(register, anonymous=True))
    assert "Amina Hemmelig" in open_paper
    assert "Navnløsgata 2" in open_paper
    assert not [word for word in ("Amina", "Hemmelig", "Navnløsgata") if word in closed]
    assert "2026/" in closed


def test_those_who_wait_stand_by_priority_with_bedrooms_and_since_when(register: Register) -> None:
    with building(register) as build:
        health = build.add("priority_criterion", name="Health", weight=5)
        for name, since, values in (
            ("Waits Long", date(2025, 1, 1), {"bedrooms": 3}),
            ("Has Priority", date(2026, 10, 1), {}),
            ("Has Closed", date(2024, 1, 1), {"closed_on": TODAY}),
        ):
            waits = build.household(name, size=4)
            of = build.add("need", household_id=waits, kind="first_time", waiting_since=since, **values)
            if name == "Has Priority":
                build.add("met_criterion", need_id=of, priority_criterion_id=health)
    (section,) = [part for part in meeting(register).sections if any(column.key == "since" for column in part.columns)]
    keys = [column.key for column in section.columns]
    rows = [dict(zip(keys, row.cells, strict=True)) for row in section.rows]
    assert [(row["who"], row["priority"], row["bedrooms"], row["since"]) for row in rows] == [
        ("Has Priority", 5, "2+", date(2026, 10, 1)),
        ("Waits Long", None, "3", date(2025, 1, 1)),
    ]
    assert rows[0]["criteria"] == "Health"
    closed = words(meeting(register, anonymous=True))
    assert "Health" not in closed
    assert "Waits Long" not in closed


def test_no_paper_tells_a_protected_address(register: Register) -> None:
    with building(register) as build:
        for number, protection in enumerate(("confidential", "strictly_confidential")):
            build.let(f"Amina Ali{number}", "Skjulveien 9", START, date(2026, 12, 31), protection=protection)
    for paper in (expiry(register), meeting(register), meeting(register, anonymous=True)):
        assert "Skjulveien" not in words(paper)
    assert "Amina Ali0" in words(expiry(register))
