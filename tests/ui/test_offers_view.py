"""The screen of offers and decisions as a consultant meets it: made, changed, found and counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from offers_register import household_id, imported_refusal, make, refuse, some_unit
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from using import carry_out, column, press, ready, texts

from bokart_desk.domain.codes import OfferAnswer
from bokart_desk.services import offers
from bokart_desk.services.answer_statistics import Subject
from bokart_desk.services.due import due_items
from bokart_desk.services.editing import create
from bokart_desk.services.offers import OfferQuery
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.offers import OffersTab, OffersTarget, OffersView
from bokart_desk.ui.overview.due_card import open_due


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[OffersView]:
    shown = OffersView(desk)
    desk.register_changed.connect(lambda _what: shown.refresh())
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    yield shown
    shown.hide()
    desk.tasks.close()


def test_empty_lists_say_what_they_are_for(view: OffersView) -> None:
    assert "Ingen tilbud ennå" in texts(view.offers.list)
    view.show_tab(OffersTab.DECISIONS)
    assert "Ingen vedtak ennå" in texts(view.decisions.list)


def test_a_new_offer_is_made_from_the_screen_and_shown(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    new = next(one for one in view.offers.findChildren(QPushButton) if one.text() == "&Nytt tilbud …")
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    dialog = ready(qtbot, view.offers.findChild(StepDialog))
    press(qtbot, "nour", Qt.Key.Key_Tab, "granv", Qt.Key.Key_Tab)
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    assert column(view.offers) == ["Nour Haddad"]
    assert "Registrer svaret" in texts(view.offers.detail).replace("&", "")
    assert "29.11.2026" in texts(view.offers.detail)


def test_an_offer_is_recorded_from_wherever_one_is(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_screen("contracts")
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = ready(qtbot, window.findChild(StepDialog))
    press(qtbot, "nour", Qt.Key.Key_Tab, "granv", Qt.Key.Key_Tab)
    with qtbot.waitSignal(dialog.performed):
        carry_out(qtbot)
    assert offers.count_offers(desk.register, OfferQuery()) == 1
    window.hide()
    desk.tasks.close()


def test_a_protected_household_s_row_shows_no_address_anywhere(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    offer = make(desk, "Ali Rahimi", OfferAnswer.DECLINED, "size", unit_id=some_unit(desk))
    make(desk, "Nour Haddad", OfferAnswer.DECLINED, "rent", unit_id=some_unit(desk))
    view.refresh()
    rows = {view.offers.list.model.index(row, 0).data(): row for row in range(2)}
    model = view.offers.list.model
    hidden = [model.index(rows["Ali Rahimi"], number).data() for number in range(model.columnCount())]
    assert not any("Granveien" in text for text in hidden)
    assert "Granveien 2" in [model.index(rows["Nour Haddad"], number).data() for number in range(model.columnCount())]
    view.offers.field.setText("granveien")
    assert column(view.offers) == ["Nour Haddad"]
    view.show_payload(("offer", offer))
    assert "Granveien 2" in texts(view.offers.detail)  # in the opened case of a confidential household


def test_a_field_saves_itself_and_undo_brings_it_back(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    offer = make(desk, "Amina Hussein", unit_id=some_unit(desk))
    view.show_payload(("offer", offer))
    field = view.offers.detail.card.form.fields["answer_by"]
    field.editor.setFocus()
    field.editor.selectAll()  # type: ignore[attr-defined]
    press(qtbot, "15.12.26", Qt.Key.Key_Return)
    row = offers.offer_row(desk.register, offer)
    assert row is not None
    assert row.answer_by == date(2026, 12, 15)
    desk.undo()
    row = offers.offer_row(desk.register, offer)
    assert row is not None
    assert row.answer_by == date(2026, 11, 29)


def test_tab_comes_to_the_next_steps_before_the_fields(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    offer_id = make(desk, "Amina Hussein", unit_id=some_unit(desk))
    view.show_payload(("offer", offer_id))
    panel = view.offers.detail
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(panel.focusProxy(), Qt.Key.Key_Tab)
    focus = view.focusWidget()
    assert focus is not None
    assert panel.head.isAncestorOf(focus), focus


def test_a_missing_assessment_is_told_and_written_beside_the_list(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    imported_refusal(desk, "Amina Hussein")
    view.refresh()
    view.show_payload(OffersTarget(OffersTab.DECISIONS))
    assert "Mangler" in [view.decisions.list.model.index(0, number).data() for number in range(6)]
    view.decisions.table.selectRow(0)
    qtbot.waitUntil(lambda: "Vurderingen mangler." in texts(view.decisions.detail))
    view.decisions.detail.write_assessment()
    editor = view.decisions.detail.card.form.fields["assessment"].editor
    qtbot.keyClicks(editor, "Eier bolig")
    editor.finish()  # type: ignore[attr-defined]
    assert view.decisions.detail.card.form.fields["assessment"].error()
    qtbot.keyClicks(editor, " i kommunen og har råd til å bli boende der, vist i samtalen.")
    editor.finish()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Vurderingen mangler." not in texts(view.decisions.detail))


def test_the_lists_are_narrowed_and_the_filters_can_be_left(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    make(desk, "Amina Hussein", OfferAnswer.DECLINED, "size", unit_id=some_unit(desk))
    make(desk, "Nour Haddad", OfferAnswer.ACCEPTED, unit_id=some_unit(desk))
    view.refresh()
    view.offers.answer.choose(OfferAnswer.DECLINED)
    view.offers.search_again()
    assert column(view.offers) == ["Amina Hussein"]
    view.offers.field.setText("nour")
    assert column(view.offers) == []
    qtbot.mouseClick(view.offers.list.widen, Qt.MouseButton.LeftButton)
    assert column(view.offers) == ["Nour Haddad"]


def test_a_bar_of_the_overview_opens_the_list_behind_it(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    for name, reason in (("Amina Hussein", "size"), ("Nour Haddad", "size"), ("Selam Tesfay", "rent")):
        make(desk, name, OfferAnswer.DECLINED, reason, unit_id=some_unit(desk))
    view.show_tab(OffersTab.NUMBERS)
    view.numbers.refresh()
    bars = view.numbers.cards["reason"].bars
    assert [(share.name, share.count) for share in bars.shares()] == [("Størrelse", 2), ("Husleie", 1)]
    bars.setFocus()
    qtbot.keyClick(bars, Qt.Key.Key_Down)
    qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert view.tab() is OffersTab.OFFERS
    assert column(view.offers) == ["Selam Tesfay"]
    view.show_tab(OffersTab.NUMBERS)
    place = bars.line_area(0).center()
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(int(place.x()), int(place.y())))
    assert sorted(column(view.offers)) == ["Amina Hussein", "Nour Haddad"]


def test_the_numbers_can_be_copied(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    make(desk, "Amina Hussein", OfferAnswer.DECLINED, "size", unit_id=some_unit(desk))
    view.numbers.show_subject(Subject.DECLINED)
    view.numbers.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Takket nei: 1")
    assert "Størrelse\t1" in copied


def test_the_overview_tells_what_was_not_decided_in_time(qtbot: QtBot, desk: Desk, view: OffersView) -> None:
    family = household_id(desk, "Amina Hussein")
    values = {"household_id": family, "kind": "first_time", "applied_on": date(2026, 10, 1)}
    desk.did(create(desk.register, "need", values, by=desk.by()))
    view.show_tab(OffersTab.NUMBERS)
    assert "Ikke avgjort innen en måned" in texts(view.numbers)
    decide = next(one for one in view.numbers.findChildren(QPushButton) if one.text() == "Avgjør …")
    decide.click()
    dialog = ready(qtbot, view.numbers.findChild(StepDialog))
    assert dialog.value("household_id") == family
    assert dialog.value("need_id") is not None
    dialog.reject()


@pytest.mark.parametrize(("kind", "tab"), [("answer_due", OffersTab.OFFERS), ("appeal_deadline", OffersTab.DECISIONS)])
def test_what_is_due_opens_the_list_it_stands_in(desk: Desk, view: OffersView, kind: str, tab: OffersTab) -> None:
    make(desk, "Amina Hussein", unit_id=some_unit(desk))
    make(desk, "Nour Haddad", OfferAnswer.ACCEPTED, unit_id=some_unit(desk))
    refuse(desk, "Selam Tesfay", decided_on=date(2026, 11, 2), notified_on=date(2026, 11, 5))
    refuse(desk, "Nour Haddad", decided_on=date(2026, 1, 2), notified_on=date(2026, 1, 5))
    desk.wants.connect(lambda _view, payload: view.show_payload(payload))
    open_due(next(item for item in due_items(desk.register, desk.today()) if item.kind == kind), desk)
    assert view.tab() is tab
    assert column(view.offers if tab is OffersTab.OFFERS else view.decisions) == [
        "Amina Hussein" if tab is OffersTab.OFFERS else "Selam Tesfay"
    ]
