"""What is due: every kind, soonest first, in sentences, and never an address that is protected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from register_builder import TODAY, building, new_register
from sqlalchemy import delete

from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.due import ContractFacts, DueKind, Ladder, contract_warnings
from bokart_desk.domain.rows import DueItem
from bokart_desk.services.due import count_by_kind, due_items
from bokart_desk.services.due_summary import due_summary
from bokart_desk.services.register import Register
from bokart_desk.storage import schema
from bokart_desk.storage.engine import reading, writing


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept_register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with new_register(tmp_path_factory.mktemp("due")) as opened:
        yield opened


def of_kind(register: Register, kind: DueKind, within: int = 365) -> list[DueItem]:
    return [item for item in due_items(register, TODAY, within_days=within) if item.kind is kind]


def test_a_contract_past_its_end_tells_the_last_day_to_act(register: Register) -> None:
    with building(register) as build:
        contract = build.let("Amina Ali", "Storgata 1", date(2023, 10, 1), date(2026, 9, 30))
    (item,) = of_kind(register, DueKind.BECOMES_INDEFINITE)
    assert (item.contract_id, item.due, item.days) == (contract, date(2026, 12, 30), 38)
    assert item.message == (
        "Kontrakten utløp 30.09.2026. Leieforholdet blir tidsubestemt hvis det ikke sendes skriftlig "
        "flytteoppfordring innen 30.12.2026, om 38 dager."
    )
    assert (item.household, item.address) == ("Amina Ali", "Storgata 1")


def test_a_contract_that_ends_calls_for_review_notice_and_its_end(register: Register) -> None:
    with building(register) as build:
        build.let("Amina Ali", "Storgata 1", date(2024, 9, 1), date(2027, 8, 31))
    found = {item.kind: item.due for item in due_items(register, TODAY)}
    assert found[DueKind.CONTRACT_ENDS] == date(2027, 8, 31)
    assert found[DueKind.REVIEW_DUE] == date(2027, 2, 28)
    assert found[DueKind.ADVANCE_NOTICE_DUE] == date(2027, 5, 31)
    assert DueKind.BECOMES_INDEFINITE not in found


def test_what_is_done_is_no_longer_due(register: Register) -> None:
    with building(register) as build:
        contract = build.let(
            "Amina Ali", "Storgata 1", date(2024, 5, 1), date(2027, 4, 30), advance_notice_on=date(2026, 11, 2)
        )
        build.add("review", contract_id=contract, held_on=date(2026, 11, 1), talk_on=date(2026, 11, 1))
    assert {item.kind for item in due_items(register, TODAY)} == {DueKind.CONTRACT_ENDS}


def test_nobody_is_warned_about_a_contract_that_another_has_taken_over(register: Register) -> None:
    with building(register) as build:
        unit = build.unit("Storgata 1")
        build.contract(unit, build.household("Amina Ali"), date(2023, 10, 1), date(2026, 9, 30))
        build.contract(unit, build.household("Olena Melnyk"), date(2026, 10, 15), None)
    assert due_items(register, TODAY) == ()


def test_vacant_units_and_units_being_made_ready(register: Register) -> None:
    with building(register) as build:
        build.unit("Storgata 1", status="vacant", vacant_from=date(2026, 10, 1))
        build.unit("Storgata 2", status="being_made_ready", status_since=date(2026, 11, 1))
        moved = build.unit("Storgata 3")
        build.contract(
            moved, build.household("Amina Ali"), date(2024, 1, 1), date(2026, 12, 31), moved_out_on=date(2026, 11, 1)
        )
    vacant = of_kind(register, DueKind.VACANT_TOO_LONG)
    assert [(item.address, item.due) for item in vacant] == [
        ("Storgata 1", date(2026, 11, 30)),
        ("Storgata 3", date(2026, 12, 31)),
    ]
    (ready,) = of_kind(register, DueKind.BEING_MADE_READY_TOO_LONG)
    assert (ready.address, ready.due) == ("Storgata 2", date(2026, 12, 1))


def test_head_leases_that_end_before_the_tenancy(register: Register) -> None:
    with building(register) as build:
        unit = build.unit("Storgata 1", disposal="private")
        build.contract(unit, build.household("Amina Ali"), date(2025, 1, 1), date(2027, 12, 31))
        build.add("head_lease", dwelling_id=1, start_date=date(2024, 1, 1), end_date=date(2027, 6, 30), notice_months=3)
    (shorter,) = of_kind(register, DueKind.HEAD_LEASE_SHORTER)
    (ends,) = of_kind(register, DueKind.HEAD_LEASE_ENDS)
    assert (shorter.due, shorter.household) == (date(2027, 6, 30), "Amina Ali")
    assert (ends.due, ends.address) == (date(2027, 3, 31), "Storgata 1")


def test_answers_appeals_and_planned_follow_ups(register: Register) -> None:
    with building(register) as build:
        household = build.household("Amina Ali")
        build.add(
            "offer", household_id=household, answer="pending", answer_by=date(2026, 11, 25), offered_address="A 1"
        )
        build.add("decision", household_id=household, kind="refuse", notified_on=date(2026, 11, 10))
        build.add("decision", household_id=household, kind="refuse", notified_on=date(2026, 9, 10))
        build.add(
            "decision",
            household_id=household,
            kind="grant",
            notified_on=date(2026, 11, 10),
            appealed_on=date(2026, 11, 12),
        )
        build.add("follow_up", household_id=household, kind="home_visit", due_on=date(2026, 11, 20))
        build.add("follow_up", household_id=household, kind="talk", due_on=date(2026, 11, 2), done_on=date(2026, 11, 2))
    items = due_items(register, TODAY, within_days=30)
    assert [(item.kind, item.due) for item in items] == [
        (DueKind.FOLLOW_UP_DUE, date(2026, 11, 20)),
        (DueKind.ANSWER_DUE, date(2026, 11, 25)),
        (DueKind.APPEAL_DEADLINE, date(2026, 12, 1)),
    ]
    assert items[0].message == "Hjemmebesøk er planlagt 20.11.2026, for 2 dager siden."


def test_the_horizon_cuts_what_is_further_ahead_and_nothing_overdue(register: Register) -> None:
    with building(register) as build:
        build.let("Amina Ali", "Storgata 1", date(2026, 1, 1), date(2027, 1, 31))
    assert {item.kind for item in due_items(register, TODAY, within_days=69)} >= {DueKind.REVIEW_DUE}
    assert DueKind.CONTRACT_ENDS not in {item.kind for item in due_items(register, TODAY, within_days=69)}
    assert DueKind.CONTRACT_ENDS in {item.kind for item in due_items(register, TODAY, within_days=70)}


def test_no_address_of_a_protected_household_is_told(register: Register) -> None:
    with building(register) as build:
        unit = build.unit("Hemmelig vei 9", "H0101")
        household = build.household("Amina Ali", protection="confidential")
        build.contract(unit, household, date(2023, 10, 1), date(2026, 9, 30))
        build.add("offer", household_id=household, answer="pending", answer_by=TODAY, offered_address="Annen vei 3")
    items = due_items(register, TODAY)
    assert {item.kind for item in items} >= {DueKind.BECOMES_INDEFINITE, DueKind.ANSWER_DUE}
    assert all((item.address, item.unit) == ("", "") for item in items)
    assert not any("vei" in item.message for item in items)


_DAYS = st.integers(-1400, 1400).map(lambda days: TODAY + timedelta(days=days))


@settings(max_examples=50, deadline=None)
@given(
    terms=st.lists(st.tuples(_DAYS, st.integers(0, 1500), st.booleans()), max_size=12),
    within=st.integers(0, 500),
)
def test_the_warnings_are_those_of_the_rules_and_the_summary_counts_them(
    kept_register: Register, terms: list[tuple[date, int, bool]], within: int
) -> None:
    register = kept_register
    with writing(register.engine) as connection:
        connection.execute(delete(schema.contract))
    horizon = TODAY + timedelta(days=within)
    wanted = []
    with building(register) as build:
        for start, days, indefinite in terms:
            end = None if indefinite else start + timedelta(days=days)
            contract = build.let("Amina Ali", "Storgata 1", start, end)
            for due in contract_warnings(ContractFacts(ContractDates(start, end)), TODAY, Ladder()):
                if due.due <= horizon:
                    wanted.append((due.due, due.kind, contract))
    items = due_items(register, TODAY, within_days=within)
    assert sorted((item.due, item.kind, item.contract_id) for item in items) == sorted(wanted)
    assert [item.due for item in items] == sorted(item.due for item in items)

    with reading(register.engine) as connection:
        summary = due_summary(connection, TODAY, Ladder(), within_days=within, soonest=4, of_kind=2)
    assert summary.by_kind == count_by_kind(items)
    assert summary.reached == {
        kind: sum(1 for item in items if item.kind is kind and item.days <= 0) for kind in summary.by_kind
    }
    assert [item.due for item in summary.soonest[:4]] == [item.due for item in items[:4]]
    assert set(summary.soonest) <= set(items)
