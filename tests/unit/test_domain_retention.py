"""Who is due by the rules, and what keeps a case from being erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bokart_desk.domain.retention import CaseFacts, Hindrance, RetentionKind, RetentionRules, due, hindrances
from bokart_desk.domain.thinning import KeepRule, Kept, to_keep
from bokart_desk.services.privacy.old_backups import gone_by

TODAY = date(2026, 11, 22)
OVER = CaseFacts(1, "2016/1", lived_until=date(2021, 11, 22))
RULES = RetentionRules(tenancy_years=5, case_years=3)


def test_a_case_is_due_on_the_day_its_years_are_over() -> None:
    found = due(OVER, RULES, TODAY)
    assert found is not None
    assert (found.kind, found.years, found.since, found.due_on) == (RetentionKind.TENANCY, 5, OVER.lived_until, TODAY)
    assert due(OVER, RULES, TODAY - timedelta(days=1)) is None


def test_the_years_are_counted_from_the_last_thing_that_happened() -> None:
    assert due(replace(OVER, last_day=date(2023, 1, 1)), RULES, TODAY) is None


def test_a_case_without_a_tenancy_has_a_rule_of_its_own() -> None:
    quiet = CaseFacts(2, "2020/2", last_day=date(2023, 11, 22))
    found = due(quiet, RULES, TODAY)
    assert found is not None
    assert found.kind is RetentionKind.CASE
    assert due(quiet, RetentionRules(tenancy_years=1), TODAY) is None
    assert due(CaseFacts(3, "x"), RULES, TODAY) is None  # nothing has a day


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"running_contracts": 1}, Hindrance.RUNNING_CONTRACT),
        ({"open_needs": 1}, Hindrance.OPEN_NEED),
        ({"open_offers": 1}, Hindrance.OPEN_OFFER),
        ({"appeal_until": TODAY}, Hindrance.APPEAL_LIMIT),
        ({"open_appeal": True}, Hindrance.OPEN_APPEAL),
        ({"unnotified": date(2026, 10, 1)}, Hindrance.NOT_NOTIFIED),
        ({"open_follow_ups": 1}, Hindrance.PLANNED_FOLLOW_UP),
    ],
)
def test_what_is_going_on_keeps_a_case(held: dict[str, object], why: Hindrance) -> None:
    facts = replace(OVER, **held)  # type: ignore[arg-type]
    assert hindrances(facts, TODAY) == (why,)
    assert due(facts, RULES, TODAY) is None


def test_what_is_over_keeps_no_case() -> None:
    facts = replace(OVER, appeal_until=TODAY - timedelta(days=1), unnotified=date(2020, 1, 1))
    assert hindrances(facts, TODAY) == ()


@pytest.mark.parametrize("rule", [KeepRule(), KeepRule(0, 1, 7, 4, 0, 0, 1), KeepRule(monthly_months=36)])
def test_the_last_old_backup_is_gone_on_the_day_that_is_told(rule: KeepRule) -> None:
    now = datetime(2026, 11, 22, 9)  # noqa: DTZ001 - local, as backups are named
    old = {Kept(now), Kept(now - timedelta(days=3)), Kept(now - timedelta(days=200), special=True)}
    day = gone_by(old, rule, now=now)
    assert day is not None
    assert now.date() < day <= now.date() + rule.longest + timedelta(days=1)
    every_day = {Kept(now + timedelta(days=number)) for number in range(1, (day - now.date()).days + 1)}
    assert not old & to_keep(old | every_day, max(one.taken_at for one in every_day) + timedelta(hours=12), rule)
    assert gone_by((), rule, now=now) is None
