"""A family arrives: registered, its need recorded, one offer declined, the next accepted, signed and visited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_walking import Walker, at_the_desk, copied, held, texts_of
from pytestqt.qtbot import QtBot
from register_builder import building, new_register

from bokart_desk.services.register import Register
from bokart_desk.ui.households.new_dialog import NewHouseholdDialog
from bokart_desk.ui.households.visit_dialog import VisitDialog
from bokart_desk.ui.offers.answer_dialog import AnswerDialog
from bokart_desk.ui.offers.offer_dialog import OfferDialog
from bokart_desk.ui.tenancy.sign import SignDialog
from bokart_desk.ui.waiting.fit_card import FitCard
from bokart_desk.ui.waiting.need_dialog import NeedDialog

TODAY = date(2026, 11, 22)
STEPS = 7
"""Household, need, offer declined, offer, answer, contract, visit: each is one step back."""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        with building(opened) as build:
            build.unit("Granveien 2", "H0101", status="vacant", status_since=date(2026, 8, 1), bedrooms=1)
            build.unit("Elvegata 7", status="vacant", status_since=date(2026, 10, 1), bedrooms=3)
            build.let("Amina Hussein", "Storgata 8", date(2026, 1, 1), date(2028, 12, 31))
            build.add("priority_criterion", name="Barn i husstanden", weight=3)
            build.add("priority_criterion", name="Helse", weight=2)
        yield opened


@pytest.fixture
def walk(qtbot: QtBot, register: Register) -> Iterator[Walker]:
    with at_the_desk(qtbot, register, TODAY) as walker:
        yield walker


def test_a_family_arrives(walk: Walker, register: Register) -> None:
    before = held(register)
    register_the_family(walk)
    record_the_need(walk)
    look_at_what_fits(walk)
    decline_the_first_offer(walk)
    accept_the_second_and_sign(walk)
    record_a_visit(walk)
    read_the_case(walk)
    see_the_unit_let(walk)
    after = held(register)
    assert after != before
    assert walk.undo_all() == STEPS
    assert held(register) == before
    assert walk.redo_all() == STEPS
    assert held(register) == after
    read_the_case(walk)


def register_the_family(walk: Walker) -> None:
    walk.go("households")
    walk.click("Ny husstand")
    dialog = walk.dialog(NewHouseholdDialog)
    walk.fill(
        dialog,
        **{"members.0.given_name": "Fatima", "members.0.family_name": "Warsame", "members.0.born_on": "3.4.88"},
        settlement_kind="overf",
        settled_on="1.11.26",
    )
    walk.press("Alt+L")
    walk.qtbot.waitUntil(lambda: "members.1.given_name" in dialog.fields)
    walk.fill(dialog, **{"members.1.given_name": "Ali", "members.1.born_on": "9.1.85"})
    walk.press("Alt+L")
    walk.qtbot.waitUntil(lambda: "members.2.given_name" in dialog.fields)
    walk.fill(dialog, **{"members.2.given_name": "Hodan", "members.2.born_on": "14.6.2019"})
    done = walk.carry_out(dialog)
    case = walk.window.visited_screen("households").detail
    assert case.detail.row.id == done.record
    assert case.detail.row.name == "Fatima Warsame"
    assert [person.given_name for person in case.detail.persons] == ["Fatima", "Ali", "Hodan"]
    assert all(person.family_name == "Warsame" for person in case.detail.persons)


def record_the_need(walk: Walker) -> None:
    case = walk.window.visited_screen("households").detail
    walk.pick("Ny søknad", case)
    dialog = walk.dialog(NeedDialog)
    assert dialog.fields["household_id"].editor.text() == "Fatima Warsame"
    walk.fill(dialog, applied_on="5.11.26", bedrooms="2")
    walk.click("Barn i husstanden (vekt 3)", dialog)
    assert "05.12.2026" in "\n".join(texts_of(dialog))
    walk.carry_out(dialog)


def look_at_what_fits(walk: Walker) -> None:
    waiting = walk.keys_to("waiting")
    walk.choose_row(waiting, "warsame")
    assert "Prioritet 3" in "\n".join(texts_of(waiting))
    cards = [card for card in waiting.detail.fitting.findChildren(FitCard) if card.isVisible()]
    assert [card.title.split(",")[0].split(" H")[0] for card in cards[:2]] == ["Elvegata 7", "Granveien 2"]
    said = "\n".join(texts_of(cards[1]))
    assert "soverom" in said
    walk.click("Tilby boenheten", cards[1])


def decline_the_first_offer(walk: Walker) -> None:
    dialog = walk.dialog(OfferDialog)
    assert dialog.fields["household_id"].editor.text() == "Fatima Warsame"
    assert "Granveien 2" in dialog.fields["unit_id"].editor.text()
    walk.fill(dialog, answer="takket n")
    assert "reason_code" in walk.refused(dialog) or dialog.fields["reason_code"].error()
    walk.fill(dialog, reason_code="stø", reasonable_ground="ja", reason="For trangt for tre")
    walk.carry_out(dialog)


def accept_the_second_and_sign(walk: Walker) -> None:
    walk.press("Ctrl+Shift+O")
    dialog = walk.dialog(OfferDialog)
    walk.fill(dialog, household_id="warsame", unit_id="elveg")
    assert "29.11.2026" in "\n".join(texts_of(dialog))
    made = walk.carry_out(dialog)
    offers = walk.go("offers")
    walk.choose_row(offers, "warsame elvegata")
    assert offers.offers.shown_id == made.record
    walk.click("Registrer svaret", offers)
    answer = walk.dialog(AnswerDialog)
    walk.fill(answer, answer="takket j")
    walk.carry_out(answer)
    contract = walk.dialog(SignDialog)
    assert contract.fields["household_id"].editor.text() == "Fatima Warsame"
    assert "Elvegata 7" in contract.fields["unit_id"].editor.text()
    walk.fill(contract, start="1.12.26", monthly_rent="9 500")
    said = "\n".join(texts_of(contract))
    assert contract.fields["end"].editor.text() == "30.11.2029"
    assert "Utløper 30.11.2029, om 3 år. Siste frist for flytteoppfordring: 28.02.2030." in said
    assert "Leietiden er 3 år." in said
    assert contract.confirmations["close_need"].box.isChecked()
    done = walk.carry_out(contract)
    assert walk.window.current == "contracts"
    detail = walk.window.visited_screen("contracts").detail
    assert detail.shown_contract == done.record
    assert "Elvegata 7" in "".join(texts_of(detail))


def record_a_visit(walk: Walker) -> None:
    walk.day = date(2026, 12, 10)
    walk.wait_until(walk.day)
    households = walk.keys_to("households")
    walk.choose_row(households, "warsame")
    walk.press("Ctrl+Shift+B")
    dialog = walk.dialog(VisitDialog)
    walk.qtbot.keyClicks(dialog.fields["notes"].editor, "Alle har kommet på plass")
    walk.fill(dialog, next_on="+6m")
    walk.carry_out(dialog)


def read_the_case(walk: Walker) -> None:
    households = walk.go("households")
    walk.choose_row(households, "warsame")
    households.detail.bar.setCurrentIndex(0)
    walk.settle()
    walk.click("Kopier saken", households.detail)
    lines = [line for line in reversed(copied().splitlines()) if "av Kari Konsulent" not in line]
    assert [line.split(". ")[0] for line in lines] == [
        "05.11.2026: Søkt: Første bolig",
        "22.11.2026: Tilbud gitt",
        "22.11.2026: Tilbud: Takket nei",
        "22.11.2026: Tilbud gitt",
        "22.11.2026: Tilbud: Takket ja",
        "22.11.2026: Kontrakt inngått",
        "22.11.2026: Søknad avsluttet: Første bolig",
        "01.12.2026: Kontrakt begynner",
        "10.12.2026: Hjemmebesøk",
        "10.06.2027: Hjemmebesøk, planlagt",
        "30.11.2029: Kontrakt utløper",
    ]
    declined = lines[2]
    assert "Granveien 2" in declined
    assert "For trangt for tre" in declined
    assert "rimelig grunn" in declined


def see_the_unit_let(walk: Walker) -> None:
    dwellings = walk.go("dwellings")
    walk.choose_row(dwellings, "elvegata")
    said = texts_of(dwellings)
    assert any("Fatima Warsame" in text for text in said)
    assert any("Utleid" in text for text in said)
