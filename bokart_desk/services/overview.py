"""What the first screen shows, seen from a day."""

from __future__ import annotations

from datetime import date, timedelta

from bokart_desk.domain.due import DueKind
from bokart_desk.domain.rows import Overview
from bokart_desk.domain.terms import add_months
from bokart_desk.services.due_summary import due_summary
from bokart_desk.services.municipality import municipality_on
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries import contracts, states
from bokart_desk.storage.queries import units as unit_queries
from bokart_desk.storage.queries.contract_rows import rows_by_id
from bokart_desk.storage.queries.counts import count_listed, count_rows, ends_by_month
from bokart_desk.storage.queries.imports import last_import
from bokart_desk.storage.queries.search_terms import Terms
from bokart_desk.storage.schema import contract, dwelling, household, unit

MONTHS_SHOWN = 12
"""Months of the bar chart of contracts that end, the running month first."""
DAYS_AHEAD = 30
"""What is due within this many days stands on the first screen."""
_SHOWN = 20
_SHOWN_OF_KIND = 3
_ABOUT_PAST_END = frozenset({DueKind.CONTRACT_ENDED, DueKind.BECOMES_INDEFINITE})


def overview(register: Register, today: date) -> Overview:
    """Return what needs doing and how much there is; of each list the most urgent, with the number of all."""
    with reading(register.engine) as connection:
        going = states.not_ended(today)
        past = contracts.Wanted(going & states.past_end(today), Terms((), ()))
        ladder = municipality_on(connection).ladder
        due = due_summary(connection, today, ladder, within_days=DAYS_AHEAD, soonest=_SHOWN, of_kind=_SHOWN_OF_KIND)
        return Overview(
            today=today,
            dwellings=count_rows(connection, dwelling),
            units=count_rows(connection, unit),
            households=count_rows(connection, household),
            contracts=count_rows(connection, contract),
            open_contracts=count_listed(connection, going),
            indefinite=count_listed(connection, going, states.agreed_indefinite()),
            became_indefinite=count_listed(connection, going, states.became_indefinite(today)),
            past_end=tuple(rows_by_id(connection, contracts.find_ids(connection, past, 0, _SHOWN), today)),
            past_end_count=contracts.count(connection, past),
            ending_by_month=_months(ends_by_month(connection, today, _last_shown(today)), today),
            vacant_units=tuple(unit_queries.vacant(connection, today, text="", disposal=None, offset=0, limit=_SHOWN)),
            vacant_count=unit_queries.count_vacant(connection, today),
            due=due.soonest,
            due_count=sum(due.by_kind.values()),
            due_by_kind=due.by_kind,
            overdue_count=sum(count for kind, count in due.reached.items() if kind not in _ABOUT_PAST_END),
            last_import=last_import(connection),
        )


def _last_shown(today: date) -> date:
    return add_months(today.replace(day=1), MONTHS_SHOWN) - timedelta(days=1)


def _months(counts: dict[str, int], today: date) -> tuple[tuple[date, int], ...]:
    firsts = [add_months(today.replace(day=1), number) for number in range(MONTHS_SHOWN)]
    return tuple((first, counts.get(f"{first:%Y-%m}", 0)) for first in firsts)
