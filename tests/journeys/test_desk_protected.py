"""Two protected households pass through every list, search, paper and export; their address never with their name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from desk_walking import Walker, at_the_desk, cells_of, copied, texts_of
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from register_builder import NOW, building

from bokart_desk.app.main import main
from bokart_desk.domain.codes import Protection
from bokart_desk.services.doing import By
from bokart_desk.services.find import find_anyone
from bokart_desk.services.households import set_protection
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.services.timeline_words import bar_words, row_words
from bokart_desk.ui.contracts.choice import Choice, Segment
from bokart_desk.ui.households.protection_dialog import ProtectionDialog
from bokart_desk.ui.overview.due_dialog import DueDialog
from bokart_desk.ui.quick_find import QuickFind
from bokart_desk.ui.tenancy.correct import CorrectDialog
from bokart_desk.ui.views import SCREENS

TODAY = date(2026, 11, 22)
PLACES = ("kanarifugl", "k-canary")
CONFIDENTIAL, STRICT, OPEN = "Ravneberg", "Uglesund", "Storhaug"
PROTECTED = (CONFIDENTIAL, STRICT)
NOTE = "Nøkkel hentet i Kanarifuglveien 79"


def places_in(text: str) -> list[str]:
    """Return what of a text tells the protected places."""
    return [place for place in PLACES if place in text.casefold()]


def beside(text: str) -> bool:
    """Tell whether a text tells a protected place together with the name of somebody who lives there."""
    return bool(places_in(text)) and any(name in text for name in PROTECTED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register" / "register.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    path.parent.mkdir()
    opened = open_register(path, now=NOW)
    fill(opened)
    yield opened
    opened.close()


def fill(register: Register) -> dict[str, int]:
    """Let three dwellings, each after an offer, with need, decision, review, visit and notes; return the households."""
    homes: dict[str, int] = {}
    with building(register) as build:
        landlord = build.add("landlord", name="Solvik Bolig", name_key="solvik bolig", kind="municipality")
        lets = (
            (f"Hemmelig {CONFIDENTIAL}", "Kanarifuglveien 77", "K-CANARY77", date(2026, 12, 31)),
            (f"Skjult {STRICT}", "Kanarifuglveien 79", "K-CANARY79", date(2026, 10, 31)),
            (f"Åpen {OPEN}", "Storgata 8", "S008", date(2026, 12, 31)),
        )
        for name, address, number, end in lets:
            room = build.unit(address, bedrooms=2)
            of_unit = build.work.connection.exec_driver_sql(f"SELECT dwelling_id FROM unit WHERE id = {room}")
            build.work.update(_table("dwelling"), of_unit.scalar_one(), {
                "number": number, "number_key": number.casefold(), "landlord_id": landlord,
            })  # fmt: skip
            lives = homes[name] = build.household(name)
            made = build.contract(room, lives, date(2023, 12, 1), end, notes=NOTE if STRICT in name else None)
            build.add("offer", household_id=lives, unit_id=room, offered_on=date(2023, 11, 1), answer="accepted",
                      answered_on=date(2023, 11, 3))  # fmt: skip
            build.add("offer", household_id=lives, unit_id=room, offered_on=date(2026, 11, 10), answer="declined",
                      answered_on=date(2026, 11, 12), reason_code="size", reason="For lite")  # fmt: skip
            need = build.add("need", household_id=lives, kind="change", applied_on=date(2026, 10, 1), bedrooms=3)
            build.add("decision", household_id=lives, kind="refuse", unit_id=room, need_id=need,
                      decided_on=date(2026, 11, 15), notified_on=date(2026, 11, 18), appeal_by=date(2026, 12, 9),
                      assessment="Trenger ikke større bolig etter en samlet vurdering.",
                      reason_code="others_had_priority")  # fmt: skip
            build.add("review", contract_id=made, held_on=date(2026, 9, 1), outcome="end")
            build.add("follow_up", household_id=lives, kind="home_visit", due_on=date(2026, 11, 25))
            build.add("follow_up", household_id=lives, kind="talk", done_on=date(2026, 9, 2),
                      notes="Møttes i Kanarifuglveien 77" if CONFIDENTIAL in name else None)  # fmt: skip
        build.unit("Granveien 2", status="vacant", status_since=date(2026, 8, 1), bedrooms=3)
    by = By("Kari Konsulent", NOW, TODAY)
    set_protection(register, homes[f"Hemmelig {CONFIDENTIAL}"], Protection.CONFIDENTIAL, by=by)
    return homes


def _table(name: str) -> Any:
    from bokart_desk.storage.schema import metadata

    return metadata.tables[name]


@pytest.fixture
def walk(qtbot: QtBot, register: Register) -> Iterator[Walker]:
    with at_the_desk(qtbot, register, TODAY) as walker:
        yield walker


def mark_strictly(walk: Walker) -> None:
    """Mark the household late, when it has contract and offers; the note with the address must be emptied first."""
    households = walk.go("households")
    walk.choose_row(households, STRICT)
    walk.pick("Endre beskyttelse", households.detail)
    dialog = walk.dialog(ProtectionDialog)
    walk.fill(dialog, protection="streng")
    walk.click("Jeg har lest hva dette betyr.", dialog)
    assert "Kanarifuglveien" not in walk.refused(dialog)
    walk.click("Avbryt", dialog)
    box = QApplication.activeModalWidget()
    if box is not None and box is not dialog:
        walk.click("Lukk uten å gjøre det", box)
    walk.settle()
    empty_the_note(walk)
    households = walk.go("households")
    walk.choose_row(households, STRICT)
    walk.pick("Endre beskyttelse", households.detail)
    dialog = walk.dialog(ProtectionDialog)
    walk.fill(dialog, protection="streng")
    walk.click("Jeg har lest hva dette betyr.", dialog)
    walk.carry_out(dialog)


def empty_the_note(walk: Walker) -> None:
    contracts = walk.go("contracts")
    walk.choose_row(contracts, STRICT)
    walk.press("Ctrl+Shift+K")
    dialog = walk.dialog(CorrectDialog)
    walk.fill(dialog, reason="Adressen skal ikke stå her")
    walk.click("Mer: brev, signering, sikkerhet, begrunnelser, merknad", dialog)
    notes = dialog.fields["notes"].editor
    notes.setFocus()
    notes.selectAll()
    walk.press("Del")
    walk.carry_out(dialog)


def test_no_screen_tells_where_a_protected_household_lives(walk: Walker, register: Register) -> None:
    mark_strictly(walk)
    for screen in SCREENS:
        page = walk.keys_to(screen.key)
        check_page(walk, page, screen.key)
    check_contracts(walk)
    check_households(walk)
    check_offers(walk)
    check_waiting(walk)
    check_dwellings(walk)
    check_timeline(walk)
    check_due(walk)
    check_quick_find(walk)
    check_undo(walk)


def check_page(walk: Walker, page: QWidget, key: str) -> None:
    """What shows before anything is chosen."""
    names = [text for text in texts_of(page) if any(name in text for name in PROTECTED)]
    assert not [text for text in names if places_in(text)], key
    assert not beside(walk.window.windowTitle())
    told = [text for text in texts_of(walk.navigation) if places_in(text)]
    assert not told, key


def check_contracts(walk: Walker) -> None:
    contracts = walk.go("contracts")
    contracts.filters.set_choice(Choice("", Segment.ALL))
    walk.settle()
    for line in cells_of(contracts.contracts.table):
        assert not beside(line), line
    contracts.contracts.table.selectAll()
    walk.press("Ctrl+C")
    for words in ("kanarifuglveien", "k-canary77", "K-CANARY79", "kanarifuglveien 77 ravneberg"):
        contracts.filters.set_choice(Choice(words, Segment.ALL))
        walk.settle()
        found = list(cells_of(contracts.contracts.table))
        assert not [line for line in found if any(name in line for name in PROTECTED)], (words, found)
    for name in PROTECTED:
        contracts.filters.set_choice(Choice("", Segment.ALL))
        walk.choose_row(contracts, name)
        (line,) = cells_of(contracts.contracts.table)
        assert not beside(line)
        contracts.contracts.table.setFocus()
        walk.press("Ctrl+C")
        assert name in copied()
        assert not beside(copied())
        said = "\n".join(texts_of(contracts.detail))
        assert name in said
        assert name == CONFIDENTIAL or not places_in(said), [t for t in texts_of(contracts.detail) if places_in(t)]


def check_households(walk: Walker) -> None:
    households = walk.go("households")
    for line in cells_of(households.table):
        assert not beside(line), line
    for name in PROTECTED:
        walk.choose_row(households, name)
        for part in range(households.detail.bar.count()):
            households.detail.bar.setCurrentIndex(part)
            walk.settle()
            if part == 0:
                walk.click("Kopier saken", households.detail)
                assert not places_in(copied()), copied()
            said = [text for text in texts_of(households.detail) if places_in(text)]
            assert name == CONFIDENTIAL or not said, (part, said)
    households.search_for("kanarifuglveien")
    walk.settle()
    assert households.list.model.rowCount() == 0
    households.search_for("")


def check_offers(walk: Walker) -> None:
    offers = walk.go("offers")
    for tab, page in (("Tilbud", offers.offers), ("Vedtak og avslag", offers.decisions)):
        walk.click(tab, offers)
        walk.settle()
        for line in cells_of(page.table):
            assert not beside(line), line
        for words in ("kanarifuglveien", "k-canary77"):
            page.search_for(words)
            walk.settle()
            found = list(cells_of(page.table))
            assert not [line for line in found if any(name in line for name in PROTECTED)], (words, found)
        page.search_for("")
        walk.choose_row(offers, STRICT)
        said = [text for text in texts_of(page.detail) if places_in(text)]
        assert not said, (tab, said)
        page.search_for("")
    walk.click("Oversikt", offers)
    walk.settle()
    assert not [text for text in texts_of(offers) if beside(text)]


def check_waiting(walk: Walker) -> None:
    waiting = walk.go("waiting")
    for line in cells_of(waiting.table):
        assert not beside(line), line
    for name in PROTECTED:
        waiting.search_for("")
        walk.choose_row(waiting, name)
        own = "kanarifuglveien 77" if name == CONFIDENTIAL else "kanarifuglveien"  # others may be offered to them
        said = [text for text in texts_of(waiting.detail) if own in text.casefold()]
        assert not said, (name, said)
    waiting.search_for("")


def check_dwellings(walk: Walker) -> None:
    dwellings = walk.go("dwellings")
    for name in PROTECTED:
        dwellings.search_for(name)
        walk.settle()
        assert dwellings.list.model.rowCount() == 0, name
    for place in ("kanarifuglveien 77", "kanarifuglveien 79"):
        dwellings.search_for("")
        walk.choose_row(dwellings, place)
        said = texts_of(dwellings)
        assert any("Beskyttet husstand" in text for text in said)
        assert not [text for text in said if any(name in text for name in PROTECTED)], place
    dwellings.search_for("")
    landlords = walk.go("landlords")
    walk.choose_row(landlords, "solvik")
    said = texts_of(landlords)
    assert not [text for text in said if any(name in text for name in PROTECTED)]


def check_timeline(walk: Walker) -> None:
    timeline = walk.go("timeline")
    rows = timeline.canvas.rows()
    assert len(rows) == 4
    for row in rows:
        told = [*row_words(row), *(word for entry in row.bars for word in bar_words(row, entry, TODAY)), repr(row)]
        assert not [word for word in told if any(name in word for name in PROTECTED)], told
    for name in PROTECTED:
        timeline.filters.search.setText(name)
        walk.settle()
        assert not timeline.canvas.rows()
    timeline.filters.search.setText("")
    walk.settle()
    timeline.canvas.setFocus()
    for _step in range(6):
        walk.press("Down")
        for key in ("Right", "Left"):
            walk.press(key)
            assert not [text for text in texts_of(timeline) if any(name in text for name in PROTECTED)]


def check_due(walk: Walker) -> None:
    overview = walk.go("overview")
    assert not [text for text in texts_of(overview) if beside(text)]
    dialog = DueDialog(walk.desk, None, overview)
    dialog.open()
    walk.settle()
    for text in texts_of(dialog):
        assert not beside(text), text
    assert any(STRICT in text for text in texts_of(dialog))
    dialog.close()
    walk.in_front()


def check_quick_find(walk: Walker) -> None:
    register = walk.desk.register
    for words in ("kanarifuglveien", "kanarifuglveien 77", "k-canary79", *PROTECTED):
        walk.press("Ctrl+K")
        find = walk.dialog(QuickFind)
        walk.qtbot.keyClicks(find.field, words)
        find.look()
        walk.settle()
        for text in texts_of(find.results):
            assert not beside(text), text
            assert words in PROTECTED or not any(name in text for name in PROTECTED), text
        walk.press("Esc")
        walk.in_front()
    for words in ("Kanarifuglveein", "Ravnebreg", "Uglesnud", "K-CANARY78"):
        meant = " ".join(did_you_mean(register, words))
        assert not beside(meant), meant
        assert not beside(repr(find_anyone(register, words, today=TODAY)))


def check_undo(walk: Walker) -> None:
    stack = walk.desk.undo_stack
    titles = [done.title for done in (*stack._done, *stack._undone)]
    assert titles
    assert not [title for title in (*titles, *walk.told) if beside(title)]


# Papers and the command line ---------------------------------------------------------------------------------


@pytest.fixture
def marked(register: Register, path: Path) -> Path:
    """The same register as the command line meets it, with the second household marked."""
    with building(register) as build:
        build.work.update(_table("contract"), 2, {"notes": None})
        lives = build.work.connection.exec_driver_sql(
            f"SELECT id FROM household WHERE name LIKE '%{STRICT}'"
        ).scalar_one()
    by = By("Kari Konsulent", NOW, TODAY)
    set_protection(register, lives, Protection.STRICTLY_CONFIDENTIAL, by=by)
    return path


def lines_of_paper(paper: Path) -> list[str]:
    if paper.suffix == ".xlsx":
        book = openpyxl.load_workbook(paper)
        rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
        return [" | ".join(str(cell) for cell in row if cell is not None) for row in rows]
    return [page.extract_text() for page in PdfReader(paper).pages]


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
@pytest.mark.parametrize("month", ["2026-10", "2026-12"])
def test_the_expiry_list_names_no_protected_place(marked: Path, tmp_path: Path, month: str, ending: str) -> None:
    paper = tmp_path / f"utløp.{ending}"
    words = ["--register", str(marked), "report", "expiry-list", "--month", month, "--on", "2026-11-22"]
    assert main([*words, "--out", str(paper)]) == 0
    told = "\n".join(lines_of_paper(paper))
    assert any(name in told for name in PROTECTED)
    assert not places_in(told)


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
@pytest.mark.parametrize("names", [True, False])
def test_the_paper_of_the_meeting_tells_no_place_beside_a_name(
    marked: Path, tmp_path: Path, names: bool, ending: str
) -> None:
    paper = tmp_path / f"møte.{ending}"
    words = ["--register", str(marked), "report", "allocation-meeting", "--date", "2026-12-02", "--out", str(paper)]
    assert main([*words, *([] if names else ["--anonymous"])]) == 0
    lines = lines_of_paper(paper)
    told = "\n".join(lines)
    assert (CONFIDENTIAL in told) is names
    assert STRICT not in told or names
    assert not places_in(told), [line for line in lines if places_in(line)]


def test_the_lists_of_the_command_line_tell_no_place_beside_a_name(marked: Path, capsys: Any) -> None:
    for what in ("dwellings", "units", "households", "contracts", "offers", "decisions", "refusals", "imports"):
        for more in ([], ["--json"], ["--search", "kanarifuglveien"], ["--search", "K-CANARY77"]):
            assert main(["--register", str(marked), "list", what, *more]) == 0
            told = capsys.readouterr().out
            records = told.split("},") if "--json" in more else told.splitlines()
            assert not [one for one in records if beside(one)], (what, more)
            if "--search" in more:
                assert not any(name in told for name in PROTECTED), (what, more, told)
    for more in ([], ["--json"]):
        assert main(["--register", str(marked), "due", "--on", "2026-11-22", "--within", "60", *more]) == 0
        told = capsys.readouterr().out
        assert STRICT in told
        assert not places_in(told)


def test_the_full_copy_holds_everything_in_the_file_that_was_asked_for(marked: Path, tmp_path: Path) -> None:
    copy = tmp_path / "alt.json"
    assert main(["--register", str(marked), "export", "--out", str(copy)]) == 0
    told = copy.read_text("utf-8")
    assert "Kanarifuglveien 77" in told
    assert CONFIDENTIAL in told


def test_neither_log_nor_names_of_files_tell_anything_of_a_household(marked: Path, tmp_path: Path, capsys: Any) -> None:
    for words in (["list", "contracts", "--search", STRICT], ["check"], ["backup"]):
        main(["--register", str(marked), *words])
    capsys.readouterr()
    own = [Path(os.environ[name]) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")]
    for file in (file for folder in (*own, tmp_path) for file in folder.rglob("*")):
        assert not places_in(file.name)
        assert not any(name in file.name for name in PROTECTED)
        if file.is_file() and file.suffix not in (".db", ".zip") and marked.stem not in file.name:
            held = file.read_bytes().decode("utf-8", "replace")
            assert not places_in(held), file
            assert not any(name in held for name in PROTECTED), file


def test_the_timeline_on_paper_names_no_protected_household(
    walk: Walker, register: Register, marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "tidslinje.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    walk.go("timeline")
    walk.press("Ctrl+S")
    walk.qtbot.waitUntil(target.exists)
    walk.settle()
    told = "\n".join(lines_of_paper(target))
    assert OPEN in told
    assert places_in(told)
    assert not any(name in told for name in PROTECTED)
