"""What erasing a case would mean, before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.retention import Due
from bokart_desk.i18n import _, ngettext
from bokart_desk.services.doing import Refused
from bokart_desk.services.privacy.old_backups import OlderBackups, older_backups
from bokart_desk.services.privacy.retention import rule_for, why_not_erased
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading


@dataclass(frozen=True, slots=True)
class Plan:
    """What erasing a household would mean. ``against``: why it may not be, in words; nothing when it may.

    ``by_rule``: the retention rule it is due by, if any. ``counts``: its records by kind; ``rows``: the rows of lists
    that they came from. ``older``: the backups that hold it.
    """

    household_id: int
    name: str
    case_number: str
    protection: Protection
    against: tuple[str, ...]
    by_rule: Due | None
    counts: Mapping[str, int]
    rows: int
    older: OlderBackups


def plan_erasure(register: Register, household_id: int, today: date, *, now: datetime) -> Plan:
    """Return what erasing a household would mean; nothing is changed. Raise ``Refused`` when it is gone."""
    from bokart_desk.storage.erasing.case import records_of_case  # noqa: PLC0415 - loaded with the first erasure
    from bokart_desk.storage.erasing.emptying import count_by_kind  # noqa: PLC0415
    from bokart_desk.storage.erasing.lists import rows_of  # noqa: PLC0415
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    against = why_not_erased(register, household_id, today)
    with reading(register.engine) as connection:
        held = read_record(connection, "household", household_id)
        if held is None:
            raise Refused(_("This household is no longer in the register. Nothing was changed."))
        records = records_of_case(connection, household_id)
        counts, rows = count_by_kind(connection, records), len(rows_of(connection, records))
    return Plan(
        household_id=household_id,
        name=held["name"],
        case_number=held["case_number"],
        protection=Protection(held["protection"]),
        against=against,
        by_rule=None if against else rule_for(register, household_id, today),
        counts=counts,
        rows=rows,
        older=older_backups(register, now, now=now),
    )


def what_goes(plan: Plan) -> tuple[str, ...]:
    """Return in words what erasing would take and what would stay, the most important first."""
    from bokart_desk.services.jobs import kind_name  # noqa: PLC0415

    counts = ", ".join(
        _("{kind}: {count}").format(kind=kind_name(kind), count=count)
        for kind, count in plan.counts.items()
        if kind not in ("household", "met_criterion")
    )
    rows = ngettext(
        "{count} row of imported lists is emptied, and names are taken out of all others.",
        "{count} rows of imported lists are emptied, and names are taken out of all others.",
        plan.rows,
    ).format(count=plan.rows)
    return (
        _("Names, birth dates, numbers, phones, notes, reasons and assessments go, with all of their history."),
        _("The case holds now: {counts}").format(counts=counts) if counts else _("The case holds no other records."),
        rows,
        _("Days, kinds, outcomes and units stay without a name, so that the statistics do not change."),
    )
