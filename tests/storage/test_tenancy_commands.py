"""Contracts are signed, reviewed and renewed on a real register: what is done, what is refused, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.tenancy import ContractStep, EndedBy
from bokart_desk.services import editing
from bokart_desk.services.doing import Refused
from bokart_desk.services.municipality import Municipality, save_municipality
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.ending_early import EndEarly, end_early
from bokart_desk.services.tenancy.moving_out import MoveOut, move_out
from bokart_desk.services.tenancy.proposing import proposal
from bokart_desk.services.tenancy.renewing import RenewContract, foresee_renew, renew, renew_proposal
from bokart_desk.services.tenancy.reviewing import (
    RecordReview,
    proposed_next_review,
    record_review,
    review_proposal,
    reviews,
)
from bokart_desk.services.tenancy.signing import SignContract, foresee_sign, sign
from bokart_desk.services.undo import undo
from tests.register_builder import NOW, TODAY, building, new_register
from tests.tenancy_acts import BY, DAY, by_step, held, recommended, reviewed

THREE_YEARS = (date(2026, 12, 1), date(2029, 11, 30))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


# Signing


def test_a_signed_contract_takes_the_unit_in_use_at_its_own_rent(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8", status="vacant", vacant_from=date(2026, 9, 1), monthly_rent=Decimal(9500))
        home = made.household("Amina Hussein")
    done = sign(register, SignContract(unit, home, *THREE_YEARS), by=BY)
    signed = held(register, "contract", done.record)
    assert (signed["monthly_rent"], signed["signed_on"], signed["indefinite"]) == (Decimal(9500), TODAY, False)
    after = held(register, "unit", unit)
    assert (after["status"], after["status_since"], after["vacant_from"]) == ("in_use", date(2026, 12, 1), None)
    assert done.title == "Kontrakt inngått: Amina Hussein"
    undo(register, done, BY)
    assert editing.record(register, "contract", done.record or 0) is None
    assert held(register, "unit", unit)["vacant_from"] == date(2026, 9, 1)


def test_a_taken_unit_is_refused_with_who_has_it_and_when(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        made.contract(unit, made.household("Nour Haddad"), date(2025, 1, 1), date(2027, 12, 31))
        home = made.household("Amina Hussein")
    with pytest.raises(Refused, match=r"Nour Haddad har denne boenheten fra 01\.01\.2025 til 31\.12\.2027") as caught:
        sign(register, SignContract(unit, home, *THREE_YEARS), by=BY)
    assert set(caught.value.fields) == {"start"}
    free = SignContract(unit, home, date(2028, 1, 1), date(2030, 12, 31))
    assert foresee_sign(register, free, TODAY).wrong == {}
    assert sign(register, free, by=BY)


def test_a_taken_unit_never_names_a_protected_household(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        hidden = made.household("Nour Haddad", protection="confidential")
        made.contract(unit, hidden, date(2025, 1, 1), date(2027, 12, 31))
        home = made.household("Amina Hussein")
    with pytest.raises(Refused, match=r"beskyttet husstand har denne boenheten til 31\.12\.2027") as caught:
        sign(register, SignContract(unit, home, *THREE_YEARS), by=BY)
    assert "Nour" not in caught.value.message
    assert "2025" not in caught.value.message
    assert "Nour" not in " ".join(proposal(register, unit, home, TODAY).warnings)


def test_an_end_within_a_later_contract_is_told_at_the_end(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        made.contract(unit, made.household("Nour Haddad"), date(2029, 6, 1), None)
        home = made.household("Amina Hussein")
    with pytest.raises(Refused, match=r"fra 01\.06\.2029") as caught:
        sign(register, SignContract(unit, home, *THREE_YEARS), by=BY)
    assert set(caught.value.fields) == {"end"}


def test_a_tenant_who_has_not_moved_out_is_pointed_out(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        old = made.contract(unit, made.household("Nour Haddad"), date(2022, 1, 1), date(2024, 12, 31))
        home = made.household("Amina Hussein")
    wanted = SignContract(unit, home, *THREE_YEARS)
    with pytest.raises(Refused, match="Nour Haddad har ikke flyttet ut"):
        sign(register, wanted, by=BY)
    move_out(register, MoveOut(old, date(2025, 1, 15), "private_rent"), by=BY)
    assert sign(register, wanted, by=BY)


def test_a_short_term_needs_its_reason_and_a_second_one_a_weighty_reason(register: Register) -> None:
    with building(register) as made:
        home = made.household("Amina Hussein")
        units = [made.unit(f"Storgata {number}") for number in (8, 10)]
    short = SignContract(units[0], home, date(2026, 12, 1), date(2027, 11, 30))
    with pytest.raises(Refused, match="11-1") as caught:
        sign(register, short, by=BY)
    assert set(caught.value.fields) == {"short_term_reason"}
    first = sign(register, replace(short, short_term_reason="Gjennomgangsbolig"), by=BY)
    assert first.record is not None
    second = replace(
        short, unit_id=units[1], start=date(2027, 12, 1), end=date(2028, 11, 30), short_term_reason="Gjennomgangsbolig"
    )
    with pytest.raises(Refused, match="tungtveiende") as caught:
        sign(register, second, by=BY)
    assert set(caught.value.fields) == {"weighty_reason"}
    assert sign(register, replace(second, weighty_reason="Sykdom i familien"), by=BY)


def test_a_contract_that_was_ended_early_was_no_short_term(register: Register) -> None:
    with building(register) as made:
        home, other = made.household("Amina Hussein"), made.unit("Storgata 10")
        first = made.contract(made.unit("Storgata 8"), home, date(2026, 1, 1), date(2028, 12, 31))
    end_early(register, EndEarly(first, date(2026, 11, 30), EndedBy.AGREEMENT, "Flytter til større bolig"), by=BY)
    short = SignContract(other, home, date(2026, 12, 1), date(2027, 11, 30), short_term_reason="Venter på oppussing")
    assert sign(register, short, by=BY)


def test_a_household_with_two_units_at_once_is_asked_about(register: Register) -> None:
    with building(register) as made:
        home = made.household("Amina Hussein", protection="confidential")
        made.contract(made.unit("Storgata 8"), home, date(2025, 1, 1), date(2027, 12, 31))
        other = made.unit("Vegen 1")
    wanted = SignContract(other, home, *THREE_YEARS)
    with pytest.raises(Refused, match="Storgata 8") as caught:
        sign(register, wanted, by=BY)
    assert set(caught.value.fields) == {"confirm_elsewhere"}
    assert sign(register, replace(wanted, confirm_elsewhere=True), by=BY)


def test_a_strictly_confidential_household_gets_no_contract_in_the_register(register: Register) -> None:
    with building(register) as made:
        home = made.household("Ali Rahimi", protection="strictly_confidential")
        made.contract(made.unit("Hemmelig vei 9"), home, date(2025, 1, 1), date(2027, 12, 31))
        unit = made.unit("Storgata 8")
    with pytest.raises(Refused, match="utenfor registeret") as caught:
        sign(register, SignContract(unit, home, *THREE_YEARS), by=BY)
    assert "Hemmelig" not in caught.value.message
    values = {"unit_id": unit, "household_id": home, "start_date": TODAY, "end_date": None}
    with pytest.raises(Refused, match="utenfor registeret"):
        editing.create(register, "contract", values, by=BY)


def test_no_note_or_review_tells_where_a_strictly_confidential_household_lives(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Ali Rahimi", "Hemmelig vei 9", date(2025, 1, 1), None, protection="strictly_confidential")
    with pytest.raises(Refused, match="strengt fortrolig"):
        editing.change(register, "contract", signed, {"notes": "nøkkel til Hemmelig vei 9"}, seen={}, by=BY)
    with pytest.raises(Refused, match="strengt fortrolig"):
        record_review(register, RecordReview(signed, TODAY, need="trives i Hemmelig vei 9"), by=BY)


def test_a_withdrawn_unit_and_a_second_contract_for_who_lives_there_are_refused(register: Register) -> None:
    with building(register) as made:
        home = made.household("Amina Hussein")
        gone = made.unit("Storgata 8", status="withdrawn")
        unit = made.unit("Vegen 1")
        made.contract(unit, home, date(2024, 1, 1), date(2026, 12, 31))
    with pytest.raises(Refused, match="tatt ut av bruk"):
        sign(register, SignContract(gone, home, *THREE_YEARS, confirm_elsewhere=True), by=BY)
    with pytest.raises(Refused, match="Forny"):
        sign(register, SignContract(unit, home, date(2027, 1, 1), date(2029, 12, 31)), by=BY)


def test_an_older_contract_recorded_afterwards_leaves_the_unit_as_it_is(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8", status="being_made_ready")
        home = made.household("Amina Hussein")
        made.contract(unit, home, date(2022, 1, 1), date(2024, 12, 31), moved_out_on=date(2025, 1, 3))
    sign(register, SignContract(unit, home, date(2019, 1, 1), date(2021, 12, 31)), by=BY)
    assert held(register, "unit", unit)["status"] == "being_made_ready"


@pytest.mark.parametrize(
    ("end", "told"), [(date(2026, 12, 31), "Forny"), (date(2025, 12, 31), r"31\.03\.2026"), (None, "ingen ny")]
)
def test_who_lives_there_is_told_what_to_do_instead(register: Register, end: date | None, told: str) -> None:
    with building(register) as made:
        home, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
        made.contract(unit, home, date(2023, 1, 1), end)
    with pytest.raises(Refused, match=told):
        sign(register, SignContract(unit, home, date(2027, 1, 1), date(2029, 12, 31)), by=BY)


def test_signing_closes_the_needs_only_when_asked_to(register: Register) -> None:
    with building(register) as made:
        home, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
        need = made.add("need", household_id=home, kind="first_time", applied_on=date(2026, 6, 1))
    assert proposal(register, unit, home, TODAY).open_needs == 1
    done = sign(register, SignContract(unit, home, *THREE_YEARS), by=BY)
    assert held(register, "need", need)["closed_on"] is None
    undo(register, done, BY)
    sign(register, SignContract(unit, home, *THREE_YEARS, close_need=True), by=BY)
    assert held(register, "need", need)["closed_on"] == TODAY


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(9999, 12, 31)])
def test_an_impossible_end_is_told_at_the_end(register: Register, end: date) -> None:
    with building(register) as made:
        home, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
    with pytest.raises(Refused) as caught:
        sign(register, SignContract(unit, home, date(2026, 12, 1), end, short_term_reason="Kort"), by=BY)
    assert set(caught.value.fields) == {"end"}
    assert words.explain(date(2026, 12, 1), end, TODAY)


# What is proposed


def test_a_proposal_fills_in_what_is_known_and_says_what_to_think_of(register: Register) -> None:
    save_municipality(register, Municipality(default_term_months=24), who="Kari", now=NOW)
    with building(register) as made:
        unit = made.unit("Storgata 8", status="being_made_ready", most_persons=2, bedrooms=1)
        home = made.household("Amina Hussein", size=4, needed_bedrooms=3, settlement_kind="secondary")
        dwelling = made.work.connection.exec_driver_sql(f"SELECT dwelling_id FROM unit WHERE id = {unit}").scalar_one()
        made.add("head_lease", dwelling_id=dwelling, start_date=date(2020, 1, 1), end_date=date(2027, 6, 30))
        before = {"moved_out_on": date(2027, 1, 15), "security_kind": "depositum", "security_amount": Decimal(20000)}
        made.contract(unit, made.household("Nour Haddad"), date(2024, 1, 1), None, **before)
    register_values = editing.record(register, "dwelling", dwelling)
    assert register_values is not None
    editing.change(register, "dwelling", dwelling, {"reserved_first_settlement": True}, seen={}, by=BY)
    known = proposal(register, unit, home, TODAY)
    assert (known.start, known.end) == (date(2027, 1, 16), date(2029, 1, 15))
    assert (known.security_kind, known.security_amount) == ("depositum", Decimal(20000))
    assert known.head_leases == ((date(2020, 1, 1), date(2027, 6, 30)),)
    told = " ".join(known.warnings)
    for expected in ("30.06.2027", "4 personer", "3 soverom", "klargjøres", "andregangsbosetting"):
        assert expected in told


def test_a_proposal_for_who_lives_there_points_at_the_contract_to_renew(register: Register) -> None:
    with building(register) as made:
        home, unit = made.household("Amina Hussein"), made.unit("Vegen 1")
        signed = made.contract(unit, home, date(2024, 1, 1), date(2026, 12, 31))
    assert proposal(register, unit, home, TODAY).renews_contract_id == signed
    assert proposal(register, unit, None, TODAY).start == date(2027, 1, 1)
    assert proposal(register, None, home, TODAY).start == TODAY
    with pytest.raises(Refused):
        proposal(register, 99, None, TODAY)


# Review and renewal


def test_nothing_is_renewed_before_a_review_that_allows_it(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    wanted = RenewContract(signed, date(2029, 12, 31))
    first = by_step(register, signed)[ContractStep.RENEW]
    assert (first.available, first.instead) == (False, ContractStep.REVIEW)
    with pytest.raises(Refused, match="vurdering"):
        renew(register, wanted, by=BY)
    reviewed(register, signed, ReviewOutcome.PRIVATE_RENT)
    assert renew_proposal(register, signed, TODAY).review_first
    with pytest.raises(Refused, match="privat leie"):
        renew(register, wanted, by=BY)
    reviewed(register, signed, ReviewOutcome.EXTEND)
    assert recommended(register, signed) == [ContractStep.RENEW]
    done = renew(register, wanted, by=BY)
    new = held(register, "contract", done.record)
    assert (new["renews_contract_id"], new["start_date"], new["monthly_rent"]) == (
        signed, date(2027, 1, 1), Decimal(8500),
    )  # fmt: skip
    assert recommended(register, signed) == []
    with pytest.raises(Refused, match="fornyet"):
        renew(register, wanted, by=BY)


def test_a_strictly_confidential_household_is_not_renewed_in_the_register(register: Register) -> None:
    with building(register) as made:
        ends = date(2024, 1, 1), date(2026, 12, 31)
        signed = made.let("Ali Rahimi", "Hemmelig vei 9", *ends, protection="strictly_confidential")
    reviewed(register, signed)
    assert "utenfor registeret" in renew_proposal(register, signed, TODAY).refused
    assert recommended(register, signed) == []
    with pytest.raises(Refused, match="utenfor registeret"):
        renew(register, RenewContract(signed, date(2029, 12, 31)), by=BY)


def test_a_review_of_an_earlier_contract_allows_nothing(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    with pytest.raises(Refused, match=r"01\.01\.2024") as caught:
        record_review(register, RecordReview(signed, date(2023, 12, 31), ReviewOutcome.EXTEND), by=BY)
    assert set(caught.value.fields) == {"held_on"}
    with pytest.raises(Refused):
        record_review(register, RecordReview(signed, TODAY + DAY, ReviewOutcome.EXTEND), by=BY)


def test_extensions_beyond_the_settings_are_asked_about(register: Register) -> None:
    with building(register) as made:
        home, unit = made.household("Amina Hussein"), made.unit("Storgata 8")
        made.contract(unit, home, date(2021, 1, 1), date(2023, 12, 31))
        signed = made.contract(unit, home, date(2024, 1, 1), date(2026, 12, 31))
    reviewed(register, signed)
    known = renew_proposal(register, signed, TODAY)
    assert (known.extension, known.most, known.refused) == (2, 1, "")
    assert "2" in by_step(register, signed)[ContractStep.RENEW].note
    wanted = RenewContract(signed, known.end)
    with pytest.raises(Refused) as caught:
        renew(register, wanted, by=BY)
    assert set(caught.value.fields) == {"beyond_settings"}
    assert renew(register, replace(wanted, beyond_settings=True), by=BY)


def test_a_tenancy_past_its_cliff_is_not_renewed(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2023, 1, 1), date(2026, 7, 31))
    reviewed(register, signed)
    with pytest.raises(Refused, match=r"31\.10\.2026.*9-2"):
        renew(register, RenewContract(signed, date(2029, 7, 31)), by=BY)


def test_a_late_renewal_begins_the_day_after_the_end_or_before_the_cliff(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2023, 10, 1), date(2026, 9, 30))
    reviewed(register, signed)
    wanted = RenewContract(signed, date(2030, 12, 31), start=date(2027, 1, 1))
    with pytest.raises(Refused) as caught:
        renew(register, wanted, by=BY)
    assert set(caught.value.fields) == {"start"}
    assert foresee_renew(register, replace(wanted, start=date(2026, 12, 31)), TODAY).wrong == {}
    done = renew(register, replace(wanted, start=None), by=BY)
    assert held(register, "contract", done.record)["start_date"] == date(2026, 10, 1)


def test_a_review_is_listed_and_proposes_the_next(register: Register) -> None:
    with building(register) as made:
        home = made.household("Amina Hussein", monthly_income=Decimal(31000))
        signed = made.contract(made.unit("Storgata 8"), home, date(2025, 1, 1), date(2027, 12, 31))
        made.add("follow_up", household_id=home, kind="talk", done_on=date(2026, 11, 2))
    known = review_proposal(register, signed, TODAY)
    assert (known.held_on, known.monthly_income, known.talk_on) == (TODAY, Decimal(31000), date(2026, 11, 2))
    assert proposed_next_review(register, signed, TODAY, None) == date(2027, 6, 30)
    assert proposed_next_review(register, signed, date(2027, 7, 1), ReviewOutcome.EXTEND) == date(2029, 7, 1)
    assert proposed_next_review(register, signed, date(2027, 7, 1), ReviewOutcome.END) is None
    record_review(register, RecordReview(signed, date(2026, 6, 1)), by=BY)
    reviewed(register, signed, ReviewOutcome.BUY)
    assert [(one.held_on, one.outcome) for one in reviews(register, signed)] == [
        (TODAY, ReviewOutcome.BUY),
        (date(2026, 6, 1), None),
    ]
