"""An import taken back in the window: told beforehand what goes and what stays, and afterwards what was kept."""

from __future__ import annotations

from pathlib import Path

from import_steps import GOOD, NOW, bring_in, contracts_in, desk, list_file, press, register, view
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from bokart_desk.services.register import Register
from bokart_desk.services.undo_import import foresee
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import household
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.take_back import TakeBackDialog

__all__ = ["desk", "register", "view"]


def rename(register: Register, name: str) -> None:
    with reading(register.engine) as connection:
        found = connection.execute(select(household.c.id).where(household.c.name == name)).scalar_one()
    with unit_of_work(register.engine, what="edit", who="Kari", at=NOW) as work:
        work.update(household, found, {"notes": "Ringte 20.11."})


def ask(qtbot: QtBot, view: ImportView) -> TakeBackDialog:
    press(qtbot, view.done_step.more)
    qtbot.waitUntil(lambda: view.choose_step.earlier.rowCount() > 0, timeout=20_000)
    assert view.choose_step.take_back.isEnabled()
    press(qtbot, view.choose_step.take_back)
    dialog = view.findChild(TakeBackDialog)
    assert isinstance(dialog, TakeBackDialog)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    return dialog


def told(dialog: TakeBackDialog) -> str:
    return "\n".join(text for _tone, text in dialog.sentences())


def test_an_import_is_taken_back_whole(qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    dialog = ask(qtbot, view)
    assert "2 kontrakter, 2 husstander" in told(dialog)
    assert "Ingenting er endret for hånd" in told(dialog)
    assert contracts_in(register) == 2, "looking changes nothing"
    assert dialog.do_button.hasFocus()

    press(qtbot, dialog.do_button)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    assert contracts_in(register) == 0
    assert not dialog.kept.isVisible()
    press(qtbot, dialog.do_button)
    qtbot.waitUntil(lambda: not view.choose_step.take_back.isEnabled(), timeout=20_000)
    assert view.choose_step.earlier.item(0, 2).text().startswith("Angret")


def test_what_was_changed_by_hand_is_named_before_and_kept_after(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    rename(register, "Selam Tesfay")
    dialog = ask(qtbot, view)
    assert "Selam Tesfay" in dialog.kept.toPlainText()
    assert "Oksana" not in dialog.kept.toPlainText()
    qtbot.waitUntil(lambda: dialog.kept.width() > 400)
    assert dialog.kept.geometry().top() >= dialog.kept_heading.geometry().bottom()
    assert not dialog.kept.visibleRegion().isEmpty()

    press(qtbot, dialog.do_button)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    assert "Selam Tesfay" in dialog.kept.toPlainText()
    assert dialog.kept.isVisible()
    with reading(register.engine) as connection:
        assert connection.execute(select(household.c.name)).scalars().all() == ["Selam Tesfay"]


def test_leaving_the_question_leaves_the_import(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, ask(qtbot, view).cancel_button)
    assert contracts_in(register) == 2


def test_one_that_was_taken_back_elsewhere_is_refused_in_words(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    from bokart_desk.services.undo_import import take_back

    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    dialog = ask(qtbot, view)
    take_back(register, 1, who="Ola", now=NOW)
    press(qtbot, dialog.do_button)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    assert "Ingenting ble endret" in dialog.message()


def test_nothing_is_taken_back_before_it_was_told_what_goes(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register
) -> None:
    from bokart_desk.services.undo_import import take_back

    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    press(qtbot, view.done_step.more)
    qtbot.waitUntil(lambda: view.choose_step.earlier.rowCount() > 0, timeout=20_000)
    take_back(register, 1, who="Ola", now=NOW)
    press(qtbot, view.choose_step.take_back)
    dialog = view.findChild(TakeBackDialog)
    assert isinstance(dialog, TakeBackDialog)
    qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
    assert "Ingenting ble endret" in dialog.message()
    assert not dialog.do_button.isEnabled()


def test_foreseeing_keeps_no_trace(qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register) -> None:
    bring_in(qtbot, view, list_file(tmp_path, *GOOD))
    first = foresee(register, 1, now=NOW)
    assert foresee(register, 1, now=NOW) == first
    assert first.removed["contract"] == 2
