"""Households: the list as one types, the case with all that belongs to it, members, protection and history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from register_builder import NOW, TODAY, Builder, building, new_register

from bokart_desk.domain.codes import FollowUpKind, Protection
from bokart_desk.domain.household_rows import CaseKind, Standing
from bokart_desk.services.doing import By, Done, Refused
from bokart_desk.services.editing import change, record
from bokart_desk.services.follow_ups import record_follow_up, tick_follow_up
from bokart_desk.services.history import history_of
from bokart_desk.services.households import (
    HouseholdGroup,
    HouseholdQuery,
    HouseholdSort,
    MemberGiven,
    add_member,
    case_view,
    count_households,
    find_households,
    household_detail,
    move_to_own_household,
    new_household,
    own_consultant,
    protection_consequences,
    remove_member,
    set_main_person,
    set_protection,
)
from bokart_desk.services.register import Register
from bokart_desk.services.undo import undo

BY = By("Kari Konsulent", NOW, TODAY)
DUF = "200112345609"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as made:
        yield made


def names(register: Register, text: str = "", **query: object) -> list[str]:
    page = find_households(register, HouseholdQuery(text, **query), TODAY)  # type: ignore[arg-type]
    assert count_households(register, HouseholdQuery(text, **query), TODAY) == len(page.rows)  # type: ignore[arg-type]
    return [row.name for row in page.rows]


def fill(builder: Builder) -> None:
    kari = builder.add("consultant", name="Kari Konsulent")
    builder.let("Đorđe Čović", "Storgata 8", date(2024, 1, 1), date(2027, 1, 1))
    home = builder.unit("Elvegata 7")
    tesfay = builder.household("Selam Tesfay", settled_on=date(2025, 3, 1), consultant_id=kari, size=4)
    builder.contract(home, tesfay, date(2020, 1, 1), date(2023, 1, 1), moved_out_on=date(2023, 1, 1))
    builder.household("Amina Hussein", settled_on=date(2024, 5, 1), size=2)
    builder.let("Ali Rahimi", "Hemmelig vei 9", date(2024, 1, 1), None, protection="confidential")
    waiting = builder.household("Olena Kovalenko", consultant_id=kari)
    builder.add("need", household_id=waiting, kind="first_time", applied_on=date(2026, 9, 1))


def test_a_name_is_found_in_any_order_and_without_its_marks(register: Register) -> None:
    with building(register) as builder:
        fill(builder)
    assert names(register, "covic dorde") == ["Đorđe Čović"]
    assert names(register, "TESF") == ["Selam Tesfay"]
    assert names(register, "ko ol") == ["Olena Kovalenko"]
    assert names(register, "nobody") == []


def test_a_household_is_found_by_case_number_and_by_its_members(register: Register) -> None:
    made = new_household(
        register,
        [MemberGiven("Amina", "Hussein", duf_number="2001 123456 09"), MemberGiven("Yusuf", "Hussein")],
        {"case_number": "26/1234"},
        by=BY,
    )
    for text in ("26/1234", DUF, "yusuf", "hussein yus"):
        assert names(register, text) == ["Amina Hussein"]
    assert made.records["person"]


def test_an_address_never_finds_a_household(register: Register) -> None:
    with building(register) as builder:
        fill(builder)
    assert names(register, "storgata") == names(register, "hemmelig vei") == []


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (HouseholdGroup.ALL, ["Đorđe Čović", "Amina Hussein", "Olena Kovalenko", "Ali Rahimi", "Selam Tesfay"]),
        (HouseholdGroup.HOUSED, ["Đorđe Čović", "Ali Rahimi"]),
        (HouseholdGroup.WAITING, ["Olena Kovalenko"]),
        (HouseholdGroup.WITHOUT_DWELLING, ["Amina Hussein", "Olena Kovalenko"]),
        (HouseholdGroup.FORMER, ["Selam Tesfay"]),
        (HouseholdGroup.PROTECTED, ["Ali Rahimi"]),
    ],
)
def test_each_filter_holds_the_right_households_by_family_name(
    register: Register, group: HouseholdGroup, expected: list[str]
) -> None:
    with building(register) as builder:
        fill(builder)
    assert names(register, group=group) == expected


def test_my_own_and_other_orders_with_what_is_not_known_last(register: Register) -> None:
    with building(register) as builder:
        fill(builder)
    mine = own_consultant(register, BY)
    assert mine is not None
    assert names(register, consultant_id=mine) == ["Olena Kovalenko", "Selam Tesfay"]
    assert names(register, sort=HouseholdSort.SETTLED)[:2] == ["Amina Hussein", "Selam Tesfay"]
    assert names(register, sort=HouseholdSort.SETTLED, descending=True)[:2] == ["Selam Tesfay", "Amina Hussein"]
    assert names(register, sort=HouseholdSort.SIZE, descending=True)[0] == "Selam Tesfay"
    assert names(register, sort=HouseholdSort.CONSULTANT)[:2] == ["Olena Kovalenko", "Selam Tesfay"]


def test_the_list_follows_every_change_and_its_undoing(register: Register) -> None:
    with building(register) as builder:
        fill(builder)
    assert len(names(register)) == 5
    made = new_household(register, [MemberGiven("Nour", "Haddad")], by=BY)
    assert names(register, "haddad") == ["Nour Haddad"]
    detail = opened(register, made)
    person = detail.persons[0]
    change(register, "person", person.id, {"family_name": "Khoury"}, seen={"family_name": "Haddad"}, by=BY)
    assert names(register, "haddad") == []
    assert names(register, "khoury") == ["Nour Khoury"], "the household bears its main person's name"
    record_follow_up(register, detail.row.id, FollowUpKind.TALK, done_on=TODAY, by=BY)
    assert names(register, "khoury") == ["Nour Khoury"]
    removed = remove_member(register, person.id, by=BY)
    assert names(register, "nour kho") == ["Nour Khoury"]
    undo(register, removed, BY)
    assert len(opened(register, made).persons) == 1


def test_a_row_shows_where_one_lives_but_never_a_protected_place(register: Register) -> None:
    with building(register) as builder:
        fill(builder)
    rows = {row.name: row for row in find_households(register, HouseholdQuery(), TODAY).rows}
    assert rows["Đorđe Čović"].place == "Storgata 8"
    assert rows["Ali Rahimi"].contract is not None
    assert rows["Ali Rahimi"].place == ""
    assert rows["Selam Tesfay"].contract is None
    assert rows["Selam Tesfay"].standing is Standing.FORMER


def opened(register: Register, done: Done):  # type: ignore[no-untyped-def]
    detail = household_detail(register, done.record or 0, TODAY)
    assert detail is not None
    return detail


def test_a_new_household_with_members_is_one_thing_to_undo(register: Register) -> None:
    made = new_household(register, [MemberGiven("Amina", "Hussein"), MemberGiven("Yusuf", "Hussein")], by=BY)
    detail = opened(register, made)
    assert [(one.given_name, one.main_person) for one in detail.persons] == [("Amina", True), ("Yusuf", False)]
    assert detail.row.size == 2
    undo(register, made, BY)
    assert household_detail(register, made.record or 0, TODAY) is None


def test_what_is_wrong_with_a_member_is_told_in_its_field_and_nothing_is_made(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        new_household(register, [MemberGiven("Amina"), MemberGiven("Yusuf", duf_number="200112345607")], by=BY)
    assert "members.1.duf_number" in refused.value.fields
    assert names(register) == []


def test_the_main_person_leaves_and_another_takes_over_with_the_name(register: Register) -> None:
    made = new_household(register, [MemberGiven("Amina", "Hussein"), MemberGiven("Yusuf", "Ali")], {"size": 2}, by=BY)
    first, second = opened(register, made).persons
    removed = remove_member(register, first.id, by=BY)
    detail = opened(register, made)
    assert (detail.row.name, detail.row.size, len(detail.persons)) == ("Yusuf Ali", 1, 1)
    undo(register, removed, BY)
    assert opened(register, made).row.name == "Amina Hussein"
    set_main_person(register, second.id, by=BY)
    assert opened(register, made).persons[0].id == second.id


def test_a_member_moves_to_a_household_of_their_own_with_what_holds_for_them(register: Register) -> None:
    values = {"settled_on": date(2025, 2, 3), "protection": Protection.CONFIDENTIAL, "notes": "stays behind"}
    made = new_household(register, [MemberGiven("Amina", "Hussein"), MemberGiven("Yusuf", "Ali")], values, by=BY)
    added = add_member(register, made.record or 0, MemberGiven("Sahra", "Ali"), by=BY)
    moved = move_to_own_household(register, added.record or 0, by=BY)
    own = opened(register, moved)
    assert (own.row.name, own.row.settled_on, own.protection) == ("Sahra Ali", date(2025, 2, 3), "confidential")
    assert own.persons[0].main_person
    assert (record(register, "household", own.row.id) or {})["notes"] is None
    with pytest.raises(Refused):
        move_to_own_household(register, added.record or 0, by=BY)


def test_a_visit_is_recorded_and_a_planned_one_ticked(register: Register) -> None:
    with building(register) as builder:
        fill(builder)
        household = builder.household("Nour Haddad")
    done = record_follow_up(register, household, FollowUpKind.HOME_VISIT, done_on=TODAY, notes="All well", by=BY)
    planned = record_follow_up(register, household, FollowUpKind.TALK, due_on=date(2026, 11, 1), by=BY)
    detail = household_detail(register, household, TODAY)
    assert detail is not None
    assert [(one.kind, one.overdue(TODAY)) for one in detail.follow_ups] == [("talk", True), ("home_visit", False)]
    assert detail.follow_ups[1].consultant == "Kari Konsulent"
    tick_follow_up(register, planned.record or 0, by=BY)
    assert (record(register, "follow_up", planned.record or 0) or {})["done_on"] == TODAY
    with pytest.raises(Refused):
        tick_follow_up(register, done.record or 0, done=False, by=BY)


# Rule 11 ------------------------------------------------------------------------------------------------


def test_strictly_confidential_is_refused_while_a_text_tells_the_address(register: Register) -> None:
    with building(register) as builder:
        household = builder.household("Nour Haddad", notes="Bor i Granveien 12")
        builder.add("follow_up", household_id=household, kind="talk", done_on=TODAY, notes="Møttes i Granveien 12")
    told = protection_consequences(register, household, Protection.STRICTLY_CONFIDENTIAL)
    assert {(one.kind, one.field) for one in told.in_the_way} == {("household", "notes"), ("follow_up", "notes")}
    with pytest.raises(Refused, match="Oppfølging: Merknader"):
        set_protection(register, household, Protection.STRICTLY_CONFIDENTIAL, by=BY)
    assert (record(register, "household", household) or {})["protection"] == "none"


def strict(register: Register) -> int:
    with building(register) as builder:
        unit = builder.unit("Granveien 12", "H0201")
        household = builder.household("Nour Haddad")
        builder.contract(unit, household, date(2025, 1, 1), date(2028, 1, 1))
        builder.add("offer", household_id=household, answer="accepted", unit_id=unit, offered_on=date(2024, 12, 1))
        builder.add("offer", household_id=household, answer="declined", offered_address="Skrenten", reason_code="size")
    note = {"notes": "Flyttet fra Granveien 12"}
    change(register, "household", household, note, seen={"notes": None}, by=BY)
    change(register, "household", household, {"notes": "Rolig"}, seen=note, by=BY)
    return household


def words(register: Register, household: int) -> str:
    detail = household_detail(register, household, TODAY)
    assert detail is not None
    rows = find_households(register, HouseholdQuery(), TODAY).rows
    told = (detail, rows, case_view(register, household, TODAY), history_of(register, detail.records()))
    return repr(told)


def test_after_marking_nothing_tells_the_place_any_more_and_undo_brings_it_back(register: Register) -> None:
    household = strict(register)
    assert "Granveien" in words(register, household)
    told = protection_consequences(register, household, Protection.STRICTLY_CONFIDENTIAL)
    assert not told.in_the_way
    assert any("SOT6" in sentence for sentence in told.sentences)
    done = set_protection(register, household, Protection.STRICTLY_CONFIDENTIAL, by=BY)
    for place in ("Granveien", "Skrenten", "H0201"):
        assert place not in words(register, household)
    assert "SOT6" in words(register, household)
    assert names(register, group=HouseholdGroup.PROTECTED) == ["Nour Haddad"]
    undo(register, done, BY)
    assert "Skrenten" in words(register, household)


def test_the_history_and_case_view_of_a_confidential_household_tell_no_place(register: Register) -> None:
    household = strict(register)
    set_protection(register, household, Protection.CONFIDENTIAL, by=BY)
    detail = household_detail(register, household, TODAY)
    assert detail is not None
    assert detail.address == "Granveien 12, H0201", "it shows to the one who opens the case"
    contract = detail.contracts[0].id
    with building(register) as builder:
        other = builder.unit("Skrenten 3")
        builder.work.update(_table("contract"), contract, {"unit_id": other})
        unit = detail.contracts[0].unit_id
        builder.work.update(_table("unit"), unit, {"label": "H0909"})
        place = (_read(builder, "unit", unit) or {})["dwelling_id"]
        builder.work.update(_table("dwelling"), place, {"address": "Granveien 13"})
    records = {"contract": (contract,), "unit": (unit,), "dwelling": (place,)}
    told = repr((case_view(register, household, TODAY), history_of(register, records)))
    assert not any(words in told for words in ("Skrenten", "H0909", "Granveien"))
    assert "Granveien 13" in repr(history_of(register, {"dwelling": (place,)})), "the dwelling's own history tells it"
    assert "ikke vist" in told


def _read(builder: Builder, kind: str, record_id: int):  # type: ignore[no-untyped-def]
    from bokart_desk.storage.queries.records import read_record

    return read_record(builder.work.connection, kind, record_id)


def _table(name: str):  # type: ignore[no-untyped-def]
    from bokart_desk.storage.schema import metadata

    return metadata.tables[name]


# The case view and history ------------------------------------------------------------------------------


def test_the_case_view_tells_all_in_order_what_lies_ahead_first(register: Register) -> None:
    with building(register) as builder:
        home = builder.unit("Storgata 8")
        household = builder.household("Nour Haddad")
        old = builder.contract(home, household, date(2023, 1, 1), date(2026, 1, 1), signed_on=date(2022, 12, 1))
        builder.contract(home, household, date(2026, 1, 2), date(2029, 1, 1), renews_contract_id=old)
        builder.add("review", contract_id=old, held_on=date(2025, 11, 1), outcome="extend")
        builder.add(
            "offer", household_id=household, answer="declined", offered_on=date(2022, 10, 1), reason_code="size"
        )
        builder.add(
            "decision", household_id=household, kind="grant", decided_on=date(2022, 11, 1), assessment="Trenger"
        )
        builder.add("need", household_id=household, kind="first_time", applied_on=date(2022, 9, 1))
        builder.add("follow_up", household_id=household, kind="home_visit", due_on=date(2026, 12, 24))
    events = case_view(register, household, TODAY)
    days = [event.day for event in events if event.day is not None]
    assert days == sorted(days, reverse=True)
    assert {event.kind for event in events} >= {
        CaseKind.CONTRACT, CaseKind.REVIEW, CaseKind.OFFER, CaseKind.DECISION, CaseKind.NEED, CaseKind.FOLLOW_UP,
    }  # fmt: skip
    assert events[0].record is not None
    assert all(event.title for event in events)


def test_what_was_undone_is_not_in_the_case_but_in_history(register: Register) -> None:
    made = new_household(register, [MemberGiven("Amina", "Hussein")], by=BY)
    visit = record_follow_up(register, made.record or 0, FollowUpKind.HOME_VISIT, done_on=TODAY, by=BY)
    undo(register, visit, BY)
    assert case_view(register, made.record or 0, TODAY) == ()
    entries = history_of(register, opened(register, made).records())
    assert entries[0].what == "Angret: slettet"
    assert [change.name for change in entries[0].changes] == ["Type", "Ferdig"]


def test_history_tells_fields_codes_and_references_in_words(register: Register) -> None:
    with building(register) as builder:
        kari = builder.add("consultant", name="Kari Konsulent")
        household = builder.household("Nour Haddad")
    values = {"settlement_kind": "resettlement", "settled_on": date(2025, 2, 3), "consultant_id": kari}
    change(register, "household", household, {**values, "interpreter": True}, seen={}, by=BY)
    told = {one.name: one.after for one in history_of(register, {"household": (household,)})[0].changes}
    assert told == {
        "Type bosetting": "Overføringsflyktning",
        "Bosatt": "03.02.2025",
        "Konsulent": "Kari Konsulent",
        "Trenger tolk": "ja",
    }


def test_history_knows_a_member_who_was_taken_out(register: Register) -> None:
    made = new_household(register, [MemberGiven("Amina", "Hussein"), MemberGiven("Yusuf", "Ali")], by=BY)
    remove_member(register, opened(register, made).persons[1].id, by=BY)
    entries = history_of(register, opened(register, made).records())
    assert any(entry.action == "deleted" and "Yusuf Ali" in entry.record for entry in entries)
