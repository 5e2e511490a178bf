"""The Reports screen: pages that follow the choices, saved files and printed paper, with a real register."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.text_keys import match_key, sort_key
from bokart_desk.platform.pdf_pages import PdfPages
from bokart_desk.platform.printing import new_printer, pages_to_print
from bokart_desk.services.register import Register, open_register
from bokart_desk.storage.schema import contract, dwelling, household, unit
from bokart_desk.storage.work import unit_of_work
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.editors import DayEditor
from bokart_desk.ui.reports import ReportsView
from bokart_desk.ui.reports.view import ALLOCATION_MEETING, EXPIRY_LIST

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PEOPLE = (("Selam Tesfay", date(2026, 12, 31)), ("Oksana Bondarenko", date(2027, 1, 31)))


def fill(register: Register, people: Iterable[tuple[str, date]], first: int = 1) -> None:
    """Let a dwelling to each of these, with a contract that ends on the day."""
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        for number, (name, end) in enumerate(people, start=first):
            address = f"Storgata {number}"
            place = {"address": address, "address_key": match_key(address), "address_sort": sort_key(address)}
            home = work.insert(dwelling, {**place, "disposal": "municipal", "number": str(number)})
            room = work.insert(unit, {"dwelling_id": home, "label": "", "label_key": "", "status": "in_use"})
            keys = {"name": name, "name_key": match_key(name), "name_sort": sort_key(name)}
            lives = work.insert(household, {**keys, "case_number": f"26/{number}", "protection": "none"})
            dates = {"start_date": date(2023, 12, 1), "end_date": end}
            work.insert(contract, {"unit_id": room, "household_id": lives, "indefinite": False, **dates})


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.bokart", now=NOW)
    fill(opened, PEOPLE)
    yield opened
    opened.close()


@pytest.fixture
def view(qtbot: QtBot, register: Register) -> Iterator[ReportsView]:
    desk = Desk(register, who="Kari", today=lambda: TODAY)
    shown = ReportsView(desk)
    shown.resize(1146, 740)
    qtbot.addWidget(shown)
    shown.show()
    settled(qtbot, shown)
    yield shown
    assert desk.tasks.close()


def settled(qtbot: QtBot, view: ReportsView) -> None:
    """Wait until the pages are those of the choices made."""
    qtbot.waitUntil(lambda: view.print_button.isEnabled() or view.banner.isVisible(), timeout=20_000)


def text_on_screen(view: ReportsView) -> str:
    pages = view.pages.pages
    assert pages is not None
    return "\n".join(pages.text(page) for page in range(len(pages)))


def press(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def saving_as(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Answer the file dialog with the proposed name in a folder; return the list that proposals go to."""
    proposed: list[str] = []

    def answer(_parent: object, _title: str, name: str, kind: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(folder / Path(name).name), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return proposed


def test_the_month_of_today_comes_up_by_itself(view: ReportsView) -> None:
    assert "november 2026" in text_on_screen(view)
    assert "Selam" not in text_on_screen(view)
    assert view.page_bar.where.text() == "Side 1 av 1"


def test_the_next_month_shows_who_moves_then(qtbot: QtBot, view: ReportsView) -> None:
    qtbot.mouseClick(view.expiry.picker.on, Qt.MouseButton.LeftButton)
    assert not view.print_button.isEnabled()
    settled(qtbot, view)

    assert "desember 2026" in text_on_screen(view)
    assert "Selam Tesfay" in text_on_screen(view).replace("\r\n", " ").replace("\n", " ")
    assert "Oksana" not in text_on_screen(view)


def test_the_month_can_be_typed(qtbot: QtBot, view: ReportsView) -> None:
    view.expiry.picker.setFocus()
    qtbot.keyClick(view.expiry.picker.focusProxy(), Qt.Key.Key_D)
    settled(qtbot, view)

    assert view.expiry.picker.month() == date(2026, 12, 1)
    assert "desember 2026" in text_on_screen(view)


def test_several_months_show_those_who_move_in_any_of_them(qtbot: QtBot, view: ReportsView) -> None:
    view.expiry.months.setValue(3)
    settled(qtbot, view)

    assert "Selam" in text_on_screen(view)
    assert "Oksana" in text_on_screen(view)


def test_stepping_back_from_january_goes_to_december(view: ReportsView) -> None:
    view.expiry.picker.set_month(date(2027, 1, 15))
    view.expiry.picker.step(-1)

    assert view.expiry.picker.month() == date(2026, 12, 1)


def test_the_overview_may_ask_for_a_month(qtbot: QtBot, view: ReportsView) -> None:
    view.show_payload(date(2027, 1, 1))
    settled(qtbot, view)

    assert view.which.checkedId() == EXPIRY_LIST
    assert "Oksana" in text_on_screen(view)


def test_a_change_of_the_register_makes_the_pages_again(qtbot: QtBot, view: ReportsView, register: Register) -> None:
    view.show_payload(date(2026, 12, 1))
    settled(qtbot, view)
    keys = {"name": "Ny Navnesen", "name_key": match_key("Ny Navnesen"), "name_sort": sort_key("Ny Navnesen")}
    with unit_of_work(register.engine, what="test", who="test", at=NOW) as work:
        work.update(household, 1, keys)
    view._desk.register_changed.emit("household")

    qtbot.waitUntil(lambda: "Navnesen" in text_on_screen(view), timeout=20_000)


def test_the_meeting_paper_without_names_has_none(qtbot: QtBot, view: ReportsView) -> None:
    press(qtbot, view.which.button(ALLOCATION_MEETING))
    settled(qtbot, view)
    assert "Selam" in text_on_screen(view)

    view.meeting.without_names.click()
    settled(qtbot, view)
    assert "Selam" not in text_on_screen(view)
    assert "Storgata 1" not in text_on_screen(view)
    assert "26/1" in text_on_screen(view)


def test_since_follows_the_meeting_until_it_is_chosen(qtbot: QtBot, view: ReportsView) -> None:
    choices = view.meeting

    def choose(editor: DayEditor, text: str) -> None:
        editor.selectAll()
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    choose(choices.meeting, "1.12.26")
    assert choices.since.value() == date(2026, 11, 17)

    choose(choices.since, "1.10.26")
    choose(choices.meeting, "8.12.26")
    assert choices.since.value() == date(2026, 10, 1)
    choose(choices.meeting, "snart")
    assert choices.meeting.value() == date(2026, 12, 8)


def test_a_saved_pdf_is_what_the_screen_shows(
    qtbot: QtBot, view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_payload(date(2026, 12, 1))
    settled(qtbot, view)
    proposed = saving_as(monkeypatch, tmp_path)
    press(qtbot, view.save_pdf)
    qtbot.waitUntil(view.saving.banner.isVisible, timeout=20_000)

    assert proposed == ["Utløpsliste 2026-12.pdf"]
    assert view.saving.banner.text() == "Lagret: Utløpsliste 2026-12.pdf"
    pages = view.pages.pages
    assert pages is not None
    assert (tmp_path / proposed[0]).read_bytes() == pages.content
    assert QSettings().value("reports/folder") == str(tmp_path)


def test_a_saved_workbook_has_the_rows(
    qtbot: QtBot, view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.show_payload(date(2026, 12, 1))
    settled(qtbot, view)
    proposed = saving_as(monkeypatch, tmp_path)
    press(qtbot, view.save_sheet)
    qtbot.waitUntil(view.saving.banner.isVisible, timeout=20_000)

    workbook = openpyxl.load_workbook(tmp_path / proposed[0])
    cells = [cell for sheet in workbook for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Selam Tesfay" in cells


def test_a_file_that_cannot_be_written_is_told_with_what_to_do(
    qtbot: QtBot, view: ReportsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "borte")
    press(qtbot, view.save_pdf)
    qtbot.waitUntil(view.saving.banner.isVisible, timeout=20_000)

    assert "ikke finnes" in view.saving.banner.text()
    assert "Ingenting i registeret er endret" in view.saving.banner.text()


def printed(qtbot: QtBot, view: ReportsView, path: Path, prepare: Callable[[QPrinter], object]) -> pypdf.PdfReader:
    """Print what is shown to a PDF printer and read what came out."""
    assert view.pages.pages is not None
    pages = PdfPages(view.pages.pages.content)
    printer = new_printer("Utløpsliste", pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(150)
    prepare(printer)
    with qtbot.waitSignal(view.printing.told, timeout=60_000):
        view.printing.print_pages(printer, pages, view.pages.current_page)
    return pypdf.PdfReader(path)


def test_printing_gives_all_pages_lying(qtbot: QtBot, view: ReportsView, tmp_path: Path, register: Register) -> None:
    many_pages(qtbot, view, register)
    paper = printed(qtbot, view, tmp_path / "alt.pdf", lambda _printer: None)

    assert view.pages.pages is not None
    assert len(paper.pages) == len(view.pages.pages) > 2
    assert paper.pages[0].mediabox.width > paper.pages[0].mediabox.height
    assert "sendt til skriveren" in view.banner.text()
    picture = PdfPages((tmp_path / "alt.pdf").read_bytes()).picture(0, 0.5)
    dark = sum(picture.pixelColor(x, y).lightness() < 128 for x in range(400) for y in range(290))
    assert dark > 200


def test_printing_a_range_of_pages(qtbot: QtBot, view: ReportsView, tmp_path: Path, register: Register) -> None:
    many_pages(qtbot, view, register)

    def second_and_third(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)

    assert len(printed(qtbot, view, tmp_path / "noen.pdf", second_and_third).pages) == 2


def test_the_page_order_and_the_copies_of_the_dialog_are_kept(qtbot: QtBot, view: ReportsView) -> None:
    assert view.pages.pages is not None
    printer = new_printer("Utløpsliste", view.pages.pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert pages_to_print(printer, 3, 0) == [2, 1, 0]

    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert pages_to_print(printer, 3, 1) == [1]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_fails_is_told(qtbot: QtBot, view: ReportsView, tmp_path: Path) -> None:
    printer = new_printer("x", PdfPages(view.pages.pages.content))  # type: ignore[union-attr]
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "borte" / "ut.pdf"))
    with qtbot.waitSignal(view.printing.told, timeout=20_000), qtbot.captureExceptions():
        view.printing.print_pages(printer, PdfPages(view.pages.pages.content), 0)  # type: ignore[union-attr]
    assert "kunne ikke skrives ut" in view.banner.text()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's own dialog cannot be closed from a test")
def test_changing_your_mind_in_the_print_dialog_prints_nothing(qtbot: QtBot, view: ReportsView) -> None:
    seen: list[str] = []

    def look_and_close() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        seen.append(dialog.printer().docName())
        dialog.reject()

    QTimer.singleShot(0, look_and_close)
    qtbot.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    assert seen == ["Utløpsliste 2026-11"]
    assert not view.printing.busy
    assert not view.banner.isVisible()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's own dialog cannot be closed from a test")
def test_a_print_dialog_that_was_put_out_of_sight_is_gone_and_not_shown_again(qtbot: QtBot, view: ReportsView) -> None:
    dialogs: list[QWidget] = []

    def lock() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        dialogs.append(dialog)
        dialog.hide()  # what locking does with every dialog; its printer goes, and nobody may show it after that

    QTimer.singleShot(0, lock)
    qtbot.keyClick(view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert not any(shiboken6.isValid(dialog) for dialog in dialogs)
    assert len(dialogs) == 1
    assert not view.printing.busy


def many_pages(qtbot: QtBot, view: ReportsView, register: Register) -> None:
    fill(register, people=[(f"Person Nummer{number}", date(2026, 12, 30)) for number in range(60)], first=10)
    view.show_payload(date(2026, 12, 1))
    settled(qtbot, view)


def test_paging_and_zooming_by_keyboard(qtbot: QtBot, view: ReportsView, register: Register) -> None:
    many_pages(qtbot, view, register)
    pages = view.pages
    pages.setFocus()
    qtbot.keyClick(pages, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert pages.current_page == 1
    qtbot.keyClick(pages, Qt.Key.Key_End)
    assert pages.pages is not None
    assert pages.current_page == len(pages.pages) - 1
    qtbot.keyClick(pages, Qt.Key.Key_Home)
    assert pages.current_page == 0

    fitted = pages.zoom
    qtbot.keyClick(pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom > fitted
    assert not view.page_bar.fit.isChecked()
    qtbot.keyClick(pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pages.zoom == pytest.approx(fitted)
    assert view.page_bar.fit.isChecked()


def test_a_paper_that_cannot_be_made_leaves_the_old_pages_and_says_so(
    qtbot: QtBot, view: ReportsView, register: Register
) -> None:
    before = view.pages.pages
    with register.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE contract_listing RENAME TO borte")
    qtbot.mouseClick(view.expiry.picker.on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.banner.isVisible, timeout=20_000)

    assert view.pages.pages is before
    assert not view.print_button.isEnabled()
    assert "Ingenting i registeret ble endret" in view.banner.text()
