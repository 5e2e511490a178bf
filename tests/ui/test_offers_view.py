"""Offers and decisions as a consultant meets them: recorded by keyboard, refused where the law asks for more, found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from conftest import NOW
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.services import decisions, offers
from bokart_desk.services.answer_statistics import Subject
from bokart_desk.services.decisions import DecisionQuery
from bokart_desk.services.due import due_items
from bokart_desk.services.editing import create, record
from bokart_desk.services.offers import AnswerFilter, OfferAnswered, OfferQuery
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import household, unit
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.offers import OffersTab, OffersTarget, OffersView
from bokart_desk.ui.offers.dialogs import (
    open_answer_dialog,
    open_appeal_dialog,
    open_decision_dialog,
    open_notice_dialog,
    open_offer_dialog,
)
from bokart_desk.ui.overview.due_card import open_due

WEIGHED = "Familien bor trangt, men far har fast arbeid og fikk leie privat i august. De klarer seg der."


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[QWidget]:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.hide()


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


def household_id(desk: Desk, name: str) -> int:
    with reading(desk.register.engine) as connection:
        return int(connection.execute(select(household.c.id).where(household.c.name == name)).scalar_one())


def some_unit(desk: Desk) -> int:
    with reading(desk.register.engine) as connection:
        return int(connection.execute(select(unit.c.id).where(unit.c.status == "vacant")).scalar_one())


def make(
    desk: Desk, name: str, answer: OfferAnswer = OfferAnswer.PENDING, reason: str | None = None, **more: Any
) -> int:
    said = OfferAnswered(answer, None if answer is OfferAnswer.PENDING else desk.today(), reason)
    done = offers.make_offer(
        desk.register, household_id=household_id(desk, name), answered=said, by=desk.by(), **more
    )  # fmt: skip
    assert done.record is not None
    return done.record


def refuse(desk: Desk, name: str, **more: Any) -> int:
    done = decisions.decide(
        desk.register, household_id=household_id(desk, name), kind=DecisionKind.REFUSE, reason_code="owns_home",
        assessment=WEIGHED, by=desk.by(), **more,
    )  # fmt: skip
    assert done.record is not None
    return done.record


def imported_refusal(desk: Desk, name: str) -> None:
    """As an import writes it: by the unit of work itself, without the rules of commands."""
    from bokart_desk.storage.schema import decision

    with unit_of_work(desk.register.engine, what="import", who="", at=NOW) as work:
        values = {"kind": "refuse", "decided_on": date(2025, 3, 5), "reason": "Eier bolig"}
        work.insert(decision, {"household_id": household_id(desk, name), **values})


def ready(qtbot: QtBot, dialog: StepDialog | None) -> StepDialog:
    assert dialog is not None
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isAncestorOf(QApplication.focusWidget()))
    return dialog


def press(qtbot: QtBot, *keys: Any) -> None:
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
        else:
            qtbot.keyClick(target, key)


def save(qtbot: QtBot) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def column(page: Any, number: int = 0) -> list[str]:
    model = page.list.model
    return [model.index(row, number).data() for row in range(model.rowCount())]


def texts(widget: QWidget) -> str:
    return "\n".join(part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)))


# The dialogs, by keyboard ----------------------------------------------------------------------------


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
        save(qtbot)
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
    save(qtbot)
    assert dialog.fields["reason_code"].error()
    assert offers.count_offers(desk.register, OfferQuery()) == 0


def test_an_offer_needs_a_dwelling_or_words_for_one(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_offer_dialog(desk, window, household_id=household_id(desk, "Amina Hussein")))
    save(qtbot)
    assert dialog.fields["unit_id"].error() == "Velg boenheten som tilbys."
    press(qtbot, "gran")
    save(qtbot)  # nothing was taken from the list yet
    assert dialog.fields["unit_id"].error()
    dialog.fields["unit_id"].set_value(None)
    dialog.fields["offered_address"].set_value("Leilighet i Bergen")
    with qtbot.waitSignal(dialog.performed):
        save(qtbot)


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
        save(qtbot)
    rows, _more = offers.find_offers(desk.register, OfferQuery(AnswerFilter("skjult")))
    assert [(row.unit_id, row.place) for row in rows] == [(None, "")]


def test_an_answer_is_recorded_and_can_be_corrected(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    offer = make(desk, "Amina Hussein", unit_id=some_unit(desk))
    dialog = ready(qtbot, open_answer_dialog(desk, window, offer))
    assert "Granveien 2" in texts(dialog)
    dialog.fields["answer"].set_value("no_answer")
    dialog.refresh()
    with qtbot.waitSignal(dialog.performed):
        save(qtbot)
    dialog = ready(qtbot, open_answer_dialog(desk, window, offer, answer=OfferAnswer.WITHDRAWN))
    with qtbot.waitSignal(dialog.performed) as performed:
        save(qtbot)
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
        save(qtbot)
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
    save(qtbot)
    assert dialog.fields["assessment"].error()
    press(qtbot, "Søker tilhører ikke gruppene som får kommunal bolig.")
    save(qtbot)
    assert "gruppe" in dialog.fields["assessment"].error()
    assert decisions.count_decisions(desk.register, DecisionQuery(), desk.today()) == 0
    press(qtbot, " De eier en leilighet på Lillehammer som de kan leie ut, og har god inntekt.")
    with qtbot.waitSignal(dialog.performed):
        save(qtbot)
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
        save(qtbot)
    dialog = ready(qtbot, open_appeal_dialog(desk, window, refusal))
    assert any("etter fristen" in text for _tone, text in dialog.sentences())
    with qtbot.waitSignal(dialog.performed):
        save(qtbot)
    row = decisions.decision_row(desk.register, refusal)
    assert row is not None
    assert row.appealed_on == desk.today()


# The screen --------------------------------------------------------------------------------------------


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
        save(qtbot)
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
        save(qtbot)
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
