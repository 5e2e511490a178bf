"""The overview says what needs doing, by urgency, and every number opens the list it was counted from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bokart_desk.domain.due import BY_WEIGHT, DueKind
from bokart_desk.services import labels
from bokart_desk.services.contracts import ContractQuery, ContractState, count_contracts
from bokart_desk.services.dwellings import DwellingFilter
from bokart_desk.services.overview import overview
from bokart_desk.services.register import Register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.overview import OverviewView
from bokart_desk.ui.overview.due_dialog import DueDialog
from bokart_desk.ui.theme import Tone, due_tone
from bokart_desk.ui.widgets import ElidedLabel

TODAY = date(2026, 11, 22)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[OverviewView]:
    shown = OverviewView(desk)
    qtbot.addWidget(shown)
    shown.resize(1150, 768)
    shown.show()
    with qtbot.waitSignal(shown.shown):
        shown.refresh()
    yield shown
    desk.tasks.close()


def texts(view: OverviewView) -> str:
    labels = view.findChildren(QLabel)
    return "\n".join(one.full_text() if isinstance(one, ElidedLabel) else one.text() for one in labels)


def test_the_day_is_said_in_words(view: OverviewView) -> None:
    shown = texts(view)
    assert "Søndag 22. november 2026" in shown
    assert "1 kontrakt er over sluttdatoen og må følges opp i dag" in shown


def test_a_contract_past_its_end_says_when_it_ended_and_the_last_day_to_act(view: OverviewView) -> None:
    shown = texts(view)
    assert "Utløp 31.10.2026, for 22 dager siden; siste frist for flytteoppfordring 31.01.2027, om 70 dager" in shown
    assert "70 dager igjen" in shown
    assert "Flytteoppfordring sendt" in shown


def test_a_protected_address_is_not_told(view: OverviewView) -> None:
    assert "Hemmelig" not in texts(view)


def test_a_row_opens_its_case_by_mouse_and_by_enter(qtbot: QtBot, desk: Desk, view: OverviewView) -> None:
    row = next(row for row in view.past_end.rows() if "Amina Hussein" in row.accessibleName())
    with qtbot.waitSignal(desk.opened_contract) as opened:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
    by_mouse = opened.args
    with qtbot.waitSignal(desk.opened_contract) as opened:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert by_mouse == opened.args


@pytest.mark.parametrize(
    ("name", "figure", "payload"),
    [
        ("Kontrakter", "7", ContractQuery()),
        ("Husstander", "7", None),
        ("Boliger", "8", DwellingFilter.ALL),
        ("Boenheter", "8", DwellingFilter.ALL),
        ("Ledige boenheter", "1", DwellingFilter.VACANT),
        ("Tidsubestemte", "1", ContractQuery(state=ContractState.INDEFINITE)),
    ],
)
def test_every_total_opens_its_list(
    qtbot: QtBot, desk: Desk, view: OverviewView, name: str, figure: str, payload: object
) -> None:
    tile = next(one for one in view.findChildren(QPushButton) if one.accessibleName() == f"{name}: {figure}")
    with qtbot.waitSignal(desk.wants) as wanted:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    screen = {type(None): "households", DwellingFilter: "dwellings"}.get(type(payload), "contracts")
    assert wanted.args == [screen, payload]


def test_the_number_on_a_card_is_the_number_in_the_list_it_opens(qtbot: QtBot, desk: Desk, view: OverviewView) -> None:
    for card, text in ((view.past_end, "2"), (view.became_indefinite, "1"), (view.ending, "3")):
        assert text in card.open_button.text()
        with qtbot.waitSignal(desk.wants) as wanted:
            card.open_button.click()
        assert count_contracts(desk.register, wanted.args[1], TODAY) == int(text)


def test_a_month_opens_its_contracts_by_key_and_by_mouse(qtbot: QtBot, desk: Desk, view: OverviewView) -> None:
    chart = view.ending.chart
    chart.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    with qtbot.waitSignal(desk.wants) as wanted:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert wanted.args[1] == ContractQuery(state=ContractState.ENDING, ending_month=date(2026, 12, 1))
    assert count_contracts(desk.register, wanted.args[1], TODAY) == 1

    with qtbot.waitSignal(desk.wants) as wanted:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_area(4).center().toPoint())
    assert wanted.args[1].ending_month == date(2027, 3, 1)
    assert count_contracts(desk.register, wanted.args[1], TODAY) == 2


def test_the_chart_tells_its_values_to_a_screen_reader(view: OverviewView) -> None:
    assert "mars 2027: 2 kontrakter utløper" in view.ending.chart.accessibleDescription()


def test_a_vacant_unit_says_since_when(view: OverviewView) -> None:
    shown = texts(view)
    assert "Granveien 2" in shown
    assert "ledig siden 01.08.2026 (113 dager)" in shown


def test_what_is_due_opens_as_a_whole_list_and_from_there_the_case(
    qtbot: QtBot, desk: Desk, view: OverviewView
) -> None:
    view.due.kind_chosen.emit(DueKind.ADVANCE_NOTICE_DUE)
    dialog = view.findChild(DueDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert dialog.windowTitle() == "Forhåndsvarsel"
    with qtbot.waitSignal(desk.opened_contract) as opened:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert opened.args == [4]


def test_the_list_of_all_that_is_due_holds_as_many_as_the_card_says(qtbot: QtBot, view: OverviewView) -> None:
    number = int(view.due.open_button.text().split()[-1])
    view.due.open_button.click()
    dialog = view.findChild(DueDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    assert dialog.model.rowCount() == number
    dialog.close()


def test_an_empty_register_welcomes_and_leads_to_the_import(qtbot: QtBot, desk: Desk, empty_register: Register) -> None:
    view = OverviewView(desk)
    qtbot.addWidget(view)
    view.show_overview(overview(empty_register, TODAY))
    view.show()
    assert "Velkommen til BOKART Desk" in texts(view)
    start = next(one for one in view.findChildren(QPushButton) if one.text() == "Hent inn en liste …")
    with qtbot.waitSignal(desk.wants) as wanted:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert wanted.args[0] == "import"


def test_good_news_is_told_as_such(qtbot: QtBot, desk: Desk, empty_register: Register) -> None:
    view = OverviewView(desk)
    qtbot.addWidget(view)
    quiet = overview(empty_register, TODAY)
    view.show_overview(type(quiet)(**{name: getattr(quiet, name) for name in quiet.__slots__} | {"units": 1}))
    assert "Ingen kontrakter er over sluttdatoen" in texts(view)
    assert "Ellers forfaller ingenting de neste 30 dagene" in texts(view)


def test_what_matters_most_by_law_stands_first_and_mid_term_reviews_last(view: OverviewView) -> None:
    groups = [row.findChildren(QLabel)[0].text() for row in view.due.rows()]
    weight = [labels.due_label(kind) for kind in BY_WEIGHT]
    assert len(groups) > 1
    assert groups == sorted(groups, key=weight.index)


def test_an_old_mid_term_review_is_no_alarm() -> None:
    assert due_tone(DueKind.MID_TERM_REVIEW_DUE, -800) is Tone.WARNING
    assert due_tone(DueKind.REVIEW_DUE, -1) is Tone.DANGER
    assert set(BY_WEIGHT) == set(DueKind)
