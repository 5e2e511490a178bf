"""Rule 11 on every other way out of the register: import, undo, titles, what is remembered, file names, the lock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk_walking import Walker, cells_of, copied, texts_of
from protected_register import (
    CONFIDENTIAL,
    NOW,
    PROTECTED,
    STRICT,
    TODAY,
    beside,
    path,
    places_in,
    register,
    walk,
)
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from sqlalchemy import text

from bokart_desk.domain.codes import Protection
from bokart_desk.importing.plan import plan_file
from bokart_desk.importing.rejects import write_rejects
from bokart_desk.services import editing
from bokart_desk.services.backups import register_backups, take_backup
from bokart_desk.services.doing import By, Refused
from bokart_desk.services.history import history_of
from bokart_desk.services.households import case_view, set_protection
from bokart_desk.services.privacy.reading import readings_of
from bokart_desk.services.register import Register
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.services.undo import undo
from bokart_desk.storage.engine import reading
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.locking.cover_page import CoverPage
from bokart_desk.ui.locking.curtain import Curtain
from bokart_desk.ui.privacy.access_dialog import AccessDialog
from bokart_desk.ui.quick_find import QuickFind

__all__ = ["path", "register", "walk"]
BY = By("Kari Konsulent", NOW, TODAY)


@pytest.fixture
def homes(register: Register) -> dict[str, int]:
    """Mark the second household too; return the households by what is protected."""
    contract = one(register, f"SELECT contract.id FROM contract JOIN household h ON h.id = household_id"
                             f" WHERE h.name LIKE '%{STRICT}'")  # fmt: skip
    held = editing.record(register, "contract", contract)
    assert held is not None
    editing.change(register, "contract", contract, {"notes": None}, seen={"notes": held["notes"]}, by=BY)
    found = {name: one(register, f"SELECT id FROM household WHERE name LIKE '%{name}'") for name in PROTECTED}
    set_protection(register, found[STRICT], Protection.STRICTLY_CONFIDENTIAL, by=BY)
    return found


def one(register: Register, statement: str) -> int:
    with reading(register.engine) as connection:
        return int(connection.execute(text(statement)).scalars().one())


def test_a_list_that_is_looked_through_tells_no_place_the_register_hides(
    register: Register, homes: dict[str, int], tmp_path: Path
) -> None:
    file = tmp_path / "liste.csv"
    names = [f"Hemmelig {CONFIDENTIAL}", f"Skjult {STRICT}"]
    rows = [f"{number};Ny gate {number};{name};01.12.2023;31.12.2026" for number, name in enumerate(names, 1)]
    rows += [f"9;Kanarifuglveien 79;{names[1]};01.12.2023;31.12.2026"]
    file.write_text("\n".join(("Nr;Adresse;Leietaker;Kontrakt fra;Kontrakt til", *rows)), encoding="utf-8")
    plan = plan_file(register, file, today=TODAY)
    for row in (row for sheet in plan.sheets for row in sheet.rows):
        told = " ".join((row.summary, row.reason, *row.warnings))
        assert not beside(told), told
    rejected = write_rejects(plan, tmp_path / "avvist")
    assert rejected is not None
    assert not places_in(rejected.name)
    assert homes


def test_undo_tells_no_place_and_brings_none_back(register: Register, homes: dict[str, int]) -> None:
    strict, confidential = homes[STRICT], homes[CONFIDENTIAL]
    done = editing.change(register, "household", confidential, {"notes": "x"}, seen={"notes": None}, by=BY)
    for work in (done, undo(register, done, BY)):
        assert not beside(work.title)
        assert not places_in(work.title)
    with pytest.raises(Refused) as refused:
        editing.change(register, "household", strict, {"notes": "Kanarifuglveien 79"}, seen={"notes": None}, by=BY)
    assert not places_in(refused.value.message + " ".join(refused.value.fields.values()))
    for of in homes.values():
        detail = {"household": [of], "contract": _contracts(register, of), "offer": _offers(register, of)}
        for entry in history_of(register, detail):
            told = " ".join((entry.what, entry.record, *(f"{c.before} {c.after}" for c in entry.changes)))
            assert not places_in(told), told
        assert not [event for event in case_view(register, of, TODAY) if places_in(f"{event.title} {event.text}")]


def _contracts(register: Register, of: int) -> list[int]:
    return _ids(register, f"SELECT id FROM contract WHERE household_id = {of}")


def _offers(register: Register, of: int) -> list[int]:
    return _ids(register, f"SELECT id FROM offer WHERE household_id = {of}")


def _ids(register: Register, statement: str) -> list[int]:
    with reading(register.engine) as connection:
        return [int(record) for record in connection.execute(text(statement)).scalars()]


def test_nothing_that_is_suggested_leads_from_a_place_to_a_name(register: Register, homes: dict[str, int]) -> None:
    assert homes
    for words in ("Kanarifuglvegen", "Kanarifugelveien 77", "Ravnebærg", "Ugglesund", "K-CANARY7"):
        for meant in did_you_mean(register, words):
            assert not beside(meant)
            assert not (places_in(words) and any(name in meant for name in PROTECTED))


TITLED = ("Endre beskyttelse", "Innsyn: alt vi har om husstanden", "Slett for godt", "Slå sammen med en annen husstand",
          "Nytt medlem", "Nytt vedtak", "Ny søknad", "Nytt tilbud")  # fmt: skip


def test_no_title_of_a_window_tells_a_place(walk: Walker, homes: dict[str, int]) -> None:
    seen = 0
    for name in homes:
        for action in TITLED:
            households = walk.go("households")
            walk.choose_row(households, name)
            walk.pick(action, households.detail)
            walk.settle()
            for window in _windows():
                assert not places_in(window.windowTitle()), window.windowTitle()
                assert name == CONFIDENTIAL or not _told_places(window), (action, _told_places(window))
            seen += _close_dialogs(walk)
    assert seen >= 10
    for screen in ("contracts", "timeline", "dwellings", "offers", "waiting"):
        walk.go(screen)
        assert not places_in(walk.window.windowTitle())
        assert not any(name in walk.window.windowTitle() for name in PROTECTED)


def _told_places(window: QWidget) -> list[str]:
    if not isinstance(window, StepDialog):
        return []
    return [words for words in texts_of(window) if beside(words)]


def _windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def _close_dialogs(walk: Walker) -> int:
    closed = 0
    for window in _windows():
        if window is not walk.window:
            window.close()
            closed += 1
    walk.settle()
    walk.in_front()
    return closed


def test_what_is_remembered_of_the_window_holds_neither_names_nor_places(walk: Walker, homes: dict[str, int]) -> None:
    for name in homes:
        for screen in ("households", "contracts"):
            walk.choose_row(walk.go(screen), name)
        walk.press("Ctrl+K")
        find = walk.dialog(QuickFind)
        walk.qtbot.keyClicks(find.field, name)
        find.look()
        walk.settle()
        walk.press("Esc")
        walk.in_front()
    walk.window.close()
    settings = QSettings()
    for key in settings.allKeys():
        kept = f"{key} {settings.value(key)!s}"
        assert not places_in(kept), key
        assert not any(name in kept for name in PROTECTED), key


def test_what_is_copied_from_any_list_tells_no_place_beside_a_name(walk: Walker, homes: dict[str, int]) -> None:
    assert homes
    for screen in ("households", "waiting", "offers", "dwellings", "landlords"):
        page = walk.go(screen)
        tables = [table for table in page.findChildren(QWidget) if hasattr(table, "copy_asked") and table.isVisible()]
        assert tables, screen
        for table in tables:
            table.setFocus()
            table.selectAll()
            QGuiApplication.clipboard().clear()
            walk.press("Ctrl+C")
            walk.settle()
            for line in (*copied().splitlines(), *cells_of(table)):
                assert not beside(line), (screen, line)


def test_no_file_is_named_after_anybody_or_a_place(
    walk: Walker, homes: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def ask(_parent: Any, _title: str, name: str, *_rest: Any) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    for name in homes:
        households = walk.go("households")
        walk.choose_row(households, name)
        walk.pick("Innsyn: alt vi har om husstanden", households.detail)
        dialog = walk.dialog(AccessDialog)
        if "read" in dialog.confirmations:
            dialog.confirmations["read"].box.setChecked(True)
        dialog.carry_out()
        _close_dialogs(walk)
    take_backup(walk.desk.register, now=NOW, reason="ved lukking")
    names = [*proposed, *(backup.path.name for backup in register_backups(walk.desk.register))]
    assert len(proposed) == len(homes)
    for file in names:
        assert not places_in(file)
        assert not any(name in file for name in PROTECTED), file


def test_a_locked_window_tells_nobody_anything(walk: Walker, homes: dict[str, int]) -> None:
    for name in homes:
        households = walk.go("households")
        walk.choose_row(households, name)
        walk.pick("Endre beskyttelse", households.detail)
        curtain = Curtain(walk.window)
        curtain.fall(CoverPage("lock", "Låst", "Registeret er låst."))
        QApplication.processEvents()
        for window in _windows():
            said = " ".join([window.windowTitle(), *(words for words in texts_of(window))])
            assert not places_in(said), said
            assert not any(name in said for name in PROTECTED), said
        curtain.lift()
        _close_dialogs(walk)


@pytest.mark.parametrize("way", ["households", "contracts", "offers"])
@pytest.mark.parametrize("name", PROTECTED)
def test_opening_a_protected_case_by_any_way_is_noted(walk: Walker, homes: dict[str, int], name: str, way: str) -> None:
    register = walk.desk.register
    screen = walk.go(way)
    before = {of: len(readings_of(register, of)) for of in homes.values()}
    walk.choose_row(screen, name)
    walk.settle()
    found = readings_of(register, homes[name])
    assert [entry.who for entry in found] == [walk.desk.who]  # once, however often the case was shown
    assert all(count <= 1 for count in before.values())
    open_one = one(register, "SELECT id FROM household WHERE protection = 'none' ORDER BY id LIMIT 1")
    walk.desk.open_household(open_one)
    walk.settle()
    assert readings_of(register, open_one) == ()
