"""Rules for contracts and reviews that hold whatever is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.services.rules.checking import Wrong, merged, not_before, not_negative, refuse, required

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

Values = dict[str, Any]


def contract(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:  # noqa: ARG001
    """A contract has a unit, a household and a start; it ends on a day or is indefinite, never before it begins."""
    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "unit_id", "household_id", "start_date")
    for last in ("end_date", "moved_out_on", "advance_notice_on", "vacate_notice_on"):
        not_before(wrong, held, values, "start_date", last)
    not_negative(wrong, values, "monthly_rent", "security_amount")
    refuse(wrong)
    if current is None or "end_date" in values:
        values["indefinite"] = values.get("end_date") is None
    return values


def review(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:  # noqa: ARG001
    """A review was held on a day, and the next one is after it."""
    wrong: Wrong = {}
    required(wrong, values, current, "contract_id", "held_on")
    not_before(wrong, merged(values, current), values, "held_on", "next_review_on")
    not_negative(wrong, values, "monthly_income")
    refuse(wrong)
    return values
