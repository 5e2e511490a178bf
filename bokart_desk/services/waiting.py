"""Waiting households: their needs, the municipality's own criteria, the assessment, and what became of the need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bokart_desk.domain.codes import DecisionKind, NeedKind
from bokart_desk.domain.terms import add_months
from bokart_desk.domain.waiting import MONTHS_TO_DECIDE, WaitingQuery, WaitingRow, WaitingShow, WaitingSort
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import waiting as queries
from bokart_desk.storage.queries.criteria import CriterionLine, criteria_of

__all__ = [
    "CriterionLine",
    "NeedEnd",
    "WaitingDetail",
    "WaitingQuery",
    "WaitingRow",
    "WaitingShow",
    "WaitingSort",
    "bedrooms_for",
    "bedrooms_short",
    "close_need",
    "count_waiting",
    "criteria_in_use",
    "decide_by",
    "decided_words",
    "how_long",
    "lives_in_register",
    "need_kind_label",
    "needs_of",
    "open_needs",
    "record_need",
    "reopen_need",
    "set_criterion",
    "waiting_detail",
    "waiting_page",
    "waiting_row",
]

_DAYS_TOLD = 60
_MONTHS_TOLD = 24
_KIND = {
    NeedKind.FIRST_TIME: N_("First dwelling"),
    NeedKind.CHANGE: N_("Another dwelling"),
    NeedKind.EXTENSION: N_("Extension"),
}

_DECIDED = {
    DecisionKind.GRANT: N_("Granted {day}"),
    DecisionKind.REFUSE: N_("Refused {day}"),
    DecisionKind.EXTEND: N_("Extension granted {day}"),
    DecisionKind.NOT_EXTEND: N_("Extension refused {day}"),
}


class NeedEnd(StrEnum):
    """Why a need is closed."""

    HOUSED = "housed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class WaitingDetail:
    """A need as its case shows it: ``values`` are the fields of the record, for the form; ``criteria`` as they stand.

    Of a household whose need is not recorded there are no values and no criteria.
    """

    row: WaitingRow
    values: Mapping[str, Any]
    criteria: tuple[CriterionLine, ...]


def waiting_page(
    register: Register, wanted: WaitingQuery, today: date, *, offset: int = 0, limit: int = 200
) -> tuple[WaitingRow, ...]:
    """Return rows of the waiting list: open needs, then households without dwelling whose need is not recorded."""
    with reading(register.engine) as connection:
        return tuple(queries.waiting_page(connection, wanted, today, offset, limit))


def count_waiting(register: Register, wanted: WaitingQuery, today: date) -> int:
    """Return how many rows the waiting list has."""
    with reading(register.engine) as connection:
        return queries.count_waiting(connection, wanted, today)


def waiting_row(register: Register, record_id: int, today: date) -> WaitingRow | None:
    """Return one row by its id (a need's; the negative of a household's whose need is not recorded)."""
    with reading(register.engine) as connection:
        return queries.waiting_row(connection, record_id, today)


def open_needs(register: Register, today: date) -> tuple[WaitingRow, ...]:
    """Return all open needs, highest priority first, then those who have waited longest."""
    with reading(register.engine) as connection:
        return tuple(queries.open_needs(connection, today))


def needs_of(register: Register, household_id: int, today: date) -> tuple[WaitingRow, ...]:
    """Return the open needs of one household."""
    with reading(register.engine) as connection:
        return tuple(queries.needs_of(connection, household_id, today))


def waiting_detail(register: Register, record_id: int, today: date) -> WaitingDetail | None:
    """Return a row with all that belongs to it; None when it is gone."""
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    with reading(register.engine) as connection:
        row = queries.waiting_row(connection, record_id, today)
        if row is None:
            return None
        values = None if row.need_id is None else read_record(connection, "need", row.need_id)
        criteria = () if row.need_id is None else tuple(criteria_of(connection, row.need_id))
        return WaitingDetail(row, values or {}, criteria)


def criteria_in_use(register: Register) -> tuple[CriterionLine, ...]:
    """Return the municipality's criteria, heaviest first; none of them is met by anybody here."""
    with reading(register.engine) as connection:
        return tuple(criteria_of(connection, None))


def bedrooms_for(register: Register, household_id: int, today: date) -> int | None:
    """Return how many bedrooms a household needs: what was said, else counted from the persons; None if unknown."""
    with reading(register.engine) as connection:
        return queries.bedrooms_for(connection, household_id, today)


def lives_in_register(register: Register, household_id: int, today: date) -> bool:
    """Tell whether a household lives in a dwelling of the register."""
    with reading(register.engine) as connection:
        return queries.lives_in_register(connection, household_id, today)


def record_need(register: Register, values: Mapping[str, Any], *, by: By, criteria: Iterable[int] = ()) -> Done:
    """Record what a household needs; ``criteria``: the ids of those it meets.

    Applied today where no day is given, and waiting since it applied. Raise ``Refused`` by a rule, or when the
    household has an open need of the same kind already.
    """
    applied = values.get("applied_on") or by.today
    with doing(register, "need", by) as it:
        _refuse_second(it.job.connection, values, by.today)
        made = it.job.insert(
            "need", {**values, "applied_on": applied, "waiting_since": values.get("waiting_since") or applied}
        )
        for criterion in criteria:
            it.job.insert("met_criterion", {"need_id": made, "priority_criterion_id": criterion})
        it.job.record = made
        it.title = _("New: {record}").format(record=record_title(it.job.connection, "need", made))
    return it.done


def set_criterion(register: Register, need_id: int, criterion_id: int, *, met: bool, by: By) -> Done:
    """Say that a need meets a criterion, or no longer does."""
    with doing(register, "criterion", by) as it:
        it.job.held("need", need_id)
        lines = {line.id: line for line in criteria_of(it.job.connection, need_id)}
        line = lines.get(criterion_id)
        if line is None:
            raise Refused(_("This criterion is no longer in use. Nothing was changed."))
        if met and line.met_id is None:
            it.job.insert("met_criterion", {"need_id": need_id, "priority_criterion_id": criterion_id})
        elif not met and line.met_id is not None:
            it.job.delete("met_criterion", line.met_id)
        it.job.record = need_id
        words = _("Criterion met: {criterion}") if met else _("Criterion not met: {criterion}")
        it.title = words.format(criterion=line.name)
    return it.done


def close_need(register: Register, need_id: int, end: NeedEnd, *, by: By, on: date | None = None) -> Done:
    """Close a need: the household has got a dwelling, or it does not want one any more."""
    with doing(register, f"need_{end}", by) as it:
        it.job.update("need", need_id, {"closed_on": on or by.today})
        title = record_title(it.job.connection, "need", need_id)
        words = _("Has got a dwelling: {record}") if end is NeedEnd.HOUSED else _("Need withdrawn: {record}")
        it.title = words.format(record=title)
    return it.done


def reopen_need(register: Register, need_id: int, *, by: By) -> Done:
    """Open a closed need again. Raise ``Refused`` when the household has an open one of the same kind."""
    with doing(register, "need_reopened", by) as it:
        held = it.job.held("need", need_id)
        _refuse_second(it.job.connection, held, by.today)
        it.job.update("need", need_id, {"closed_on": None})
        it.title = _("Open again: {record}").format(record=record_title(it.job.connection, "need", need_id))
    return it.done


def need_kind_label(kind: NeedKind | str | None) -> str:
    """Return the name of a kind of need; empty for none."""
    return "" if kind is None else _(_KIND[NeedKind(kind)])


def how_long(since: date | None, today: date) -> str:
    """Return how long somebody has waited in words: "18 days", "5 months", "3 years"; empty when it is not known."""
    if since is None:
        return ""
    days = max(0, (today - since).days)
    if days < _DAYS_TOLD:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    months = (today.year - since.year) * 12 + today.month - since.month
    months -= add_months(since, months) > today
    if months < _MONTHS_TOLD:
        return ngettext("{count} month", "{count} months", months).format(count=months)
    years = months // 12
    return ngettext("{count} year", "{count} years", years).format(count=years)


def bedrooms_short(row: WaitingRow) -> str:
    """Return how many bedrooms are needed: "3", or "3+" where it is the least, counted from the persons."""
    if row.bedrooms is None:
        return ""
    return f"{row.bedrooms}+" if row.bedrooms_counted else str(row.bedrooms)


def decided_words(row: WaitingRow) -> str:
    """Return what was decided and when; empty while nothing is."""
    if row.decided is None:
        return ""
    return _(_DECIDED[DecisionKind(row.decided)]).format(day=format_date(row.decided_on)).strip()


def decide_by(applied_on: date | None) -> date | None:
    """Return the day by which an application is to be decided, or its applicant told why not (rule 9)."""
    return None if applied_on is None else add_months(applied_on, MONTHS_TO_DECIDE)


def _refuse_second(connection: Any, values: Mapping[str, Any], today: date) -> None:
    household_id, kind = values.get("household_id"), values.get("kind")
    if household_id is None:
        return
    for row in queries.needs_of(connection, household_id, today):
        if row.kind == kind:
            since = format_date(row.since) if row.since else _("a day that is not known")
            raise Refused(
                _("{household} has an open need of this kind already, since {day}. Change that one instead.").format(
                    household=row.household, day=since
                ),
                {"kind": _("There is an open need of this kind already.")},
            )
