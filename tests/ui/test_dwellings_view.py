"""The dwellings screen as its user meets it: finding a unit, seeing who has it, and keeping a shared house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from small_register import NOW, TODAY, let
from using import column, dialog_of, press, texts

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.services import dwellings, editing
from bokart_desk.services.dwellings import DwellingFilter
from bokart_desk.storage.schema import contract
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dwellings import DwellingsView
from bokart_desk.ui.dwellings.lease_dialogs import NewLeaseDialog, RenewLeaseDialog
from bokart_desk.ui.dwellings.new_dialog import NewDwellingDialog
from bokart_desk.ui.dwellings.room_dialogs import MoveRoomDialog, SplitDialog
from bokart_desk.ui.dwellings.unit_dialogs import AddUnitDialog, StatusDialog
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.landlords.dialogs import NewLandlordDialog


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[DwellingsView]:
    shown = DwellingsView(desk)
    desk.register_changed.connect(lambda _what: shown.refresh())  # as the main window does
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    yield shown
    shown.hide()
    desk.tasks.close()


def places(view: DwellingsView) -> list[str]:
    return column(view, "where")


def cells(view: DwellingsView, *keys: str) -> dict[str, tuple[str, ...]]:
    """Return some columns of every row, by its place."""
    return dict(zip(places(view), zip(*(column(view, key) for key in keys), strict=True), strict=True))


def choose(view: DwellingsView, place: str) -> None:
    view.table.selectRow(places(view).index(place))
    view._show_current()


def house(view: DwellingsView, address: str = "Fjellveien 5", rooms: int = 3) -> list[int]:
    """Enter a shared house; return its rooms."""
    desk = view.desk
    done = dwellings.new_dwelling(
        desk.register, {"address": address, "kind": "shared_house"}, rooms=rooms, by=desk.by()
    )
    desk.did(done)
    assert done.record is not None
    return [row.id for row in dwellings.dwelling_rows(desk.register, done.record, TODAY)]


def test_each_unit_tells_who_has_it_and_since_when(view: DwellingsView) -> None:
    rows = cells(view, "status", "who", "since")
    assert rows["Parkveien 12"] == ("Utleid", "Olena Kovalenko", "01.12.2023")
    assert rows["Storgata 8"] == ("Over sluttdatoen", "Amina Hussein", "01.12.2023")
    assert rows["Granveien 2"] == ("Ledig", "", "01.08.2026")


def test_a_protected_household_is_not_named_anywhere_on_the_screen(view: DwellingsView) -> None:
    rows = cells(view, "who")
    assert rows["Hemmelig vei 9"] == ("Beskyttet husstand",)
    choose(view, "Hemmelig vei 9")
    shown = texts(view.detail)
    assert "En husstand med beskyttet adresse bor her." in shown
    assert "01.12.2023" not in shown
    assert "Rahimi" not in texts(view.detail)
    assert "Åpne husstanden" not in texts(view.detail)
    view.field.setText("rahimi")
    assert places(view) == []


def test_typing_searches_and_the_filters_narrow(qtbot: QtBot, view: DwellingsView) -> None:
    qtbot.keyClicks(view.field, "covic")
    assert places(view) == ["Skolegata 4"]
    view.field.clear()
    view.shown.setCurrentIndex(list(DwellingFilter).index(DwellingFilter.VACANT))
    view.shown.activated.emit(2)
    assert places(view) == ["Granveien 2"]
    view.show_payload(DwellingFilter.SHARED)
    assert places(view) == []
    qtbot.mouseClick(view.list.widen, Qt.MouseButton.LeftButton)
    assert len(places(view)) == 8


def test_a_letter_wrong_brings_what_was_meant_but_no_protected_name(qtbot: QtBot, view: DwellingsView) -> None:
    def offered() -> list[str]:
        return [one.text() for one in view.list.empty.findChildren(QPushButton) if one.isVisible()]

    qtbot.keyClicks(view.field, "granvein")
    qtbot.waitUntil(lambda: offered() == ["Granveien 2"])
    view.field.setText("husein")
    qtbot.waitUntil(lambda: offered() == ["Amina Hussein"])
    view.field.setText("rahmi")
    assert view.suggest("rahmi") == ()


def test_another_screen_can_ask_for_a_unit_or_a_dwelling(view: DwellingsView) -> None:
    rooms = house(view)
    view.show_payload(("unit", rooms[1]))
    assert view.detail.unit is not None
    assert view.detail.unit.label == "Rom 2"
    view.field.clear()
    home = dwellings.dwelling_of_unit(view.desk.register, rooms[0])
    assert home is not None
    choose(view, "Granveien 2")
    for payload in (home, ("dwelling", home)):
        view.show_payload(payload)
        assert view.detail.detail is not None
        assert view.detail.detail.id == home


def test_a_field_is_saved_when_it_is_left_and_undone(qtbot: QtBot, view: DwellingsView) -> None:
    choose(view, "Granveien 2")
    unit = view.detail.unit
    assert unit is not None
    rent = view.detail.unit_fields.form.fields["monthly_rent"].editor
    rent.setFocus()
    qtbot.keyClicks(rent, "8500")
    qtbot.keyClick(rent, Qt.Key.Key_Tab)
    assert "8 500" in column(view, "rent")[places(view).index("Granveien 2")].replace("\xa0", " ")
    view.desk.undo()
    held = editing.record(view.desk.register, "unit", unit.id)
    assert held is not None
    assert held["monthly_rent"] is None
    assert view.detail.unit_fields.form.fields["monthly_rent"].value() is None


def test_a_shared_house_is_entered_by_keyboard_alone(qtbot: QtBot, view: DwellingsView) -> None:
    view.new_dwelling()
    dialog = dialog_of(view, NewDwellingDialog)
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.fields["address"].editor.hasFocus)
    press(qtbot, "Fjellveien 5, 7999 Solvik", *[Qt.Key.Key_Tab] * 3, "Bofellesskap", *[Qt.Key.Key_Tab] * 4)
    assert dialog.fields["rooms"].editor.hasFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert any("Rom 1 til Rom 3" in text for _tone, text in dialog.sentences())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [place for place in places(view) if "Fjellveien" in place] == [f"Fjellveien 5, Rom {n}" for n in (1, 2, 3)]
    assert view.detail.unit is not None
    assert view.detail.unit.label == "Rom 1"
    assert "Boenheter i huset" in texts(view.detail)
    view.desk.undo()
    assert not [place for place in places(view) if "Fjellveien" in place]


def test_an_address_that_is_there_already_is_pointed_out(qtbot: QtBot, view: DwellingsView) -> None:
    house(view)
    view.new_dwelling()
    dialog = dialog_of(view, NewDwellingDialog)
    qtbot.keyClicks(dialog.fields["address"].editor, "fjellvn. 5")
    assert any("Fjellveien 5" in text for _tone, text in dialog.sentences())


def test_a_house_gets_one_room_more(qtbot: QtBot, view: DwellingsView) -> None:
    rooms = house(view, rooms=2)
    view.show_record(rooms[0])
    view.detail.commands.add_unit()
    dialog = dialog_of(view, AddUnitDialog)
    qtbot.keyClick(dialog.do_button, Qt.Key.Key_Return)
    assert view.detail.unit is not None
    assert view.detail.unit.label == "Rom 3"


def test_a_room_is_ready_now_and_the_change_is_undone(qtbot: QtBot, view: DwellingsView) -> None:
    room = house(view)[2]
    desk = view.desk
    day = date(2026, 11, 3)
    desk.did(dwellings.set_status(desk.register, room, UnitStatus.BEING_MADE_READY, day, by=desk.by()))
    view.show_record(room)
    (ready,) = [one for one in view.detail.findChildren(QPushButton) if one.text() == "Klar n&å"]
    qtbot.mouseClick(ready, Qt.MouseButton.LeftButton)
    assert "Ledig siden 22.11.2026" in texts(view.detail)
    desk.undo()
    assert "Klargjøres siden 03.11.2026" in texts(view.detail)


def test_the_status_of_a_unit_that_is_let_cannot_contradict_the_contract(qtbot: QtBot, view: DwellingsView) -> None:
    choose(view, "Parkveien 12")
    view.detail.commands.change_status()
    dialog = dialog_of(view, StatusDialog)
    dialog.fill({"status": UnitStatus.VACANT})
    dialog.carry_out()
    assert dialog.fields["status"].error() == "Noen bor her. Registrer utflyttingen først."
    dialog.fill({"status": UnitStatus.UNDER_REPAIR})
    dialog.carry_out()
    assert "Utleid" in column(view, "status")[places(view).index("Parkveien 12")]
    assert "det er kontrakten som gjelder" in "\n".join(part.text() for part in view.detail.findChildren(QLabel))


def test_tab_goes_through_the_details_as_they_stand(qtbot: QtBot, view: DwellingsView) -> None:
    qtbot.waitExposed(view)
    view.activateWindow()
    choose(view, "Parkveien 12")
    choose(view, "Granveien 2")
    QApplication.processEvents()
    view.table.setFocus()
    qtbot.waitUntil(view.table.hasFocus)
    reached = []
    press(qtbot, Qt.Key.Key_Right)
    for _step in range(5):
        press(qtbot, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    words = [one.text() for one in reached if isinstance(one, QPushButton)]
    assert words[:4] == ["N&y kontrakt …", "&Gi tilbud …", "S&ett status …", "Mer"]
    places = [one.mapTo(view.detail, QPoint(0, 0)).y() for one in reached if one is not None]
    assert places == sorted(places)


def test_what_is_used_is_not_deleted_and_it_says_why(qtbot: QtBot, view: DwellingsView) -> None:
    choose(view, "Parkveien 12")
    view.detail.commands.remove_dwelling()
    (box,) = view.findChildren(QMessageBox)
    assert "1 kontrakt" in box.text()
    box.close()
    choose(view, "Granveien 2")
    view.detail.commands.remove_dwelling()
    assert "Granveien 2" not in places(view)
    view.desk.undo()
    assert "Granveien 2" in places(view)


def test_a_house_is_let_room_by_room(qtbot: QtBot, view: DwellingsView) -> None:
    choose(view, "Granveien 2")
    next(one for one in view.detail.findChildren(QPushButton) if one.text() == "Mer").setFocus()
    view.detail.commands.split()
    dialog = dialog_of(view, SplitDialog)
    assert dialog.value("rooms") == 2
    dialog.carry_out()
    assert view._in_detail()
    assert [place for place in places(view) if "Granveien" in place] == [
        "Granveien 2, Rom 1",
        "Granveien 2, Rom 2",
    ]


def test_a_tenant_changes_rooms(qtbot: QtBot, view: DwellingsView) -> None:
    first, second, third = house(view)
    with unit_of_work(view.desk.register.engine, what="test", who="test", at=NOW) as work:
        record = let(work, "Hana Girmay", "Elsewhere 1", date(2027, 12, 31))
        work.update(contract, record, {"unit_id": first})
        other = let(work, "Omar Aden", "Elsewhere 2", date(2027, 12, 31))
        work.update(contract, other, {"unit_id": third})
    view.refresh()
    view.show_record(first)
    view.detail.commands.move_room()
    dialog = dialog_of(view, MoveRoomDialog)
    assert dialog.value("unit_id") == second
    dialog.fill({"unit_id": third})
    dialog.carry_out()
    assert "Omar Aden" in dialog.fields["unit_id"].error()
    dialog.fill({"unit_id": second, "on": date(2023, 12, 1)})
    assert "Kontrakten begynte 01.12.2023" in dialog.fields["on"].error()
    dialog.fill({"on": TODAY})
    dialog.carry_out()
    rows = cells(view, "status", "who")
    assert rows["Fjellveien 5, Rom 1"] == ("Ledig", "")
    assert rows["Fjellveien 5, Rom 2"] == ("Utleid", "Hana Girmay")
    view.desk.undo()
    rows = cells(view, "status", "who")
    assert rows["Fjellveien 5, Rom 1"] == ("Utleid", "Hana Girmay")


def test_a_head_lease_is_entered_and_renewed(qtbot: QtBot, view: DwellingsView) -> None:
    choose(view, "Granveien 2")
    view.detail.commands.new_lease()
    dialog = dialog_of(view, NewLeaseDialog)
    qtbot.keyClicks(dialog.fields["start_date"].editor, "1.7.24")
    end = dialog.fields["end_date"].editor
    qtbot.keyClicks(end, "+3y")
    qtbot.keyClick(end, Qt.Key.Key_Tab)
    assert any("Siste dag for å si opp: 31.03.2027" in text for _tone, text in dialog.sentences())
    dialog.carry_out()
    assert "Går ut 30.06.2027, om 7 måneder" in texts(view.detail)
    assert view.detail.detail is not None
    (lease,) = view.detail.detail.head_leases
    view.detail.commands.renew_lease(lease.id)
    renewal = dialog_of(view, RenewLeaseDialog)
    assert renewal.value("end_date") == date(2030, 6, 30)
    renewal.carry_out()
    assert "Begynner 01.07.2027" in texts(view.detail)


def test_a_landlord_is_entered_on_the_way(view: DwellingsView) -> None:
    choose(view, "Granveien 2")
    view.detail.commands.new_lease()
    dialog = dialog_of(view, NewLeaseDialog)
    (new,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Ny &utleier …"]
    new.click()
    landlord = dialog_of(view, NewLandlordDialog)
    landlord.fill({"name": "Solvik Bygg AS"})
    landlord.carry_out()
    dialog.fill({"start_date": date(2024, 7, 1)})
    dialog.carry_out()
    assert view.detail.detail is not None
    assert view.detail.detail.landlord == "Solvik Bygg AS"
    assert view.detail.detail.head_leases[0].landlord == "Solvik Bygg AS"


def test_no_dialog_is_higher_than_a_small_screen(view: DwellingsView) -> None:
    first, *_others = house(view)
    view.show_record(first)
    view.new_dwelling()
    view.detail.commands.new_lease()
    view.detail.commands.change_status()
    for dialog in view.window().findChildren(StepDialog):
        assert dialog.height() <= 700


def test_an_empty_register_says_how_to_begin(qtbot: QtBot, desk: Desk, empty_register: object) -> None:
    desk.use(empty_register)  # type: ignore[arg-type]
    view = DwellingsView(desk)
    qtbot.addWidget(view)
    view.show()
    assert view.list.currentWidget() is view.list.start
    assert "Ingen boliger ennå" in "\n".join(part.text() for part in view.list.findChildren(QLabel))
    view.hide()


def test_going_to_a_unit_lists_its_dwelling_until_something_else_is_typed(qtbot: QtBot, view: DwellingsView) -> None:
    rooms = house(view)
    house(view, "Fjellveien 55", 2)
    view.field.setText("storgata")
    view.show_payload(("unit", rooms[1]))
    assert view.field.text() == "Fjellveien 5"
    assert places(view) == [f"Fjellveien 5, Rom {number}" for number in (1, 2, 3)]
    assert view.shown_id == rooms[1]
    view.field.setFocus()
    press(qtbot, "5")
    assert places(view) == ["Fjellveien 55, Rom 1", "Fjellveien 55, Rom 2"]
