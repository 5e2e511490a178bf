"""What every screen with a list does for its user, shown on a small one: places by street and number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QStyleOptionHeaderV2, QWidget
from pytestqt.qtbot import QtBot
from small_register import NOW, place
from sqlalchemy import func, select

from bokart_desk.services.register import Register
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import dwelling
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.detail_panel import CardPanel
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.widgets import Card, EmptyState, button, label


class HomeSort(StrEnum):
    ADDRESS = "address_sort"
    NUMBER = "id"


@dataclass(frozen=True)
class HomeRow:
    id: int
    address: str


class HomesView(ListScreen[HomeRow]):
    key = "homes"
    first_sort = (HomeSort.ADDRESS, False)
    detail: CardPanel

    def title(self) -> str:
        return "Steder"

    def placeholder(self) -> str:
        return "Søk etter adresse"

    def columns(self) -> tuple[Column[HomeRow], ...]:
        return (
            Column("address", "Adresse", lambda row, _today: row.address, 160, HomeSort.ADDRESS, share=1),
            Column("number", "Nummer", lambda row, _today: str(row.id), 60, HomeSort.NUMBER, right=True),
        )

    def buttons(self) -> Sequence[QWidget]:
        return (button("&Nytt sted …", kind="primary"),)

    def filters(self) -> Sequence[QWidget]:
        self.gates = QCheckBox("Bare gater")
        self.gates.clicked.connect(self.search_again)
        return (self.gates,)

    def is_filtered(self) -> bool:
        return self.gates.isChecked()

    def clear_filters(self) -> None:
        self.gates.setChecked(False)

    def search(self, text: str, sort: Any, descending: bool) -> Search[HomeRow]:
        register, wanted = self.desk.register, [dwelling.c.address_key.contains(text.casefold())]
        if self.gates.isChecked():
            wanted.append(dwelling.c.address_key.contains("gata"))
        by = dwelling.c[str(sort)]

        def page(offset: int, limit: int) -> tuple[Sequence[HomeRow], bool]:
            question = select(dwelling.c.id, dwelling.c.address).where(*wanted)
            question = question.order_by(by.desc() if descending else by).offset(offset).limit(limit + 1)
            with reading(register.engine) as connection:
                rows = [HomeRow(*row) for row in connection.execute(question)]
            return rows[:limit], len(rows) > limit

        def count() -> int:
            with reading(register.engine) as connection:
                return connection.execute(select(func.count()).select_from(dwelling).where(*wanted)).scalar_one()

        return Search(page, count)

    def count_text(self, count: int) -> str:
        return f"{count} steder"

    def row_of(self, record_id: int) -> HomeRow | None:
        with reading(self.desk.register.engine) as connection:
            question = select(dwelling.c.id, dwelling.c.address).where(dwelling.c.id == record_id)
            row = connection.execute(question).one_or_none()
        return HomeRow(*row) if row is not None else None

    def words_for(self, row: HomeRow) -> str:
        return row.address

    def show_row(self, row: HomeRow | None) -> None:
        if row is None:
            self.detail.show_nothing()
            return
        card = Card("Stedet")
        card.body.addWidget(label(row.address))
        card.body.addWidget(QLineEdit(row.address))
        self.detail.show_cards(row.address, card, None)

    def start_page(self) -> EmptyState:
        return EmptyState("house", "Ingen steder ennå", "Her står alle steder.", action=button("Legg inn et sted"))

    def suggest(self, text: str) -> tuple[str, ...]:
        return did_you_mean(self.desk.register, text)


Maker = Callable[[Desk], HomesView]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Maker:
    def made(desk: Desk) -> HomesView:
        shown = HomesView(desk, settings=QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
        qtbot.addWidget(shown)
        shown.resize(1100, 700)
        shown.show()
        return shown

    return made


@pytest.fixture
def view(desk: Desk, make: Maker) -> Iterator[HomesView]:
    shown = make(desk)
    yield shown
    shown.hide()


def addresses(view: HomesView) -> list[str]:
    model = view.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def shown(view: HomesView) -> str:
    return view.detail.accessibleName()


def texts(widget: QWidget) -> str:
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return "\n".join(part.text() for part in parts if part.isVisible())


def add(desk: Desk, address: str) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        place(work, address)


def test_all_show_in_their_first_order_with_their_number(view: HomesView) -> None:
    assert addresses(view)[:2] == ["Bakkeveien 3", "Elvegata 7"]
    assert view.count.text() == "8 steder"
    assert "&Nytt sted …" in texts(view)


def test_typing_narrows_and_filters_narrow_further(qtbot: QtBot, view: HomesView) -> None:
    qtbot.keyClicks(view.field, "a")
    assert "Hemmelig vei 9" not in addresses(view)
    view.field.setText("e")
    qtbot.mouseClick(view.gates, Qt.MouseButton.LeftButton)
    assert addresses(view) == ["Elvegata 7", "Skolegata 4"]
    assert view.count.text() == "2 steder"


def test_a_heading_sorts(qtbot: QtBot, view: HomesView) -> None:
    header = view.table.horizontalHeader()
    for _twice in range(2):
        where = header.viewport().rect().center()
        where.setX(header.sectionViewportPosition(0) + 20)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert addresses(view) == sorted(addresses(view)) or addresses(view) == sorted(addresses(view), reverse=True)
    view.table.sort_chosen.emit(HomeSort.NUMBER, True)
    assert addresses(view)[0] == "Granveien 2"


def test_the_sign_of_the_order_stands_beside_a_heading_at_the_right(view: HomesView) -> None:
    header = view.table.horizontalHeader()

    def drawn() -> str:
        option = QStyleOptionHeaderV2()
        header.initStyleOption(option)
        header.initStyleOptionForIndex(option, 1)
        return option.text

    assert drawn() == "Nummer"
    view.table.show_sort(HomeSort.NUMBER, descending=True)
    assert drawn().rstrip() == "Nummer" != drawn()


def test_the_row_chosen_shows_beside_the_list_and_stays_chosen(qtbot: QtBot, view: HomesView, desk: Desk) -> None:
    view.table.selectRow(2)
    name = addresses(view)[2]
    qtbot.waitUntil(lambda: name in shown(view))
    add(desk, "Aasveien 1")
    view.refresh()
    assert view.table.currentIndex().row() == addresses(view).index(name)
    assert view.shown_id is not None
    qtbot.waitUntil(lambda: not view._detail_timer.isActive())
    assert name in shown(view)


def test_what_is_shown_stays_in_view_when_a_change_takes_it_out_of_the_search(view: HomesView, desk: Desk) -> None:
    view.search_for("granveien")
    view.show_record(8)
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        work.update(dwelling, 8, {"address": "Åsveien 9", "address_key": "aasveien 9"})
    view.refresh()
    assert addresses(view) == []
    assert "Åsveien 9" in shown(view)
    assert view.detail.isVisible()
    view.field.setText("zzz")
    assert not view.detail.isVisible()


def test_another_screen_goes_to_a_record_that_the_filters_hide(view: HomesView) -> None:
    view.gates.click()
    view.field.setText("storgata")
    view.show_payload(8)
    assert addresses(view) == ["Granveien 2"]
    assert not view.gates.isChecked()
    assert view.table.currentIndex().row() == 0
    assert "Granveien 2" in shown(view)


def test_a_record_asked_for_elsewhere_has_the_keyboard(view: HomesView) -> None:
    view.findChildren(QPushButton)[0].setFocus()
    view.show_payload(8)
    assert view.focusWidget() is view.table, "Enter reads the record, it does not press a button"


def test_tab_into_the_list_marks_the_row_whose_details_show(qtbot: QtBot, view: HomesView) -> None:
    view.table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: "Bakkeveien 3" in shown(view))
    assert view.table.selected_rows() == [0]


def test_a_record_that_is_gone_is_told_of(qtbot: QtBot, view: HomesView, desk: Desk) -> None:
    with qtbot.waitSignal(desk.told) as told:
        view.show_record(999)
    assert told.args == ["Dette finnes ikke lenger i registeret."]


def test_the_keyboard_goes_from_field_to_list_to_details_and_back(qtbot: QtBot, view: HomesView) -> None:
    view.focus_search()
    qtbot.keyClick(view.field, Qt.Key.Key_Down)
    assert view.table.currentIndex().row() == 0
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert "Bakkeveien 3" in shown(view)
    assert view.focusWidget() is view.detail
    qtbot.keyClick(view.detail, Qt.Key.Key_Left)
    assert view.focusWidget() is view.table
    qtbot.keyClicks(view.table, "s")
    qtbot.keyClicks(view.field, "tor")
    assert addresses(view) == ["Storgata 8"]
    qtbot.keyClick(view.field, Qt.Key.Key_Escape)
    assert view.field.text() == ""
    qtbot.keyClick(view.field, Qt.Key.Key_Down)
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert not view.table.currentIndex().isValid()
    qtbot.waitUntil(lambda: view.shown_id is None)


def test_esc_in_a_field_of_the_details_goes_back_to_the_list_and_keeps_the_search(
    qtbot: QtBot, view: HomesView
) -> None:
    view.field.setText("storgata")
    view.show_record(1)
    editor = view.detail.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Left)
    assert view.focusWidget() is editor
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert view.focusWidget() is view.table
    assert view.text() == "storgata"


def test_where_there_is_no_room_for_both_one_turns_to_the_details_and_back(qtbot: QtBot, view: HomesView) -> None:
    view.resize(560, 380)
    assert view.list.isVisible()
    assert not view.detail.isVisible()
    view.table.setFocus()
    view.table.selectRow(1)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert view.detail.isVisible()
    assert not view.list.isVisible()
    qtbot.keyClick(view.detail, Qt.Key.Key_Escape)
    assert view.focusWidget() is view.table
    view.show_payload(8)
    assert view.detail.isVisible()
    assert not view.field.isVisible()
    view.panes.back.click()
    assert view.list.isVisible()
    view.show_payload(7)
    view.focus_search()
    assert view.focusWidget() is view.field
    assert view.list.isVisible()
    view.resize(1100, 700)
    assert view.list.isVisible()
    assert view.detail.isVisible()


def test_nothing_found_says_so_and_searches_without_the_filters(qtbot: QtBot, view: HomesView) -> None:
    view.gates.click()
    view.field.setText("granveien")
    assert "Ingen treff for «granveien»." in texts(view.list)
    qtbot.mouseClick(view.list.widen, Qt.MouseButton.LeftButton)
    assert addresses(view) == ["Granveien 2"]


def test_a_misspelt_name_brings_what_may_have_been_meant(qtbot: QtBot, view: HomesView) -> None:
    qtbot.keyClicks(view.field, "granvejen")
    qtbot.waitUntil(lambda: "Granveien" in texts(view.list.empty))
    link = next(part for part in view.list.empty.findChildren(QPushButton) if part.text().startswith("Granveien"))
    assert "Mente du …?" in texts(view.list.empty)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert addresses(view) == ["Granveien 2"]


def test_a_register_that_holds_none_says_how_to_start(
    qtbot: QtBot, desk: Desk, empty_register: Register, make: Maker
) -> None:
    desk.use(empty_register)
    view = make(desk)
    assert "Legg inn et sted" in texts(view.list)
    view.field.setText("x")
    assert "Ingen treff for «x»." in texts(view.list)
    view.hide()


def test_copied_rows_are_text(qtbot: QtBot, view: HomesView) -> None:
    view.table.selectAll()
    qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Adresse\tNummer"
    assert len(lines) == 9


def test_columns_and_splitter_are_remembered_by_each_screen(desk: Desk, make: Maker) -> None:
    first = make(desk)
    first.table.setColumnHidden(1, True)
    first.splitter.setSizes([400, 600])
    sizes = first.splitter.sizes()
    first.hide()
    second = make(desk)
    assert second.table.isColumnHidden(1)
    assert second.splitter.sizes() == sizes
    second.hide()
