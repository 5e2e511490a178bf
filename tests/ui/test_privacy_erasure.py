"""A case is erased by a guided dialog; who reads a protected one is noted; the settings say who is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from bokart_desk.domain.retention import RetentionRules
from bokart_desk.reporting.case_file import archive_case
from bokart_desk.services import editing
from bokart_desk.services.households import household_detail
from bokart_desk.services.privacy.erasure import Why, erase_household, erasures
from bokart_desk.services.privacy.reading import readings_of
from bokart_desk.services.privacy.retention import retention_rules, set_retention_rules
from bokart_desk.storage.engine import reading
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts import ContractsView
from bokart_desk.ui.households import HouseholdsView
from bokart_desk.ui.households.head import HouseholdHead
from bokart_desk.ui.households.panel import PAST
from bokart_desk.ui.privacy.erasure_dialog import ErasureDialog, open_erasure_dialog
from bokart_desk.ui.privacy.places_dialog import open_places_dialog
from bokart_desk.ui.restoring.list_dialog import open_restore_list
from bokart_desk.ui.restoring.put_back_dialog import PutBackDialog
from bokart_desk.ui.settings.privacy_card import PrivacyCard

ALI, AMINA = "Ali Rahimi", "Amina Hussein"


def household(desk: Desk, name: str) -> int:
    with reading(desk.register.engine) as connection:
        found = connection.execute(text("SELECT id FROM household WHERE name = :name"), {"name": name})
        return int(found.scalar_one())


def move_out(desk: Desk, name: str, day: date) -> int:
    """Note that a household moved out; return it."""
    of = household(desk, name)
    with reading(desk.register.engine) as connection:
        contract = connection.execute(text(f"SELECT id FROM contract WHERE household_id = {of}")).scalar_one()
    values = {"moved_out_on": day}
    editing.change(desk.register, "contract", contract, values, seen={"moved_out_on": None}, by=desk.by())
    return of


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.resize(1200, 740)
    shown.show()
    return shown


def opened(qtbot: QtBot, desk: Desk, window: QWidget, of: int) -> ErasureDialog:
    dialog = open_erasure_dialog(desk, window, of)
    qtbot.waitUntil(lambda: dialog._plan is not None)
    return dialog


def tick(dialog: Any, *names: str) -> None:
    for name in names:
        dialog.confirmations[name].box.setChecked(True)


def test_a_case_is_archived_and_then_erased(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    of = move_out(desk, AMINA, date(2026, 10, 31))
    desk.did(editing.change(desk.register, "household", of, {"notes": "x"}, seen={"notes": None}, by=desk.by()))
    dialog = opened(qtbot, desk, window, of)
    assert not dialog.do_button.isEnabled()
    assert dialog.export.isEnabled()
    dialog.archive(tmp_path / "sak.pdf")
    qtbot.waitUntil(dialog.do_button.isEnabled, timeout=20_000)
    assert "sak.pdf" in dialog.message()
    dialog.carry_out()
    assert dialog.fields["reference"].error() == "Skriv hvilket vedtak det er."
    dialog.fields["reference"].editor.set_value("Vedtak 1")  # type: ignore[attr-defined]
    dialog.refresh()
    dialog.carry_out()  # the ticks are missing
    assert erasures(desk.register) == ()
    tick(dialog, "delivered", "final")
    with qtbot.waitSignal(dialog.performed, timeout=20_000):
        dialog.carry_out()
    assert dialog.message().startswith("Slettet. Saken heter nå «Slettet husstand»")
    assert "borte innen" in dialog.message()
    assert desk.undo_stack.next_undo() == ""
    detail = household_detail(desk.register, of, desk.today())
    assert detail is not None
    assert (detail.row.name, detail.persons) == ("Slettet husstand", ())
    head = HouseholdHead()
    qtbot.addWidget(head)
    head.show_detail(detail, desk.today())
    assert head.steps.isHidden()
    assert head.pill.text() == "Slettet"
    (noted,) = erasures(desk.register)
    assert (noted.archive_name, noted.reference, noted.who) == ("sak.pdf", "Vedtak 1", "Kari Konsulent")
    dialog.reject()


def test_texts_with_a_name_that_others_bear_are_looked_through_first(
    qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    of = move_out(desk, AMINA, date(2026, 10, 31))
    with reading(desk.register.engine) as connection:
        home = connection.execute(text("SELECT id FROM dwelling ORDER BY id")).scalars().first()
    assert home is not None
    for notes, before in (("Amina har nøkkel", None), ("Amina har nøkkel, også Amina Ali", "Amina har nøkkel")):
        editing.change(desk.register, "dwelling", home, {"notes": notes}, seen={"notes": before}, by=desk.by())
    dialog = opened(qtbot, desk, window, of)
    qtbot.waitUntil(lambda: dialog.mentions.found is not None)
    assert any("navn som også andre kan ha" in sentence for _tone, sentence in dialog.sentences())
    dialog.archive(tmp_path / "sak.pdf")
    qtbot.waitUntil(lambda: "sak.pdf" in dialog.message(), timeout=20_000)
    assert not dialog.do_button.isEnabled()
    assert dialog.do_button.toolTip() == "Se gjennom tekstene med navnet først."
    dialog.look.click()
    shown = dialog.mentions.dialog
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    texts_shown = [shown.model.index(row, 0).data() for row in range(shown.model.rowCount())]
    assert texts_shown[0] == "«Amina» har nøkkel, også Amina Ali"
    qtbot.keyClick(shown.table, Qt.Key.Key_Space)
    assert shown.count.text() == f"1 av {len(texts_shown)} tekster krysset av"
    shown.done_button.click()
    assert dialog.do_button.isEnabled()
    dialog.fields["reference"].editor.set_value("Vedtak 1")  # type: ignore[attr-defined]
    tick(dialog, "delivered", "final")
    with qtbot.waitSignal(dialog.performed, timeout=20_000):
        dialog.carry_out()
    with reading(desk.register.engine) as connection:
        kept = connection.execute(text(f"SELECT notes FROM dwelling WHERE id = {home}")).scalar_one()
    assert kept == "(slettet) har nøkkel, også Amina Ali"
    assert "blir stående, slik du valgte" in dialog.message()
    dialog.reject()


def test_a_running_case_is_refused_with_the_reason(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = opened(qtbot, desk, window, household(desk, AMINA))
    assert any("leiekontrakt løper" in sentence for _tone, sentence in dialog.sentences())
    assert not dialog.do_button.isEnabled()
    assert not dialog.export.isEnabled()
    dialog.reject()


def test_the_rule_is_proposed_as_the_reason(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    of = move_out(desk, AMINA, date(2025, 10, 31))
    set_retention_rules(desk.register, RetentionRules(1), by=desk.by())
    dialog = opened(qtbot, desk, window, of)
    assert dialog.value("why") is Why.RETENTION
    assert dialog.fields["reference"].isHidden()
    dialog.reject()


def test_a_closed_dialog_has_erased_nothing(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    of = move_out(desk, AMINA, date(2026, 10, 31))
    dialog = opened(qtbot, desk, window, of)
    dialog.reject()
    assert erasures(desk.register) == ()


@pytest.fixture
def card(qtbot: QtBot, desk: Desk) -> Iterator[PrivacyCard]:
    shown = PrivacyCard(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_register()
    yield shown
    desk.tasks.close()


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_the_settings_say_who_is_due_by_the_rules(qtbot: QtBot, desk: Desk, card: PrivacyCard) -> None:
    of = move_out(desk, AMINA, date(2024, 10, 31))
    qtbot.waitUntil(lambda: "Ingen regel er satt" in texts(card))
    card.tenancy.editor.set_value(1)  # type: ignore[attr-defined]
    card.tenancy.editing.edited.emit()
    assert retention_rules(desk.register) == RetentionRules(1)
    qtbot.waitUntil(lambda: [one.household_id for one in card.due] == [of])
    assert AMINA not in texts(card)
    with qtbot.waitSignal(desk.opened_household) as asked:
        card.findChildren(type(card._list.itemAt(1).widget()))[0].open_case.click()  # type: ignore[union-attr]
    assert asked.args == [of]


def test_reading_a_protected_case_is_noted_once(qtbot: QtBot, desk: Desk) -> None:
    ali, amina = household(desk, ALI), household(desk, AMINA)
    view = HouseholdsView(desk)
    qtbot.addWidget(view)
    view.show()
    for of in (ali, amina, ali):
        detail = household_detail(desk.register, of, desk.today())
        assert detail is not None
        view.detail.show_household(detail)
    qtbot.waitUntil(lambda: len(readings_of(desk.register, ali)) == 1)
    assert readings_of(desk.register, ali)[0].who == "Kari Konsulent"
    assert readings_of(desk.register, amina) == ()
    past: Any = view.detail.part(PAST)
    assert not past.readings.isHidden()
    assert any("Kari Konsulent" in line for line in past.readings.texts())
    detail = household_detail(desk.register, amina, desk.today())
    assert detail is not None
    view.detail.show_household(detail)
    assert past.readings.isHidden()
    desk.tasks.close()


def test_reading_a_contract_of_a_protected_household_is_noted(qtbot: QtBot, desk: Desk) -> None:
    ali = household(desk, ALI)
    with reading(desk.register.engine) as connection:
        of = connection.execute(text(f"SELECT id FROM contract WHERE household_id = {ali}")).scalar_one()
    view = ContractsView(desk)
    qtbot.addWidget(view)
    view.show()
    view.open_contract(of)
    qtbot.waitUntil(lambda: len(readings_of(desk.register, ali)) == 1)
    desk.tasks.close()


def test_where_a_strictly_confidential_household_lived_is_taken_out(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    ali = move_out(desk, ALI, date(2026, 10, 31))
    with desk.register.engine.begin() as connection:
        connection.execute(text(f"UPDATE household SET protection = 'strictly_confidential' WHERE id = {ali}"))
    dialog = open_places_dialog(desk, window, ali)
    dialog.carry_out()
    assert erasures(desk.register) == ()  # the tick is missing
    tick(dialog, "read")
    with qtbot.waitSignal(dialog.performed, timeout=20_000):
        dialog.carry_out()
    detail = household_detail(desk.register, ali, desk.today())
    assert detail is not None
    assert detail.contracts == ()
    dialog.reject()


def test_putting_an_older_backup_back_says_what_comes_back(
    qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    of = move_out(desk, AMINA, date(2026, 10, 31))
    case_file = archive_case(desk.register, of, tmp_path / "saksmappe-1.pdf", desk.by())
    erase_household(desk.register, of, why=Why.DECISION, reference="1", archived=case_file, by=desk.by())
    dialog = open_restore_list(desk, window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0 and dialog.model.next_unknown() is None, timeout=20_000)
    dialog.table.selectRow(0)
    dialog.put_back_button.click()
    shown: list[PutBackDialog] = []
    qtbot.waitUntil(lambda: bool(shown.extend(dialog.findChildren(PutBackDialog)) or shown))
    assert any("saksmappe-1.pdf" in sentence for _tone, sentence in shown[0].sentences())
    shown[0].reject()
    dialog.reject()
