"""Two names with one unit and the same dates: the window asks whether they are one household, and takes the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_steps import desk, idle, list_file, look_through, press, register, view
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from bokart_desk.importing.groups import GroupKind
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import contract, person
from bokart_desk.ui.importing import ImportView
from bokart_desk.ui.importing.review_step import Page

__all__ = ["desk", "register", "view"]
ROWS = (
    "1;Storgata 1;Selam Tesfay;01.12.2023;30.11.2026;8500",
    "1;Storgata 1;Ali Karimi;01.12.2023;30.11.2026;8500",
)


@pytest.mark.parametrize(("words", "persons", "left"), [("Samme som sak", 2, 0), ("En annen", 1, 1)])
def test_whether_it_is_one_household_is_asked_and_answered(
    qtbot: QtBot, view: ImportView, tmp_path: Path, register: Register, words: str, persons: int, left: int
) -> None:
    look_through(qtbot, view, list_file(tmp_path, *ROWS))
    view.review_step.turn_to(Page.ROWS)
    page = view.review_step.rows_page
    places = [place for place, one in enumerate(page.groups.matters) if one.group.kind is GroupKind.NAMESAKE]
    page.groups.setCurrentRow(places[0])
    assert "én husstand" in page.why.text()
    shown = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    answer = next(one for one in shown if one.text().replace("&", "").startswith(words))
    press(qtbot, answer)
    idle(qtbot, view)
    assert sum(row.outcome.rejected for row in view.session.files[0].sheets[0].rows) == left
    press(qtbot, view.review_step.apply)
    idle(qtbot, view)
    with reading(register.engine) as connection:
        assert len(connection.execute(select(person.c.id)).all()) == persons
        assert len(connection.execute(select(contract.c.id)).all()) == 1
