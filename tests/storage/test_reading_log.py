"""Who opened a protected case is kept as long as the rule says, and no longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from erasing_cases import BY, NOW

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.retention import READING_LOG_YEARS, RetentionRules
from bokart_desk.services import editing
from bokart_desk.services.doing import Refused
from bokart_desk.services.households import set_protection
from bokart_desk.services.privacy.reading import note_reading, readings_of, thin_readings
from bokart_desk.services.privacy.retention import due_for_erasure, retention_rules, set_retention_rules
from bokart_desk.services.register import Register, open_register

YEAR = timedelta(days=366)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=NOW, backups=tmp_path / "backups")
    yield opened
    opened.close()


@pytest.fixture
def case(register: Register) -> int:
    of = editing.create(register, "household", {"name": "Amina Hussein"}, by=BY).record
    assert of is not None
    set_protection(register, of, Protection.CONFIDENTIAL, by=BY)
    for years in (5, 3, 1, 0):
        assert note_reading(register, of, who="Kari", now=NOW - years * YEAR)
    return of


def test_lines_older_than_two_years_go_where_nothing_else_was_decided(register: Register, case: int) -> None:
    assert retention_rules(register).reading_log_years == READING_LOG_YEARS == 2
    assert thin_readings(register, NOW) == 2
    assert [one.at for one in readings_of(register, case)] == [NOW, NOW - YEAR]
    assert thin_readings(register, NOW) == 0


def test_the_municipality_decides_for_how_long(register: Register, case: int) -> None:
    set_retention_rules(register, RetentionRules(reading_log_years=4), by=BY)
    assert thin_readings(register, NOW) == 1
    assert len(readings_of(register, case)) == 3
    assert due_for_erasure(register, BY.today) == ()  # it is no rule for cases
    with pytest.raises(Refused, match="1 til 10"):
        set_retention_rules(register, RetentionRules(reading_log_years=11), by=BY)


def test_a_clock_that_is_wrong_takes_nothing_out(register: Register, case: int) -> None:
    for now in (NOW + 20 * YEAR, NOW - 20 * YEAR):
        assert thin_readings(register, now) == 0
    assert len(readings_of(register, case)) == 4
