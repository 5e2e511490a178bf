"""Signing a contract by keyboard: what is proposed, told, refused and saved."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from small_register import NOW, place
from tenancy_register import held, household_of, ids, new_household, unit_of, vacant
from using import SPACE, TAB, carry_out, finished, press, ready, told, write

from bokart_desk.storage.schema import contract, head_lease
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.tenancy.opening import open_sign
from bokart_desk.ui.tenancy.renew import RenewDialog
from bokart_desk.ui.theme import Tone


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
