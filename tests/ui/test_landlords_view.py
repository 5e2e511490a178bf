"""The landlords screen as its user meets it: whose dwellings, when each head lease ends, and two that are one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from using import column, dialog_of, texts

from bokart_desk.domain.codes import LandlordKind
from bokart_desk.services import dwellings, editing, head_leases, landlords
from bokart_desk.ui.context import Desk
from bokart_desk.ui.landlords import LandlordsView
from bokart_desk.ui.landlords.dialogs import MergeLandlordDialog, NewLandlordDialog


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> Iterator[LandlordsView]:
    register, by = desk.register, desk.by()
    bygg = landlords.new_landlord(register, {"name": "Solvik Bygg AS", "contact_person": "Øyvind Berg"}, by=by).record
    landlords.new_landlord(register, {"name": "Kari Eier", "kind": LandlordKind.PRIVATE_PERSON}, by=by)
    home = dwellings.new_dwelling(register, {"address": "Granveien 20", "landlord_id": bygg}, by=by).record
    assert home is not None
    lease = {"start_date": date(2024, 7, 1), "end_date": date(2027, 6, 30), "notice_months": 3}
    head_leases.new_head_lease(register, home, lease | {"security_amount": Decimal(30000)}, by=by)
    shown = LandlordsView(desk)
    desk.register_changed.connect(lambda _what: shown.refresh())  # as the main window does
    qtbot.addWidget(shown)
    shown.resize(1150, 738)
    shown.show()
    yield shown
    shown.hide()
    desk.tasks.close()


def choose(view: LandlordsView, name: str) -> None:
    view.table.selectRow(column(view, "name").index(name))
    view._show_current()


def shown_button(view: LandlordsView, text: str) -> QPushButton:
    QApplication.processEvents()  # what was put on the page shows with the next event
    (found,) = [one for one in view.detail.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    return found


def test_the_list_tells_when_the_next_head_lease_ends(qtbot: QtBot, view: LandlordsView) -> None:
    assert column(view, "name") == ["Kari Eier", "Solvik Bygg AS"]
    assert column(view, "lease") == ["", "30.06.2027, om 7 måneder"]
    assert column(view, "homes") == ["0", "1"]
    qtbot.keyClicks(view.field, "øyvind")
    assert column(view, "name") == ["Solvik Bygg AS"]
    view.field.clear()
    view.kind.setCurrentIndex(1 + list(LandlordKind).index(LandlordKind.PRIVATE_PERSON))
    view.kind.activated.emit(view.kind.currentIndex())
    assert column(view, "name") == ["Kari Eier"]


def test_the_details_explain_the_dates_and_lead_to_the_dwelling(qtbot: QtBot, view: LandlordsView) -> None:
    choose(view, "Solvik Bygg AS")
    told = texts(view.detail)
    assert "Går ut 30.06.2027, om 7 måneder. Siste dag for å si opp: 31.03.2027, om 4 måneder." in told
    assert "30 000 kr" in told.replace("\xa0", " ")
    assert "0 av 1 boenhet utleid" in told
    link = next(one for one in view.detail.findChildren(QPushButton) if one.text() == "Granveien 20")
    with qtbot.waitSignal(view.desk.opened_dwelling):
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)


def test_a_field_is_saved_when_it_is_left(qtbot: QtBot, view: LandlordsView) -> None:
    choose(view, "Kari Eier")
    phone = view.detail.fields.form.fields["phone"].editor
    phone.setFocus()
    qtbot.keyClicks(phone, "900 11 222")
    qtbot.keyClick(phone, Qt.Key.Key_Tab)
    assert view.shown_id is not None
    held = editing.record(view.desk.register, "landlord", view.shown_id)
    assert held is not None
    assert held["phone"] == "900 11 222"
    assert view.desk.undo_stack.next_undo()


def test_a_new_landlord_is_compared_with_those_that_are_there(qtbot: QtBot, view: LandlordsView) -> None:
    view.new_landlord()
    dialog = dialog_of(view, NewLandlordDialog)
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.fields["name"].editor.hasFocus)
    qtbot.keyClicks(QApplication.focusWidget(), "Solvik bygg A/S")
    assert any("Solvik Bygg AS" in text for _tone, text in dialog.sentences())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert column(view, "name") == ["Kari Eier", "Solvik bygg A/S", "Solvik Bygg AS"]
    assert view.detail.detail is not None
    assert view.detail.detail.name == "Solvik bygg A/S"
    (merge,) = [one for one in view.detail.findChildren(QPushButton) if one.text().startswith("Slå samm")]
    qtbot.mouseClick(merge, Qt.MouseButton.LeftButton)
    merging = dialog_of(view, MergeLandlordDialog)
    assert any("boliger: 1, innleiekontrakter: 1" in text for _tone, text in merging.sentences())
    merging.carry_out()
    assert column(view, "name") == ["Kari Eier", "Solvik bygg A/S"]
    assert "Granveien 20" in texts(view.detail)
    view.desk.undo()
    assert column(view, "name") == ["Kari Eier", "Solvik bygg A/S", "Solvik Bygg AS"]


def test_a_landlord_with_dwellings_stays(qtbot: QtBot, view: LandlordsView) -> None:
    choose(view, "Solvik Bygg AS")
    delete = shown_button(view, "Slett")
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    (box,) = view.findChildren(QMessageBox)
    assert "kan ikke slettes" in box.text()
    box.close()
    choose(view, "Kari Eier")
    delete = shown_button(view, "Slett")
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert column(view, "name") == ["Solvik Bygg AS"]
