"""The waiting list tells who waits, since when and with what priority; what fits tells why, and hides no address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from register_builder import NOW, TODAY, Builder, building, new_register

from bokart_desk.domain.codes import NeedKind
from bokart_desk.domain.fit_facts import Availability
from bokart_desk.domain.fit_points import PointCode
from bokart_desk.services import waiting
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.fit import HouseholdsThatFit, UnitsThatFit, households_for_unit, units_for_household
from bokart_desk.services.fit_words import point_words
from bokart_desk.services.register import Register
from bokart_desk.services.undo import undo
from bokart_desk.services.waiting import NeedEnd, WaitingQuery, WaitingRow, WaitingShow, WaitingSort

BY = By("Kari", NOW, TODAY)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def need(build: Builder, name: str, since: date | None = date(2026, 11, 1), **values: Any) -> tuple[int, int]:
    """A household that waits; return its id and the need's."""
    about = {key: values.pop(key) for key in tuple(values) if key in ("protection", "size", "needed_bedrooms")}
    household = build.household(name, **about)
    fields = {"kind": "first_time", "applied_on": since, "waiting_since": since} | values
    return household, build.add("need", household_id=household, **fields)


def criterion(build: Builder, name: str, weight: int, **values: Any) -> int:
    return build.add("priority_criterion", name=name, weight=weight, retired=values.pop("retired", False), **values)


def names(register: Register, **wanted: Any) -> list[str]:
    return [row.household for row in waiting.waiting_page(register, WaitingQuery(**wanted), TODAY)]


def row_of(register: Register, name: str) -> WaitingRow:
    (row,) = waiting.waiting_page(register, WaitingQuery(text=name), TODAY)
    return row


def test_the_list_stands_by_priority_then_by_how_long_they_have_waited(register: Register) -> None:
    with building(register) as build:
        health, children = criterion(build, "Health", 5), criterion(build, "Children", 2)
        need(build, "Waits Longest", date(2024, 1, 1))
        _, low = need(build, "Two Points", date(2026, 1, 1))
        _, high = need(build, "Seven Points", date(2026, 10, 1))
        need(build, "Own Priority", date(2026, 10, 1), priority=4)
        build.household("Never Recorded")
        for of, met in ((low, children), (high, health), (high, children)):
            build.add("met_criterion", need_id=of, priority_criterion_id=met)
    assert names(register) == ["Seven Points", "Own Priority", "Two Points", "Waits Longest", "Never Recorded"]
    assert [row_of(register, name).priority for name in ("Seven", "Own", "Waits")] == [7, 4, None]
    assert names(register, sort=WaitingSort.SINCE, descending=False)[:2] == ["Waits Longest", "Two Points"]


def test_pages_of_the_list_meet_where_needs_end_and_others_begin(register: Register) -> None:
    with building(register) as build:
        for number in range(5):
            need(build, f"Need {number}", date(2026, 1, number + 1))
        for number in range(5):
            build.household(f"Bare {number}")
    whole = [row.id for row in waiting.waiting_page(register, WaitingQuery(), TODAY)]
    assert len(set(whole)) == waiting.count_waiting(register, WaitingQuery(), TODAY) == 10
    for size in (1, 3, 4, 5, 7):
        pages: list[int] = []
        for first in range(0, 11, size):
            pages += [row.id for row in waiting.waiting_page(register, WaitingQuery(), TODAY, offset=first, limit=size)]
        assert pages == whole, size
    assert all(waiting.waiting_row(register, one, TODAY) is not None for one in whole)


def test_who_lives_or_has_lived_in_a_dwelling_or_had_a_need_is_not_asked_about(register: Register) -> None:
    with building(register) as build:
        build.let("Lives There", "A 1", date(2024, 1, 1), None)
        build.let("Moved Out", "A 2", date(2020, 1, 1), None, moved_out_on=date(2022, 1, 1))
        need(build, "Has Withdrawn", closed_on=TODAY)
        build.household("Bare One")
    assert names(register) == ["Bare One"]
    assert waiting.count_waiting(register, WaitingQuery(show=WaitingShow.NOT_RECORDED), TODAY) == 1


def test_filters(register: Register) -> None:
    with building(register) as build:
        need(build, "Not Assessed", date(2026, 11, 10))
        need(build, "Is Assessed", date(2026, 11, 10), assessment="They need it.", kind="change")
        need(build, "Late One", date(2026, 10, 21), assessment="x")
        need(build, "Last Day", date(2026, 10, 22), assessment="x")
        granted, of = need(build, "Was Granted", date(2026, 9, 1), assessment="x")
        build.add("decision", household_id=granted, need_id=of, kind="grant", decided_on=date(2026, 9, 20))
        refused, _ = need(build, "Was Refused", date(2026, 9, 1), assessment="x")
        build.add("decision", household_id=refused, kind="refuse", decided_on=date(2026, 9, 20))
        again, _ = need(build, "Refused Before", date(2026, 9, 1), assessment="x")
        build.add("decision", household_id=again, kind="refuse", decided_on=date(2020, 9, 20))
    assert names(register, show=WaitingShow.NOT_ASSESSED) == ["Not Assessed"]
    assert names(register, show=WaitingShow.GRANTED) == ["Was Granted"]
    assert names(register, show=WaitingShow.LATE) == ["Refused Before", "Late One"]
    assert names(register, kind=NeedKind.CHANGE) == ["Is Assessed"]
    assert names(register, text="LATE one") == ["Late One"]
    assert waiting.count_waiting(register, WaitingQuery(show=WaitingShow.LATE), TODAY) == 2


def test_bedrooms_are_what_was_said_else_counted_from_the_persons(register: Register) -> None:
    with building(register) as build:
        need(build, "Said InNeed", bedrooms=4, needed_bedrooms=2)
        need(build, "Said OfHousehold", needed_bedrooms=2)
        need(build, "Only Size", size=5)
    found = {row.household: row for row in waiting.open_needs(register, TODAY)}
    assert [found[name].bedrooms for name in ("Said InNeed", "Said OfHousehold", "Only Size")] == [4, 2, 3]
    assert found["Only Size"].bedrooms_counted
    assert not found["Said OfHousehold"].bedrooms_counted


def test_a_need_is_recorded_with_its_criteria_and_can_be_undone(register: Register) -> None:
    with building(register) as build:
        household = build.household("Amina Ali")
        health = criterion(build, "Health", 5, explanation="Illness that the dwelling makes worse")
    done = waiting.record_need(register, {"household_id": household, "kind": "first_time"}, by=BY, criteria=[health])
    assert done.record is not None
    detail = waiting.waiting_detail(register, done.record, TODAY)
    assert detail is not None
    assert (detail.row.priority, detail.row.since, detail.values["applied_on"]) == (5, TODAY, TODAY)
    assert [(line.name, line.met_id is not None) for line in detail.criteria] == [("Health", True)]
    undo(register, done, BY)
    assert [row.need_id for row in waiting.waiting_page(register, WaitingQuery(), TODAY)] == [None]


@pytest.mark.parametrize("field", ["applied_on", "waiting_since"])
def test_nobody_applies_tomorrow(register: Register, field: str) -> None:
    with building(register) as build:
        household = build.household("Amina Ali")
    with pytest.raises(Refused) as refused:
        waiting.record_need(
            register, {"household_id": household, "kind": "first_time", field: date(2026, 11, 23)}, by=BY
        )
    assert field in refused.value.fields


def test_a_second_open_need_of_the_same_kind_is_refused(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Amina Ali")
    with pytest.raises(Refused, match=r"Amina Ali.*01\.11\.2026"):
        waiting.record_need(register, {"household_id": household, "kind": "first_time"}, by=BY)
    assert waiting.record_need(register, {"household_id": household, "kind": "change"}, by=BY)


def test_criteria_are_set_and_taken_back_and_a_retired_one_stays_where_it_is_met(register: Register) -> None:
    with building(register) as build:
        _, of = need(build, "Amina Ali")
        health, old, unused = (
            criterion(build, "Health", 5),
            criterion(build, "Old", 1, retired=True),
            criterion(build, "Unused", 1, retired=True),
        )
        build.add("met_criterion", need_id=of, priority_criterion_id=old)
    done = waiting.set_criterion(register, of, health, met=True, by=BY)
    assert row_of(register, "Amina").priority == 6
    assert not waiting.set_criterion(register, of, health, met=True, by=BY)
    detail = waiting.waiting_detail(register, of, TODAY)
    assert detail is not None
    assert [line.name for line in detail.criteria] == ["Health", "Old"]
    with pytest.raises(Refused):
        waiting.set_criterion(register, of, unused, met=True, by=BY)
    undo(register, done, BY)
    assert row_of(register, "Amina").priority == 1
    waiting.set_criterion(register, of, old, met=False, by=BY)
    assert row_of(register, "Amina").priority is None


def test_a_need_that_is_closed_leaves_the_list_and_says_why(register: Register) -> None:
    with building(register) as build:
        _, of = need(build, "Amina Ali")
    done = waiting.close_need(register, of, NeedEnd.WITHDRAWN, by=BY)
    assert (done.what, "Amina Ali" in done.title) == ("need_withdrawn", True)
    assert names(register) == []
    undo(register, done, BY)
    assert names(register) == ["Amina Ali"]


def test_a_closed_need_can_be_opened_again_unless_there_is_another(register: Register) -> None:
    with building(register) as build:
        household, of = need(build, "Amina Ali", closed_on=TODAY)
    waiting.reopen_need(register, of, by=BY)
    assert names(register) == ["Amina Ali"]
    waiting.close_need(register, of, NeedEnd.WITHDRAWN, by=BY)
    waiting.record_need(register, {"household_id": household, "kind": "first_time"}, by=BY)
    with pytest.raises(Refused):
        waiting.reopen_need(register, of, by=BY)


def test_a_household_that_has_got_a_contract_since_it_applied_is_pointed_out(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Amina Ali", date(2026, 9, 1))
        build.contract(build.unit("A 1"), household, date(2026, 10, 1), None)
    assert row_of(register, "Amina").housed_from == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (date(2026, 11, 22), "0 dager"),
        (date(2026, 11, 21), "1 dag"),
        (date(2026, 8, 23), "2 måneder"),
        (date(2023, 11, 23), "2 år"),
        (None, ""),
    ],
)
def test_how_long_they_have_waited(since: date | None, words: str) -> None:
    assert waiting.how_long(since, TODAY) == words


# --- what fits


def units_for(register: Register, household: int, **more: Any) -> UnitsThatFit:
    found = units_for_household(register, household, TODAY, **more)
    assert found is not None
    return found


def households_for(register: Register, unit: int) -> HouseholdsThatFit:
    found = households_for_unit(register, unit, TODAY)
    assert found is not None
    return found


def test_vacant_and_soon_vacant_units_are_compared_and_let_ones_are_not(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Amina Ali", size=4)
        vacant = build.unit("Vacant 1", status="vacant", bedrooms=2)
        small = build.unit("Small 2", status="vacant", bedrooms=1)
        build.let("Ends Soon", "Ends 3", date(2024, 1, 1), date(2027, 3, 1))
        build.let("Ends Later", "Later 4", date(2024, 1, 1), date(2028, 3, 1))
        build.let("Has NoEnd", "NoEnd 5", date(2024, 1, 1), None)
        build.let("Is Leaving", "Leaving 6", date(2024, 1, 1), date(2028, 1, 1), moved_out_on=date(2026, 12, 31))
        build.let("Past End", "Past 7", date(2024, 1, 1), date(2026, 10, 31))
        build.let("Became Indefinite", "Became 8", date(2024, 1, 1), date(2026, 1, 31))
        build.unit("Withdrawn 9", status="withdrawn")
        build.unit("Ready 10", status="being_made_ready", bedrooms=2)
        build.unit("Used 11", bedrooms=2)
    found = units_for(register, household)
    assert found.bedrooms_counted
    kinds = {one.place: one.facts.availability for one in found.units}
    assert kinds == {
        "Vacant 1": Availability.VACANT,
        "Small 2": Availability.VACANT,
        "Ends 3": Availability.CONTRACT_ENDS,
        "Leaving 6": Availability.MOVING_OUT,
        "Past 7": Availability.PAST_END,
        "Ready 10": Availability.BEING_MADE_READY,
        "Used 11": Availability.NO_CONTRACT,
    }
    assert (found.units[0].unit_id, found.units[-1].unit_id) == (vacant, small)
    assert "1 soverom til 4 personer" in point_words(found.units[-1].fit.points_against[0])


def test_own_dwelling_and_own_next_one_are_not_proposed(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Amina Ali", kind="change")
        build.contract(build.unit("Own 1"), household, date(2024, 1, 1), date(2026, 12, 31))
        build.contract(build.unit("Next 2", status="vacant"), household, date(2026, 12, 1), None)
        taken = build.unit("Taken 3", status="vacant")
        build.contract(taken, build.household("Other"), date(2026, 12, 1), None)
    (only,) = units_for(register, household).units
    assert (only.unit_id, only.facts.let_from) == (taken, date(2026, 12, 1))
    assert only.fit.obstacles == 1


def test_the_need_says_more_than_the_household(register: Register) -> None:
    with building(register) as build:
        household, of = need(build, "Amina Ali", bedrooms=3, needed_bedrooms=1)
    assert units_for(register, household, need_id=of).needs.bedrooms == 3


def test_earlier_offers_are_told(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Amina Ali")
        other, _ = need(build, "Other One")
        declined = build.unit("Declined 1", status="vacant")
        build.add("offer", household_id=household, unit_id=declined, answer="declined", answered_on=date(2026, 10, 1))
        offered = build.unit("Offered 2", status="vacant")
        build.add("offer", household_id=other, unit_id=offered, answer="pending")
    codes = {
        one.place: {point.code for point in one.fit.points_against} for one in units_for(register, household).units
    }
    assert PointCode.DECLINED_BEFORE in codes["Declined 1"]
    assert PointCode.OFFERED_TO_OTHERS in codes["Offered 2"]


def test_a_strictly_confidential_household_gets_no_address(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Layla Haddad", protection="strictly_confidential")
        unit = build.unit("Vacant 1", status="vacant")
        need(build, "Ali Rahimi", protection="confidential")
    found = units_for(register, household)
    assert found.withheld
    assert found.units == ()
    beside = households_for(register, unit)
    assert [one.row.household for one in beside.households] == ["Ali Rahimi"]
    assert beside.left_out == 1


def test_households_for_a_unit_by_obstacles_then_priority_then_waiting(register: Register) -> None:
    with building(register) as build:
        unit = build.unit("Vacant 1", status="vacant", bedrooms=2, monthly_rent=Decimal(8000))
        need(build, "Too Many", bedrooms=4, priority=99)
        need(build, "Waited Long", date(2025, 1, 1), bedrooms=2)
        need(build, "Has Priority", bedrooms=2, priority=3)
        need(build, "Only Extension", kind="extension", bedrooms=2)
        need(build, "Waited Less", date(2026, 1, 1), bedrooms=2)
    found = households_for(register, unit)
    assert [one.row.household for one in found.households] == ["Has Priority", "Waited Long", "Waited Less", "Too Many"]


def test_both_ways_of_asking_say_the_same_of_a_household_and_a_unit(register: Register) -> None:
    with building(register) as build:
        household, _ = need(build, "Amina Ali", bedrooms=2)
        other, _ = need(build, "Other One")
        units = [build.unit(f"Storgata {number}", status="vacant", bedrooms=number % 4) for number in range(1, 6)]
        build.unit("Storgatens Parkering 9", status="withdrawn")
        build.let("Ends Soon", "Storgata 30", date(2024, 1, 1), date(2027, 3, 1))
        build.contract(units[0], build.household("Has Signed"), date(2026, 12, 1), None)
        build.add("offer", household_id=other, unit_id=units[1], answer="pending")
        build.add("offer", household_id=household, unit_id=units[2], answer="declined")
    for one in units_for(register, household).units:
        (same,) = [
            found for found in households_for(register, one.unit_id).households if found.row.household == "Amina Ali"
        ]
        assert same.fit == one.fit, one.place
    many = [
        point for point in households_for(register, units[3]).households[0].fit.points_against if "here" in point.facts
    ]
    assert dict(many[0].facts) == {"here": 6, "all": 7}


def test_a_let_unit_says_so_to_everybody(register: Register) -> None:
    with building(register) as build:
        contract = build.let("Lives There", "A 1", date(2024, 1, 1), date(2030, 1, 1))
        need(build, "Amina Ali")
    with register.engine.connect() as connection:
        unit = connection.exec_driver_sql("SELECT unit_id FROM contract WHERE id = ?", (contract,)).scalar_one()
    (one,) = households_for(register, unit).households
    assert PointCode.LET in {point.code for point in one.fit.points_against}


def test_every_point_has_words(register: Register) -> None:
    from bokart_desk.domain.fit_points import Point

    facts: dict[str, Any] = {
        **dict.fromkeys(("bedrooms", "needed", "short", "persons", "most", "spare", "floor", "here", "all"), 2),
        **dict.fromkeys(("rent", "over"), Decimal(1500)),
        "percent": 40,
        "area": "Sentrum",
        "wanted": "Sentrum",
        "day": TODAY,
    }
    for code in PointCode:
        words = point_words(Point(code, facts))
        assert words, code
        assert "{" not in words, code
    plain = replace(Point(PointCode.VACANT, {"day": None}))
    assert point_words(plain)


def test_what_is_gone_is_nothing(register: Register) -> None:
    assert units_for_household(register, 99, TODAY) is None
    assert households_for_unit(register, 99, TODAY) is None
    assert waiting.waiting_detail(register, 99, TODAY) is None
    assert waiting.waiting_row(register, -99, TODAY) is None
