"""A shared house changes rooms: made, let room by room, moved about in, left and enlarged; all tell the same of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk_walking import Walker, at_the_desk, held, texts_of
from pytestqt.qtbot import QtBot
from register_builder import building, new_register

from bokart_desk.services.register import Register
from bokart_desk.services.timeline import timeline
from bokart_desk.ui.dwellings.new_dialog import NewDwellingDialog
from bokart_desk.ui.dwellings.room_dialogs import MoveRoomDialog
from bokart_desk.ui.dwellings.unit_dialogs import AddUnitDialog
from bokart_desk.ui.tenancy.leaving import MoveOutDialog
from bokart_desk.ui.tenancy.sign import SignDialog

TODAY = date(2026, 11, 22)
LATER = date(2027, 6, 15)
STEPS = 6
"""House, two contracts, change of rooms, move, room added."""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        with building(opened) as build:
            build.household("Selam Tesfay")
            build.household("Yusuf Osman")
        yield opened


@pytest.fixture
def walk(qtbot: QtBot, register: Register) -> Iterator[Walker]:
    with at_the_desk(qtbot, register, TODAY) as walker:
        yield walker


def test_a_shared_house_changes_rooms(walk: Walker, register: Register) -> None:
    before = held(register)
    make_the_house(walk)
    move_in(walk, "Rom 1", "selam", "1.12.26")
    move_in(walk, "Rom 2", "yusuf", "1.12.26")
    walk.wait_until(LATER)
    change_rooms(walk)
    leave(walk)
    add_a_room(walk)
    all_tell_the_same(walk, register)
    after = held(register)
    assert walk.undo_all() == STEPS
    assert held(register) == before
    assert walk.redo_all() == STEPS
    assert held(register) == after
    all_tell_the_same(walk, register)


def make_the_house(walk: Walker) -> None:
    walk.go("dwellings")
    walk.click("Ny bolig")
    dialog = walk.dialog(NewDwellingDialog)
    walk.fill(dialog, address="Solbakken 4", kind="bofell", rooms="3")
    assert "Rom 1 til Rom 3" in "\n".join(texts_of(dialog))
    walk.carry_out(dialog)


def room(walk: Walker, label: str) -> Any:
    """Go to a room of the house; return its details."""
    dwellings = walk.go("dwellings")
    walk.choose_row(dwellings, "solbakken")
    dwellings.table.setFocus()
    walk.press("Ctrl+Home")
    for _step in range(int(label.removeprefix("Rom ")) - 1):
        walk.press("Down")
    walk.settle()
    assert dwellings.detail.unit.label == label
    return dwellings.detail


def move_in(walk: Walker, label: str, who: str, start: str) -> None:
    walk.click("Ny kontrakt", room(walk, label))
    dialog = walk.dialog(SignDialog)
    assert label in dialog.fields["unit_id"].editor.text()
    walk.fill(dialog, household_id=who, start=start, monthly_rent="4 500")
    walk.carry_out(dialog)


def change_rooms(walk: Walker) -> None:
    walk.pick("Bytt rom", room(walk, "Rom 1"))
    dialog = walk.dialog(MoveRoomDialog)
    walk.fill(dialog, unit_id="rom 2")
    walk.refused(dialog)
    assert "Yusuf Osman" in dialog.fields["unit_id"].error()
    walk.fill(dialog, unit_id="rom 3", on="1.6.27", left_room="klargj")
    said = "\n".join(texts_of(dialog))
    assert "01.06.2027" in said
    assert "30.11.2029" in said
    walk.carry_out(dialog)


def leave(walk: Walker) -> None:
    detail = room(walk, "Rom 2")
    walk.click("Åpne kontrakten", detail)
    walk.settle()
    walk.press("Ctrl+Shift+U")
    dialog = walk.dialog(MoveOutDialog)
    walk.fill(dialog, moved_out_on="10.6.27", to="privat")
    walk.carry_out(dialog)


def add_a_room(walk: Walker) -> None:
    walk.pick("Legg til et rom", room(walk, "Rom 3"))
    dialog = walk.dialog(AddUnitDialog)
    walk.fill(dialog, monthly_rent="4 200")
    walk.carry_out(dialog)
    assert walk.window.visited_screen("dwellings").detail.unit.label == "Rom 4"


EXPECTED = {
    "Rom 1": [("Selam Tesfay", date(2026, 12, 1), date(2027, 5, 31))],
    "Rom 2": [("Yusuf Osman", date(2026, 12, 1), date(2027, 6, 10))],
    "Rom 3": [("Selam Tesfay", date(2027, 6, 1), date(2029, 11, 30))],
    "Rom 4": [],
}


def all_tell_the_same(walk: Walker, register: Register) -> None:
    drawn = {row.unit: row for row in timeline(register, walk.day).rows}
    for label, lived in EXPECTED.items():
        detail = room(walk, label)
        told = [(line.household, line.start, line.last) for line in reversed(detail.unit.occupancy) if not line.vacant]
        assert told == lived, label
        bars = [(entry.household, entry.bar.start, entry.bar.last) for entry in drawn[label].bars]
        assert bars == lived, label
        empty = any(gap.lasting for gap in drawn[label].gaps)
        assert empty is not detail.unit.state.let, label
    said = "\n".join(texts_of(room(walk, "Rom 1")))
    assert "1 av 4" in said
    assert "Klargjøres" in said
