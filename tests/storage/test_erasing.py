"""A case that is erased cannot be read anywhere in the register's files, and every number stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from erasing_cases import BY, NOW, TODAY, archived, fill, namesake, numbers, traces
from sqlalchemy import text

from bokart_desk.domain.codes import Protection
from bokart_desk.services import editing
from bokart_desk.services.backups import take_backup
from bokart_desk.services.doing import Refused
from bokart_desk.services.privacy.erasure import (
    Why,
    erase_household,
    erase_person,
    erasures,
    remove_backups,
)
from bokart_desk.services.privacy.erasure_plan import plan_erasure
from bokart_desk.services.privacy.mentions import doubtful_mentions
from bokart_desk.services.privacy.places import erase_places
from bokart_desk.services.privacy.retention import why_not_erased
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo
from bokart_desk.services.undo_import import take_back
from bokart_desk.storage.checks import check_register
from bokart_desk.storage.engine import reading


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    (tmp_path / "place").mkdir()
    opened = open_register(tmp_path / "place" / "register.db", now=NOW, backups=tmp_path / "backups")
    yield opened
    opened.close()


def erase(register: Register, of: int, folder: Path, why: Why = Why.DECISION) -> None:
    done = erase_household(register, of, why=why, reference="Vedtak 12", archived=archived(folder), by=BY)
    assert done.left == 0
    assert done.cleaned


def test_nothing_of_an_erased_case_can_be_read_in_the_files(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    with register.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")  # keeps samples of what indexes hold
    assert len({word for _file, word in traces(tmp_path / "place")}) > 10
    erase(register, of, tmp_path)
    assert traces(tmp_path / "place") == []
    register.close()
    assert traces(tmp_path / "place") == []


@pytest.mark.parametrize("protection", list(Protection))
def test_every_number_stays_as_it_was(register: Register, tmp_path: Path, protection: Protection) -> None:
    of = fill(register, tmp_path)
    if protection is not Protection.NONE:
        with register.engine.begin() as connection:
            connection.execute(text("UPDATE household SET protection = :p WHERE id = :of"), {"p": protection, "of": of})
    before = numbers(register)
    erase(register, of, tmp_path)
    assert numbers(register) == before
    assert check_register(register.engine).problems == []


def test_the_erased_case_shows_without_a_name_and_stays_as_it_is(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    erase(register, of, tmp_path)
    held = editing.record(register, "household", of)
    assert held is not None
    assert (held["name"], held["case_number"], held["size"]) == ("Slettet husstand", f"slettet-{of}", 2)
    (noted,) = erasures(register, household_id=of)
    assert (noted.who, noted.why, noted.reference, noted.archive_name) == ("Kari", "decision", "Vedtak 12", "sak.pdf")
    assert noted.cleaned_at is not None
    with pytest.raises(Refused, match="slettet"):
        editing.change(register, "household", of, {"notes": "x"}, seen={"notes": None}, by=BY)
    with pytest.raises(Refused, match="slettet"):
        editing.create(register, "person", {"household_id": of, "given_name": "Ny"}, by=BY)
    assert why_not_erased(register, of, TODAY) != ()


def test_undo_does_not_bring_an_erased_case_back(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    change = editing.change(register, "household", of, {"notes": "psykolog igjen"}, seen={}, by=BY)
    gone = editing.remove(register, "follow_up", _first(register, "follow_up"), by=BY)
    erase(register, of, tmp_path)
    for done in (change, gone):
        with pytest.raises(Refused, match="slettet etterpå"):
            undo(register, done, BY)
    assert traces(tmp_path / "place") == []


def test_taking_the_import_back_leaves_the_erased_case(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    erase(register, of, tmp_path)
    take_back(register, 1, who="Kari", now=NOW)
    held = editing.record(register, "household", of)
    assert held is not None
    assert held["erased"]
    assert _first(register, "contract") is not None
    assert traces(tmp_path / "place") == []


def test_somebody_else_of_the_same_name_is_left_alone(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    other = namesake(register)
    judged = doubtful_mentions(register, of).judged(())
    erase_household(register, of, why=Why.DECISION, reference="1", archived=archived(tmp_path), judged=judged, by=BY)
    held = editing.record(register, "household", other)
    assert held is not None
    assert held["name"] == "Đorđe Čović"
    told = editing.record(register, "dwelling", 1)
    assert told is not None
    assert told["notes"] == "Đorđe Čović har nøkkel, tlf. (slettet)"  # nobody can tell who is meant


def test_what_is_still_going_on_is_not_erased(register: Register, tmp_path: Path) -> None:
    fill(register, tmp_path)
    of = _where(register, "household", "name_key LIKE '%amina%'")
    plan = plan_erasure(register, of, TODAY, now=NOW)
    assert any("kontrakt" in reason for reason in plan.against)
    with pytest.raises(Refused, match="Ingenting er endret"):
        erase_household(register, of, why=Why.DECISION, reference=None, archived=archived(tmp_path), by=BY)
    editing.create(register, "follow_up", {"household_id": of, "kind": "talk", "due_on": date(2027, 1, 1)}, by=BY)
    assert len(why_not_erased(register, of, TODAY)) == 2


def test_nothing_is_erased_when_the_archived_file_is_not_what_was_written(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    kept = archived(tmp_path)
    kept.path.write_bytes(b"%PDF-1.7\nhalf")
    before = traces(tmp_path / "place")
    with pytest.raises(Refused, match="Ingenting er slettet"):
        erase_household(register, of, why=Why.DECISION, reference=None, archived=kept, by=BY)
    assert traces(tmp_path / "place") == before


def test_erasing_by_a_rule_asks_for_a_rule(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    with pytest.raises(Refused, match="regel"):
        erase_household(register, of, why=Why.RETENTION, reference=None, archived=archived(tmp_path), by=BY)


def test_of_a_strictly_confidential_household_no_trail_leads_to_its_unit(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    with register.engine.begin() as connection:
        connection.execute(text("UPDATE household SET protection = 'strictly_confidential' WHERE id = :of"), {"of": of})
    erase(register, of, tmp_path)
    (noted,) = erasures(register)
    assert noted.household_id is None
    with reading(register.engine) as connection:
        units = connection.execute(text("SELECT unit_id FROM offer UNION ALL SELECT unit_id FROM decision")).scalars()
        assert set(units) == {None}
        assert connection.execute(text("SELECT count(*) FROM household WHERE protection LIKE 'strict%'")).scalar() == 0


def test_one_member_can_be_erased_and_the_household_stays(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    luka = _where(register, "history", "kind = 'person' AND action = 'deleted'", "record_id")
    mentions = doubtful_mentions(register, of, luka)
    assert [(line.where, line.word, line.after) for line in mentions.lines] == [
        ("Oppfølging, Đorđe Čović, Merknader", "Luka", " er syk"),
    ]
    with pytest.raises(Refused, match="sett gjennom"):
        erase_person(register, luka, why=Why.DECISION, reference=None, by=BY)
    erase_person(register, luka, why=Why.DECISION, reference=None, judged=mentions.judged((0,)), by=BY)
    assert traces(tmp_path / "place", ("Luka",)) == []
    main = _where(register, "person", f"household_id = {of} AND main_person")
    with pytest.raises(Refused, match="hovedperson"):
        erase_person(register, main, why=Why.DECISION, reference=None, by=BY)


def _first(register: Register, table: str) -> int:
    return _where(register, table, "1 = 1")


def _where(register: Register, table: str, which: str, column: str = "id") -> int:
    with reading(register.engine) as connection:
        statement = f"SELECT {column} FROM {table} WHERE {which} ORDER BY id"
        return int(connection.execute(text(statement)).scalars().first() or 0)


def test_where_a_strictly_confidential_household_lived_can_be_taken_out(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    with register.engine.begin() as connection:
        connection.execute(text("UPDATE household SET protection = 'strictly_confidential' WHERE id = :of"), {"of": of})
    before = numbers(register)
    done = erase_places(register, of, by=BY)
    assert done.cleaned
    after = numbers(register)
    assert after["stays"] == before["stays"]
    assert after["groups"] == before["groups"]
    assert _where(register, "contract", f"household_id = {of}") == 0
    assert _where(register, "person", f"household_id = {of}") != 0
    with reading(register.engine) as connection:
        told = connection.execute(text("SELECT before, after FROM history WHERE kind IN ('contract', 'household')"))
        assert all(row == (None, None) for row in told if row)
        cells = connection.execute(text("SELECT cells FROM source_row WHERE cells LIKE '%200012345607%'")).all()
        assert cells == []
    (noted,) = erasures(register)
    assert (noted.what, noted.household_id) == ("places", None)
    assert check_register(register.engine).problems == []
    with pytest.raises(Refused, match="forteller hvor"):
        erase_places(register, of, by=BY)


def test_the_last_backup_with_the_name_has_a_day_and_can_go_at_once(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    take_backup(register, now=NOW, reason="ved lukking")
    done = erase_household(register, of, why=Why.DECISION, reference="Vedtak 1", archived=archived(tmp_path), by=BY)
    assert done.older.gone_by is not None
    assert done.older.gone_by > TODAY
    held = tmp_path / "backups"
    assert traces(held)
    removed = remove_backups(register, done, BY)
    assert removed.stayed == ()
    assert traces(held) == []
    (left,) = held.glob("*.db")
    assert "etter sletting" in left.name
    (noted,) = erasures(register)
    assert noted.last_backup_gone == TODAY


def test_a_name_in_an_address_or_of_a_room_goes_from_the_lists_too(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    dwelling = _where(register, "dwelling", "address LIKE 'Storgata%'")
    values = {"address": "Storgata 8 v/ Đorđe Čović", "number": "K1 Đorđe Čović"}
    editing.change(register, "dwelling", dwelling, values, seen={"address": "Storgata 8", "number": "K1"}, by=BY)
    for label in ("Rom Đorđe Čović", "Rom Mirjana Čović"):
        editing.create(register, "unit", {"dwelling_id": dwelling, "label": label}, by=BY)
    erase(register, of, tmp_path)
    assert traces(tmp_path / "place") == []
    assert check_register(register.engine).problems == []
    assert _where(register, "unit", "label = 'Rom (slettet) 2'") != 0
