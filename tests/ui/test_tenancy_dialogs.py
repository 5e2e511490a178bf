"""A contract's life through the dialogs, by keyboard: what is proposed, told, refused and saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from conftest import NOW, let, place
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.services import editing
from bokart_desk.services.contracts import ContractQuery, find_contracts
from bokart_desk.services.tenancy.reviewing import RecordReview, record_review
from bokart_desk.storage.schema import contract, head_lease, household, unit
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import RecordPicker
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.tenancy.opening import open_sign, open_step
from bokart_desk.ui.tenancy.renew import RenewDialog
from bokart_desk.ui.tenancy.review import ReviewDialog
from bokart_desk.ui.theme import Tone

RETURN, TAB, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
Key = str | Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def ids(desk: Desk) -> dict[str, int]:
    """Return the contracts by the name of their household."""
    return {row.household: row.id for row in find_contracts(desk.register, ContractQuery(), desk.today()).rows}


def held(desk: Desk, kind: str, record: int) -> Mapping[str, Any]:
    found = editing.record(desk.register, kind, record)
    assert found is not None
    return found


def unit_of(desk: Desk, name: str) -> int:
    found: int = held(desk, "contract", ids(desk)[name])["unit_id"]
    return found


def household_of(desk: Desk, name: str) -> int:
    found: int = held(desk, "contract", ids(desk)[name])["household_id"]
    return found


def vacant(desk: Desk) -> int:
    """Return Granveien 2."""
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        found = work.connection.execute(unit.select().where(unit.c.status == "vacant")).mappings().one()
    return int(found["id"])


def new_household(desk: Desk, name: str = "Fatima Ali", **more: Any) -> int:
    keys = {"name": name, "name_key": match_key(name), "name_sort": sort_key(name)}
    values = {**keys, "case_number": f"26/{name}", "protection": "none", **more}
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        return work.insert(household, values)


def press(qtbot: QtBot, *keys: Key) -> int:
    """Press keys where the keyboard is, and return how many that were."""
    count = 0
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            qtbot.keyClicks(target, key)
            count += len(key)
        else:
            qtbot.keyClick(target, key)
            count += 1
    return count


def carry_out(qtbot: QtBot) -> int:
    """Press Ctrl+Enter."""
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, RETURN, Qt.KeyboardModifier.ControlModifier)
    return 1


def finished(qtbot: QtBot, dialog: StepDialog) -> Any:
    """Press Ctrl+Enter, and return what was done."""
    with qtbot.waitSignal(dialog.performed) as performed:
        carry_out(qtbot)
    return performed.args[0]


def ready(qtbot: QtBot, dialog: Any) -> Any:
    """Wait until the dialog has the keyboard."""
    assert dialog is not None
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or QWidget()))
    return dialog


def write(qtbot: QtBot, dialog: StepDialog, name: str, text: str) -> None:
    editor = dialog.fields[name].editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    if hasattr(editor, "selectAll"):
        editor.selectAll()
    qtbot.keyClicks(editor, text)
    if isinstance(editor, RecordPicker) and editor.is_open():
        qtbot.keyClick(editor, RETURN)
    qtbot.keyClick(editor, TAB)


def told(dialog: StepDialog) -> str:
    return "\n".join(text for _tone, text in dialog.sentences())


# Signing -----------------------------------------------------------------------------------------------


def test_a_contract_is_signed_with_few_keys(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    new_household(desk)
    opened: list[int] = []
    desk.opened_contract.connect(opened.append)
    dialog = ready(qtbot, open_sign(desk, window))
    keys = press(qtbot, "fat", TAB, "gran", TAB)
    assert "31.08.2027" not in told(dialog)
    assert "21.11.2029" in told(dialog)
    assert "3 år" in told(dialog)
    done = finished(qtbot, dialog)
    assert keys + 1 < 15
    made = held(desk, "contract", done.record)
    assert (made["start_date"], made["end_date"]) == (date(2026, 11, 22), date(2029, 11, 21))
    assert held(desk, "unit", made["unit_id"])["status"] == "in_use"
    assert opened == [done.record]
    desk.undo()
    assert "Fatima Ali" not in ids(desk)


def test_the_term_is_counted_from_the_first_day(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=new_household(desk)))
    write(qtbot, dialog, "start", "1.12.26")
    assert dialog.value("end") == date(2029, 11, 30)
    write(qtbot, dialog, "end", "+3y")
    assert dialog.value("end") == date(2029, 11, 30)
    write(qtbot, dialog, "end", "31.8.30")
    write(qtbot, dialog, "start", "15.12.26")
    assert dialog.value("end") == date(2030, 8, 31)


def test_a_unit_that_is_taken_is_refused_with_who_and_when(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(
        qtbot, open_sign(desk, window, unit_id=unit_of(desk, "Olena Kovalenko"), household_id=new_household(desk))
    )
    assert dialog.value("start") == date(2027, 1, 1)
    write(qtbot, dialog, "start", "1.12.26")
    error = dialog.fields["start"].error() + dialog.fields["end"].error()
    assert "Olena Kovalenko" in error
    assert "31.12.2026" in error
    before = len(ids(desk))
    carry_out(qtbot)
    assert dialog.isVisible()
    assert len(ids(desk)) == before


def test_who_is_protected_is_not_named(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(
        qtbot, open_sign(desk, window, unit_id=unit_of(desk, "Ali Rahimi"), household_id=new_household(desk))
    )
    write(qtbot, dialog, "start", "1.12.26")
    everything = told(dialog) + "".join(field.error() for field in dialog.fields.values())
    assert "Beskyttet husstand" in everything or "beskyttet" in everything.casefold()
    assert "Ali" not in everything


def test_a_short_term_asks_for_its_reason(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=new_household(desk)))
    assert dialog.fields["short_term_reason"].isHidden()
    write(qtbot, dialog, "end", "+1y")
    field = dialog.fields["short_term_reason"]
    assert not field.isHidden()
    assert field.error() == ""
    assert dialog.fields["weighty_reason"].isHidden()
    carry_out(qtbot)
    assert "11-1" in field.error()
    assert field.editor.hasFocus()
    press(qtbot, "Kjøper bolig til våren")
    done = finished(qtbot, dialog)
    assert held(desk, "contract", done.record)["short_term_reason"] == "Kjøper bolig til våren"


def test_a_second_short_term_asks_for_weighty_reasons(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    lives = new_household(desk)
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        work.insert(
            contract,
            {
                "unit_id": place(work, "Kort vei 1"), "household_id": lives, "start_date": date(2025, 1, 1),
                "end_date": date(2025, 12, 31), "indefinite": False, "short_term_reason": "Midlertidig",
                "moved_out_on": date(2025, 12, 31),
            },
        )  # fmt: skip
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=lives))
    write(qtbot, dialog, "end", "+1y")
    write(qtbot, dialog, "short_term_reason", "Venter på husbank")
    assert not dialog.fields["weighty_reason"].isHidden()
    carry_out(qtbot)
    assert dialog.fields["weighty_reason"].error()
    press(qtbot, "Barnas skolegang")
    done = finished(qtbot, dialog)
    assert held(desk, "contract", done.record)["weighty_reason"] == "Barnas skolegang"


def test_a_second_unit_at_the_same_time_is_asked_about(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=household_of(desk, "Nour Haddad")))
    asked = dialog.confirmations["confirm_elsewhere"]
    assert asked.isVisible()
    assert "Elvegata 7" in asked.text()
    assert asked.text() not in told(dialog)
    carry_out(qtbot)
    assert dialog.isVisible()
    assert asked.box.hasFocus()
    press(qtbot, SPACE)
    finished(qtbot, dialog)


def test_a_head_lease_that_ends_earlier_is_shown(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    free = vacant(desk)
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        dwelling_id = held(desk, "unit", free)["dwelling_id"]
        days = {"start_date": date(2020, 1, 1), "end_date": date(2028, 6, 30)}
        work.insert(head_lease, {"dwelling_id": dwelling_id, **days})
    dialog = ready(qtbot, open_sign(desk, window, unit_id=free, household_id=new_household(desk)))
    assert "30.06.2028" in told(dialog)
    write(qtbot, dialog, "end", "31.5.28")
    assert "30.06.2028" not in told(dialog)


def test_whoever_lives_there_already_is_to_be_renewed(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(
        qtbot,
        open_sign(
            desk,
            window,
            unit_id=unit_of(desk, "Olena Kovalenko"),
            household_id=household_of(desk, "Olena Kovalenko"),
        ),
    )
    assert dialog._renew.isVisible()
    dialog._renew.click()
    renewal = window.findChild(RenewDialog)
    assert renewal is not None
    assert renewal.contract_id == ids(desk)["Olena Kovalenko"]


def test_a_strictly_confidential_household_gets_no_contract(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    hidden = new_household(desk, "Skjult Person", protection="strictly_confidential")
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=hidden))
    before = len(ids(desk))
    carry_out(qtbot)
    assert dialog.fields["household_id"].error()
    assert len(ids(desk)) == before


def test_an_indefinite_tenancy_is_signed_by_emptying_the_last_day(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=new_household(desk)))
    end = dialog.fields["end"].editor
    end.setFocus()
    end.selectAll()
    press(qtbot, Qt.Key.Key_Delete)
    assert dialog.sentences()[0][0] is Tone.WARNING
    done = finished(qtbot, dialog)
    assert held(desk, "contract", done.record)["indefinite"] is True


def test_the_seldom_fields_are_behind_a_link_and_saved_too(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    dialog = ready(qtbot, open_sign(desk, window, unit_id=vacant(desk), household_id=new_household(desk)))
    link = dialog._more[0]
    assert dialog.fields["notes"].isHidden()
    link.click()
    write(qtbot, dialog, "security_amount", "20 000,-")
    write(qtbot, dialog, "notes", "Strøm kommer i tillegg")
    done = finished(qtbot, dialog)
    made = held(desk, "contract", done.record)
    assert (made["security_amount"], made["notes"]) == (20000, "Strøm kommer i tillegg")


# Review and renewal ----------------------------------------------------------------------------------------


def test_nothing_is_renewed_before_a_review_and_the_dialog_starts_one(
    qtbot: QtBot, desk: Desk, window: QWidget
) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    dialog = ready(qtbot, open_step(desk, ContractStep.RENEW, olena, window))
    assert not dialog.do_button.isEnabled()
    assert "vurdering" in dialog.message()
    carry_out(qtbot)
    assert "Olena Kovalenko" in ids(desk)
    press(qtbot, SPACE)
    review = ready(qtbot, dialog.findChild(ReviewDialog))
    assert review.fields["outcome"].editor.hasFocus()
    press(qtbot, "fo")
    review.fields["outcome"].set_value(ReviewOutcome.EXTEND)
    write(qtbot, review, "need", "Tre soverom, nær skolen")
    finished(qtbot, review)
    qtbot.waitUntil(dialog.do_button.isEnabled)
    assert dialog.message() == ""
    assert dialog.value("start") == date(2027, 1, 1)
    ready(qtbot, dialog)
    dialog.fields["end"].editor.setFocus()
    done = finished(qtbot, dialog)
    made = held(desk, "contract", done.record)
    assert made["renews_contract_id"] == olena
    assert (made["start_date"], made["end_date"]) == (date(2027, 1, 1), date(2029, 12, 31))


def test_a_review_that_says_no_keeps_the_contract_from_renewal(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    review = ready(qtbot, open_step(desk, ContractStep.REVIEW, olena, window))
    assert review.sentences()[0][0] is Tone.WARNING
    review.fields["outcome"].set_value(ReviewOutcome.PRIVATE_RENT)
    review.refresh()
    assert "fornyes ikke" in told(review)
    finished(qtbot, review)
    dialog = ready(qtbot, open_step(desk, ContractStep.RENEW, olena, window))
    assert not dialog.do_button.isEnabled()
    assert "22.11.2026" in dialog.message()


def test_more_extensions_than_the_settings_allow_are_asked_about(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    olena = ids(desk)["Olena Kovalenko"]
    with unit_of_work(desk.register.engine, what="test", who="test", at=NOW) as work:
        first = {"unit_id": unit_of(desk, "Olena Kovalenko"), "household_id": household_of(desk, "Olena Kovalenko")}
        days = {"start_date": date(2020, 12, 1), "end_date": date(2023, 11, 30), "indefinite": False}
        earlier = work.insert(contract, {**first, **days})
        work.update(contract, olena, {"renews_contract_id": earlier})
    extend = RecordReview(olena, date(2026, 11, 20), ReviewOutcome.EXTEND)
    record_review(desk.register, extend, by=desk.by())
    dialog = ready(qtbot, open_step(desk, ContractStep.RENEW, olena, window))
    asked = dialog.confirmations["beyond_settings"]
    assert asked.isVisible()
    carry_out(qtbot)
    assert dialog.isVisible()
    press(qtbot, SPACE)
    finished(qtbot, dialog)


def test_a_review_ahead_of_time_is_refused_beside_its_day(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    review = ready(qtbot, open_step(desk, ContractStep.REVIEW, ids(desk)["Olena Kovalenko"], window))
    write(qtbot, review, "held_on", "1.1.27")
    assert review.fields["held_on"].error()


# Letters ------------------------------------------------------------------------------------------------------


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


# Leaving ------------------------------------------------------------------------------------------------------


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


# Correcting ---------------------------------------------------------------------------------------------------


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
