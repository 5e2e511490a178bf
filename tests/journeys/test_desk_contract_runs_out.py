"""A contract runs out: reviewed, not extended, told, demanded back, moved out of and made ready; or nobody acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from desk_walking import LEFT, Walker, at_the_desk, cells_of, held, texts_of
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from register_builder import building, new_register

from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.services.due import due_items
from bokart_desk.services.register import Register
from bokart_desk.ui.contracts.choice import Choice, Segment
from bokart_desk.ui.offers.decision_dialog import DecisionDialog
from bokart_desk.ui.overview.due_card import DueRow
from bokart_desk.ui.tenancy.actions_bar import ActionsBar
from bokart_desk.ui.tenancy.leaving import MoveOutDialog
from bokart_desk.ui.tenancy.notices import AdvanceNoticeDialog, NoticeToVacateDialog
from bokart_desk.ui.tenancy.renew import RenewDialog
from bokart_desk.ui.tenancy.review import ReviewDialog

TODAY = date(2026, 11, 22)
NAME = "Olena Kovalenko"
STEPS = 6
"""Review, decision, advance notice, notice to vacate, move, made ready: each is one step back."""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path) as opened:
        with building(opened) as build:
            build.let(NAME, "Parkveien 12", date(2024, 1, 1), date(2026, 12, 31))
            build.let("Yusuf Osman", "Fjordgata 1", date(2024, 1, 1), date(2026, 12, 31))
        yield opened


@pytest.fixture
def walk(qtbot: QtBot, register: Register) -> Iterator[Walker]:
    with at_the_desk(qtbot, register, TODAY) as walker:
        yield walker


@pytest.fixture
def paper(walk: Walker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paper:
    return Paper(walk, tmp_path, monkeypatch)


class Paper:
    """The expiry list of December 2026, as it is saved from the window; each line of it as one text."""

    def __init__(self, walk: Walker, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._walk, self._folder, self._patch = walk, folder, patch
        self._number = 0

    def text(self) -> str:
        self._number += 1
        target = self._folder / f"{self._number}.pdf"
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
        reports = self._walk.keys_to("reports")
        reports.show_payload(date(2026, 12, 1))
        self._walk.settle()
        self._walk.qtbot.waitUntil(reports.save_pdf.isEnabled)
        self._walk.click("Lagre som PDF", reports)
        self._walk.qtbot.waitUntil(target.exists)
        self._walk.settle()
        return "\n".join(page.extract_text() for page in PdfReader(target).pages)


def test_a_contract_runs_out(walk: Walker, register: Register, paper: Paper) -> None:
    before = held(register)
    open_it_from_the_overview(walk)
    assert "2 kontrakter i perioden, 0 over sluttdatoen" in paper.text()
    be_refused_a_renewal(walk)
    review_it(walk)
    decide_not_to_extend(walk)
    send_an_advance_notice(walk)
    walk.wait_until(date(2027, 1, 10))
    see_the_clock_run(walk)
    told = paper.text()
    assert "2 over sluttdatoen" in told
    assert f"{NAME} Parkveien 12 01.01.2024 31.12.2026 3 år 10 dager over tiden 31.03.2027" in told
    demand_that_they_move(walk)
    assert "flytteoppfordring sendt 10.01.2027" in paper.text()
    move_out(walk)
    assert NAME not in paper.text()
    make_the_unit_ready(walk)
    nothing_is_due(walk, register)
    assert walk.undo_all() == STEPS
    assert held(register) == before
    assert walk.redo_all() == STEPS
    nothing_is_due(walk, register)


def open_it_from_the_overview(walk: Walker) -> None:
    overview = walk.go("overview")
    rows = [row for row in overview.findChildren(DueRow) if row.isVisible() and NAME in row.accessibleName()]
    assert rows
    walk.qtbot.mouseClick(rows[0], LEFT)
    walk.settle()
    assert walk.window.current == "contracts"
    assert NAME in texts_of(walk.window.visited_screen("contracts").detail)


def case(walk: Walker) -> ActionsBar:
    contracts = walk.keys_to("contracts")
    contracts.filters.set_choice(Choice("", Segment.ALL))
    walk.choose_row(contracts, NAME)
    return walk.find(ActionsBar, contracts.detail)


def be_refused_a_renewal(walk: Walker) -> None:
    case(walk)
    walk.press("Ctrl+Shift+F")
    dialog = walk.dialog(RenewDialog)
    assert "Registrer vurderingen" in dialog.message()
    walk.press("Ctrl+Return")
    assert dialog.isVisible()
    walk.press("Esc")
    walk.in_front()


def review_it(walk: Walker) -> None:
    case(walk)
    walk.press("Ctrl+Shift+V")
    dialog = walk.dialog(ReviewDialog)
    walk.fill(dialog, outcome="la kon", need="To soverom", monthly_income="38 000")
    walk.carry_out(dialog)
    case(walk)
    walk.press("Ctrl+Shift+F")
    renewal = walk.dialog(RenewDialog)
    assert "La kontrakten utløpe" in renewal.message()
    assert not renewal.do_button.isEnabled()
    walk.press("Esc")
    walk.in_front()


def decide_not_to_extend(walk: Walker) -> None:
    households = walk.go("households")
    walk.choose_row(households, NAME)
    walk.pick("Nytt vedtak", households.detail)
    dialog = walk.dialog(DecisionDialog)
    walk.fill(dialog, kind="forlengelse avs")
    assert "Parkveien 12" in dialog.fields["contract_id"].editor.currentText()
    walk.refused(dialog)
    assert dialog.fields["assessment"].error()
    walk.fill(dialog, reason_code="kan")
    walk.fill(dialog, assessment="Hører ikke til målgruppen")
    walk.refused(dialog)
    assert dialog.fields["assessment"].error()
    walk.fill(dialog, assessment="Har fast arbeid og inntekt, og har fått tilbud om privat leie i nabolaget.")
    walk.fill(dialog, notified_on="22.11.26")
    assert "14.12.2026" in "\n".join(texts_of(dialog))
    walk.carry_out(dialog)


def send_an_advance_notice(walk: Walker) -> None:
    case(walk)
    walk.press("Ctrl+Shift+H")
    dialog = walk.dialog(AdvanceNoticeDialog)
    walk.fill(dialog, proof="Overlevert på hjemmebesøk")
    assert "31.12.2026" in "\n".join(texts_of(dialog))
    walk.carry_out(dialog)


def see_the_clock_run(walk: Walker) -> None:
    overview = walk.keys_to("overview")
    said = "\n".join(texts_of(overview.past_end))
    assert NAME in said
    assert "80 dager igjen" in said


def demand_that_they_move(walk: Walker) -> None:
    bar = case(walk)
    assert bar.next_button is not None
    assert "flytteoppfordring" in bar.next_button.text().casefold()
    walk.press("Ctrl+Shift+P")
    dialog = walk.dialog(NoticeToVacateDialog)
    walk.refused(dialog)
    assert dialog.fields["proof"].error()
    walk.fill(dialog, proof="Rekommandert, RR 12 345")
    assert "31.03.2027" in "\n".join(texts_of(dialog))
    walk.carry_out(dialog)
    assert "dager igjen" not in "\n".join(texts_of(walk.go("overview").past_end)).split("Yusuf")[0]


def move_out(walk: Walker) -> None:
    walk.wait_until(date(2027, 2, 1))
    case(walk)
    walk.press("Ctrl+Shift+U")
    dialog = walk.dialog(MoveOutDialog)
    walk.fill(dialog, to="privat", unit_becomes="klargj")
    walk.carry_out(dialog)


def make_the_unit_ready(walk: Walker) -> None:
    walk.wait_until(date(2027, 3, 10))
    overview = walk.go("overview")
    assert "Parkveien 12" in "\n".join(texts_of(overview))
    dwellings = walk.go("dwellings")
    walk.choose_row(dwellings, "parkveien")
    assert "Klargjøres" in texts_of(dwellings.detail)
    walk.click("Klar nå", dwellings.detail)
    walk.settle()
    assert "Ledig" in texts_of(dwellings.detail)


def nothing_is_due(walk: Walker, register: Register) -> None:
    assert not [item for item in due_items(register, walk.day, within_days=365) if NAME in item.household]
    overview = walk.go("overview")
    assert not [text for text in texts_of(overview) if NAME in text]


def test_where_nobody_acts_the_tenancy_becomes_indefinite(walk: Walker, register: Register, paper: Paper) -> None:
    walk.wait_until(date(2027, 3, 31))
    assert "Siste dag i dag" in "\n".join(texts_of(walk.go("overview").past_end))
    walk.wait_until(date(2027, 4, 1))
    overview = walk.go("overview")
    assert NAME not in "\n".join(texts_of(overview.past_end))
    assert "2 tidsbestemte kontrakter" in "\n".join(texts_of(overview.became_indefinite))
    bar = case(walk)
    assert not bar.action(ContractStep.RENEW).isEnabled()
    walk.press("Ctrl+Shift+F")
    assert "31.12.2026" in walk.told[-1]
    assert "tidsubestemt" in walk.told[-1]
    walk.press("Ctrl+Shift+P")
    dialog = walk.dialog(NoticeToVacateDialog)
    assert "For sent: siste frist var 31.03.2027" in "\n".join(texts_of(dialog))
    walk.press("Esc")
    walk.in_front()
    contracts = walk.window.visited_screen("contracts")
    said = "\n".join(texts_of(contracts.detail))
    assert "tidsubestemt" in said
    (line,) = cells_of(contracts.contracts.table)
    assert "Blitt tidsubestemt" in line
    told = paper.text()
    assert "0 over sluttdatoen, 2 er blitt tidsubestemt" in told
    assert NAME in told
