"""What the settings tell about backups, and what can be set there for this PC."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from answering import answer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.platform.preferences import Preferences, preferences, save_preferences
from bokart_desk.platform.remembered import config_folder
from bokart_desk.services.backup_plan import BackupPlan
from bokart_desk.services.backups import register_backups, take_backup
from bokart_desk.services.locking import protect_with_backups
from bokart_desk.services.register import open_register
from bokart_desk.services.second_place import choose_second_place
from bokart_desk.storage.backup_notes import change_notes
from bokart_desk.storage.second_place import MARK
from bokart_desk.ui.context import Desk
from bokart_desk.ui.main_window import MainWindow
from bokart_desk.ui.settings.backups_card import BackupsCard
from bokart_desk.ui.settings.second_place_card import SecondPlaceCard

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_set() -> None:
    shutil.rmtree(config_folder(), ignore_errors=True)


@pytest.fixture
def planned(desk: Desk, tmp_path: Path) -> Desk:
    desk.register.backup_plan = BackupPlan(notes=tmp_path / "notes.json")
    return desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def shown(qtbot: QtBot, desk: Desk, card: QWidget) -> str:
    """Show the card and return all its words."""
    if not card.isVisible():
        qtbot.addWidget(card)
        card.resize(700, 600)
        card.show()
        card.show_register()  # type: ignore[attr-defined]
    settle(qtbot, desk)
    QApplication.processEvents()  # new lines come into view with the next event
    return "\n".join(part.text() for part in card.findChildren(QLabel) if part.isVisible())


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=20_000)


# This PC ---------------------------------------------------------------------------------------


def test_the_card_tells_when_why_and_how_many(qtbot: QtBot, planned: Desk) -> None:
    take_backup(planned.register, now=NOW - timedelta(days=2), reason="før import")
    take_backup(planned.register, now=NOW, reason="ved lukking")
    words = shown(qtbot, planned, BackupsCard(planned))
    moment = NOW.astimezone()
    assert f"{moment:%d.%m.%Y %H:%M}, ved lukking" in words
    assert "2 sikkerhetskopier" in words
    assert "ingenting er endret" in words
    assert str(planned.register.backups) in words


def test_one_can_be_taken_now(qtbot: QtBot, planned: Desk) -> None:
    card = BackupsCard(planned)
    assert "ingen ennå" in shown(qtbot, planned, card)
    with qtbot.waitSignal(planned.told) as told:
        card.take.click()
    assert register_backups(planned.register)[0].path.name in told.args[0]
    assert "ingenting er endret" in shown(qtbot, planned, card)
    assert card.take.isEnabled()


def test_one_taken_while_the_second_place_is_away_says_so(qtbot: QtBot, planned: Desk, stick: Path) -> None:
    choose_second_place(planned.register, stick, now=NOW)
    shutil.rmtree(stick)
    card = BackupsCard(planned)
    shown(qtbot, planned, card)
    with qtbot.waitSignal(planned.told) as told:
        card.take.click()
    assert "er tatt og kontrollert" in told.args[0]
    assert "Det andre stedet er ikke tilkoblet" in told.args[0]
    settle(qtbot, planned)


def test_one_that_fails_is_told_where_it_was_asked_for(qtbot: QtBot, planned: Desk) -> None:
    planned.register.backups.write_text("in the way", encoding="utf-8")
    card = BackupsCard(planned)
    shown(qtbot, planned, card)
    card.take.click()
    qtbot.waitUntil(card.problem.isVisible, timeout=20_000)
    assert "Selve registeret er slik det var" in card.problem.text()
    assert card.take.isEnabled()


def test_how_long_they_stay_is_saved_for_this_pc_and_holds_at_once(qtbot: QtBot, planned: Desk) -> None:
    card = BackupsCard(planned)
    assert "29.11.2027" in shown(qtbot, planned, card) or "i dag" in card.findChildren(QLabel)[-1].text()
    editor = card.fields["keep_monthly_months"].editor
    editor.setFocus()
    editor.change_text("24")  # type: ignore[attr-defined]
    editor.finish()  # type: ignore[attr-defined]
    assert preferences().keep_monthly_months == 24
    assert planned.register.backup_plan.rule.monthly_months == 24
    editor.change_text("999")  # type: ignore[attr-defined]
    editor.finish()  # type: ignore[attr-defined]
    assert preferences().keep_monthly_months == 24
    assert card.fields["keep_monthly_months"].error()


def test_what_was_set_before_is_shown(qtbot: QtBot, planned: Desk) -> None:
    save_preferences(Preferences(backup_hours=6, keep_daily_days=60))
    card = BackupsCard(planned)
    shown(qtbot, planned, card)
    assert card.fields["backup_hours"].editor.value() == 6  # type: ignore[attr-defined]
    assert card.fields["keep_daily_days"].editor.value() == 60  # type: ignore[attr-defined]


# The second place ------------------------------------------------------------------------------


def test_a_place_is_chosen_and_tells_what_lies_there(qtbot: QtBot, planned: Desk, stick: Path) -> None:
    take_backup(planned.register, now=NOW, reason="ved lukking")
    card = SecondPlaceCard(planned)
    words = shown(qtbot, planned, card)
    assert "ingen er valgt ennå" in words
    assert not card.give_up.isVisible()
    with qtbot.waitSignal(planned.backups_changed, timeout=20_000):
        card.take_folder(stick)
    words = shown(qtbot, planned, card)
    assert str(stick) in words
    assert "er tilkoblet nå" in words
    assert "ved lukking" in words
    assert "ikke passord" in words, "what lies on the stick can be read by anybody"
    assert card.give_up.isVisible()


def test_a_place_that_is_away_tells_when_it_was_seen(qtbot: QtBot, planned: Desk, stick: Path) -> None:
    choose_second_place(planned.register, stick, now=NOW)
    shutil.rmtree(stick)
    change_notes(planned.register.backup_plan.notes, seen=(NOW - timedelta(days=400)).isoformat())
    card = SecondPlaceCard(planned)
    words = shown(qtbot, planned, card)
    assert f"{(NOW - timedelta(days=400)).astimezone():%d.%m.%Y}" in words
    assert "over en uke" in words
    assert not card.show_folder.isVisible()


def test_a_place_is_given_up(qtbot: QtBot, planned: Desk, stick: Path) -> None:
    choose_second_place(planned.register, stick, now=NOW)
    card = SecondPlaceCard(planned)
    shown(qtbot, planned, card)
    with qtbot.waitSignal(planned.backups_changed, timeout=20_000):
        card.give_up.click()
    assert "ingen er valgt ennå" in shown(qtbot, planned, card)
    assert not (stick / MARK).exists()


def test_a_folder_that_will_not_do_is_said_why(qtbot: QtBot, planned: Desk) -> None:
    card = SecondPlaceCard(planned)
    shown(qtbot, planned, card)
    take_backup(planned.register, now=NOW)
    card.take_folder(planned.register.backups)
    qtbot.waitUntil(card.warning.isVisible, timeout=20_000)
    assert "allerede" in card.warning.text()


def test_a_folder_that_leaves_the_pc_is_taken_with_a_caution(qtbot: QtBot, planned: Desk, tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive - Solvik kommune" / "kopier"
    cloud.mkdir(parents=True)
    card = SecondPlaceCard(planned)
    shown(qtbot, planned, card)
    card.take_folder(cloud)
    qtbot.waitUntil(lambda: "OneDrive synkroniserer" in card.warning.text(), timeout=20_000)


@pytest.mark.parametrize("goes_on", [True, False])
def test_backups_of_another_pc_are_asked_about(qtbot: QtBot, planned: Desk, stick: Path, goes_on: bool) -> None:
    (stick / MARK).write_text('{"format": "bokart-desk-backups", "version": 1, "id": "x"}', encoding="ascii")
    card = SecondPlaceCard(planned)
    shown(qtbot, planned, card)
    asked = answer("Fortsett med dem" if goes_on else "Ikke denne mappen")
    card.take_folder(stick)
    qtbot.waitUntil(lambda: bool(asked), timeout=20_000)
    settle(qtbot, planned)
    words = shown(qtbot, planned, card)
    assert ("ingen er valgt ennå" in words) is not goes_on
    assert "annen PC" in asked[0]


def test_the_part_about_safe_keeping_shares_no_letter_of_these_cards(qtbot: QtBot, planned: Desk) -> None:
    from test_mnemonics import shared_letters

    window = MainWindow(planned)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_screen("settings", "safety")
    settle(qtbot, planned)
    ours = [*window.findChildren(BackupsCard), *window.findChildren(SecondPlaceCard)]
    texts = {part.text() for card in ours for part in card.findChildren(QWidget) if hasattr(part, "text")}
    shared = shared_letters(window)
    assert {letter: found for letter, found in shared.items() if texts & set(found)} == {}


def test_plain_copies_of_a_register_with_a_password_can_be_encrypted_with_one_click(
    qtbot: QtBot, planned: Desk, stick: Path
) -> None:
    register = planned.register
    choose_second_place(register, stick, now=NOW)
    take_backup(register, now=NOW)
    plan = register.backup_plan
    register.close()
    made = protect_with_backups(register, "kaffe regn Ålesund 7", backups_too=False)
    opened = open_register(register.path, now=NOW, key=made.key)
    opened.backup_plan = plan
    planned.use(opened)
    card = SecondPlaceCard(planned)
    assert "1 sikkerhetskopi der har ikke passord" in shown(qtbot, planned, card)
    card.encrypt.click()
    words = shown(qtbot, planned, card)
    assert "har ikke passord" not in words
    assert not card.encrypt.isVisible()
    assert not any(copy.read_bytes().startswith(b"SQLite") for copy in stick.glob("*.db"))
    opened.close()
