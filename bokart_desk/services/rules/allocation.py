"""Rules for offers and decisions that hold whatever is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import AppealOutcome, DecisionKind, OfferAnswer, Protection
from bokart_desk.domain.decisions import NEGATIVE, appeal_by, assessment_problem
from bokart_desk.i18n import _
from bokart_desk.services.answer_words import assessment_words
from bokart_desk.services.rules.checking import Wrong, merged, not_after_today, not_before, refuse, required
from bokart_desk.services.rules.protection import refuse_in_case, take_out_first

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

Values = dict[str, Any]


def offer(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """An offer is answered after it was made; a declined one has a reason (rule 10).

    To a strictly confidential household no dwelling is named (rule 11).
    """
    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "household_id", "answer")
    for last in ("answer_by", "answered_on"):
        not_before(wrong, held, values, "offered_on", last)
    not_after_today(wrong, values, job.by.today, "answered_on")
    declined = held.get("answer") == OfferAnswer.DECLINED
    if declined and {"answer", "reason_code"} & set(values) and not held.get("reason_code"):
        wrong["reason_code"] = _("Say why the household declined.")
    if not wrong.get("household_id"):
        _name_no_dwelling(wrong, values, current, job)
    refuse(wrong)
    return values


def decision(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A decision has a kind, a day and an individual assessment; one that says no has a reason (rule 9).

    One that came without them with a list stays as it is until these fields are changed. The limit for an appeal is
    counted anew when the day of the notice changes.
    """
    wrong: Wrong = {}
    if "notified_on" in values and "appeal_by" not in values:
        notified = values["notified_on"]
        values["appeal_by"] = appeal_by(notified) if notified is not None else None
    if "appealed_on" in values and "appeal_outcome" not in values:
        held_outcome = (current or {}).get("appeal_outcome") or AppealOutcome.PENDING
        values["appeal_outcome"] = None if values["appealed_on"] is None else held_outcome
    held = merged(values, current)
    required(wrong, values, current, "household_id", "kind", "decided_on")
    not_before(wrong, held, values, "decided_on", "notified_on")
    not_before(wrong, held, values, "notified_on", "appeal_by")
    not_before(wrong, held, values, "decided_on", "appealed_on")
    not_after_today(wrong, values, job.by.today, "decided_on", "notified_on", "appealed_on")
    if current is None or "assessment" in values:
        problem = assessment_problem(values.get("assessment"))
        if problem is not None:
            wrong["assessment"] = assessment_words(problem)
    says_no = held.get("kind") in set(NEGATIVE)
    if says_no and (current is None or {"reason_code", "kind"} & set(values)) and not held.get("reason_code"):
        wrong["reason_code"] = _reason_missing(held["kind"])
    if values.get("appeal_outcome") is not None and held.get("appealed_on") is None:
        wrong["appealed_on"] = _("Say when the appeal came.")
    if not wrong.get("household_id"):
        _name_no_dwelling(wrong, values, current, job)
    refuse(wrong)
    return values


def _reason_missing(kind: str) -> str:
    if kind == DecisionKind.REFUSE:
        return _("Say why the application is refused.")
    return _("Say why the contract is not extended.")


def _name_no_dwelling(wrong: Wrong, values: Values, current: Mapping[str, Any] | None, job: Job) -> None:
    from bokart_desk.storage.queries.people import protection_of  # noqa: PLC0415

    household_id = merged(values, current)["household_id"]
    if protection_of(job.connection, household_id) is not Protection.STRICTLY_CONFIDENTIAL:
        return
    for name in ("unit_id", "offered_address"):
        if values.get(name) is not None:
            wrong[name] = _(
                "The household's address is strictly confidential: the dwelling cannot be named. Record it without."
            )
    if current is not None and current["household_id"] != household_id and current.get("offered_address"):
        wrong["offered_address"] = take_out_first([("offer", "offered_address")])
    texts = {name: value for name, value in values.items() if name not in wrong}
    refuse_in_case(wrong, texts, current, job.connection)
