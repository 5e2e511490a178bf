"""A household moved out long ago: the settings propose it, its case goes to the archive, and then it is erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_walking import Walker, at_the_desk, texts_of
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from register_builder import NOW, building

from bokart_desk.services.backups import register_backups
from bokart_desk.services.find import find_anyone
from bokart_desk.services.overview import overview
from bokart_desk.services.privacy.erasure import erasures
from bokart_desk.services.register import Register, open_register
from bokart_desk.ui.privacy.erasure_dialog import ErasureDialog
from bokart_desk.ui.settings.privacy_card import PrivacyCard

TODAY = date(2026, 11, 22)
GONE, HERE = "Mirjana Petrović", "Amina Hussein"
TRACES = ("Mirjana", "Petrovi", "petrovi", "nøkkelen er borte", "psykolog")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    folder = tmp_path / "register"
    folder.mkdir()
    opened = open_register(folder / "register.db", now=NOW, backups=tmp_path / "backups")
    with building(opened) as build:
        gone = build.household(GONE, notes="nøkkelen er borte")
        build.contract(build.unit("Storgata 8"), gone, date(2015, 1, 1), date(2017, 12, 31),
                       moved_out_on=date(2018, 1, 15), moved_out_to="private_rent")  # fmt: skip
        build.add("follow_up", household_id=gone, kind="talk", done_on=date(2017, 6, 1), notes="psykolog")
        build.let(HERE, "Storgata 9", date(2024, 1, 1), date(2026, 12, 31))
    yield opened
    opened.close()


@pytest.fixture
def walk(qtbot: QtBot, register: Register) -> Iterator[Walker]:
    with at_the_desk(qtbot, register, TODAY) as walker:
        yield walker


def test_a_case_goes_from_the_rule_to_the_archive_and_is_gone(
    walk: Walker, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = overview(register, TODAY)
    settings = walk.go("settings")
    settings.show_payload("safety")
    walk.settle()
    card = walk.find(PrivacyCard, settings)
    walk.write(card.tenancy.editor, "5")
    walk.settle()
    walk.qtbot.waitUntil(lambda: len(card.due) == 1)
    assert not any(trace in words for words in texts_of(card) for trace in TRACES)

    walk.click(f"Slett sak {card.due[0].case_number}", card)
    dialog = walk.dialog(ErasureDialog)
    walk.settle()
    paper = tmp_path / "saksmappe.pdf"
    asked: list[str] = []

    def choose(_parent: object, _title: str, name: str, *_rest: object) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(paper), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.export.click()
    walk.qtbot.waitUntil(dialog.do_button.isEnabled, timeout=30_000)
    assert asked[0].startswith("saksmappe-")
    assert not any(trace in asked[0] for trace in TRACES)
    assert GONE in "".join(page.extract_text() for page in PdfReader(paper).pages)

    walk.click("Saksmappen er levert til arkivet, eller blir det i dag.", dialog)
    walk.click("Jeg vet at sletting ikke kan angres, og at ingen kan hente saken tilbake.", dialog)
    dialog.confirmations["backups"].box.setChecked(True)
    with walk.qtbot.waitSignal(dialog.performed, timeout=30_000):
        dialog.do_button.click()
    walk.settle()
    assert dialog.message().startswith("Slettet.")
    walk.click("Lukk", dialog)
    walk.in_front()

    assert find_anyone(register, "Mirjana", today=TODAY) == ()
    walk.press("Ctrl+Z")
    walk.settle()
    assert walk.told[-1] == "Det er ingenting å angre."
    households = walk.go("households")
    walk.choose_row(households, "Slettet")
    said = " ".join(texts_of(walk.window))
    assert "Slettet husstand" in said
    assert not any(trace in said for trace in TRACES)
    after = overview(register, TODAY)
    assert (after.households, after.contracts, after.open_contracts, after.vacant_count) == (
        before.households, before.contracts, before.open_contracts, before.vacant_count
    )  # fmt: skip
    assert len(erasures(register)) == 1
    assert len(register_backups(register)) == 1
    register.close()
    for file in [*register.path.parent.iterdir(), *(tmp_path / "backups").iterdir()]:
        content = file.read_bytes()
        assert not [trace for trace in TRACES if trace.encode() in content], file.name
