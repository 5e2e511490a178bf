"""When it is time for a backup, and which plan this PC has for a register."""

# ruff: noqa: DTZ001 - the clock on the wall

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bokart_desk.domain.thinning import KeepRule
from bokart_desk.platform.backup_clock import BackupClock
from bokart_desk.platform.backup_plan import backup_plan, hours_between, keep_rule, second_place_now
from bokart_desk.platform.preferences import Preferences, save_preferences
from bokart_desk.storage.backup_notes import change_notes
from bokart_desk.storage.second_place import mark_place

START = datetime(2026, 11, 22, 8, 0)


def calls(*moments: datetime, hours: int = 3) -> list[datetime]:
    """Return the moments at which it was time."""
    shown: Iterator[datetime] = iter(moments)
    now = START
    called: list[datetime] = []

    def clock() -> datetime:
        nonlocal now
        now = next(shown)
        return now

    looked_at = BackupClock(lambda: called.append(now), lambda: hours, clock=clock)
    for _ in moments:
        looked_at.look()
    return called


def test_it_is_time_at_the_start_and_every_few_hours() -> None:
    minutes = [START + timedelta(minutes=count) for count in range(8 * 60)]
    assert calls(*minutes) == [START, START + timedelta(hours=3), START + timedelta(hours=6)]
    assert len(calls(*minutes, hours=1)) == 8


def test_after_sleep_it_is_time_once() -> None:
    woken = START + timedelta(days=3)
    assert calls(START, woken, woken + timedelta(minutes=1)) == [START, woken]


def test_a_clock_set_back_does_not_put_backups_off() -> None:
    back = START - timedelta(days=300)
    assert calls(START, back, back + timedelta(minutes=1)) == [START, back]


def test_a_stick_that_comes_back_need_not_wait() -> None:
    came_back = iter([False, False, True, False])
    called: list[int] = []
    clock = BackupClock(lambda: called.append(1), lambda: 3, lambda: next(came_back), lambda: START)
    counts = []
    for _ in range(4):
        clock.look()
        counts.append(len(called))
    assert counts == [1, 1, 2, 2]


def test_the_clock_can_be_started_and_stopped() -> None:
    clock = BackupClock(lambda: None, lambda: 3)
    clock.start()
    clock.start()
    clock.stop()
    clock.stop()


def test_the_plan_follows_what_is_set_on_this_pc(tmp_path: Path) -> None:
    assert backup_plan(tmp_path / "register.db", tmp_path).rule == KeepRule()
    save_preferences(Preferences(keep_daily_days=7, keep_monthly_months=24), tmp_path)
    assert backup_plan(tmp_path / "register.db", tmp_path).rule == KeepRule(daily_days=7, monthly_months=24)


def test_each_register_has_notes_of_its_own_that_do_not_name_it(tmp_path: Path) -> None:
    one, other = (backup_plan(tmp_path / name, tmp_path).notes for name in ("register.db", "demo.db"))
    assert one is not None
    assert one != other
    assert "register" not in one.name
    assert backup_plan(tmp_path / "register.db", tmp_path).notes == one


def test_the_second_place_is_known_without_the_register(tmp_path: Path) -> None:
    """A register that will not open is restored from there."""
    path, stick = tmp_path / "gone.db", tmp_path / "stick"
    assert second_place_now(path, tmp_path) is None
    stick.mkdir()
    place = mark_place(stick)
    change_notes(backup_plan(path, tmp_path).notes, folder=str(stick), place=place.id, inside=place.inside)
    assert second_place_now(path, tmp_path) == stick
    stick.rename(tmp_path / "pocket")
    assert second_place_now(path, tmp_path) is None


@pytest.mark.parametrize(("hours", "meant"), [(-1, 1), (0, 1), (3, 3), (99, 24)])
def test_numbers_written_by_hand_are_brought_to_sense(hours: int, meant: int) -> None:
    assert hours_between(Preferences(backup_hours=hours)) == meant
    assert keep_rule(Preferences(keep_daily_days=-5)).daily_days == 0
