"""The households screen: new household, visit, members, protection, case view and undo, by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.codes import FollowUpKind, Protection
from bokart_desk.services.editing import change, record
from bokart_desk.services.follow_ups import record_follow_up
from bokart_desk.services.households import (
    HouseholdGroup,
    HouseholdQuery,
    MemberGiven,
    add_member,
    find_households,
    household_detail,
    set_protection,
)
from bokart_desk.ui.context import Desk
from bokart_desk.ui.households import HouseholdsView
from bokart_desk.ui.households.case import CaseSection
from bokart_desk.ui.households.follow_up import FollowUpSection
from bokart_desk.ui.households.members import MembersSection
from bokart_desk.ui.households.new_dialog import NewHouseholdDialog
from bokart_desk.ui.households.panel import CASE, FOLLOW_UP, MEMBERS, PARTICULARS, PAST, TENANCIES
from bokart_desk.ui.households.particulars import ParticularsSection
from bokart_desk.ui.households.past import PastSection
from bokart_desk.ui.households.protection_dialog import ProtectionDialog
from bokart_desk.ui.households.visit_dialog import VisitDialog, open_visit_dialog
from bokart_desk.ui.main_window import MainWindow

Widget = TypeVar("Widget", bound=QWidget)
TODAY = date(2026, 11, 22)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> HouseholdsView:
    made = HouseholdsView(desk)
    qtbot.addWidget(made)
    made.resize(1150, 760)
    desk.register_changed.connect(made.refresh)
    desk.opened_household.connect(made.show_payload)
    made.show()
    qtbot.waitExposed(made)
    return made


def household(desk: Desk, name: str) -> int:
    rows = find_households(desk.register, HouseholdQuery(name), TODAY).rows
    return next(row.id for row in rows if row.name == name)


def opened(view: HouseholdsView, kind: type[Widget]) -> Widget:
    return next(found for found in view.window().findChildren(kind) if found.isVisible())


def enter(qtbot: QtBot, dialog: Any, **texts: str) -> None:
    for name, text in texts.items():
        editor = dialog.fields[name.replace("__", ".")].editor
        editor.setFocus()
        qtbot.keyClicks(editor, text)


def activate(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def carry_out(qtbot: QtBot, dialog: QDialog) -> None:
    activate(qtbot, dialog)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def names_shown(view: HouseholdsView) -> list[str]:
    return [row.name for _number, row in view.list.model.loaded()]


def test_a_family_arrives_with_two_members_in_one_go_and_undo_takes_it_back(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    view.new.click()
    dialog = opened(view, NewHouseholdDialog)
    enter(qtbot, dialog, members__0__given_name="Mariam", members__0__family_name="Gebre")
    enter(qtbot, dialog, members__0__duf_number="200112345609", members__0__born_on="4.5.88")
    dialog.more.click()
    enter(qtbot, dialog, members__1__given_name="Yonas")
    carry_out(qtbot, dialog)
    detail = view.detail.detail
    assert detail is not None
    assert detail.row.name == "Mariam Gebre"
    told = [(one.given_name, one.family_name, one.duf_number) for one in detail.persons]
    assert told == [("Mariam", "Gebre", "200112345609"), ("Yonas", "Gebre", None)]
    assert detail.persons[0].born_on == date(1988, 5, 4)
    desk.undo()
    assert "Mariam Gebre" not in names_shown(view)
    desk.redo()
    view.search_for("mariam")
    assert names_shown(view) == ["Mariam Gebre"]


def test_a_wrong_duf_number_is_told_while_typing_and_nothing_is_saved(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    view.new.click()
    dialog = opened(view, NewHouseholdDialog)
    enter(qtbot, dialog, members__0__given_name="Mariam", members__0__duf_number="200112345607")
    assert "kontrollsifre" in dialog.fields["members.0.duf_number"].error()
    carry_out(qtbot, dialog)
    assert dialog.isVisible()
    assert find_households(desk.register, HouseholdQuery("mariam"), TODAY).rows == ()
    dialog.done(0)


def test_a_household_that_seems_to_be_there_is_pointed_out_with_a_link(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    add_member(desk.register, household(desk, "Amina Hussein"), MemberGiven("Amina", "Hussein"), by=desk.by())
    view.new.click()
    dialog = opened(view, NewHouseholdDialog)
    enter(qtbot, dialog, members__0__given_name="Hussein", members__0__family_name="Amina")
    qtbot.waitUntil(lambda: dialog.likely.isVisible() and dialog.likely.height() > 0 and dialog.likely.y() > 0)
    assert [one.name for one in dialog.likely.found] == ["Amina Hussein"]
    dialog.likely.chosen.emit(dialog.likely.found[0].household_id)
    assert view.chosen_household() == household(desk, "Amina Hussein")


def test_a_visit_is_noted_with_its_words_and_ctrl_enter(qtbot: QtBot, desk: Desk, view: HouseholdsView) -> None:
    view.show_record(household(desk, "Amina Hussein"))
    view.detail.head.visit.click()
    dialog = opened(view, VisitDialog)
    activate(qtbot, dialog)
    assert dialog.fields["notes"].editor.hasFocus(), "only the words are missing"
    qtbot.keyClicks(dialog.fields["notes"].editor, "Alt i orden")
    carry_out(qtbot, dialog)
    detail = view.detail.detail
    assert detail is not None
    (visit,) = detail.follow_ups
    assert (visit.kind, visit.done_on, visit.notes) == (FollowUpKind.HOME_VISIT, TODAY, "Alt i orden")
    desk.undo()
    assert view.detail.detail is not None
    assert view.detail.detail.follow_ups == ()


def test_a_visit_begun_from_anywhere_asks_whose_it_is_and_may_be_planned(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    dialog = open_visit_dialog(desk, view)
    picker: Any = dialog.fields["household_id"].editor
    qtbot.keyClicks(picker, "tesf")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    dialog.fields["day"].editing.set_value(None)
    enter(qtbot, dialog, day="1.12.2026")
    assert any("planl" in sentence for _tone, sentence in dialog.consequences())
    carry_out(qtbot, dialog)
    view.show_record(household(desk, "Selam Tesfay"))
    detail = view.detail.detail
    assert detail is not None
    assert detail.follow_ups[0].due_on == date(2026, 12, 1)
    assert "01.12.2026" in view.detail.head.next.text()


def test_a_planned_visit_is_ticked_off(qtbot: QtBot, desk: Desk, view: HouseholdsView) -> None:
    amina = household(desk, "Amina Hussein")
    done = record_follow_up(desk.register, amina, FollowUpKind.TALK, due_on=date(2026, 11, 10), by=desk.by())
    view.show_record(amina)
    assert view.detail.head.next.text().startswith("Forfalt")
    part = view.detail.part(FOLLOW_UP)
    assert isinstance(part, FollowUpSection)
    widget = part.follow_ups.records[done.record or 0]
    assert "forfalt" in widget.facts()
    tick: Any = widget.findChild(QWidget, "tick")
    tick.click()
    assert (record(desk.register, "follow_up", done.record or 0) or {})["done_on"] == TODAY
    assert view.detail.head.next.text() == ""


def test_fields_save_as_one_leaves_them_and_keep_what_is_typed_when_others_save(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    amina = household(desk, "Amina Hussein")
    view.show_record(amina)
    part = view.detail.part(PARTICULARS)
    assert isinstance(part, ParticularsSection)
    languages: Any = part.form.fields["languages"].editor
    languages.setFocus()
    qtbot.keyClicks(languages, "Somali")
    change(desk.register, "household", amina, {"size": 3}, seen={"size": None}, by=desk.by())
    view.refresh()
    assert languages.text() == "Somali"
    part.form.fields["settled_on"].editor.setFocus()
    assert (record(desk.register, "household", amina) or {})["languages"] == "Somali"
    settled: Any = part.form.fields["settled_on"].editor
    qtbot.keyClicks(settled, "1.3.25")
    part.form.fields["size"].editor.setFocus()
    assert "01.03.2030" in part.statistics.text(), "refugees are counted for five years"
    assert part.form.fields["size"].value() == 3


def test_a_member_opens_into_fields_and_moves_to_a_household_of_their_own(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    amina = household(desk, "Amina Hussein")
    view.show_record(amina)
    part = view.detail.part(MEMBERS)
    assert isinstance(part, MembersSection)
    for name in ("Amina", "Sahra"):
        part.add.click()
        dialog: Any = next(one for one in view.window().findChildren(QDialog) if one.isVisible())
        enter(qtbot, dialog, given_name=name, family_name="Hussein" if name == "Amina" else "")
        carry_out(qtbot, dialog)
    assert view.detail.detail is not None
    first, second = view.detail.detail.persons
    assert (first.main_person, second.family_name) == (True, "Hussein")
    widget = part.list.records[second.id]
    activate(qtbot, view)
    widget.toggle()
    assert widget.form is not None
    enter_line: Any = widget.form.fields["phone"].editor
    enter_line.setFocus()
    qtbot.keyClicks(enter_line, "40000000")
    widget.form.fields["born_on"].editor.setFocus()
    assert (record(desk.register, "person", second.id) or {})["phone"] == "40000000"
    part._move_out(second.id)
    assert view.detail.detail.row.name == "Sahra Hussein"


def test_a_protected_household_shows_no_address_in_the_list_nor_when_it_is_copied(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    view.table.selectAll()
    view._copy(view.table.selected_rows())
    copied = QGuiApplication.clipboard().text()
    assert "Storgata 8" in copied
    assert "Hemmelig" not in copied
    view.search_for("Hemmelig vei 9")
    assert names_shown(view) == []


def case_texts(view: HouseholdsView) -> str:
    part = view.detail.part(CASE)
    assert isinstance(part, CaseSection)
    part.copy_all()
    return QGuiApplication.clipboard().text()


def test_a_confidential_address_shows_in_the_opened_case_alone(desk: Desk, view: HouseholdsView) -> None:
    view.show_record(household(desk, "Ali Rahimi"))
    assert "Hemmelig vei 9" in view.detail.head.place.text()
    assert "Hemmelig" not in case_texts(view)
    assert "Beskyttet adresse" in case_texts(view)


def shown_texts(view: HouseholdsView) -> str:
    from PySide6.QtWidgets import QLineEdit, QPushButton

    shown = [one for one in view.detail.findChildren(QWidget) if one.isVisible()]
    texts = [one.text() for one in shown if isinstance(one, (QLabel, QPushButton, QLineEdit))]
    return "\n".join([*texts, *(one.toolTip() + one.accessibleName() for one in shown)])


def test_marking_strictly_confidential_takes_the_place_out_of_every_part_of_the_case(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    amina = household(desk, "Amina Hussein")
    view.show_record(amina)
    view.detail.part(CASE)
    view.detail.part(TENANCIES)
    assert "Storgata 8" in shown_texts(view)
    view.detail.act("protection")
    dialog = opened(view, ProtectionDialog)
    dialog.fields["protection"].editor.setFocus()
    choice: Any = dialog.fields["protection"].editor
    qtbot.keyClicks(choice, "Strengt")
    dialog.refresh()
    assert any("SOT6" in sentence for _tone, sentence in dialog.sentences())
    carry_out(qtbot, dialog)
    assert dialog.isVisible(), "what it means must be confirmed"
    dialog.confirmations["read"].box.setChecked(True)
    carry_out(qtbot, dialog)
    for part in (MEMBERS, PARTICULARS, TENANCIES, FOLLOW_UP, PAST, CASE):
        view.detail.part(part)
        assert "Storgata" not in shown_texts(view)
    assert "Storgata" not in case_texts(view)
    assert "SOT6" in view.detail.head.place.text()
    desk.undo()
    assert "Storgata 8" in view.detail.head.place.text()


def test_history_tells_in_words_what_was_changed(desk: Desk, view: HouseholdsView) -> None:
    amina = household(desk, "Amina Hussein")
    change(desk.register, "household", amina, {"interpreter": True}, seen={"interpreter": None}, by=desk.by())
    view.show_record(amina)
    part = view.detail.part(PAST)
    assert isinstance(part, PastSection)
    texts = part.history.texts()
    assert "Trenger tolk" in texts[1]
    assert "Kari Konsulent" in texts[0]


def test_a_line_of_the_case_opens_its_record_and_the_case_is_filtered(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    view.show_record(household(desk, "Amina Hussein"))
    part = view.detail.part(CASE)
    assert isinstance(part, CaseSection)
    part.kind.set_value("contract")
    part.kind.edited.emit()
    assert {event.kind for _number, event in part.list.model.loaded()} == {"contract"}
    part.table.go_to_row(0)
    with qtbot.waitSignal(desk.opened_contract):
        qtbot.keyClick(part.table, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("group", "own", "expected"),
    [(HouseholdGroup.PROTECTED, False, ["Ali Rahimi"]), (HouseholdGroup.ALL, True, [])],
)
def test_filters_narrow_the_list(view: HouseholdsView, group: Any, own: bool, expected: list[str]) -> None:
    view.group.set_value(group)
    view.own.setChecked(own)
    view.search_again()
    assert names_shown(view) == expected


def test_an_empty_register_says_what_the_screen_is_for(qtbot: QtBot, desk: Desk, empty_register: Any) -> None:
    desk.use(empty_register)
    made = HouseholdsView(desk)
    qtbot.addWidget(made)
    assert made.list.currentWidget() is made.list.start


def test_what_is_written_of_a_strictly_confidential_household_is_refused_with_an_address(
    qtbot: QtBot, desk: Desk, view: HouseholdsView
) -> None:
    amina = household(desk, "Amina Hussein")
    set_protection(desk.register, amina, Protection.STRICTLY_CONFIDENTIAL, by=desk.by())
    view.show_record(amina)
    part = view.detail.part(PARTICULARS)
    assert isinstance(part, ParticularsSection)
    notes: Any = part.form.fields["notes"].editor
    notes.setFocus()
    qtbot.keyClicks(notes, "Bor i Granveien 12")
    part.form.fields["size"].editor.setFocus()
    assert "adresse" in part.form.fields["notes"].error()
    assert (record(desk.register, "household", amina) or {})["notes"] is None


def test_ctrl_shift_b_notes_a_visit_to_the_household_whose_case_is_open(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    activate(qtbot, window)
    window.show_screen("households", household(desk, "Amina Hussein"))
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = next(found for found in window.findChildren(VisitDialog) if found.isVisible())
    assert "household_id" not in dialog.fields
    assert any("Amina Hussein" in said.text() for said in dialog.findChildren(QLabel)), "one sees whose visit it is"
    activate(qtbot, dialog)
    qtbot.keyClicks(dialog.fields["notes"].editor, "Alt i orden")
    carry_out(qtbot, dialog)
    detail = household_detail(desk.register, household(desk, "Amina Hussein"), TODAY)
    assert detail is not None
    assert [line.notes for line in detail.follow_ups] == ["Alt i orden"]


def test_a_name_with_a_letter_wrong_is_asked_about_and_never_an_address(desk: Desk, view: HouseholdsView) -> None:
    amina = household(desk, "Amina Hussein")
    add_member(desk.register, amina, MemberGiven("Amina", "Hussein"), by=desk.by())
    assert view.suggest("Amima Husein") == ("Amina Hussein",)
    assert view.suggest("Storgatta") == ()
