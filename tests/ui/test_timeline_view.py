"""The timeline's screen: what it shows, says and opens, by mouse and by keyboard, on a real register."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.timeline import Gap
from bokart_desk.services.timeline import TimelineBar, TimelineFilter
from bokart_desk.ui.context import Desk
from bokart_desk.ui.timeline import TimelineView
from bokart_desk.ui.timeline.lines import Item, items_of
from bokart_desk.ui.timeline.looks import LOOKS
from bokart_desk.ui.timeline.surface import Span
from bokart_desk.ui.widgets import EmptyState

TODAY = date(2026, 11, 22)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> TimelineView:
    shown = TimelineView(desk)
    shown.resize(1150, 740)
    qtbot.addWidget(shown)
    shown.show()
    read(qtbot, shown)
    return shown


def read(qtbot: QtBot, view: TimelineView) -> None:
    qtbot.waitUntil(lambda: not view.reading, timeout=20_000)


def places(view: TimelineView) -> list[str]:
    return [line.text for line in view.canvas.lines]


def line_of(view: TimelineView, place: str) -> int:
    return places(view).index(place)


def go_to(view: TimelineView, place: str) -> None:
    row = view.canvas.lines[line_of(view, place)].row
    assert row is not None
    assert view.canvas.go_to_unit(row.unit_id)


def middle_of(view: TimelineView, place: str, item: Item) -> QPoint:
    geometry = view.canvas.geometry_now
    area = geometry.item_area(line_of(view, place), item).intersected(geometry.grid)
    return area.center().toPoint()


def items(view: TimelineView, place: str) -> tuple[Item, ...]:
    row = view.canvas.lines[line_of(view, place)].row
    assert row is not None
    return items_of(row)


def key(qtbot: QtBot, view: TimelineView, *keys: Qt.Key) -> None:
    for one in keys:
        qtbot.keyClick(view.canvas, one)


def test_every_unit_has_its_row_and_today_is_in_view(view: TimelineView) -> None:
    assert places(view) == [
        "Bakkeveien 3", "Elvegata 7", "Fjordgata 1", "Granveien 2", "Hemmelig vei 9", "Parkveien 12", "Skolegata 4",
        "Storgata 8",
    ]  # fmt: skip
    first, last = view.canvas.visible_days
    assert first <= TODAY <= last
    assert 1000 < (last - first).days < 1150
    assert view.zoom.span_button(Span.THREE_YEARS).isChecked()
    assert view.count.text() == "8 boenheter"


def test_arrow_keys_walk_and_the_words_say_what_a_bar_means(qtbot: QtBot, view: TimelineView) -> None:
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert "Selam Tesfay" in view.words.text()
    key(qtbot, view, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert "Yusuf Osman" in view.words.text()
    assert "tidsubestemt" in view.words.text()
    assert "30.06.2026" in view.canvas.accessibleDescription()
    key(qtbot, view, Qt.Key.Key_Up)
    assert "Nour Haddad" in view.words.text()


def test_enter_opens_the_case_and_a_click_does_too(qtbot: QtBot, desk: Desk, view: TimelineView) -> None:
    go_to(view, "Storgata 8")
    (entry,) = items(view, "Storgata 8")
    assert isinstance(entry, TimelineBar)
    with qtbot.waitSignal(desk.opened_contract) as opened:
        key(qtbot, view, Qt.Key.Key_Return)
    assert opened.args == [entry.contract_id]
    with qtbot.waitSignal(desk.opened_contract) as opened:
        qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, "Storgata 8", entry))
    assert opened.args == [entry.contract_id]


def test_a_vacant_unit_opens_from_its_gap(qtbot: QtBot, desk: Desk, view: TimelineView) -> None:
    go_to(view, "Granveien 2")
    assert isinstance(view.canvas.current_item, Gap)
    assert "Siden 01.08.2026" in view.words.text()
    with qtbot.waitSignal(desk.opened_unit) as opened:
        key(qtbot, view, Qt.Key.Key_Return)
    assert opened.args == [view.canvas.current_row]


def test_a_protected_household_is_not_named_found_or_opened(qtbot: QtBot, desk: Desk, view: TimelineView) -> None:
    go_to(view, "Hemmelig vei 9")
    (entry,) = items(view, "Hemmelig vei 9")
    for text in (view.words.text(), view.canvas.accessibleDescription(), repr(view.canvas.rows())):
        assert "Rahimi" not in text
    assert "Beskyttet husstand" in view.words.text()
    assert "15.03.2027" not in view.words.text()
    told: list[str] = []
    desk.told.connect(told.append)
    with qtbot.assertNotEmitted(desk.opened_contract):
        key(qtbot, view, Qt.Key.Key_Return)
        qtbot.mouseClick(
            view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, "Hemmelig vei 9", entry)
        )
    assert len(told) == 2
    view.show_payload("rahimi")
    assert isinstance(view.pages.currentWidget(), EmptyState)


def test_typing_finds_names_and_addresses_whatever_their_spelling(qtbot: QtBot, view: TimelineView) -> None:
    view.focus_search()
    qtbot.keyClicks(view.filters.search, "covic")
    qtbot.waitUntil(lambda: places(view) == ["Skolegata 4"])
    qtbot.keyClick(view.filters.search, Qt.Key.Key_Down)
    assert view.canvas.hasFocus()
    assert "Đorđe Čović" in view.words.text()
    qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert len(places(view)) == 8
    assert view.filters.search.hasFocus()


def test_only_units_that_call_for_somebody(view: TimelineView) -> None:
    view.filters.needing.setChecked(True)
    assert "Elvegata 7" not in places(view)
    assert len(places(view)) == 7
    view.show_payload(TimelineFilter("elvegata", needing=True))
    assert places(view) == []
    assert view.count.text() == "0 boenheter"


def test_zoom_keeps_the_day_under_the_mouse(qtbot: QtBot, view: TimelineView) -> None:
    place = QPointF(700, 200)
    before = view.canvas.geometry_now.day_at(place.x())
    for _turn in range(4):
        turned = QWheelEvent(
            place, view.canvas.viewport().mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.canvas.viewport(), turned)
    first, last = view.canvas.visible_days
    assert (last - first).days < 500
    assert abs((view.canvas.geometry_now.day_at(place.x()) - before).days) <= 2
    assert view.canvas.span is None
    assert not view.zoom.span_button(Span.THREE_YEARS).isChecked()


def test_buttons_and_keys_show_more_or_less_time(qtbot: QtBot, view: TimelineView) -> None:
    def days() -> int:
        first, last = view.canvas.visible_days
        return (last - first).days

    qtbot.mouseClick(view.zoom.span_button(Span.ONE_YEAR), Qt.MouseButton.LeftButton)
    assert 350 < days() < 380
    key(qtbot, view, Qt.Key.Key_Minus)
    assert days() > 430
    key(qtbot, view, Qt.Key.Key_Plus)
    assert 350 < days() < 380
    key(qtbot, view, Qt.Key.Key_5)
    assert view.zoom.span_button(Span.FIVE_YEARS).isChecked()
    key(qtbot, view, Qt.Key.Key_0)
    assert view.zoom.span_button(Span.ALL).isChecked()
    first, last = view.canvas.visible_days
    assert first < date(2023, 12, 1)
    assert last > date(2027, 3, 31)


def test_home_and_t_go_back_to_today(qtbot: QtBot, view: TimelineView) -> None:
    view.canvas.show_span(Span.ONE_YEAR)
    for one in (Qt.Key.Key_Home, Qt.Key.Key_T):
        view.show_payload(date(2024, 2, 1))
        assert view.canvas.visible_days[1] < TODAY
        key(qtbot, view, one)
        assert view.canvas.visible_days[0] <= TODAY <= view.canvas.visible_days[1]


def test_a_drag_moves_in_time_and_opens_nothing(qtbot: QtBot, desk: Desk, view: TimelineView) -> None:
    view.canvas.show_span(Span.ONE_YEAR)
    before = view.canvas.visible_days[0]
    viewport = view.canvas.viewport()
    start = middle_of(view, "Storgata 8", items(view, "Storgata 8")[0])
    with qtbot.assertNotEmitted(desk.opened_contract):
        qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        for step in (40, 80, 120):
            qtbot.mouseMove(viewport, start + QPoint(step, 0))
        qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(120, 0))
    assert view.canvas.visible_days[0] < before


def test_a_row_asked_for_by_another_screen_is_gone_to_even_when_filtered_away(view: TimelineView) -> None:
    row = view.canvas.lines[line_of(view, "Elvegata 7")].row
    assert row is not None
    view.filters.needing.setChecked(True)
    view.show_payload(row.unit_id)
    assert view.canvas.current_row == row.unit_id
    assert "Nour Haddad" in view.words.text()


def test_reading_again_keeps_the_place(qtbot: QtBot, view: TimelineView) -> None:
    go_to(view, "Parkveien 12")
    view.canvas.zoom(2.0)
    days = view.canvas.visible_days
    view.refresh()
    read(qtbot, view)
    assert "Olena Kovalenko" in view.words.text()
    assert abs((view.canvas.visible_days[0] - days[0]).days) <= 2


def test_reading_again_and_another_size_keep_the_days_scrolled_to(qtbot: QtBot, view: TimelineView) -> None:
    view.canvas.show_span(Span.ONE_YEAR)
    view.show_payload(date(2024, 8, 1))
    first = view.canvas.visible_days[0]
    assert first < date(2024, 3, 1)
    view.refresh()
    read(qtbot, view)
    assert abs((view.canvas.visible_days[0] - first).days) <= 1
    view.resize(900, 700)
    qtbot.waitUntil(lambda: view.canvas.width() < 900)
    assert abs((view.canvas.visible_days[0] - first).days) <= 1
    assert view.zoom.span_button(Span.ONE_YEAR).isChecked()


def test_an_empty_register_says_how_to_begin(qtbot: QtBot, empty_register: object) -> None:
    desk = Desk(empty_register, today=lambda: TODAY)  # type: ignore[arg-type]
    shown = TimelineView(desk)
    qtbot.addWidget(shown)
    read(qtbot, shown)
    assert isinstance(shown.pages.currentWidget(), EmptyState)
    assert not shown.print_button.isEnabled()
    assert desk.tasks.close()


@pytest.mark.parametrize("without_names", [False, True])
def test_the_paper_has_what_is_in_view(
    qtbot: QtBot, view: TimelineView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_names: bool
) -> None:
    target = tmp_path / "timeline.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest: (str(target), ""))
    view.zoom.without_names.setChecked(without_names)
    view.filters.needing.setChecked(True)
    qtbot.mouseClick(view.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(view.papers.saving.banner.isVisible, timeout=20_000)
    (page,) = pypdf.PdfReader(io.BytesIO(target.read_bytes())).pages
    text = page.extract_text()
    assert ("Yusuf Osman" in text) is not without_names
    assert "Fjordgata 1" in text
    assert "Elvegata 7" not in text
    assert "Rahimi" not in text


@pytest.mark.parametrize(("width", "height"), [(1150, 740), (584, 440)])
def test_nothing_is_cut_off_in_a_small_window(qtbot: QtBot, view: TimelineView, width: int, height: int) -> None:
    view.resize(width, height)
    qtbot.waitUntil(lambda: view.width() == width)
    assert view.legend.isVisible() is (height > 500)
    for widget in view.findChildren(QWidget):
        if widget.isVisibleTo(view) and widget.window() is view.window() and widget.parent() is view:
            assert widget.geometry().right() < width, widget
            assert widget.width() >= widget.minimumSizeHint().width(), widget
    qtbot.waitUntil(lambda: view.canvas.height() >= 160)  # the legend leaves its room


def test_every_look_differs_by_more_than_colour() -> None:
    seen = {(look.sign, look.dashed, look.framed) for look in LOOKS.values()}
    assert set(LOOKS) == set(ContractStatus)
    assert len(seen) == len(LOOKS)


def test_the_legend_and_the_picture_are_painted(view: TimelineView) -> None:
    view.canvas.setFocus()
    picture = QPixmap(view.size())
    view.render(picture)
    colours = {picture.toImage().pixelColor(x, 300).name() for x in range(0, view.width(), 3)}
    assert len(colours) > 3
