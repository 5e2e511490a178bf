"""The rest of a contract's life by keyboard: letters, leaving, correcting, and what all the dialogs keep to."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from small_register import NOW, let
from tenancy_register import held, household_of, ids, unit_of
from using import carry_out, finished, press, ready, told, write

from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.storage.schema import contract
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.tenancy.opening import open_step
from bokart_desk.ui.theme import Tone


def test_a_notice_to_vacate_stops_the_clock(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    amina = ids(desk)["Amina Hussein"]
    dialog = ready(qtbot, open_step(desk, ContractStep.NOTICE_TO_VACATE, amina, window))
    assert dialog.sentences()[0][0] is Tone.SUCCESS
    assert "31.01.2027" in told(dialog)
    carry_out(qtbot)
    assert dialog.fields["proof"].error()
    keys = press(qtbot, "rek. 12")
    finished(qtbot, dialog)
    assert keys < 10
    saved = held(desk, "contract", amina)
    assert (saved["vacate_notice_on"], saved["vacate_notice_proof"]) == (date(2026, 11, 22), "rek. 12")


def test_a_demand_before_the_end_is_told_beside_the_day(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_step(desk, ContractStep.NOTICE_TO_VACATE, ids(desk)["Amina Hussein"], window))
    write(qtbot, dialog, "sent_on", "15.10.26")
    assert "9-2" in dialog.fields["sent_on"].error()
    write(qtbot, dialog, "sent_on", "i morgen")
    assert dialog.fields["sent_on"].error()


def test_an_advance_notice_tells_that_it_is_no_demand(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    dialog = ready(qtbot, open_step(desk, ContractStep.ADVANCE_NOTICE, olena, window))
    assert "31.12.2026" in told(dialog)
    assert "31.03.2027" in told(dialog)
    finished(qtbot, dialog)
    assert held(desk, "contract", olena)["advance_notice_on"] == date(2026, 11, 22)


def test_a_move_is_recorded_with_where_to_and_what_becomes_of_the_unit(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    amina, home = ids(desk)["Amina Hussein"], unit_of(desk, "Amina Hussein")
    dialog = ready(qtbot, open_step(desk, ContractStep.MOVE_OUT, amina, window))
    carry_out(qtbot)
    assert dialog.fields["to"].error()
    press(qtbot, "privat")
    write(qtbot, dialog, "moved_out_on", "20.11")
    write(qtbot, dialog, "unit_becomes", "gj")
    dialog.fields["unit_becomes"].set_value("being_made_ready")
    finished(qtbot, dialog)
    saved = held(desk, "contract", amina)
    assert (saved["moved_out_on"], saved["moved_out_to"]) == (date(2026, 11, 20), "private_rent")
    assert held(desk, "unit", home)["status"] == "being_made_ready"
    desk.undo()
    assert held(desk, "contract", amina)["moved_out_on"] is None


def test_a_contract_is_ended_early(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    nour = ids(desk)["Nour Haddad"]
    dialog = ready(qtbot, open_step(desk, ContractStep.END_EARLY, nour, window))
    assert all(field.error() == "" for field in dialog.fields.values())
    write(qtbot, dialog, "end", "31.1.27")
    assert "30.04.2027" in told(dialog)
    write(qtbot, dialog, "ended_by", "et")
    dialog.fields["ended_by"].editor.setFocus()
    press(qtbot, Qt.Key.Key_Home)
    write(qtbot, dialog, "why", "Flytter til familie")
    finished(qtbot, dialog)
    assert held(desk, "contract", nour)["end_date"] == date(2027, 1, 31)


def test_an_early_end_after_the_agreed_one_is_refused(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_step(desk, ContractStep.END_EARLY, ids(desk)["Olena Kovalenko"], window))
    write(qtbot, dialog, "end", "31.1.27")
    assert "31.12.2026" in dialog.fields["end"].error()
    assert dialog.sentences() == ()


def test_a_correction_saves_what_is_different_with_its_reason(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    selam = ids(desk)["Selam Tesfay"]
    dialog = ready(qtbot, open_step(desk, ContractStep.CORRECT, selam, window))
    carry_out(qtbot)
    assert dialog.fields["reason"].error()
    write(qtbot, dialog, "reason", "Feil dato i brevet")
    write(qtbot, dialog, "vacate_notice_on", "6.10.26")
    finished(qtbot, dialog)
    assert held(desk, "contract", selam)["vacate_notice_on"] == date(2026, 10, 6)


def test_a_correction_of_nothing_is_told(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_step(desk, ContractStep.CORRECT, ids(desk)["Selam Tesfay"], window))
    write(qtbot, dialog, "reason", "Usikker")
    carry_out(qtbot)
    assert dialog.isVisible()
    assert "annerledes" in dialog.message()


def test_a_correction_that_takes_anothers_days_is_refused(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        second = {"unit_id": unit_of(desk, "Olena Kovalenko"), "household_id": household_of(desk, "Nour Haddad")}
        days = {"start_date": date(2027, 1, 1), "end_date": date(2029, 12, 31), "indefinite": False}
        work.insert(contract, {**second, **days})
    dialog = ready(qtbot, open_step(desk, ContractStep.CORRECT, ids(desk)["Olena Kovalenko"], window))
    write(qtbot, dialog, "reason", "Feil slutt")
    write(qtbot, dialog, "end_date", "31.1.27")
    carry_out(qtbot)
    assert dialog.isVisible()
    assert "Nour Haddad" in dialog.message() + dialog.fields["end_date"].error() + dialog.fields["start_date"].error()


@pytest.mark.parametrize("step", list(ContractStep))
def test_where_a_strictly_confidential_household_lives_never_shows(
    qtbot: QtBot, desk: Desk, window: QWidget, step: ContractStep
) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        hidden = let(work, "Skjult", "Lukket vei 7", date(2026, 12, 31), protection="strictly_confidential")
    dialog = ready(qtbot, open_step(desk, step, hidden, window))
    texts = [part.text() for part in dialog.findChildren(QLabel)] + [p.text() for p in dialog.findChildren(QLineEdit)]
    assert not any("Lukket vei" in text for text in texts)


def test_a_contract_that_is_gone_is_told(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    heard: list[str] = []
    desk.told.connect(heard.append)
    assert open_step(desk, ContractStep.REVIEW, 4711, window) is None
    assert heard


def test_every_dialog_explains_itself_and_has_no_empty_title(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        extra = let(work, "Siste Mann", "Nyveien 5", date(2027, 6, 30))
    for step in ContractStep:
        dialog = ready(qtbot, open_step(desk, step, extra, window))
        assert dialog.windowTitle()
        assert dialog.height() <= 700
        keys = [title.split("&")[1][:1].casefold() for title in mnemonics(dialog)]
        assert len(keys) == len(set(keys)), (step, mnemonics(dialog))
        dialog.close()


def mnemonics(dialog: StepDialog) -> list[str]:
    titles = [field._name.text() for field in dialog.fields.values()]
    titles += [dialog.do_button.text(), dialog.cancel_button.text()]
    return [title for title in titles if "&" in title]
