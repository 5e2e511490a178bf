"""A PC whose clock was set back: it is told, and told no more when the clock is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bokart_desk.services.clock import clock_warning
from bokart_desk.services.doing import By
from bokart_desk.services.editing import create
from bokart_desk.services.register import Register, open_register

WRITTEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register.db", now=WRITTEN)
    yield opened
    opened.close()


def write(register: Register, name: str, at: datetime) -> None:
    create(register, "landlord", {"name": name}, by=By("Kari", at, date(2026, 11, 22)))


def test_an_empty_register_says_nothing_of_the_clock(register: Register) -> None:
    assert clock_warning(register, datetime(2001, 1, 1, tzinfo=UTC)) == ""


def test_a_clock_behind_what_was_written_is_told_with_both_moments(register: Register) -> None:
    write(register, "Elvegård Eiendom", WRITTEN)
    told = clock_warning(register, WRITTEN - timedelta(days=2))
    assert "20.11.2026" in told
    assert "22.11.2026" in told
    assert "Elvegård" not in told


@pytest.mark.parametrize("behind", [timedelta(), timedelta(hours=2), timedelta(days=-400)])
def test_summer_time_and_a_register_long_unused_are_no_wrong_clock(register: Register, behind: timedelta) -> None:
    write(register, "Elvegård Eiendom", WRITTEN)
    assert clock_warning(register, WRITTEN - behind) == ""


def test_it_is_still_told_after_something_was_written_by_the_wrong_clock(register: Register) -> None:
    write(register, "Elvegård Eiendom", WRITTEN)
    write(register, "Parken Boliger", WRITTEN - timedelta(days=2))
    assert clock_warning(register, WRITTEN - timedelta(days=2) + timedelta(minutes=1))
