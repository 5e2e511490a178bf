"""Merging two households in the window: the likeliest is proposed, differences are chosen, undo parts them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.records import read_record, read_where
from bokart_desk.ui.context import Desk
from bokart_desk.ui.merging import MergeDialog, open_merge
from tests.register_builder import TODAY, building, new_register


@pytest.fixture
def two(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Desk, QWidget, int, int]]:
    with new_register(tmp_path) as register:
        with building(register) as made:
            one = made.household("Amina Hussein", languages="somali")
            other = made.household("Hussein Amina", languages="arabisk")
            made.household("Nour Haddad")
            made.add("offer", household_id=other, answer="declined", reason_code="size")
        desk = Desk(register, who="Kari", today=lambda: TODAY)
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
        yield desk, window, one, other
        desk.tasks.close()


def held(register: Register, household: int) -> dict[str, object] | None:
    with reading(register.engine) as connection:
        found = read_record(connection, "household", household)
        return None if found is None else dict(found)


def dialog_of(desk: Desk, window: QWidget, household: int) -> MergeDialog:
    dialog = open_merge(desk, window, household)
    assert dialog is not None
    return dialog


def test_the_likeliest_is_proposed_and_what_differs_is_chosen(
    qtbot: QtBot, two: tuple[Desk, QWidget, int, int]
) -> None:
    desk, window, one, other = two
    dialog = dialog_of(desk, window, one)
    assert dialog.value("other") == other
    shown = {name for name, field in dialog.fields.items() if not field.isHidden()}
    assert shown == {"other", "name", "case_number", "languages"}
    assert any("tilbud" in text for _tone, text in dialog.consequences())
    qtbot.keyClick(dialog.fields["languages"].editor, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.opened_household) as opened:
        qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert opened.args == [one]
    merged = held(desk.register, one)
    assert merged is not None
    assert (merged["languages"], merged["name"]) == ("arabisk", "Amina Hussein")
    assert held(desk.register, other) is None
    with reading(desk.register.engine) as connection:
        assert len(read_where(connection, "offer", "household_id", one)) == 1
    desk.undo()
    assert held(desk.register, other) is not None


def test_the_same_household_is_refused_beside_the_field(qtbot: QtBot, two: tuple[Desk, QWidget, int, int]) -> None:
    desk, window, one, other = two
    dialog = dialog_of(desk, window, one)
    dialog.fill({"other": one})
    dialog.refresh()
    assert dialog.fields["other"].error()
    dialog.carry_out()
    assert dialog.isVisible()
    assert held(desk.register, other) is not None


def test_a_household_that_is_gone_is_told(qtbot: QtBot, two: tuple[Desk, QWidget, int, int]) -> None:
    desk, window, _one, _other = two
    with qtbot.waitSignal(desk.told):
        assert open_merge(desk, window, 99) is None


def test_the_window_lives_while_the_backup_is_taken(
    qtbot: QtBot, two: tuple[Desk, QWidget, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup is held up until the window has handled an event."""
    desk, window, one, other = two
    moved = threading.Event()
    monkeypatch.setattr("bokart_desk.services.merging.take_backup", lambda *_given, **_named: moved.wait(20))
    dialog = dialog_of(desk, window, one)
    dialog.carry_out()
    QTimer.singleShot(0, moved.set)
    assert not dialog.do_button.isEnabled()
    dialog.reject()
    assert dialog.isVisible(), "what is under way is not left alone"
    assert desk.tasks.titled == "Tar sikkerhetskopi før husstandene slås sammen …"
    with qtbot.waitSignal(desk.opened_household):
        pass
    assert held(desk.register, other) is None


def test_without_a_backup_nothing_is_merged_and_that_is_told(qtbot: QtBot, two: tuple[Desk, QWidget, int, int]) -> None:
    desk, window, one, other = two
    desk.register.backups.write_text("in the way", encoding="utf-8")
    dialog = dialog_of(desk, window, one)
    dialog.carry_out()
    qtbot.waitUntil(lambda: bool(dialog.message()), timeout=20_000)
    assert "ble ikke slått sammen" in dialog.message()
    assert held(desk.register, other) is not None
    desk.register.backups.unlink()
    with qtbot.waitSignal(desk.opened_household):
        dialog.carry_out()
    assert held(desk.register, other) is None


def test_a_merge_that_is_stopped_during_the_backup_is_not_made(
    qtbot: QtBot, two: tuple[Desk, QWidget, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, window, one, other = two
    stopped = threading.Event()
    monkeypatch.setattr("bokart_desk.services.merging.take_backup", lambda *_given, **_named: stopped.wait(20))
    dialog = dialog_of(desk, window, one)
    dialog.carry_out()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QProgressDialog)), timeout=20_000)
    dialog.findChildren(QProgressDialog)[0].findChildren(QPushButton)[0].click()
    stopped.set()
    qtbot.waitUntil(lambda: bool(dialog.message()), timeout=20_000)
    assert "Stoppet" in dialog.message()
    assert held(desk.register, other) is not None
    dialog.reject()
