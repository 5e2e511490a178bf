"""Offers and decisions recorded by keyboard, and refused where the law asks for more."""

from __future__ import annotations

from datetime import date

from offers_register import household_id, make, refuse, some_unit
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from using import carry_out, press, ready, texts

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.services import decisions, offers
from bokart_desk.services.decisions import DecisionQuery
from bokart_desk.services.editing import create, record
from bokart_desk.services.offers import AnswerFilter, OfferQuery
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.offers.dialogs import (
    open_answer_dialog,
    open_appeal_dialog,
    open_decision_dialog,
    open_notice_dialog,
    open_offer_dialog,
)


def test_a_declined_offer_is_recorded_in_one_dialog_without_the_mouse(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    dialog = ready(qtbot, open_offer_dialog(desk, window))
    press(qtbot, "amina", Qt.Key.Key_Tab, "gran", Qt.Key.Key_Tab)
    dialog.fields["answer"].editor.setFocus()
    press(qtbot, "t", Qt.Key.Key_Down)
    assert dialog.value("answer") == "declined"
    dialog.fields["reason_code"].editor.setFocus()
    press(qtbot, "stør", Qt.Key.Key_Tab)
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    rows, _more = offers.find_offers(desk.register, OfferQuery())
    assert [(row.household, row.place, row.answer, row.reason_code) for row in rows] == [
        ("Amina Hussein", "Granveien 2", OfferAnswer.DECLINED, "size")
    ]
    desk.undo()
    assert offers.count_offers(desk.register, OfferQuery()) == 0


def test_a_declined_offer_without_a_reason_stays_in_the_dialog(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(
        qtbot,
        open_offer_dialog(desk, window, household_id=household_id(desk, "Amina Hussein"), unit_id=some_unit(desk)),
    )
    dialog.fields["answer"].set_value("declined")
    dialog.refresh()
    carry_out(qtbot)
    assert dialog.fields["reason_code"].error()
    assert offers.count_offers(desk.register, OfferQuery()) == 0


def test_an_offer_needs_a_dwelling_or_words_for_one(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_offer_dialog(desk, window, household_id=household_id(desk, "Amina Hussein")))
    carry_out(qtbot)
    assert dialog.fields["unit_id"].error() == "Velg boenheten som tilbys."
    press(qtbot, "gran")
    carry_out(qtbot)  # nothing was taken from the list yet
    assert dialog.fields["unit_id"].error()
    dialog.fields["unit_id"].set_value(None)
    dialog.fields["offered_address"].set_value("Leilighet i Bergen")
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)


def test_a_strictly_confidential_household_is_offered_no_named_dwelling(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    new = create(
        desk.register, "household", {"name": "Skjult Person", "protection": "strictly_confidential"}, by=desk.by()
    )  # fmt: skip
    dialog = ready(qtbot, open_offer_dialog(desk, window, household_id=new.record))
    assert dialog.fields["unit_id"].isHidden()
    assert dialog.fields["offered_address"].isHidden()
    link = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Boligen finnes ikke i registeret")
    assert link.isHidden()
    assert any("strengt fortrolig" in text for _tone, text in dialog.sentences())
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    rows, _more = offers.find_offers(desk.register, OfferQuery(AnswerFilter("skjult")))
    assert [(row.unit_id, row.place) for row in rows] == [(None, "")]


def test_an_answer_is_recorded_and_can_be_corrected(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    offer = make(desk, "Amina Hussein", unit_id=some_unit(desk))
    dialog = ready(qtbot, open_answer_dialog(desk, window, offer))
    assert "Granveien 2" in texts(dialog)
    dialog.fields["answer"].set_value("no_answer")
    dialog.refresh()
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    dialog = ready(qtbot, open_answer_dialog(desk, window, offer, answer=OfferAnswer.WITHDRAWN))
    with qtbot.waitSignal(dialog.performed) as performed:
        carry_out(qtbot)
    assert performed.args[0].what == "correct"
    row = offers.offer_row(desk.register, offer)
    assert row is not None
    assert row.answer is OfferAnswer.WITHDRAWN


def test_an_answer_dialog_never_names_the_dwelling_of_a_protected_household(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    offer = make(desk, "Ali Rahimi", unit_id=some_unit(desk))
    dialog = ready(qtbot, open_answer_dialog(desk, window, offer))
    assert "Ali Rahimi" in texts(dialog)
    assert "Granveien" not in texts(dialog)
    dialog.reject()


def test_an_accepted_offer_goes_on_to_the_contract(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    offer = make(desk, "Amina Hussein", unit_id=some_unit(desk))
    dialog = ready(qtbot, open_answer_dialog(desk, window, offer, answer=OfferAnswer.ACCEPTED))
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    signing = [one for one in window.findChildren(StepDialog) if one.windowTitle() == "Ny kontrakt"]
    assert len(signing) == 1
    assert signing[0].value("household_id") == household_id(desk, "Amina Hussein")
    assert signing[0].value("unit_id") == some_unit(desk)


def test_a_refusal_without_an_assessment_is_refused_and_with_one_recorded(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    family = household_id(desk, "Amina Hussein")
    need = create(
        desk.register, "need", {"household_id": family, "kind": "first_time", "applied_on": date(2026, 10, 1)},
        by=desk.by(),
    ).record  # fmt: skip
    assert need is not None
    dialog = ready(qtbot, open_decision_dialog(desk, window, household_id=family, kind=DecisionKind.REFUSE))
    press(qtbot, "eier")
    assert dialog.value("reason_code") == "owns_home"
    carry_out(qtbot)
    assert dialog.fields["assessment"].error()
    press(qtbot, "Søker tilhører ikke gruppene som får kommunal bolig.")
    carry_out(qtbot)
    assert "gruppe" in dialog.fields["assessment"].error()
    assert decisions.count_decisions(desk.register, DecisionQuery(), desk.today()) == 0
    press(qtbot, " De eier en leilighet på Lillehammer som de kan leie ut, og har god inntekt.")
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    rows, _more = decisions.find_decisions(desk.register, DecisionQuery(), desk.today())
    assert [(row.household, row.reason_code, row.assessed) for row in rows] == [("Amina Hussein", "owns_home", True)]
    held = record(desk.register, "need", need)
    assert held is not None
    assert held["closed_on"] == desk.today()


def test_a_grant_asks_for_the_unit_and_no_reason_an_extension_for_the_contract(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    family = household_id(desk, "Amina Hussein")
    dialog = ready(qtbot, open_decision_dialog(desk, window, household_id=family, kind=DecisionKind.GRANT))
    assert not dialog.fields["unit_id"].isHidden()
    assert dialog.fields["reason_code"].isHidden()
    dialog.fields["kind"].set_value(DecisionKind.EXTEND.value)
    dialog.refresh()
    assert dialog.fields["unit_id"].isHidden()
    assert dialog.value("contract_id") is not None
    assert dialog.value("legal_basis") == "husleieloven § 11-1"
    dialog.fields["household_id"].set_value(None)
    dialog.refresh()
    assert dialog.value("contract_id") is None


def test_notice_and_appeal_are_told_with_their_limits(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    refusal = refuse(desk, "Amina Hussein", decided_on=date(2026, 10, 1))
    dialog = ready(qtbot, open_notice_dialog(desk, window, refusal))
    dialog.fields["notified_on"].set_value(date(2026, 10, 5))
    dialog.refresh()
    assert any("26.10.2026" in text for _tone, text in dialog.sentences())
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    dialog = ready(qtbot, open_appeal_dialog(desk, window, refusal))
    assert any("etter fristen" in text for _tone, text in dialog.sentences())
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    row = decisions.decision_row(desk.register, refusal)
    assert row is not None
    assert row.appealed_on == desk.today()
