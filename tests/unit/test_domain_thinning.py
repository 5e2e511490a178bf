"""Thinning leaves one backup of each hour, day, week and month, and never takes what one may still need."""

# ruff: noqa: DTZ001 - local times, as the names of backups tell them

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bokart_desk.domain.thinning import KeepRule, Kept, to_keep

NOW = datetime(2026, 11, 22, 15, 30)
RULE = KeepRule()
BARE = KeepRule(
    all_hours=0, hourly_days=0, daily_days=0, weekly_weeks=0, monthly_months=0, special_days=0, newest_days=0
)

minutes = st.integers(0, 3 * 365 * 24 * 60)
backups = st.sets(
    st.builds(lambda ago, special: Kept(NOW - timedelta(minutes=ago), special), minutes, st.booleans()), max_size=60
)
rules = st.builds(
    KeepRule,
    all_hours=st.integers(0, 48),
    hourly_days=st.integers(0, 7),
    daily_days=st.integers(0, 90),
    weekly_weeks=st.integers(0, 60),
    monthly_months=st.integers(0, 36),
    special_days=st.integers(0, 60),
    newest_days=st.integers(0, 10),
)


def taken(*ago: timedelta, special: bool = False) -> list[Kept]:
    return [Kept(NOW - one, special) for one in ago]


@given(backups, rules)
def test_the_newest_always_stays(held: set[Kept], rule: KeepRule) -> None:
    kept = to_keep(held, NOW, rule)
    assert kept <= held
    if held:
        assert max(one.taken_at for one in held) in {one.taken_at for one in kept}


@given(minutes, st.booleans())
def test_the_only_backup_stays_however_old_it_is(ago: int, special: bool) -> None:
    only = Kept(NOW - timedelta(minutes=ago), special)
    assert to_keep({only}, NOW, BARE) == {only}


@given(backups)
def test_one_of_each_hour_day_week_and_month_stays_as_long_as_the_rule_says(held: set[Kept]) -> None:
    kept = {one.taken_at for one in to_keep(held, NOW, RULE)}
    for one in held:
        at = one.taken_at
        age = NOW - at
        if age < timedelta(hours=RULE.all_hours):
            assert at in kept
        if age < timedelta(days=RULE.hourly_days):
            assert any(other.replace(minute=0) == at.replace(minute=0) for other in kept)
        if age < timedelta(days=RULE.daily_days):
            assert any(other.date() == at.date() for other in kept)
        if age < timedelta(weeks=RULE.weekly_weeks):
            assert any(other.isocalendar()[:2] == at.isocalendar()[:2] for other in kept)
        if age < timedelta(days=31 * RULE.monthly_months):
            assert any((other.year, other.month) == (at.year, at.month) for other in kept)


@given(backups, rules)
def test_no_more_than_one_a_month_stays_beyond_the_weeks(held: set[Kept], rule: KeepRule) -> None:
    """Apart from those of a reason of their own and the newest days."""
    kept = [one for one in to_keep(held, NOW, rule) if not one.special]
    newest = sorted({one.taken_at.date() for one in held}, reverse=True)[: max(rule.newest_days, 1)]
    days = max(rule.all_hours / 24, rule.hourly_days, rule.daily_days, 7 * rule.weekly_weeks, rule.special_days)
    old = [one.taken_at for one in kept if NOW - one.taken_at >= timedelta(days=days)]
    old = [moment for moment in old if moment.date() not in newest]
    assert len({(moment.year, moment.month) for moment in old}) == len(old)
    assert all(NOW - moment < rule.longest for moment in old)


@given(backups)
def test_what_was_taken_before_an_import_stays_some_days_whatever_the_rule(held: set[Kept]) -> None:
    rule = KeepRule(all_hours=0, hourly_days=0, daily_days=0, weekly_weeks=0, monthly_months=0)
    kept = to_keep(held, NOW, rule)
    assert {one for one in held if one.special and NOW - one.taken_at < timedelta(days=rule.special_days)} <= kept


@given(backups, rules)
def test_thinning_again_drops_nothing_more(held: set[Kept], rule: KeepRule) -> None:
    kept = to_keep(held, NOW, rule)
    assert to_keep(kept, NOW, rule) == kept


@given(backups, rules, st.integers(0, 4 * 365))
def test_a_clock_set_back_drops_nothing_that_would_have_stayed(held: set[Kept], rule: KeepRule, days: int) -> None:
    assert to_keep(held, NOW, rule) <= to_keep(held, NOW - timedelta(days=days), rule)


@given(backups, rules, st.integers(1, 4 * 365))
def test_moments_ahead_of_the_clock_stay_and_put_nothing_in_danger(held: set[Kept], rule: KeepRule, days: int) -> None:
    ahead = {Kept(one.taken_at + timedelta(days=days + 3 * 365), one.special) for one in held}
    assert to_keep(held | ahead, NOW, rule) == to_keep(held, NOW, rule) | ahead


def test_a_clock_five_years_ahead_leaves_the_newest_days() -> None:
    held = set(taken(*(timedelta(days=count) for count in range(20))))
    wrong = NOW.replace(year=2031)
    kept = to_keep(held | {Kept(wrong)}, wrong, RULE)
    assert kept == {Kept(wrong), *taken(*(timedelta(days=count) for count in range(6)))}


def test_a_year_of_work_leaves_some_dozens() -> None:
    """Every third hour of each working day, thinned after each, as the program does it."""
    held: set[Kept] = set()
    moment = NOW - timedelta(days=500)
    while moment <= NOW:
        if moment.weekday() < 5 and 8 <= moment.hour <= 16:
            held = to_keep(held | {Kept(moment)}, moment, RULE)
        moment += timedelta(hours=3)
    assert 40 < len(held) < 80
    months = {(one.taken_at.year, one.taken_at.month) for one in held}
    assert len(months) in (12, 13)
    assert min(one.taken_at for one in held) > NOW - RULE.longest - timedelta(days=4)
