"""Access from the case: choose whom it is about, be warned where the address is protected, and save."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot
from small_register import NOW, let

from bokart_desk.services.households import household_detail
from bokart_desk.storage.schema import contract, household, person
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.households.head import HouseholdHead
from bokart_desk.ui.households.view import HouseholdsView
from bokart_desk.ui.privacy.access_dialog import AccessDialog, open_access_dialog
from bokart_desk.ui.theme import Tone


@pytest.fixture
def family(desk: Desk) -> int:
    """Amina and Omar Hussein in Storgata 10."""
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        lives = let(work, "Amina Hussein", "Storgata 10", None)
        of = work.connection.execute(contract.select().where(contract.c.id == lives)).mappings().one()["household_id"]
        for given, main in (("Amina", True), ("Omar", False)):
            name = {"given_name": given, "family_name": "Hussein", "name_key": f"{given} hussein"}
            work.insert(person, {"household_id": of, "main_person": main, "born_on": date(1990, 1, 1), **name})
    return int(of)


def opened(desk: Desk, qtbot: QtBot, household_id: int) -> AccessDialog:
    view = HouseholdsView(desk)
    qtbot.addWidget(view)
    detail = household_detail(desk.register, household_id, desk.today())
    assert detail is not None
    dialog = open_access_dialog(desk, view, detail)
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def protect(desk: Desk, household_id: int, protection: str) -> None:
    with unit_of_work(desk.register.engine, what="protect", who="test", at=NOW) as work:
        work.update(household, household_id, {"protection": protection})


def test_the_case_offers_it_in_its_menu(desk: Desk, qtbot: QtBot) -> None:
    head = HouseholdHead()
    qtbot.addWidget(head)
    menu = head.more.menu()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if "Innsyn" in action.text())
    with qtbot.waitSignal(head.action_asked) as asked:
        action.trigger()
    assert asked.args == ["access"]


def test_of_several_members_one_must_say_who_asked(desk: Desk, qtbot: QtBot, family: int) -> None:
    dialog = opened(desk, qtbot, family)
    assert dialog.value("whom") is None
    dialog.carry_out()
    assert dialog.message() != ""
    dialog.reject()


def test_one_member_is_saved_as_a_paper(
    desk: Desk, qtbot: QtBot, family: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, qtbot, family)
    detail = household_detail(desk.register, family, desk.today())
    assert detail is not None
    amina = next(one.id for one in detail.persons if one.given_name == "Amina")
    dialog.fill({"whom": amina})
    assert any("sladdet" in text for _tone, text in dialog.sentences())
    proposed: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "svar"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Lagret" in dialog.message())
    assert (tmp_path / "svar.pdf").read_bytes().startswith(b"%PDF")
    assert "Amina" not in Path(proposed[0]).name
    assert Path(proposed[0]).name.startswith("innsyn-")
    dialog.reject()


def test_the_household_is_saved_for_programs(desk: Desk, qtbot: QtBot, family: int, tmp_path: Path) -> None:
    dialog = opened(desk, qtbot, family)
    dialog.fill({"whom": 0, "ending": ".json"})
    dialog.save(tmp_path / "svar.json")
    qtbot.waitUntil(lambda: "Lagret" in dialog.message())
    document = json.loads((tmp_path / "svar.json").read_text(encoding="utf-8"))
    assert len(document["records"]["person"]) == 2
    assert document["made_by"] == "Kari Konsulent"
    dialog.reject()


def test_a_place_that_cannot_be_written_to_is_told(desk: Desk, qtbot: QtBot, family: int, tmp_path: Path) -> None:
    dialog = opened(desk, qtbot, family)
    dialog.fill({"whom": 0})
    dialog.save(tmp_path / "nowhere" / "svar.pdf")
    qtbot.waitUntil(lambda: "ble ikke lagret" in dialog.message())
    assert dialog.do_button.isEnabled()
    assert dialog.focusWidget() is dialog.do_button  # Enter tries again, and does not close
    dialog.reject()


@pytest.mark.parametrize(
    ("protection", "words"), [("confidential", "personens egen"), ("strictly_confidential", "utelatt")]
)
def test_a_protected_household_warns_and_asks_for_a_tick(
    desk: Desk, qtbot: QtBot, family: int, protection: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(desk, family, protection)
    dialog = opened(desk, qtbot, family)
    dialog.fill({"whom": 0})
    assert [text for tone, text in dialog.sentences() if tone is Tone.WARNING and words in text]
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_about: asked.append("asked") or ("", ""))
    dialog.carry_out()
    assert asked == []
    dialog.confirmations["read"].box.setChecked(True)
    dialog.carry_out()
    assert asked == ["asked"]
    dialog.reject()
