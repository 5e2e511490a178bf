"""Contracts come to their end on a real register: notices, moves, early ends, and mistakes that are corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bokart_desk.domain.codes import Protection, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.tenancy import ContractStep, EndedBy
from bokart_desk.services import editing
from bokart_desk.services.doing import ChangedMeanwhile, Refused
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
from bokart_desk.services.tenancy.renewing import RenewContract, renew
from bokart_desk.services.tenancy.steps import steps
from bokart_desk.services.undo import undo
from tests.register_builder import TODAY, building, new_register
from tests.tenancy_acts import BY, DAY, by_step, held, recommended, reviewed


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        yield opened


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
