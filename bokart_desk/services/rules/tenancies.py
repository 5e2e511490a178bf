"""Rules for contracts and reviews that hold whatever is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection, ReviewOutcome
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.tenancy import NoticeEffect, notice_effect
from bokart_desk.i18n import _, format_date
from bokart_desk.services.rules.checking import (
    Wrong,
    merged,
    not_after_today,
    not_before,
    not_negative,
    refuse,
    required,
)
from bokart_desk.services.rules.claims import taken_by
from bokart_desk.services.rules.protection import refuse_addresses

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

Values = dict[str, Any]
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2200, 12, 31)
"""A start or an end outside these years is a slip of the keyboard."""


def contract(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A contract has a unit, a household and a start; it ends on a day or is indefinite, never before it begins.

    No other contract claims a day of it on the unit (rule 8). A demand to move comes after the end, an advance notice
    not (rule 2, husleieloven § 9-2). A strictly confidential household gets none: it would tell where they live, and
    so would a note with an address (rule 11).
    """
    wrong: Wrong = {}
    held = merged(values, current)
    changed = {name for name, value in values.items() if current is None or current[name] != value}
    required(wrong, values, current, "unit_id", "household_id", "start_date")
    for last in ("end_date", "moved_out_on", "advance_notice_on", "vacate_notice_on"):
        not_before(wrong, held, values, "start_date", last)
    not_negative(wrong, values, "monthly_rent", "security_amount")
    not_after_today(wrong, values, job.by.today, *(changed & {"signed_on", "advance_notice_on", "vacate_notice_on"}))
    for name in ("start_date", "end_date"):
        if not sensible(values.get(name)):
            wrong.setdefault(name, not_sensible())
    if "renews_contract_id" in changed and held.get("renews_contract_id") is not None:
        _renewal_has_review(wrong, held, job)
    _notices_in_order(wrong, held, changed)
    _protected(wrong, held, values, current, job)
    if not wrong and changed & {"unit_id", "start_date", "end_date", "moved_out_on"}:
        _claims(wrong, held, changed, job)
    refuse(wrong)
    values.pop("indefinite", None)  # follows from the end
    if current is None or "end_date" in values:
        values["indefinite"] = values.get("end_date") is None
    return values


def sensible(day: date | None) -> bool:
    """Tell whether a contract may have been meant to start or end on a day."""
    return day is None or FIRST_DAY <= day <= LAST_DAY


def not_sensible() -> str:
    """Say that a day must be a slip of the keyboard."""
    return _("This day is too far away to be meant. Look at the year.")


def too_early(end: date | None) -> str:
    """Say why a demand to move does not count before the end (rule 2)."""
    if end is None:
        return _("This tenancy has no agreed end, so there is no end after which to demand that they move.")
    return _(
        "The contract runs until {end}. A demand to move counts only when it is sent after that day (husleieloven "
        "§ 9-2). A letter before it is an advance notice: record it as that."
    ).format(end=format_date(end))


def too_late_to_tell(end: date) -> str:
    """Say why no advance notice is sent after the end."""
    return _("The contract ended {end}. After the end a notice to vacate counts, no advance notice.").format(
        end=format_date(end)
    )


def no_contract_for_strictly_confidential() -> str:
    """Say why no contract is made for a household whose address must never be recorded (rule 11)."""
    return _(
        "This household's address is strictly confidential, and a contract in the register would tell where they live. "
        "Nothing was saved. Keep the contract outside the register, locked away, and note a follow-up on the day it "
        "ends."
    )


def _notices_in_order(wrong: Wrong, held: Mapping[str, Any], changed: set[str]) -> None:
    end = held.get("end_date")
    demanded, told = held.get("vacate_notice_on"), held.get("advance_notice_on")
    no_demand = (NoticeEffect.BEFORE_END, NoticeEffect.NO_END)
    if demanded is not None and "vacate_notice_on" in changed and notice_effect(end, demanded) in no_demand:
        wrong.setdefault("vacate_notice_on", too_early(end))
    if end is not None and told is not None and told > end and "advance_notice_on" in changed:
        wrong.setdefault("advance_notice_on", too_late_to_tell(end))


def _protected(
    wrong: Wrong, held: Mapping[str, Any], values: Values, current: Mapping[str, Any] | None, job: Job
) -> None:
    household = held.get("household_id")
    if household is None or not _strictly_confidential(household, job):
        return
    if current is None or current["household_id"] != household:
        wrong["household_id"] = no_contract_for_strictly_confidential()
    else:
        refuse_addresses(wrong, values, job.connection)


def _strictly_confidential(household: int, job: Job) -> bool:
    from bokart_desk.storage.queries.people import protection_of  # noqa: PLC0415

    return protection_of(job.connection, household) is Protection.STRICTLY_CONFIDENTIAL


def _claims(wrong: Wrong, held: Mapping[str, Any], changed: set[str], job: Job) -> None:
    dates = ContractDates(held["start_date"], held.get("end_date"), held.get("moved_out_on"))
    taken = taken_by(job.connection, held["unit_id"], dates, beside=held.get("id"))
    if taken is not None:
        text, later = taken
        likely = ("end_date", "moved_out_on", "start_date") if later else ("start_date", "end_date", "moved_out_on")
        wrong[next((name for name in likely if name in changed), "unit_id")] = text


def review(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A review was held on a day of its tenancy, and the next one is after it.

    It tells no address of a strictly confidential household (rule 11).
    """
    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "contract_id", "held_on")
    not_before(wrong, held, values, "held_on", "next_review_on")
    not_negative(wrong, values, "monthly_income")
    not_after_today(wrong, values, job.by.today, "held_on", "talk_on")
    if current is not None:
        _renewal_keeps_review(wrong, values, current, job)
    if held.get("contract_id") is not None:
        reviewed = job.held("contract", held["contract_id"])
        _within_tenancy(wrong, values.get("held_on"), reviewed)
        if _strictly_confidential(reviewed["household_id"], job):
            refuse_addresses(wrong, values, job.connection)
    refuse(wrong)
    return values


def _renewal_keeps_review(wrong: Wrong, values: Values, current: Mapping[str, Any], job: Job) -> None:
    """A contract that was renewed keeps a review that allowed it (rule 3)."""
    allowed = current["outcome"] == ReviewOutcome.EXTEND
    after = merged(values, current)
    if allowed and (after["outcome"] != current["outcome"] or after["contract_id"] != current["contract_id"]):
        fault = carries_renewal(current, job)
        if fault:
            wrong["outcome"] = fault


def _renewal_has_review(wrong: Wrong, held: Mapping[str, Any], job: Job) -> None:
    from bokart_desk.storage.queries.renewals import allowed_by_review  # noqa: PLC0415

    renewed = held["renews_contract_id"]
    if renewed == held.get("id") or not allowed_by_review(job.connection, renewed):
        wrong["renews_contract_id"] = _("Nothing is renewed before a review whose outcome allows it.")


def carries_renewal(review_held: Mapping[str, Any], job: Job) -> str:
    """Say that a contract was renewed on a review that is to go (rule 3); empty when nothing stands on it."""
    from bokart_desk.storage.queries.renewals import renewal_without_review  # noqa: PLC0415

    if renewal_without_review(job.connection, review_held["contract_id"], beside=review_held["id"]) is None:
        return ""
    return _("The contract was renewed after this review, and nothing is renewed without one. Nothing was changed.")


def _within_tenancy(wrong: Wrong, held_on: date | None, reviewed: Mapping[str, Any]) -> None:
    if held_on is None:
        return
    if held_on < reviewed["start_date"]:
        wrong["held_on"] = _("The contract begins {day}. A review of it cannot be older.").format(
            day=format_date(reviewed["start_date"])
        )
    elif reviewed["moved_out_on"] is not None and held_on > reviewed["moved_out_on"]:
        wrong["held_on"] = _("The household moved out {day}. There is nothing to review after that.").format(
            day=format_date(reviewed["moved_out_on"])
        )
