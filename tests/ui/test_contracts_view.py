"""The contracts screen as its user meets it: searching, filtering, choosing, going on, copying, remembering."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from small_register import NOW, TODAY, let

from bokart_desk.services.contracts import ContractQuery, ContractSort, ContractState
from bokart_desk.services.register import Register
from bokart_desk.storage.schema import contract, import_batch, person, source_link, source_row
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts import Choice, ContractsTarget, ContractsView, Segment


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[ContractsView]:
    shown = ContractsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    yield shown
    shown.hide()
    desk.tasks.close()


def column(view: ContractsView, number: int = 0) -> list[str]:
    model = view.current_list().model
    return [model.index(row, number).data() for row in range(model.rowCount())]


def detail_texts(view: ContractsView) -> str:
    widget = view.detail.widget()
    texts = [part.text() for part in (*widget.findChildren(QLabel), *widget.findChildren(QPushButton))]
    return "\n".join(texts)


def choose(qtbot: QtBot, view: ContractsView, name: str) -> None:
    row = column(view).index(name)
    view.current_list().table.selectRow(row)
    qtbot.waitUntil(lambda: name in detail_texts(view))


def test_open_contracts_show_first_by_their_end(view: ContractsView) -> None:
    assert column(view) == [
        *("Yusuf Osman", "Selam Tesfay", "Amina Hussein", "Olena Kovalenko", "Ali Rahimi", "Đorđe Čović"),
        "Nour Haddad",
    ]
    assert view.count.text() == "7 kontrakter"


def test_each_key_narrows_the_list(qtbot: QtBot, view: ContractsView) -> None:
    for keys, found in (("c", ["Đorđe Čović"]), ("ovic dor", ["Đorđe Čović"])):
        qtbot.keyClicks(view.filters.search, keys)
        assert column(view) == found
    assert view.count.text() == "1 kontrakt"
    view.filters.search.setText("skolegata 4")
    assert column(view) == ["Đorđe Čović"]


@pytest.mark.parametrize(
    ("segment", "names"),
    [
        (Segment.PAST_END, ["Selam Tesfay", "Amina Hussein"]),
        (Segment.BECAME_INDEFINITE, ["Yusuf Osman"]),
        (Segment.INDEFINITE, ["Nour Haddad"]),
        (Segment.ENDING, ["Olena Kovalenko", "Ali Rahimi", "Đorđe Čović"]),
        (Segment.VACANT, ["Granveien 2"]),
        (Segment.ENDED, []),
    ],
)
def test_each_segment_shows_its_own(qtbot: QtBot, view: ContractsView, segment: Segment, names: list[str]) -> None:
    qtbot.mouseClick(view.filters.segment_button(segment), Qt.MouseButton.LeftButton)
    assert column(view) == names


def test_the_months_ahead_are_chosen_in_the_box(view: ContractsView) -> None:
    view.filters.months.setCurrentIndex(0)
    view.filters.months.activated.emit(0)
    assert view.filters.segment_button(Segment.ENDING).isChecked()
    assert column(view) == ["Olena Kovalenko"]


def test_a_click_on_a_heading_sorts_and_another_turns_it(qtbot: QtBot, view: ContractsView) -> None:
    header = view.contracts.table.horizontalHeader()

    def click(section: int) -> None:
        place = header.viewport().rect().center()
        place.setX(header.sectionViewportPosition(section) + 20)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click(0)
    by_name = column(view)
    click(0)
    assert by_name == list(reversed(column(view)))
    marked = header.sortIndicatorSection()
    click(5)  # no order by status
    assert header.sortIndicatorSection() == marked
    assert by_name == list(reversed(column(view)))


def test_nothing_found_says_what_was_searched_and_widens(qtbot: QtBot, view: ContractsView) -> None:
    view.filters.set_choice(Choice("amina", Segment.INDEFINITE))
    texts = "\n".join(part.text() for part in view.contracts.empty.findChildren(QLabel))
    assert "Ingen treff for «amina» blant tidsubestemte kontrakter." in texts
    assert view.contracts.empty.isVisible()
    qtbot.mouseClick(view.contracts.widen, Qt.MouseButton.LeftButton)
    assert column(view) == ["Amina Hussein"]
    assert view.filters.segment_button(Segment.ALL).isChecked()


def test_a_letter_wrong_brings_the_name_that_was_meant(qtbot: QtBot, view: ContractsView) -> None:
    qtbot.keyClicks(view.filters.search, "Husein")

    def offered() -> list[QPushButton]:
        return [one for one in view.contracts.empty.findChildren(QPushButton) if one.text() == "Amina Hussein"]

    qtbot.waitUntil(lambda: bool(offered()))
    qtbot.mouseClick(offered()[0], Qt.MouseButton.LeftButton)
    assert view.filters.search.text() == "Amina Hussein"
    assert column(view) == ["Amina Hussein"]


def test_the_chosen_contract_shows_beside_the_list(qtbot: QtBot, view: ContractsView) -> None:
    choose(qtbot, view, "Amina Hussein")
    texts = detail_texts(view)
    assert "Storgata 8" in texts
    assert "Siste frist" in texts
    assert "Over sluttdatoen" in texts


def test_the_row_it_was_imported_from_shows_as_it_stood(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        contract_id = let(work, "Hodan Warsame", "Lundeveien 5", date(2027, 8, 31), extra={"Garanti": "NAV"})
        batch = work.insert(
            import_batch,
            {
                "file_name": "boliger.xlsx",
                "file_sha256": "0",
                "file_size": 1,
                "imported_at": NOW,
                "sheets": [],
                "totals": {},
            },
        )
        cells = [["Leietaker", "WARSAME, Hodan"], ["Kontrakt til", "31/8-27"]]
        read = work.insert(
            source_row,
            {
                "batch_id": batch,
                "sheet": "Ark1",
                "row": 14,
                "cells": cells,
                "outcome": "new",
                "digest": bytes(16),
            },
        )
        work.connection.execute(source_link.insert().values(kind="contract", record_id=contract_id, source_row_id=read))
    view.refresh()
    choose(qtbot, view, "Hodan Warsame")
    texts = detail_texts(view)
    assert "boliger.xlsx, ark Ark1, rad 14" in texts
    assert "WARSAME, Hodan" in texts
    assert "31/8-27" in texts
    assert "Garanti" in texts


def test_a_confidential_address_shows_only_in_the_opened_case(qtbot: QtBot, view: ContractsView) -> None:
    row = column(view).index("Ali Rahimi")
    assert column(view, 1)[row] == "Beskyttet adresse"
    choose(qtbot, view, "Ali Rahimi")
    assert "Hemmelig vei 9" in detail_texts(view)
    assert "Fortrolig adresse" in detail_texts(view)
    view.filters.search.setText("hemmelig vei")
    assert column(view) == []


def test_a_strictly_confidential_address_shows_nowhere(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        let(
            work, "Leyla Demir", "Skjulveien 3", None, protection="strictly_confidential", extra={"Adr": "Skjulveien 3"}
        )
    view.refresh()
    choose(qtbot, view, "Leyla Demir")
    assert "Skjulveien" not in detail_texts(view)
    assert "Postboks 2094 Vika" in detail_texts(view)
    assert "Strengt fortrolig adresse" in detail_texts(view)


def test_members_show_with_their_numbers_and_are_found_by_them(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        row = view.contracts.model.row_at(column(view).index("Amina Hussein"))
        assert row is not None
        work.insert(
            person,
            {
                "household_id": row.household_id,
                "given_name": "Amina",
                "family_name": "Hussein",
                "name_key": "amina hussein",
                "duf_number": "201500012345",
                "main_person": True,
            },
        )
    view.filters.search.setText("2015000123")
    choose(qtbot, view, "Amina Hussein")
    assert "DUF 201500012345" in detail_texts(view)


def test_a_link_goes_to_another_contract_on_the_unit(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    amina = view.contracts.model.row_at(column(view).index("Amina Hussein"))
    assert amina is not None
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        let(
            work,
            "Samir Haddad",
            "Ukjent",
            date(2022, 12, 31),
            unit_id=amina.unit_id,
            start_date=date(2020, 1, 1),
            moved_out_on=date(2022, 12, 31),
        )
    choose(qtbot, view, "Amina Hussein")
    link = next(part for part in view.detail.findChildren(QPushButton) if part.text() == "Samir Haddad")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "01.01.2020" in detail_texts(view))
    assert column(view) == ["Samir Haddad"]


def test_a_copied_name_never_becomes_a_formula(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        let(work, '=HYPERLINK("x")', "Storgata 99", None)
    view.refresh()
    choose(qtbot, view, '=HYPERLINK("x")')
    view.contracts.table.setFocus()
    qtbot.keyClick(view.contracts.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "\n'=HYPERLINK" in QGuiApplication.clipboard().text()


def test_copied_rows_are_text_without_protected_addresses(qtbot: QtBot, view: ContractsView) -> None:
    view.contracts.table.setFocus()
    view.contracts.table.selectAll()
    qtbot.keyClick(view.contracts.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 8
    assert lines[0].split("\t")[:2] == ["Husstand", "Adresse"]
    assert "Hemmelig" not in "".join(lines)


def test_the_keyboard_reaches_everything(qtbot: QtBot, view: ContractsView) -> None:
    view.focus_search()
    qtbot.keyClick(view.filters.search, Qt.Key.Key_Down)
    table = view.contracts.table
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 6
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert view.detail.shown_contract is not None
    qtbot.keyClick(view.detail, Qt.Key.Key_Escape)
    assert table.hasFocus()
    view.focus_search()
    view.filters.search.setText("yusuf")
    qtbot.keyClick(view.filters.search, Qt.Key.Key_Escape)
    assert view.filters.search.text() == ""
    qtbot.keyClick(view.filters.search, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not table.currentIndex().isValid()
    qtbot.waitUntil(lambda: view.detail.shown_contract is None)


def test_other_screens_open_it_with_a_choice_or_a_contract(view: ContractsView) -> None:
    view.show_payload(ContractQuery(state=ContractState.ENDING, ending_month=date(2026, 12, 1)))
    assert column(view) == ["Olena Kovalenko"]
    view.show_payload(ContractQuery(sort=ContractSort.HOUSEHOLD, descending=True))
    assert column(view)[0] == "Yusuf Osman"
    nour = view.contracts.model.row_at(column(view).index("Nour Haddad"))
    assert nour is not None
    view.show_payload(ContractsTarget(Choice(segment=Segment.VACANT)))
    view.show_payload(nour.id)
    assert column(view) == ["Nour Haddad"]
    assert view.contracts.table.currentIndex().row() == 0


def test_a_contract_that_is_gone_is_told_of(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    with qtbot.waitSignal(desk.told) as told:
        view.open_contract(999)
    assert told.args == ["Kontrakten finnes ikke lenger i registeret."]


def test_the_choice_stays_when_the_register_is_read_again(qtbot: QtBot, view: ContractsView) -> None:
    choose(qtbot, view, "Olena Kovalenko")
    view.refresh()
    assert view.contracts.table.currentIndex().row() == column(view).index("Olena Kovalenko")


def test_letters_typed_in_the_list_search(qtbot: QtBot, view: ContractsView) -> None:
    choose(qtbot, view, "Olena Kovalenko")
    qtbot.keyClick(view.contracts.table, Qt.Key.Key_A)
    qtbot.keyClicks(view.filters.search, "mina")
    assert column(view) == ["Amina Hussein"]


def test_the_dwelling_number_gives_way_where_there_is_no_room_until_the_user_chooses(view: ContractsView) -> None:
    table = view.contracts.table
    number = next(place for place, one in enumerate(table.paged.columns) if one.key == "number")
    view.resize(1100, 700)
    assert table.isColumnHidden(number)
    view.resize(1700, 700)
    assert not table.isColumnHidden(number)
    next(action for action in table.column_menu(view).actions() if action.text() == "Bolignr.").trigger()
    assert table.isColumnHidden(number)
    view.resize(1800, 700)
    assert table.isColumnHidden(number)


def test_nothing_of_the_detail_is_cut_off_at_the_right(qtbot: QtBot, view: ContractsView) -> None:
    view.resize(1060, 700)
    choose(qtbot, view, "Amina Hussein")
    shown = view.detail.widget()
    assert shown is not None
    assert shown.minimumSizeHint().width() <= view.detail.viewport().width()


def test_columns_and_splitter_are_remembered(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    def made() -> ContractsView:
        settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
        shown = ContractsView(desk, settings=settings)
        qtbot.addWidget(shown)
        shown.resize(1400, 700)
        shown.show()
        return shown

    first = made()
    first.contracts.table.setColumnHidden(2, True)
    first.contracts.table.setColumnWidth(0, 222)
    first.contracts.table.horizontalHeader().moveSection(7, 0)
    first.hide()
    second = made()
    assert second.contracts.table.isColumnHidden(2)
    assert second.contracts.table.columnWidth(0) == 222
    assert second.contracts.table.horizontalHeader().visualIndex(7) == 0
    second.contracts.table.restore_columns()
    assert not second.contracts.table.isColumnHidden(2)
    second.hide()


def test_today_decides(view: ContractsView) -> None:
    left = dict(zip(column(view), column(view, 4), strict=True))
    assert left["Amina Hussein"] == "22 dager over tiden"
    assert left["Olena Kovalenko"] == "om 39 dager"


def test_what_happened_is_told_once(qtbot: QtBot, view: ContractsView, desk: Desk) -> None:
    row = view.contracts.model.row_at(column(view).index("Nour Haddad"))
    assert row is not None
    with unit_of_work(desk.register.engine, what="settings", who="Kari", at=NOW) as work:
        work.update(contract, row.id, {"notes": "Ringt"})
        work.update(contract, row.id, {"notes": "Ringt igjen"})
    view.refresh()
    choose(qtbot, view, "Nour Haddad")
    texts = detail_texts(view)
    assert "Ringt → Ringt igjen" in texts
    assert texts.count("test: Bolig, Boenhet, Husstand, Kontrakt, av test") == 1


def test_the_detail_tells_the_days_that_matter(qtbot: QtBot, view: ContractsView) -> None:
    choose(qtbot, view, "Ali Rahimi")
    texts = detail_texts(view)
    assert "Frister å holde" in texts
    assert "Siste frist for flytteoppfordring" in texts
    assert "Siste mulighet" in texts


def test_an_empty_register_is_told_what_the_screen_is_for_and_how_to_start(
    qtbot: QtBot, empty_register: Register, tmp_path: Path
) -> None:
    desk = Desk(empty_register, today=lambda: TODAY)
    shown = ContractsView(desk, settings=QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(shown)
    shown.show()
    assert shown.contracts.currentWidget() is shown.contracts.start
    start = shown.contracts.start.findChild(QPushButton)
    with qtbot.waitSignal(desk.wants) as asked:
        qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert asked.args[0] == "import"
    desk.tasks.close()
