"""The waiting list as its user meets it: who waits, recording a need, priority, and what fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from small_register import NOW, TODAY, place

from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.services import editing, fit, waiting
from bokart_desk.services.waiting import WaitingQuery, WaitingShow
from bokart_desk.storage.schema import household, need, offer, priority_criterion
from bokart_desk.storage.work import Work, unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.waiting import WaitingView, open_need_dialog
from bokart_desk.ui.waiting.fit_card import FitCard
from bokart_desk.ui.waiting.fitting import FittingHouseholds
from bokart_desk.ui.waiting.need_dialog import NeedDialog


def waits(work: Work, name: str, since: date | None = date(2026, 11, 1), **more: Any) -> tuple[int, int | None]:
    """A household, with a need applied for on ``since`` (None: not recorded); return both ids."""
    keys = {"name": name, "name_key": match_key(name), "name_sort": sort_key(name)}
    values = {"protection": "none", "case_number": f"W/{name}"} | more
    made = work.insert(household, keys | values)
    if since is None:
        return made, None
    return made, work.insert(
        need, {"household_id": made, "kind": "first_time", "applied_on": since, "waiting_since": since}
    )


@pytest.fixture
def waiting_desk(desk: Desk) -> Desk:
    """Three who wait (one of them strictly confidential), one whose need is not recorded, two criteria."""
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        waits(work, "Amina Ali", date(2026, 9, 1), size=4, manages_stairs=False, most_monthly_rent=Decimal(8000))
        waits(work, "Layla Hemmelig", protection="strictly_confidential")
        waits(work, "Omar Fortrolig", protection="confidential")
        waits(work, "Fatima Bare", None)
        work.insert(priority_criterion, {"name": "Health", "weight": 5, "explanation": "Made worse by the dwelling"})
        work.insert(priority_criterion, {"name": "Children", "weight": 2})
    return desk


@pytest.fixture
def view(qtbot: QtBot, waiting_desk: Desk) -> Iterator[WaitingView]:
    shown = WaitingView(waiting_desk)
    waiting_desk.register_changed.connect(shown.refresh)
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    yield shown
    shown.hide()
    waiting_desk.tasks.close()


def column(view: WaitingView, number: int = 0) -> list[str]:
    model = view.list.model
    return [model.index(row, number).data() for row in range(model.rowCount())]


def texts(widget: QWidget) -> str:
    """Everything that can be read."""
    parts = [part for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton)) if part.isVisible()]
    return "\n".join(part.text() for part in parts)


def choose(view: WaitingView, name: str) -> None:
    row = next(view.list.model.row_at(number) for number, who in enumerate(column(view)) if who == name)
    assert row is not None
    view.show_record(row.id)


def titles(cards: list[FitCard]) -> list[str]:
    return [card.title for card in cards]


def test_those_who_wait_stand_first_and_those_not_recorded_last(view: WaitingView) -> None:
    assert column(view) == ["Amina Ali", "Layla Hemmelig", "Omar Fortrolig", "Fatima Bare"]
    choose(view, "Fatima Bare")
    assert "Behov ikke registrert" in texts(view.detail)
    assert not view.detail.form.fields["kind"].isVisible()


def test_filters_narrow_the_list_and_the_empty_list_offers_to_widen(view: WaitingView) -> None:
    view.show_payload(WaitingShow.LATE)
    assert column(view) == ["Amina Ali"]
    view.show_payload(WaitingShow.GRANTED)
    assert column(view) == []
    assert view.list.widen.isVisible()
    view.list.widen.click()
    assert len(column(view)) == 4


def test_a_tick_changes_the_priority_and_undo_takes_it_back(qtbot: QtBot, view: WaitingView) -> None:
    choose(view, "Omar Fortrolig")
    (health, *_) = view.detail.criteria.boxes.values()
    assert "Made worse by the dwelling" in texts(view.detail)
    health.box.setFocus()
    qtbot.keyClick(health.box, Qt.Key.Key_Space)
    assert column(view)[0] == "Omar Fortrolig"
    assert "Prioritet 5" in texts(view.detail)
    assert health.box.hasFocus()
    view.desk.undo()
    assert column(view)[0] == "Amina Ali"
    assert not health.box.isChecked()


def test_a_priority_of_ones_own_goes_before_the_sum(qtbot: QtBot, view: WaitingView) -> None:
    choose(view, "Omar Fortrolig")
    editor = view.detail.form.fields["priority"].editor
    qtbot.keyClicks(editor, "7")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "Prioritet 7" in texts(view.detail)
    assert column(view)[0] == "Omar Fortrolig"


def test_what_is_typed_is_saved_when_the_field_is_left_and_when_another_is_chosen(
    qtbot: QtBot, view: WaitingView
) -> None:
    choose(view, "Amina Ali")
    assessment = view.detail.form.fields["assessment"].editor
    qtbot.keyClicks(assessment, "De bor på hotell.")
    choose(view, "Omar Fortrolig")
    (row,) = waiting.waiting_page(view.desk.register, WaitingQuery(text="amina"), TODAY)
    assert row.assessed
    assert view.detail.form.fields["assessment"].value() is None


def test_a_need_is_recorded_by_keyboard_and_shown(qtbot: QtBot, view: WaitingView) -> None:
    choose(view, "Fatima Bare")
    view.detail.record.click()
    dialog = next(child for child in view.window().findChildren(NeedDialog))
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.value("household_id") is not None
    assert dialog.value("applied_on") == TODAY
    (health, *_) = dialog.criteria.boxes.values()
    qtbot.keyClick(health.box, Qt.Key.Key_Space)
    assert any("Prioritet 5" in words for _tone, words in dialog.sentences())
    assert any("22.12.2026" in words for _tone, words in dialog.sentences())
    assert dialog.height() <= 700
    qtbot.keyClick(health.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert column(view)[0] == "Fatima Bare"
    assert view.shown_id is not None
    assert view.shown_id > 0
    assert view.detail.form.fields["kind"].isVisible()


def test_one_who_lives_in_a_dwelling_asks_for_another(qtbot: QtBot, waiting_desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with waiting_desk.register.engine.connect() as connection:
        lives = connection.exec_driver_sql("SELECT id FROM household WHERE name = 'Nour Haddad'").scalar_one()
    dialog = open_need_dialog(waiting_desk, parent, lives)
    assert dialog.value("kind") == "change"
    dialog.reject()


def test_a_day_ahead_is_refused_beside_its_field(qtbot: QtBot, waiting_desk: Desk) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = open_need_dialog(waiting_desk, parent)
    field = dialog.fields["applied_on"]
    field.editor.clear()
    qtbot.keyClicks(field.editor, "1.12.2026")
    assert "ikke kommet" in field.error()
    dialog.fields["applied_on"].set_value(TODAY)
    dialog.reject()


def test_a_need_is_closed_and_leaves_the_list(view: WaitingView) -> None:
    choose(view, "Amina Ali")
    view.detail.withdrawn.click()
    assert "Amina Ali" not in column(view)
    view.desk.undo()
    assert "Amina Ali" in column(view)


def test_a_closed_need_is_shown_as_closed_and_can_be_opened_again(view: WaitingView) -> None:
    choose(view, "Amina Ali")
    need_id = view.shown_id
    assert need_id is not None
    view.detail.has_dwelling.click()
    view.show_payload(need_id)
    assert "Avsluttet 22.11.2026" in texts(view.detail)
    assert not view.detail.withdrawn.isVisible()
    view.detail.reopen.click()
    assert column(view) == ["Amina Ali"]
    assert view.detail.withdrawn.isVisible()


def test_what_fits_tells_for_and_against_and_leads_on(qtbot: QtBot, view: WaitingView) -> None:
    with unit_of_work(view.desk.register.engine, what="test", who="test", at=NOW) as work:
        place(work, "Fjellveien 1", label="H0301", status="vacant", bedrooms=1, monthly_rent=Decimal(9500))
    choose(view, "Amina Ali")
    view.detail.fitting.more.click()
    cards = {card.title: card for card in view.detail.fitting.cards()}
    assert "Granveien 2" in cards
    said = texts(cards["Fjellveien 1 H0301"])
    for words in ("1 soverom til 4 personer: 1 for lite", "1 500 kr mer enn de kan betale", "Noe er i veien"):
        assert words in said.replace("\xa0", " ")
    assert titles(view.detail.fitting.cards())[-1] == "Fjellveien 1 H0301"
    opened: list[int] = []
    view.desk.opened_unit.connect(opened.append)
    show = next(part for part in cards["Granveien 2"].findChildren(QPushButton) if part.text() == "Vis boenheten")
    show.click()
    assert len(opened) == 1


def test_tab_goes_from_the_need_through_the_criteria_and_the_cards(qtbot: QtBot, view: WaitingView) -> None:
    choose(view, "Amina Ali")
    panel = view.detail
    panel.form.fields["need"].editor.setFocus()
    passed = []
    for _step in range(10):
        focus = view.focusWidget()
        assert focus is not None
        passed.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    boxes = [criterion.box for criterion in panel.criteria.boxes.values()]
    fields = [panel.form.fields[name].editor for name in ("need", "priority", "assessment")]
    buttons = panel.fitting.cards()[0].findChildren(QPushButton)
    assert passed[:8] == [fields[0], *boxes, *fields[1:], panel.fitting.months, *buttons]


def test_more_cards_are_shown_on_request(view: WaitingView) -> None:
    with unit_of_work(view.desk.register.engine, what="test", who="test", at=NOW) as work:
        for number in range(12):
            place(work, f"Lia {number}", status="vacant", bedrooms=2)
    choose(view, "Amina Ali")
    fitting = view.detail.fitting
    first = titles(fitting.cards())
    fitting.more.click()
    assert titles(fitting.cards())[: len(first)] == first
    assert len(fitting.cards()) == 2 * len(first)
    assert view.focusWidget() is fitting.cards()[len(first)].findChildren(QPushButton)[0]


def test_cards_stay_when_something_else_is_changed(view: WaitingView) -> None:
    choose(view, "Amina Ali")
    before = view.detail.fitting.cards()
    with unit_of_work(view.desk.register.engine, what="test", who="test", at=NOW) as work:
        waits(work, "Somebody Else")
    view.refresh()
    assert view.detail.fitting.cards() == before


def test_the_cursor_stays_on_a_card_that_is_told_anew(view: WaitingView) -> None:
    choose(view, "Amina Ali")
    first = view.detail.fitting.cards()[0]
    first.findChildren(QPushButton)[1].setFocus()
    with unit_of_work(view.desk.register.engine, what="test", who="test", at=NOW) as work:
        other, _ = waits(work, "Other One")
        vacant = work.connection.exec_driver_sql("SELECT id FROM unit WHERE status = 'vacant'").scalar_one()
        work.insert(offer, {"household_id": other, "unit_id": vacant, "answer": "pending"})
    view.refresh()
    assert view.detail.fitting.cards()[0] is not first
    assert view.focusWidget() is view.detail.fitting.cards()[0].findChildren(QPushButton)[1]


def test_in_a_large_register_the_window_does_not_wait_for_what_fits(
    qtbot: QtBot, view: WaitingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cards of the household before are gone at once; of two that are asked for only the last shows."""
    choose(view, "Amina Ali")
    fitting = view.detail.fitting
    assert fitting.cards()
    monkeypatch.setattr(fit, "MANY_UNITS", 0)
    choose(view, "Omar Fortrolig")
    assert fitting.cards() == []
    assert fitting.note() == "Sammenligner …"
    choose(view, "Amina Ali")
    choose(view, "Layla Hemmelig")
    qtbot.waitUntil(lambda: "strengt fortrolig" in fitting.note())
    choose(view, "Amina Ali")
    qtbot.waitUntil(lambda: bool(fitting.cards()))
    assert "Granveien 2" in titles(fitting.cards())


def test_a_strictly_confidential_household_sees_no_address(view: WaitingView) -> None:
    choose(view, "Layla Hemmelig")
    assert view.detail.fitting.cards() == []
    assert "strengt fortrolig" in view.detail.fitting.note()
    assert "Granveien" not in texts(view.detail)


def test_whom_a_unit_fits_names_no_protected_household_beside_it(qtbot: QtBot, waiting_desk: Desk) -> None:
    fitting = FittingHouseholds(waiting_desk)
    qtbot.addWidget(fitting)
    fitting.show()
    with waiting_desk.register.engine.connect() as connection:
        vacant = connection.exec_driver_sql("SELECT id FROM unit WHERE status = 'vacant'").scalar_one()
    fitting.show_unit(vacant)
    assert set(titles(fitting.cards())) == {"Amina Ali", "Omar Fortrolig"}
    assert "1 husstand med strengt fortrolig adresse" in fitting.note()
    assert "Layla" not in texts(fitting)
    fitting.clear()
    assert fitting.cards() == []


def test_an_offer_made_elsewhere_is_told_on_the_card(view: WaitingView) -> None:
    with unit_of_work(view.desk.register.engine, what="test", who="test", at=NOW) as work:
        other, _ = waits(work, "Other One")
        vacant = work.connection.exec_driver_sql("SELECT id FROM unit WHERE status = 'vacant'").scalar_one()
        work.insert(offer, {"household_id": other, "unit_id": vacant, "answer": "pending"})
    choose(view, "Amina Ali")
    (card,) = [card for card in view.detail.fitting.cards() if card.title == "Granveien 2"]
    assert "Tilbudt en annen husstand" in texts(card)


def test_an_empty_register_explains_the_screen(qtbot: QtBot, empty_register: Any) -> None:
    desk = Desk(empty_register, who="Kari", today=lambda: TODAY)
    view = WaitingView(desk)
    qtbot.addWidget(view)
    view.show()
    assert "Ingen venter på bolig" in texts(view)
    assert "Registrer det første behovet" in texts(view)
    assert desk.tasks.close()


def test_a_household_is_found_by_its_own_id_from_other_screens(view: WaitingView) -> None:
    ids = {row.household: row.household_id for row in waiting.waiting_page(view.desk.register, WaitingQuery(), TODAY)}
    for name in ("Amina Ali", "Fatima Bare"):
        view.show_payload(("household", ids[name]))
        assert name in view.detail.accessibleName()


def test_a_change_of_what_they_need_changes_what_fits(view: WaitingView) -> None:
    choose(view, "Amina Ali")
    household_id = view.list.current().household_id  # type: ignore[union-attr]
    values = editing.record(view.desk.register, "household", household_id)
    assert values is not None
    done = editing.change(
        view.desk.register, "household", household_id, {"needed_bedrooms": 5}, seen=values, by=view.desk.by()
    )
    view.desk.did(done)
    assert "2 soverom til 4 personer: 3 for lite" in texts(view.detail.fitting)
