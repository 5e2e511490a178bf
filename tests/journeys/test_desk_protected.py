"""Two protected households pass through every screen and search; their address never stands with their name."""

from __future__ import annotations

from desk_walking import Walker, cells_of, copied, texts_of
from protected_register import (
    CONFIDENTIAL,
    PROTECTED,
    STRICT,
    TODAY,
    beside,
    path,
    places_in,
    register,
    walk,
)
from PySide6.QtWidgets import QApplication, QWidget

from bokart_desk.services.find import find_anyone
from bokart_desk.services.register import Register
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.services.timeline_words import bar_words, row_words
from bokart_desk.ui.contracts.choice import Choice, Segment
from bokart_desk.ui.households.protection_dialog import ProtectionDialog
from bokart_desk.ui.overview.due_dialog import DueDialog
from bokart_desk.ui.quick_find import QuickFind
from bokart_desk.ui.tenancy.correct import CorrectDialog
from bokart_desk.ui.views import SCREENS

__all__ = ["path", "register", "walk"]


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
