"""Head leases: what the municipality rents from others; entered, renewed and taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.jobs import record_title
from bokart_desk.services.register import Register

_KEPT = ("landlord_id", "notice_months", "security_kind", "security_amount", "maintained_by")
"""What a renewed head lease takes over from the one before it."""


def new_head_lease(register: Register, dwelling_id: int, values: Mapping[str, Any], *, by: By) -> Done:
    """Enter a head lease on a dwelling; a dwelling that names no landlord gets the lease's.

    Raise ``Refused`` when another one runs on a common day.
    """
    with doing(register, "new_head_lease", by) as it:
        home = it.job.held("dwelling", dwelling_id)
        landlord = values.get("landlord_id") or home["landlord_id"]
        _refuse_overlap(it.job, dwelling_id, values.get("start_date"), values.get("end_date"))
        it.job.record = it.job.insert("head_lease", {**values, "dwelling_id": dwelling_id, "landlord_id": landlord})
        if landlord is not None and home["landlord_id"] is None:
            it.job.update("dwelling", dwelling_id, {"landlord_id": landlord})
        it.title = _("New head lease: {dwelling}").format(
            dwelling=record_title(it.job.connection, "dwelling", dwelling_id)
        )
    return it.done


def renew_head_lease(
    register: Register, lease_id: int, end: date | None, *, monthly_rent: Decimal | None = None, by: By
) -> Done:
    """Rent on for a new period, from the day after the old one to ``end`` (None: until further notice).

    The old one is kept as it was. The rent goes on unless ``monthly_rent`` is given.
    """
    with doing(register, "renew_head_lease", by) as it:
        held = it.job.held("head_lease", lease_id)
        if held["end_date"] is None:
            raise Refused(_("This head lease runs until further notice; there is nothing to renew."))
        start = held["end_date"] + timedelta(days=1)
        if end is not None and end < start:
            message = _("Must not be before {day}.").format(day=format_date(start))
            raise Refused(message, {"end_date": message})
        _refuse_overlap(it.job, held["dwelling_id"], start, end)
        rent = held["monthly_rent"] if monthly_rent is None else monthly_rent
        values = {"dwelling_id": held["dwelling_id"], "start_date": start, "end_date": end, "monthly_rent": rent}
        it.job.record = it.job.insert("head_lease", values | {name: held[name] for name in _KEPT})
        it.title = _("Head lease renewed: {dwelling}").format(
            dwelling=record_title(it.job.connection, "dwelling", held["dwelling_id"])
        )
    return it.done


def remove_head_lease(register: Register, lease_id: int, *, by: By) -> Done:
    """Take away a head lease that was entered by mistake; undo brings it back."""
    with doing(register, "delete", by) as it:
        it.job.held("head_lease", lease_id)
        it.title = _("Delete: {record}").format(record=record_title(it.job.connection, "head_lease", lease_id))
        it.job.delete("head_lease", lease_id)
    return it.done


def _refuse_overlap(job: Job, dwelling_id: int, start: date | None, end: date | None) -> None:
    from bokart_desk.storage.queries.head_leases import leases_of_dwelling  # noqa: PLC0415

    if start is None:
        return
    for other in leases_of_dwelling(job.connection, dwelling_id):
        if other.start <= (end or date.max) and start <= (other.end or date.max):
            if other.end is None:
                text = _("Another head lease on this dwelling runs from {start} until further notice.")
            else:
                text = _("Another head lease on this dwelling runs from {start} to {end}.")
            message = text.format(start=format_date(other.start), end=format_date(other.end))
            raise Refused(message, {"start_date": message})
