"""The history of a record on its card, and the ways to put a change back."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from bokart_desk.services.editing import change, record
from bokart_desk.ui.context import Desk
from bokart_desk.ui.history import HistoryCard


def edited(desk: Desk, **values: object) -> None:
    held = record(desk.register, "contract", 1)
    assert held is not None
    assert change(desk.register, "contract", 1, values, seen={name: held[name] for name in values}, by=desk.by())


def shown(qtbot: QtBot, desk: Desk) -> HistoryCard:
    card = HistoryCard(desk)
    qtbot.addWidget(card)
    card.show_records({"contract": [1]})
    card.show()
    return card


def buttons(card: HistoryCard, text: str) -> list[QPushButton]:
    return [one for one in card.findChildren(QPushButton) if one.text() == text]


def test_a_field_is_put_back_by_keyboard_and_ctrl_z_takes_that_back(qtbot: QtBot, desk: Desk) -> None:
    edited(desk, notes="Ring før besøk", monthly_rent=Decimal(9100))
    edited(desk, notes="Ring aldri")
    card = shown(qtbot, desk)
    back = buttons(card, "Legg tilbake")
    assert [one.accessibleName() for one in back] == [
        "Legg tilbake: Merknader, Ring før besøk",
        "Legg tilbake: Merknader, –",
        "Legg tilbake: Husleie per måned, –",
    ]
    back[0].setFocus()
    qtbot.keyClick(back[0], Qt.Key.Key_Return)
    held = record(desk.register, "contract", 1)
    assert held is not None
    assert held["notes"] == "Ring før besøk"
    assert desk.undo_stack.next_undo().startswith("Lagt tilbake: Merknader")
    desk.undo()
    held = record(desk.register, "contract", 1)
    assert held is not None
    assert held["notes"] == "Ring aldri"


def test_a_whole_change_is_taken_back_or_says_why_not(qtbot: QtBot, desk: Desk) -> None:
    edited(desk, notes="Ring før besøk", monthly_rent=Decimal(9100))
    card = shown(qtbot, desk)
    (whole,) = buttons(card, "Angre alt i denne endringen")
    edited(desk, notes="Ring aldri")
    whole.click()
    (box,) = card.window().findChildren(QMessageBox)
    assert "Ingenting ble endret" in box.text()
    assert [(one.text(), one.icon().isNull()) for one in box.buttons()] == [("OK", True)]
    box.close()
    desk.undo_stack.clear()
    edited(desk, notes="Ring før besøk")
    whole.click()
    held = record(desk.register, "contract", 1)
    assert held is not None
    assert (held["notes"], held["monthly_rent"]) == (None, None)


def test_a_register_that_is_only_read_offers_nothing(qtbot: QtBot, desk: Desk) -> None:
    edited(desk, notes="Ring før besøk", monthly_rent=Decimal(9100))
    desk.register.read_only = True
    card = shown(qtbot, desk)
    assert not buttons(card, "Legg tilbake")
    assert not buttons(card, "Angre alt i denne endringen")
