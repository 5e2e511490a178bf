"""The life of a contract as commands on a real register: what is done, what is refused, and how both are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bokart_desk.domain.codes import Protection, ReviewOutcome, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.tenancy import ContractStep, EndedBy
from bokart_desk.services import editing
from bokart_desk.services.doing import By, ChangedMeanwhile, Refused
from bokart_desk.services.municipality import Municipality, save_municipality
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy import words
from bokart_desk.services.tenancy.correcting import CorrectContract, correct
from bokart_desk.services.tenancy.ending_early import EndEarly, end_early
from bokart_desk.services.tenancy.moving_out import MoveOut, move_out
from bokart_desk.services.tenancy.notices import (
    SendAdvanceNotice,
    SendNoticeToVacate,
    send_advance_notice,
    send_notice_to_vacate,
)
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
from bokart_desk.services.tenancy.steps import Step, steps
from bokart_desk.services.undo import undo
from tests.register_builder import NOW, TODAY, building, new_register

BY = By("Kari", datetime(2026, 11, 22, 8, tzinfo=UTC), TODAY)
DAY = timedelta(days=1)
THREE_YEARS = (date(2026, 12, 1), date(2029, 11, 30))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


def held(register: Register, kind: str, record: int | None) -> Mapping[str, Any]:
    assert record is not None
    found = editing.record(register, kind, record)
    assert found is not None
    return found


def by_step(register: Register, contract: int, today: date = TODAY) -> dict[ContractStep, Step]:
    return {one.step: one for one in steps(register, contract, today)}


def recommended(register: Register, contract: int, today: date = TODAY) -> list[ContractStep]:
    return [one.step for one in steps(register, contract, today) if one.recommended]


def reviewed(register: Register, contract: int, outcome: ReviewOutcome = ReviewOutcome.EXTEND) -> None:
    record_review(register, RecordReview(contract, TODAY, outcome), by=BY)


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


# Notices


def test_a_demand_before_the_end_is_no_demand(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    with pytest.raises(Refused, match="forhåndsvarsel") as caught:
        send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY, "Rekommandert"), by=BY)
    assert set(caught.value.fields) == {"sent_on"}
    with pytest.raises(Refused, match="forhåndsvarsel"):
        editing.change(register, "contract", signed, {"vacate_notice_on": TODAY}, seen={}, by=BY)
    done = send_advance_notice(register, SendAdvanceNotice(signed, TODAY, "Brev"), by=BY)
    assert held(register, "contract", signed)["advance_notice_on"] == TODAY
    assert done.title == "Forhåndsvarsel: Amina Hussein"


def test_a_demand_in_time_stops_the_clock_and_needs_its_proof(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2023, 10, 1), date(2026, 9, 30))
    assert recommended(register, signed) == [ContractStep.NOTICE_TO_VACATE]
    with pytest.raises(Refused) as caught:
        send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY, " "), by=BY)
    assert set(caught.value.fields) == {"proof"}
    with pytest.raises(Refused) as caught:
        send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY + DAY, "Rekommandert"), by=BY)
    assert set(caught.value.fields) == {"sent_on"}
    send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY, "Rekommandert"), by=BY)
    dates = ContractDates(date(2023, 10, 1), date(2026, 9, 30), None, TODAY)
    assert status_on(dates, date(2027, 6, 1)) is ContractStatus.NOTICE_GIVEN
    assert recommended(register, signed) == [ContractStep.MOVE_OUT]
    with pytest.raises(Refused, match="i tide"):
        send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY, "En gang til"), by=BY)
    with pytest.raises(Refused, match="flytteoppfordring"):
        send_advance_notice(register, SendAdvanceNotice(signed, TODAY), by=BY)


def test_a_demand_that_came_too_late_is_recorded_and_said_to_be_so(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2023, 8, 1), date(2026, 7, 31))
    assert "For sent" in words.notice_words(date(2026, 7, 31), TODAY)
    assert "For sent" in by_step(register, signed)[ContractStep.NOTICE_TO_VACATE].note
    assert send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY, "Rekommandert"), by=BY)


# Moving out, ending early, correcting


def test_moving_out_leaves_the_unit_vacant_from_the_day_and_undo_brings_all_back(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        signed = made.contract(unit, made.household("Amina Hussein"), date(2024, 1, 1), date(2026, 12, 31))
    before = held(register, "unit", unit), held(register, "contract", signed)
    with pytest.raises(Refused) as caught:
        move_out(register, MoveOut(signed, date(2026, 11, 20), ""), by=BY)
    assert set(caught.value.fields) == {"to"}
    done = move_out(register, MoveOut(signed, date(2026, 12, 15), "bought_home", "Startlån"), by=BY)
    after = held(register, "unit", unit)
    assert (after["status"], after["vacant_from"]) == (UnitStatus.VACANT, date(2026, 12, 15))
    assert recommended(register, signed) == []
    planned_again = move_out(register, MoveOut(signed, date(2026, 12, 10), "bought_home", "Startlån"), by=BY)
    undo(register, planned_again, BY)
    undo(register, done, BY)
    assert (held(register, "unit", unit), held(register, "contract", signed)) == before


def test_who_has_moved_out_is_corrected_and_not_moved_again(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        signed = made.contract(unit, made.household("Amina Hussein"), date(2024, 1, 1), date(2026, 12, 31))
    ready = MoveOut(signed, date(2026, 11, 20), "evicted", unit_becomes=UnitStatus.BEING_MADE_READY)
    move_out(register, ready, by=BY)
    with pytest.raises(Refused, match="Rett"):
        move_out(register, ready, by=BY)
    correct(register, CorrectContract(signed, {"moved_out_on": date(2026, 11, 10)}, "Feil dag"), by=BY)
    assert held(register, "unit", unit)["vacant_from"] == date(2026, 11, 10)
    correct(register, CorrectContract(signed, {"moved_out_on": None}, "De flyttet ikke"), by=BY)
    unit_after, contract_after = held(register, "unit", unit), held(register, "contract", signed)
    assert (unit_after["status"], unit_after["vacant_from"]) == ("in_use", None)
    assert contract_after["moved_out_to"] is None
    assert contract_after["notes"].splitlines() == [
        "22.11.2026: rettet. Feil dag",
        "22.11.2026: rettet. De flyttet ikke",
    ]


def test_a_move_ends_before_the_next_contract_begins(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        old = made.contract(unit, made.household("Amina Hussein"), date(2023, 1, 1), date(2025, 12, 31))
        made.contract(unit, made.household("Nour Haddad"), date(2026, 2, 1), None)
    with pytest.raises(Refused, match="Nour Haddad"):
        move_out(register, MoveOut(old, date(2026, 2, 1), "unknown"), by=BY)
    move_out(register, MoveOut(old, date(2026, 1, 15), "unknown"), by=BY)
    assert held(register, "unit", unit)["status"] == "in_use"


def test_a_move_before_the_renewal_takes_the_renewal_back(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2026, 12, 31))
    reviewed(register, signed)
    renewal = renew(register, RenewContract(signed, date(2029, 12, 31)), by=BY).record
    assert renewal is not None
    with pytest.raises(Refused, match="nye kontrakten"):
        move_out(register, MoveOut(signed, date(2027, 1, 1), "private_rent"), by=BY)
    done = move_out(register, MoveOut(signed, date(2026, 12, 15), "private_rent"), by=BY)
    assert editing.record(register, "contract", renewal) is None
    undo(register, done, BY)
    assert held(register, "contract", renewal)["renews_contract_id"] == signed


def test_an_early_end_counts_down_from_the_new_day_and_says_why(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), date(2027, 12, 31), notes="Nøkler: 2")
    too_late = EndEarly(signed, date(2028, 1, 1), EndedBy.AGREEMENT, "Har kjøpt bolig")
    with pytest.raises(Refused) as caught:
        end_early(register, too_late, by=BY)
    assert set(caught.value.fields) == {"end"}
    with pytest.raises(Refused) as caught:
        end_early(register, replace(too_late, end=date(2027, 2, 28), why=" "), by=BY)
    assert set(caught.value.fields) == {"why"}
    end_early(register, replace(too_late, end=date(2027, 2, 28)), by=BY)
    after = held(register, "contract", signed)
    assert (after["end_date"], after["moved_out_on"]) == (date(2027, 2, 28), None)
    assert after["notes"] == (
        "Nøkler: 2\n22.11.2026: avtalt sluttdato ble flyttet fra 31.12.2027 til 28.02.2027. Etter avtale. "
        "Har kjøpt bolig"
    )
    assert recommended(register, signed, date(2027, 3, 1)) == [ContractStep.NOTICE_TO_VACATE]


def test_a_tenancy_without_an_end_gets_one(register: Register) -> None:
    with building(register) as made:
        agreed = made.let("Amina Hussein", "Storgata 8", date(2024, 1, 1), None)
        became = made.let("Nour Haddad", "Storgata 9", date(2023, 1, 1), date(2025, 12, 31))
    end_early(register, EndEarly(agreed, date(2027, 2, 28), EndedBy.HOUSEHOLD, "Flytter"), by=BY)
    assert held(register, "contract", agreed)["indefinite"] is False
    with pytest.raises(Refused, match=r"31\.03\.2026"):
        end_early(register, EndEarly(became, date(2026, 3, 31), EndedBy.LANDLORD, "Mislighold"), by=BY)
    assert end_early(register, EndEarly(became, date(2027, 2, 28), EndedBy.LANDLORD, "Mislighold"), by=BY)


def test_a_correction_keeps_its_reason_and_the_rules(register: Register) -> None:
    with building(register) as made:
        unit = made.unit("Storgata 8")
        signed = made.contract(unit, made.household("Amina Hussein"), date(2024, 1, 1), date(2026, 12, 31))
        made.contract(unit, made.household("Nour Haddad"), date(2027, 1, 1), None)
    wanted = CorrectContract(signed, {"end_date": date(2027, 1, 31)}, "Feil i lista")
    with pytest.raises(Refused) as caught:
        correct(register, replace(wanted, reason=""), by=BY)
    assert set(caught.value.fields) == {"reason"}
    with pytest.raises(Refused, match="Nour Haddad") as caught:
        correct(register, wanted, by=BY)
    assert set(caught.value.fields) == {"end_date"}
    with pytest.raises(Refused, match="11-1"):
        correct(register, replace(wanted, values={"end_date": date(2026, 11, 30)}), by=BY)
    rent = replace(wanted, values={"monthly_rent": Decimal(9000)}, seen={"monthly_rent": Decimal(8500)})
    assert correct(register, rent, by=BY)
    assert held(register, "contract", signed)["notes"] == "22.11.2026: rettet. Feil i lista"
    with pytest.raises(ChangedMeanwhile):
        correct(register, replace(rent, values={"monthly_rent": Decimal(9500)}), by=BY)
    assert not correct(register, replace(rent, seen={}), by=BY)


def test_a_notice_is_taken_back_with_its_proof(register: Register) -> None:
    with building(register) as made:
        signed = made.let("Amina Hussein", "Storgata 8", date(2023, 10, 1), date(2026, 9, 30))
    send_notice_to_vacate(register, SendNoticeToVacate(signed, TODAY, "Rekommandert"), by=BY)
    correct(register, CorrectContract(signed, {"vacate_notice_on": None}, "Ble aldri sendt"), by=BY)
    after = held(register, "contract", signed)
    assert (after["vacate_notice_on"], after["vacate_notice_proof"]) == (None, None)
    assert recommended(register, signed) == [ContractStep.NOTICE_TO_VACATE]


def test_the_wrong_unit_is_corrected_and_both_units_follow(register: Register) -> None:
    with building(register) as made:
        meant, taken = made.unit("Storgata 8", "Rom 1", status="vacant"), made.unit("Storgata 10")
        signed = made.contract(taken, made.household("Amina Hussein"), date(2026, 11, 1), date(2029, 10, 31))
    correct(register, CorrectContract(signed, {"unit_id": meant}, "Feil rom"), by=BY)
    assert held(register, "unit", meant)["status"] == "in_use"
    assert held(register, "unit", taken)["status"] == "vacant"


@pytest.mark.parametrize("protection", list(Protection))
def test_a_contract_is_corrected_whatever_the_protection(register: Register, protection: Protection) -> None:
    with building(register) as made:
        signed = made.let("Ali Rahimi", "Storgata 8", date(2025, 1, 1), None, protection=protection.value)
    assert correct(register, CorrectContract(signed, {"number": "A1"}, "Skrivefeil"), by=BY)


def test_a_contract_that_is_gone_has_no_steps_and_is_refused(register: Register) -> None:
    assert steps(register, 99, TODAY) == ()
    with pytest.raises(Refused):
        send_advance_notice(register, SendAdvanceNotice(99, TODAY), by=BY)


# The days in words


def test_the_days_are_told_in_words() -> None:
    start, end = date(2024, 9, 1), date(2027, 8, 31)
    assert words.explain(start, end, TODAY) == (
        "Utløper 31.08.2027, om 9 måneder. Siste frist for flytteoppfordring: 30.11.2027. "
        "Etter det er leieforholdet tidsubestemt."
    )
    assert "30.12.2026" in words.explain(date(2023, 10, 1), date(2026, 9, 30), TODAY)
    assert "tidsubestemt leieforhold" in words.explain(date(2023, 1, 1), date(2026, 1, 31), TODAY)
    assert words.explain(start, None, TODAY).startswith("Leieforholdet har ingen sluttdato")
    assert words.term_words(start, end) == "3 år"
    assert words.term_words(start, date(2026, 3, 31)) == "1 år og 7 måneder"
    assert words.term_words(start, date(2024, 9, 30)) == "1 måned"
    assert words.term_words(start, None) == "uten sluttdato"
    assert words.term_notes(start, end) == ()
    assert "11-1" in words.term_notes(start, date(2026, 8, 31))[0]


@pytest.mark.parametrize("moved", [date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 9), date(2023, 1, 1)])
def test_every_day_of_moving_out_has_its_words(moved: date) -> None:
    start, end = date(2024, 1, 1), date(2026, 12, 31)
    told = [words.move_out_words(start, last, moved, date(2027, 2, 1)) for last in (end, None)]
    assert all(told)
    assert "planlagt" in words.move_out_words(start, end, date(2027, 3, 1), date(2027, 2, 1))


def test_letters_and_early_ends_have_their_words() -> None:
    end = date(2026, 12, 31)
    assert "31.03.2027" in words.advance_notice_words(end, TODAY)
    assert "flytteoppfordring" in words.advance_notice_words(end, date(2027, 1, 1))
    assert words.advance_notice_words(None, TODAY)
    assert "forhåndsvarsel" in words.notice_words(end, end)
    assert words.notice_words(end, date(2027, 3, 31)).startswith("I tide")
    assert "31.12.2027" in words.end_early_words(date(2027, 12, 31), end, TODAY)
    assert words.end_early_words(None, end, TODAY)
    assert {words.ended_by_label(one) for one in EndedBy} == {
        "Etter avtale", "Oppsagt av husstanden", "Oppsagt av kommunen",
    }  # fmt: skip
    assert len({words.step_title(one) for one in ContractStep}) == len(ContractStep)
