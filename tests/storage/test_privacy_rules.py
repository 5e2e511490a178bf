"""Cases that are due are proposed without names, and who reads a protected case is written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from erasing_cases import BY, NOW, TODAY, archived, fill, traces
from sqlalchemy import text

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.retention import RetentionRules
from bokart_desk.services import editing
from bokart_desk.services.doing import Refused
from bokart_desk.services.locking import prepare
from bokart_desk.services.privacy.erasure import Why, erase_household
from bokart_desk.services.privacy.old_backups import older_backups
from bokart_desk.services.privacy.reading import ONCE_IN, note_reading, note_reading_of_contract, readings_of
from bokart_desk.services.privacy.retention import (
    due_for_erasure,
    due_words,
    retention_rules,
    set_retention_rules,
)
from bokart_desk.services.register import Register, open_register
from bokart_desk.services.undo import undo
from bokart_desk.storage.engine import writing


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    (tmp_path / "place").mkdir()
    opened = open_register(tmp_path / "place" / "register.db", now=NOW, backups=tmp_path / "backups")
    yield opened
    opened.close()


def protect(register: Register, of: int, protection: Protection) -> None:
    with writing(register.engine) as connection:
        connection.execute(text("UPDATE household SET protection = :p WHERE id = :of"), {"p": protection, "of": of})


def test_no_case_is_proposed_before_there_is_a_rule(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    assert due_for_erasure(register, TODAY) == ()
    done = set_retention_rules(register, RetentionRules(tenancy_years=5), by=BY)
    (found,) = due_for_erasure(register, TODAY)
    assert (found.household_id, found.case_number) == (of, "2016/044")
    assert due_words(found) == "mer enn 5 år siden saken ble avsluttet etter siste leieforhold (31.01.2019)"
    undo(register, done, BY)
    assert retention_rules(register) == RetentionRules()
    with pytest.raises(Refused):
        set_retention_rules(register, RetentionRules(tenancy_years=0), by=BY)


def test_a_case_that_was_erased_is_not_proposed_again(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    set_retention_rules(register, RetentionRules(5, 3), by=BY)
    erase_household(register, of, why=Why.RETENTION, reference=None, archived=archived(tmp_path), by=BY)
    assert due_for_erasure(register, TODAY) == ()


@pytest.mark.parametrize("protection", [Protection.CONFIDENTIAL, Protection.STRICTLY_CONFIDENTIAL])
def test_who_opens_a_protected_case_is_written_down(register: Register, tmp_path: Path, protection: Protection) -> None:
    of = fill(register, tmp_path)
    assert not note_reading(register, of, who="Kari", now=NOW)
    protect(register, of, protection)
    assert note_reading(register, of, who="Kari", now=NOW)
    assert not note_reading(register, of, who="Kari", now=NOW + timedelta(minutes=3))
    assert note_reading(register, of, who="Ola", now=NOW + timedelta(minutes=4))
    assert note_reading(register, of, who="Kari", now=NOW + ONCE_IN)
    contract = 1
    assert note_reading_of_contract(register, contract, who="Per", now=NOW + ONCE_IN)
    assert [(one.who, one.at) for one in readings_of(register, of)] == [
        ("Per", NOW + ONCE_IN),
        ("Kari", NOW + ONCE_IN),
        ("Ola", NOW + timedelta(minutes=4)),
        ("Kari", NOW),
    ]
    assert not note_reading(register, 999, who="Kari", now=NOW)


def test_reading_a_register_that_cannot_be_written_to_is_no_error(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    protect(register, of, Protection.CONFIDENTIAL)
    register.close()
    register.path.chmod(0o400)
    opened = open_register(register.path, now=NOW, backups=tmp_path / "backups")
    try:
        opened.read_only = True  # where the tests run as somebody who may write anywhere
        assert not note_reading(opened, of, who="Kari", now=NOW)
        assert readings_of(opened, of) == ()
    finally:
        opened.close()
        register.path.chmod(0o600)


def test_reading_while_somebody_else_writes_is_no_error(register: Register, tmp_path: Path) -> None:
    of = fill(register, tmp_path)
    protect(register, of, Protection.CONFIDENTIAL)
    register.close()
    other = open_register(register.path, now=NOW, backups=tmp_path / "backups")
    other.hurry_here()
    with writing(other.engine):
        assert not note_reading(other, of, who="Kari", now=NOW)
    other.close()


def test_an_encrypted_case_is_erased_as_well(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    path = tmp_path / "place" / "register.db"
    key = prepare(path, "tre gode ord her", recovery=False).key
    opened = open_register(path, now=NOW, backups=tmp_path / "backups", key=key)
    of = fill(opened, tmp_path)
    done = erase_household(opened, of, why=Why.DECISION, reference="1", archived=archived(tmp_path), by=BY)
    assert done.cleaned
    opened.close()
    assert traces(tmp_path / "place") == []
    again = open_register(path, now=NOW, backups=tmp_path / "backups", key=key)
    held = editing.record(again, "household", of)
    assert held is not None
    assert held["name"] == "Slettet husstand"
    again.close()


def test_the_file_is_cleaned_later_when_somebody_reads_just_then(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bokart_desk.services.privacy.erasure import clean, erasures
    from bokart_desk.storage.engine import connect

    of = fill(register, tmp_path)
    monkeypatch.setattr("bokart_desk.storage.erasing.file._TRIES", 1)
    reader = connect(register.path, busy_seconds=0)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM household").fetchall()
    done = erase_household(
        register, of, why=Why.DECISION, reference="1", archived=archived(tmp_path), by=replace(BY, who="Ola")
    )
    assert not done.cleaned
    assert traces(tmp_path / "place")
    reader.execute("ROLLBACK")
    reader.close()
    assert clean(register, NOW)
    assert traces(tmp_path / "place") == []
    assert erasures(register)[0].cleaned_at is not None


def test_what_was_kept_of_a_register_with_a_longer_name_is_not_taken_for_this_ones(tmp_path: Path) -> None:
    with closing(open_register(tmp_path / "register.db", now=NOW)) as register:
        register.backups.mkdir(exist_ok=True)
        stem = register.path.stem
        own = register.backups / f"{stem} 2026-11-20 080000.damaged"
        others = register.backups / f"{stem} 2025 2026-11-20 080000.damaged"
        for file in (own, others):
            file.touch()
        assert older_backups(register, NOW, now=NOW).damaged == (own,)
