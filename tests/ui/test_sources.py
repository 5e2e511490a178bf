"""From any record to the row it came from: dwellings, offers, decisions and households of imported lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from bokart_desk.domain.codes import Protection
from bokart_desk.importing.apply import apply_plan
from bokart_desk.importing.plan import plan_file
from bokart_desk.services.households.finding import household_detail
from bokart_desk.services.labels import source_cells
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.sources import sources_of_dwelling, sources_of_records
from bokart_desk.storage.engine import reading
from bokart_desk.storage.schema import decision, dwelling, household, offer
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.sources import SourcesCard

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW)
    lists = {
        "Boliger.csv": ("Adresse;Leietaker;Fra;Til", "Storgata 1;Ali Karimi;1.1.24;31.12.26", "Storgata 2;LEDIG;;"),
        "Takket nei.csv": ("Navn;Tilbudt bolig;Dato;Årsak", "Omar Said;Storgata 2;01.02.2026;For liten"),
        "Avslag.csv": ("Navn;Vedtaksdato;Begrunnelse for avslag", "Nour Haddad;01.03.2026;Fyller ikke vilkårene"),
    }
    for name, lines in lists.items():
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        apply_plan(opened, plan_file(opened, path, today=TODAY), who="Kari", now=NOW)
    yield opened
    opened.close()


def ids(register: Register, table: object) -> list[int]:
    with reading(register.engine) as connection:
        return list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())  # type: ignore[attr-defined]


def test_a_dwelling_tells_its_rows_whether_let_or_vacant(register: Register) -> None:
    let, vacant = ids(register, dwelling)
    (row,) = sources_of_dwelling(register, let)
    assert (row.file_name, row.row) == ("Boliger.csv", 2)
    assert ("Adresse", "Storgata 1") in row.cells
    (row,) = sources_of_dwelling(register, vacant)
    assert row.row == 3


def test_days_of_a_workbook_stand_as_the_list_shows_them(qtbot: QtBot, register: Register, tmp_path: Path) -> None:
    path = tmp_path / "Liste.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Adresse", "Leietaker", "Fra", "Til"])
    sheet.append(["Fjordgata 1", "Selam Tesfay", datetime(2023, 9, 1), datetime(2026, 8, 31)])  # noqa: DTZ001
    for cell in sheet[2][2:]:
        cell.number_format = "d.m.yyyy"
    book.save(path)
    apply_plan(register, plan_file(register, path, today=TODAY), who="Kari", now=NOW)
    card = SourcesCard()
    qtbot.addWidget(card)
    card.show_lines(sources_of_dwelling(register, ids(register, dwelling)[-1]))
    shown = [one.text() for one in card.findChildren(QLabel)]
    assert "31.08.2026" in shown
    assert "2026-08-31" not in shown


def test_a_day_typed_in_a_text_file_stands_as_it_was_typed() -> None:
    typed = (("Til", "2026-08-31"), ("Merknad", "2026-13-45"))
    assert source_cells("", typed) == typed
    told = (("Til", "2026-08-31"), ("Sett", "2026-08-31 12:30:00"), ("Merknad", "2026-13-45"), ("Nr", "2026-1"))
    assert [text for _heading, text in source_cells("Ark1", told)] == [
        "31.08.2026", "31.08.2026 12:30", "2026-13-45", "2026-1",
    ]  # fmt: skip


def test_an_offer_and_a_decision_tell_their_rows(register: Register) -> None:
    for kind, table, name in (("offer", offer, "Takket nei.csv"), ("decision", decision, "Avslag.csv")):
        (row,) = sources_of_records(register, {kind: ids(register, table)})
        assert (row.file_name, row.row) == (name, 2)


def test_a_household_tells_its_rows(register: Register) -> None:
    found = [household_detail(register, one, TODAY) for one in ids(register, household)]
    assert [line.file_name for one in found if one for line in one.sources] == [
        "Boliger.csv",
        "Takket nei.csv",
        "Avslag.csv",
    ]


def test_of_a_protected_household_no_cell_is_shown_outside_its_case(qtbot: QtBot, register: Register) -> None:
    for one in ids(register, household):
        with unit_of_work(register.engine, what="protect", who="Kari", at=NOW) as work:
            work.update(household, one, {"protection": Protection.CONFIDENTIAL})
    lines = sources_of_dwelling(register, ids(register, dwelling)[0])
    assert [line.cells for line in lines] == [()]
    assert sources_of_records(register, {"offer": ids(register, offer)})[0].cells == ()
    card = SourcesCard()
    qtbot.addWidget(card)
    card.show_lines(lines)
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "Karimi" not in said
    assert "beskyttet" in said


def test_a_record_of_no_list_has_no_card(qtbot: QtBot) -> None:
    card = SourcesCard()
    qtbot.addWidget(card)
    card.show_lines(())
    assert card.isHidden()
