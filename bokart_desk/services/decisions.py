"""Individual decisions: granted, refused, extended, not extended; notified, appealed, corrected (rule 9); the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.answer_rows import DecisionRow, UndecidedNeed
from bokart_desk.domain.codes import AppealOutcome, DecisionKind
from bokart_desk.domain.decisions import LEGAL_BASES, AssessmentProblem, assessment_problem, decide_by
from bokart_desk.i18n import N_, _
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import answer_counts
from bokart_desk.storage.queries import answer_facts as facts
from bokart_desk.storage.queries import answer_lists as lists
from bokart_desk.storage.queries.answer_lists import AnswerFilter, AnswerOrder, DecisionState
from bokart_desk.storage.queries.titles import own_title

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["AnswerFilter", "AnswerOrder", "DecisionState"]

_TITLES = {
    DecisionKind.GRANT: N_("Granted: {household}"),
    DecisionKind.REFUSE: N_("Refused: {household}"),
    DecisionKind.EXTEND: N_("Extended: {household}"),
    DecisionKind.NOT_EXTEND: N_("Not extended: {household}"),
}
_MOST_BASES = 6


@dataclass(frozen=True, slots=True)
class DecisionDetail:
    """A decision for the one who opens the case.

    ``place`` is told of a confidential household too, never of a strictly confidential one (rule 11).
    ``values``: what its fields hold, for a form. ``assessment``: why what stands there is no individual assessment.
    """

    row: DecisionRow
    place: str
    values: Mapping[str, Any]
    assessment: AssessmentProblem | None


def decide(
    register: Register,
    *,
    household_id: int,
    kind: DecisionKind,
    assessment: str,
    decided_on: date | None = None,
    reason_code: str | None = None,
    reason: str | None = None,
    legal_basis: str | None = None,
    need_id: int | None = None,
    unit_id: int | None = None,
    contract_id: int | None = None,
    notified_on: date | None = None,
    close_need: bool = False,
    by: By,
) -> Done:
    """Record an individual decision, made today unless said otherwise (rule 9).

    ``notified_on``: the day notice reached the household, where that is known; the limit for an appeal is counted from
    it. ``close_need``: the application ``need_id`` is answered and no longer waits. Raise ``Refused`` without an
    individual assessment (forvaltningsloven § 25), and without a reason code where it says no.
    """
    with doing(register, "decide", by) as it:
        day = decided_on or by.today
        if contract_id is not None and facts.contract_unit(it.job.connection, contract_id) is None:
            raise Refused(_("The contract is no longer in the register. Nothing was saved."))
        made = it.job.insert(
            "decision",
            {
                "household_id": household_id, "kind": kind.value, "decided_on": day, "reason_code": reason_code,
                "reason": reason, "assessment": assessment, "legal_basis": legal_basis, "need_id": need_id,
                "unit_id": unit_id, "contract_id": contract_id, "notified_on": notified_on,
            },
        )  # fmt: skip
        if close_need and need_id is not None:
            it.job.update("need", need_id, {"closed_on": day})
        it.title = _(_TITLES[kind]).format(household=own_title(it.job.connection, "decision", made))
    return it.done


def notify(register: Register, decision_id: int, notified_on: date, *, by: By) -> Done:
    """Record when notice reached the household; the limit for an appeal is counted (forvaltningsloven § 29)."""
    with doing(register, "notify", by) as it:
        it.job.update("decision", decision_id, {"notified_on": notified_on})
        it.title = _("Notice given: {household}").format(household=_household(it.job.connection, decision_id))
    return it.done


def record_appeal(
    register: Register, decision_id: int, appealed_on: date, outcome: AppealOutcome = AppealOutcome.PENDING, *, by: By
) -> Done:
    """Record an appeal and what became of it; one that came too late is recorded too."""
    with doing(register, "appeal", by) as it:
        it.job.update("decision", decision_id, {"appealed_on": appealed_on, "appeal_outcome": outcome.value})
        it.title = _("Appeal: {household}").format(household=_household(it.job.connection, decision_id))
    return it.done


def _household(connection: Connection, decision_id: int) -> str:
    return own_title(connection, "decision", decision_id)


# Reading -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionQuery:
    """Which decisions."""

    narrowed: AnswerFilter = AnswerFilter()  # noqa: RUF009 - frozen
    kind: DecisionKind | None = None
    state: DecisionState = DecisionState.ALL


def find_decisions(
    register: Register, query: DecisionQuery, today: date, *, offset: int = 0, limit: int = 100
) -> tuple[list[DecisionRow], bool]:
    """Return decisions from ``offset`` on, and whether there are more after them."""
    with reading(register.engine) as connection:
        found = lists.decisions(connection, query.narrowed, query.kind, query.state, today, offset, limit + 1)
    return found[:limit], len(found) > limit


def count_decisions(register: Register, query: DecisionQuery, today: date) -> int:
    """Return how many decisions there are."""
    with reading(register.engine) as connection:
        return lists.count_decisions(connection, query.narrowed, query.kind, query.state, today)


def decision_row(register: Register, decision_id: int) -> DecisionRow | None:
    """Return one decision as the list shows it; None when it is gone."""
    with reading(register.engine) as connection:
        return lists.decision_by_id(connection, decision_id)


def decision_detail(register: Register, decision_id: int) -> DecisionDetail | None:
    """Return a decision with what its form needs; None when it is gone."""
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    with reading(register.engine) as connection:
        row = lists.decision_by_id(connection, decision_id)
        values = read_record(connection, "decision", decision_id)
        if row is None or values is None:
            return None
        place = facts.place_of_decision(connection, decision_id)
    return DecisionDetail(row, place, values, assessment_problem(values["assessment"]))


def legal_bases(register: Register, kind: DecisionKind) -> tuple[str, ...]:
    """Return legal bases to propose: those the municipality has used most for such decisions, then the usual ones."""
    with reading(register.engine) as connection:
        used = facts.used_legal_bases(connection, kind, _MOST_BASES)
    return tuple(dict.fromkeys((*used, *LEGAL_BASES[kind])))


def undecided_needs(register: Register, today: date) -> tuple[UndecidedNeed, ...]:
    """Return applications that have waited for a decision for more than a month, the oldest first.

    Their applicants must be told (rule 9, forvaltningsloven § 11 a).
    """
    with reading(register.engine) as connection:
        found = answer_counts.undecided_needs(connection, today)
    return tuple(one for one in found if decide_by(one.applied_on) < today)
