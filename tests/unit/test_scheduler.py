"""The register is looked through at start, on a new day and after sleep, and never more often."""

# ruff: noqa: DTZ001 - the clock on the wall

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from threading import Event

from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.platform.scheduler import DueScheduler


class Clock:
    """Shows one moment after the other."""

    def __init__(self, *moments: datetime) -> None:
        self._moments: Iterator[datetime] = iter(moments)

    def __call__(self) -> datetime:
        return next(self._moments)


def days_called(*moments: datetime) -> list[date]:
    called: list[date] = []
    scheduler = DueScheduler(called.append, Clock(*moments))
    for _ in moments:
        scheduler.look()
    return called


START = datetime(2026, 11, 22, 8, 0)


def test_the_first_look_is_at_start() -> None:
    assert days_called(START) == [date(2026, 11, 22)]


def test_the_same_day_is_looked_at_once() -> None:
    assert days_called(*(START + timedelta(minutes=count) for count in range(60))) == [date(2026, 11, 22)]


def test_midnight_brings_a_new_day() -> None:
    late = datetime(2026, 11, 22, 23, 59, 30)
    assert days_called(late, late + timedelta(minutes=1)) == [date(2026, 11, 22), date(2026, 11, 23)]


def test_a_machine_that_slept_looks_again_also_on_the_same_day() -> None:
    assert days_called(START, START + timedelta(hours=3)) == [date(2026, 11, 22)] * 2


def test_a_holiday_asleep_is_one_look_at_the_day_it_is_now() -> None:
    assert days_called(START, START + timedelta(days=14)) == [date(2026, 11, 22), date(2026, 12, 6)]


def test_a_clock_put_back_is_a_jump_too() -> None:
    assert days_called(START, START - timedelta(days=1)) == [date(2026, 11, 22), date(2026, 11, 21)]


@given(st.lists(st.integers(1, 3 * 24 * 60), max_size=20))
def test_no_day_that_was_seen_goes_without_a_look(minutes: list[int]) -> None:
    moments = [START]
    for gap in minutes:
        moments.append(moments[-1] + timedelta(minutes=gap))
    assert {moment.date() for moment in moments} == set(days_called(*moments))


def test_it_calls_from_a_thread_of_its_own_and_stops() -> None:
    came = Event()
    scheduler = DueScheduler(lambda _day: came.set())
    scheduler.start()
    scheduler.start()
    assert came.wait(20)
    assert scheduler.running
    scheduler.stop()
    assert not scheduler.running


def test_a_stop_that_comes_before_the_start_holds() -> None:
    """The program may end while its clocks are still being started, on another thread."""
    scheduler = DueScheduler(lambda _day: None)
    scheduler.stop()
    scheduler.start()
    assert not scheduler.running
