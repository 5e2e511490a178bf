"""A change of last week is looked up after closing the program, and put back field by field, by the rules of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from register_builder import NOW, TODAY, building, new_register

from bokart_desk.services.doing import By, Refused
from bokart_desk.services.editing import change, record, remove
from bokart_desk.services.history import HistoryEntry, history_of
from bokart_desk.services.putting_back import FieldOfWork, can_be_taken_back, fields_to_put_back, put_back, take_back
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo
from bokart_desk.storage.checks import check_register

WEEK_AGO = By("Ola", NOW - timedelta(days=7), TODAY - timedelta(days=7))
BY = By("Kari", NOW, TODAY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_register(tmp_path) as made:
        with building(made) as build:
            build.let("Amina Hussein", "Storgata 8", date(2025, 1, 1), date(2027, 12, 31))
            build.let("Selam Tesfay", "Bakkeveien 3", date(2025, 1, 1), date(2027, 12, 31))
        edit(made, "household", 1, WEEK_AGO, notes="Ring før besøk", languages="tigrinja")
        edit(made, "household", 1, WEEK_AGO, notes="Ring aldri")
        edit(made, "contract", 1, WEEK_AGO, end_date=date(2026, 12, 31), monthly_rent=Decimal(9000))
        return made.path


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    opened = open_register(path, now=NOW)  # the program was closed meanwhile
    yield opened
    opened.close()


def edit(register: Register, kind: str, record_id: int, by: By, **values: object) -> None:
    held = record(register, kind, record_id)
    assert held is not None
    assert change(register, kind, record_id, values, seen={name: held[name] for name in values}, by=by)


def held(register: Register, kind: str, record_id: int, field: str) -> object:
    found = record(register, kind, record_id)
    assert found is not None
    return found[field]


def line(register: Register, kind: str, field: str, *, latest: bool = True) -> FieldOfWork:
    found = [
        FieldOfWork(entry.work, kind, 1, field)
        for entry in history_of(register, {kind: [1]})
        if any(one.field == field for one in entry.changes)
    ]
    return found[0 if latest else -1]


def entry_of(register: Register, kind: str) -> HistoryEntry:
    return history_of(register, {kind: [1]})[0]


def test_one_field_of_a_change_of_last_week_is_put_back_and_the_others_stay(register: Register) -> None:
    done = put_back(register, line(register, "contract", "end_date"), BY)
    assert done.title == "Lagt tilbake: Til, Kontrakt, Amina Hussein"
    assert held(register, "contract", 1, "end_date") == date(2027, 12, 31)
    assert held(register, "contract", 1, "monthly_rent") == 9000
    newest = entry_of(register, "contract")
    assert (newest.what, newest.who) == ("Verdi lagt tilbake", "Kari")
    assert check_register(register.engine).problems == []


def test_putting_back_is_one_command_that_undo_takes_back(register: Register) -> None:
    done = put_back(register, line(register, "contract", "end_date"), BY)
    undone = undo(register, done, BY)
    assert held(register, "contract", 1, "end_date") == date(2026, 12, 31)
    undo(register, undone, BY)
    assert held(register, "contract", 1, "end_date") == date(2027, 12, 31)


def test_an_older_value_behind_a_later_change_can_be_put_back_too(register: Register) -> None:
    put_back(register, line(register, "household", "notes"), BY)
    assert held(register, "household", 1, "notes") == "Ring før besøk"
    put_back(register, line(register, "household", "notes", latest=False), BY)
    assert held(register, "household", 1, "notes") is None


def test_only_fields_that_differ_from_then_are_offered(register: Register) -> None:
    entries = history_of(register, {"contract": [1], "household": [1]})
    offered = {which.field for which in fields_to_put_back(register, entries)}
    assert offered == {"end_date", "monthly_rent", "notes", "languages"}
    put_back(register, line(register, "contract", "monthly_rent"), BY)
    changed = [entry for entry in history_of(register, {"contract": [1]}) if entry.who == "Ola"]
    assert {which.field for which in fields_to_put_back(register, changed)} == {"end_date"}
    assert not put_back(register, line(register, "contract", "monthly_rent", latest=False), BY), "it holds that already"


def test_a_rule_of_today_refuses_an_old_value(register: Register) -> None:
    with building(register) as build:
        other = build.household("Yusuf Osman")
        build.contract(1, other, date(2027, 1, 15), date(2027, 12, 31))
    with pytest.raises(Refused) as refused:
        put_back(register, line(register, "contract", "end_date"), BY)
    assert refused.value.message
    assert held(register, "contract", 1, "end_date") == date(2026, 12, 31)


def test_what_a_protected_household_hides_is_not_offered(register: Register) -> None:
    edit(register, "household", 1, BY, notes="Bor i Storgata 8")
    edit(register, "household", 1, BY, notes=None)
    edit(register, "household", 1, BY, protection="confidential")
    entries = history_of(register, {"household": [1]})
    offered = fields_to_put_back(register, entries)
    told = {change.before for entry in entries for change in entry.changes if change.field == "notes"}
    assert "Bor i Storgata 8" not in told
    assert any(which.field == "languages" for which in offered)
    hidden = [
        entry.work for entry in entries for change in entry.changes if "ikke vist" in (change.before, change.after)
    ]
    assert hidden
    assert not [which for which in offered if which.field == "notes" and which.work in hidden]


def test_a_record_that_is_gone_is_brought_back_with_its_whole_command(register: Register) -> None:
    with building(register) as build:
        build.add("follow_up", household_id=1, kind="home_visit", due_on=date(2026, 12, 1), notes="Besøk")
    remove(register, "follow_up", 1, by=WEEK_AGO)
    gone = next(entry for entry in history_of(register, {"household": [1]}) if entry.action == "deleted")
    assert can_be_taken_back(gone)
    assert take_back(register, gone, BY)
    assert held(register, "follow_up", 1, "notes") == "Besøk"


def test_a_command_that_something_stands_on_is_not_taken_back(register: Register) -> None:
    first = [entry for entry in history_of(register, {"household": [1]}) if entry.action == "changed"][-1]
    with pytest.raises(Refused, match="senere"):
        take_back(register, first, BY)
    assert held(register, "household", 1, "notes") == "Ring aldri"


def test_a_record_that_was_deleted_meanwhile_refuses(register: Register) -> None:
    with building(register) as build:
        build.add("consultant", name="Per")
    edit(register, "consultant", 1, WEEK_AGO, email="per@solvik.no")
    which = line(register, "consultant", "email")
    remove(register, "consultant", 1, by=BY)
    with pytest.raises(Refused):
        put_back(register, which, BY)


def test_nothing_is_offered_where_nothing_can_be_changed(register: Register) -> None:
    entries = history_of(register, {"contract": [1]})
    register.read_only = True
    assert fields_to_put_back(register, entries) == frozenset()
    with pytest.raises(Refused, match="bare åpnet for lesing"):
        put_back(register, line(register, "contract", "end_date"), By("Kari", datetime.now(UTC), TODAY))
