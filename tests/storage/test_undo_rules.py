"""Undo keeps the rules, also when others have worked on in between: reviews, places that are taken, confidentiality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bokart_desk.domain.codes import FollowUpKind, Protection, ReviewOutcome
from bokart_desk.services import dwellings, editing, merging
from bokart_desk.services.doing import By, Done, Refused
from bokart_desk.services.follow_ups import record_follow_up
from bokart_desk.services.households.members import MemberGiven, add_member, remove_member
from bokart_desk.services.households.protecting import set_protection
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy.correcting import CorrectContract, correct
from bokart_desk.services.tenancy.renewing import RenewContract, renew
from bokart_desk.services.tenancy.reviewing import RecordReview, record_review
from bokart_desk.services.undo import undo
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.records import read_where
from bokart_desk.storage.schema import metadata
from tests.register_builder import NOW, TODAY, building, new_register

BY = By("Kari", NOW, TODAY)
DUF = "202012345602"


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def everything(register: Register) -> dict[str, list[tuple[object, ...]]]:
    with reading(register.engine) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name != "history"
        }


def persons(register: Register, household: int) -> list[Mapping[str, Any]]:
    with reading(register.engine) as connection:
        return list(read_where(connection, "person", "household_id", household))


def refused(register: Register, done: Done) -> str:
    """Undo is refused, and nothing is changed."""
    before = everything(register)
    with pytest.raises(Refused) as error:
        undo(register, done, BY)
    assert everything(register) == before
    return error.value.message


def test_a_merge_that_took_numbers_over_is_undone_and_done_again(register: Register) -> None:
    """The case number and the DUF number belong to one household at a time, on the way back as well."""
    with building(register) as made:
        one, two = made.household("Amina Hussein"), made.household("Amina Hussein")
    with reading(register.engine) as connection:
        (theirs,) = read_where(connection, "person", "household_id", two)
    editing.change(register, "person", theirs["id"], {"duf_number": DUF}, seen={}, by=BY)
    before = everything(register)
    done = merging.merge(register, one, two, take_other=frozenset({"case_number"}), by=BY)
    after = everything(register)
    undone = undo(register, done, BY)
    assert everything(register) == before
    redone = undo(register, undone, BY)
    assert everything(register) == after
    undo(register, redone, BY)
    assert everything(register) == before


def test_a_household_without_members_gets_a_main_person_by_merging(register: Register) -> None:
    with building(register) as made:
        empty = made.add(
            "household", case_number="K1", name="Hussein", name_key="hussein", name_sort="hussein", protection="none"
        )
        other = made.household("Amina Hussein")
    merging.merge(register, empty, other, by=BY)
    with reading(register.engine) as connection:
        assert [person["main_person"] for person in read_where(connection, "person", "household_id", empty)] == [True]


def test_a_room_is_not_brought_back_beside_another_of_its_name(register: Register) -> None:
    with building(register) as made:
        made.unit("Storgata 8", "Rom 1")
        first = made.add("unit", dwelling_id=1, label="Rom 2", label_key="rom 2", status="vacant")
    done = dwellings.remove_unit(register, first, by=BY)
    dwellings.add_unit(register, 1, {"label": "Rom 2"}, by=BY)
    assert "Rom 2" not in refused(register, done)


def reviewed_and_renewed(register: Register) -> tuple[int, Done, Done]:
    with building(register) as made:
        contract = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    review = record_review(register, RecordReview(contract, TODAY, ReviewOutcome.EXTEND), by=BY)
    return contract, review, renew(register, RenewContract(contract, date(2029, 12, 31)), by=BY)


def test_a_renewal_keeps_the_review_it_stands_on(register: Register) -> None:
    """Neither undo nor a change nor a deletion takes it away (rule 3)."""
    contract, review, renewal = reviewed_and_renewed(register)
    assert refused(register, review)
    assert review.record is not None
    for values in ({"outcome": ReviewOutcome.END}, {"outcome": None}, {"contract_id": renewal.record}):
        with pytest.raises(Refused):
            editing.change(register, "review", review.record, values, seen={}, by=BY)
    with pytest.raises(Refused):
        editing.remove(register, "review", review.record, by=BY)
    record_review(register, RecordReview(contract, TODAY, ReviewOutcome.EXTEND), by=BY)
    assert editing.remove(register, "review", review.record, by=BY)


def test_a_renewal_is_not_done_again_without_its_review(register: Register) -> None:
    _contract, review, renewal = reviewed_and_renewed(register)
    undone = undo(register, renewal, BY)
    undo(register, review, BY)
    assert refused(register, undone)


def test_undo_brings_no_address_back_into_a_case_that_became_strictly_confidential(register: Register) -> None:
    with building(register) as made:
        household = made.household("Amina Hussein")
    visit = record_follow_up(register, household, FollowUpKind.HOME_VISIT, done_on=TODAY, notes="Storgata 8", by=BY)
    assert visit.record is not None
    emptied = editing.change(register, "follow_up", visit.record, {"notes": "Alt vel"}, seen={}, by=BY)
    set_protection(register, household, Protection.STRICTLY_CONFIDENTIAL, by=BY)
    assert "Storgata" not in refused(register, emptied)


def test_undo_of_a_protection_that_was_lifted_looks_at_what_was_written_since(register: Register) -> None:
    with building(register) as made:
        household = made.household("Amina Hussein", protection="strictly_confidential")
    lifted = set_protection(register, household, Protection.NONE, by=BY)
    record_follow_up(register, household, FollowUpKind.HOME_VISIT, done_on=TODAY, notes="Storgata 8", by=BY)
    assert refused(register, lifted)


@pytest.mark.parametrize("kept_is_strict", [True, False])
def test_merging_brings_no_address_into_a_strictly_confidential_case(register: Register, kept_is_strict: bool) -> None:
    strict: dict[str, Any] = {"protection": "strictly_confidential"}
    with building(register) as made:
        kept = made.household("Amina Hussein", **(strict if kept_is_strict else {}))
        other = made.household("Amina Hussein", **({} if kept_is_strict else strict))
        made.add("follow_up", household_id=other if kept_is_strict else kept, kind="talk", notes="Bor i Storgata 8",
                 done_on=TODAY)  # fmt: skip
    before = everything(register)
    with pytest.raises(Refused):
        merging.merge(register, kept, other, by=BY)
    assert everything(register) == before


def test_a_household_does_not_become_strictly_confidential_past_the_texts_of_its_case(register: Register) -> None:
    with building(register) as made:
        household = made.household("Amina Hussein")
        offer = made.add("offer", household_id=household, answer="pending", offered_address="Tunet")
    values = {"protection": Protection.STRICTLY_CONFIDENTIAL}
    with pytest.raises(Refused) as error:
        editing.change(register, "household", household, values, seen={}, by=BY)
    assert "protection" in error.value.fields
    set_protection(register, household, Protection.STRICTLY_CONFIDENTIAL, by=BY)
    with reading(register.engine) as connection:
        (held,) = read_where(connection, "offer", "id", offer)
    assert held["offered_address"] is None


def test_no_field_of_a_strictly_confidential_case_takes_an_address(register: Register) -> None:
    with building(register) as made:
        household = made.household("Amina Hussein", protection="strictly_confidential")
    with reading(register.engine) as connection:
        (person,) = read_where(connection, "person", "household_id", household)
    for kind, record, field in (
        ("household", household, "languages"),
        ("household", household, "name"),
        ("person", person["id"], "phone"),
        ("person", person["id"], "family_name"),
    ):
        with pytest.raises(Refused):
            editing.change(register, kind, record, {field: "Storgata 8"}, seen={}, by=BY)


def test_a_record_without_a_household_is_refused_in_words(register: Register) -> None:
    for kind in ("need", "follow_up", "housing_plan", "person"):
        with pytest.raises(Refused) as error:
            editing.create(register, kind, {"kind": "talk", "goal": "Egen bolig", "done_on": TODAY}, by=BY)
        assert error.value.fields


def test_a_correction_makes_no_renewal_of_a_contract_that_was_not_reviewed(register: Register) -> None:
    with building(register) as made:
        unit, household = made.unit("Storgata 8"), made.household("Amina Hussein")
        first = made.contract(unit, household, date(2020, 1, 1), date(2022, 12, 31))
        second = made.contract(unit, household, date(2023, 1, 1), date(2026, 12, 31))
    for renewed in (first, second):
        with pytest.raises(Refused) as error:
            correct(register, CorrectContract(second, {"renews_contract_id": renewed}, "Feil"), by=BY)
        assert "renews_contract_id" in error.value.fields


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("household", {"monthly_income": Decimal("1e30")}),
        ("household", {"monthly_income": Decimal("NaN")}),
        ("household", {"size": 10**30}),
        ("household", {"settled_on": date(1, 1, 1)}),
        ("dwelling", {"landlord_id": 9999}),
        ("unit", {"area_m2": float("inf")}),
        ("head_lease", {"end_date": date(9999, 12, 31)}),
        ("unit", {"label": "Rom 7"}),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(register: Register, kind: str, values: dict[str, Any]) -> None:
    usual: dict[str, dict[str, Any]] = {
        "household": {"name": "Amina"}, "dwelling": {"address": "Storgata 8"}, "head_lease": {"start_date": TODAY}
    }  # fmt: skip
    with pytest.raises(Refused) as error:
        editing.create(register, kind, usual.get(kind, {}) | values, by=BY)
    assert error.value.message


def test_an_amount_with_parts_of_an_ore_is_kept_and_undone(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    before = everything(register)
    done = editing.change(register, "contract", signed, {"monthly_rent": Decimal("8500.005")}, seen={}, by=BY)
    if done:
        undo(register, done, BY)
    done = editing.change(register, "contract", signed, {"monthly_rent": Decimal("9100.129")}, seen={}, by=BY)
    undo(register, done, BY)
    assert everything(register) == before


def test_a_main_person_does_not_come_back_beside_another(register: Register) -> None:
    """A household whose only member was taken out got another main person: undo would leave it with two."""
    with building(register) as made:
        household = made.household("Amina Hussein")

    def members() -> dict[str, bool]:
        return {one["given_name"]: one["main_person"] for one in persons(register, household)}

    (amina,) = (record["id"] for record in persons(register, household))
    removed = remove_member(register, amina, by=BY)
    added = add_member(register, household, MemberGiven("Sara", "Hussein"), by=BY)
    assert members() == {"Sara": True}
    message = refused(register, removed)
    assert "Amina Hussein, Sara Hussein" in message
    assert "nytt medlem" in message
    undo(register, added, BY)
    undo(register, removed, BY)
    assert members() == {"Amina": True}


def test_a_main_person_comes_back_where_the_next_one_only_stood_in(register: Register) -> None:
    with building(register) as made:
        household = made.household("Amina Hussein")
    (amina,) = (record["id"] for record in persons(register, household))
    add_member(register, household, MemberGiven("Sara", "Hussein"), by=BY)
    removed = remove_member(register, amina, by=BY)
    undo(register, removed, BY)
    assert [one["given_name"] for one in persons(register, household) if one["main_person"]] == ["Amina"]
