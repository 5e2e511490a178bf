"""Rules for landlords, dwellings, head leases and units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.addresses import address_key, tidy_unit, unit_key
from bokart_desk.domain.codes import Disposal, UnitStatus
from bokart_desk.domain.text_keys import match_key, search_key, sort_key
from bokart_desk.i18n import _
from bokart_desk.services.rules.checking import Wrong, merged, not_before, not_negative, refuse, required

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

Values = dict[str, Any]
_POSTCODE_LENGTH = 4
_STANDS_EMPTY = (UnitStatus.VACANT, UnitStatus.RESERVED)
"""Noted so, a unit goes on standing empty from the day it became vacant."""


def landlord(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:  # noqa: ARG001
    """A landlord has a name."""
    wrong: Wrong = {}
    required(wrong, values, current, "name")
    refuse(wrong)
    if values.get("name"):
        values["name_key"] = match_key(values["name"])
    return values


def dwelling(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:  # noqa: ARG001
    """A dwelling has an address; a postcode has four digits; a new one whose owner is not told is unknown."""
    wrong: Wrong = {}
    required(wrong, values, current, "address")
    postcode = values.get("postcode")
    if postcode and not (postcode.isascii() and postcode.isdigit() and len(postcode) == _POSTCODE_LENGTH):
        wrong["postcode"] = _("A postcode has four digits.")
    refuse(wrong)
    if values.get("address"):
        address = values["address"]
        values |= {
            "address_key": address_key(address),
            "address_sort": sort_key(address),
            "address_search": search_key(address),
        }
    if "number" in values:
        values["number_key"] = match_key(values["number"] or "") or None
    if current is None or "disposal" in values:
        values["disposal"] = values.get("disposal") or Disposal.UNKNOWN
    return values


def head_lease(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:  # noqa: ARG001
    """A head lease has a start, and does not end before it."""
    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "dwelling_id", "start_date")
    not_before(wrong, held, values, "start_date", "end_date")
    not_negative(wrong, values, "notice_months", "monthly_rent", "security_amount")
    refuse(wrong)
    return values


def unit(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A unit's label is its own within the dwelling; a change of status is dated."""
    wrong: Wrong = {}
    required(wrong, values, current, "dwelling_id")
    not_negative(wrong, values, "bedrooms", "rooms", "area_m2", "most_persons", "monthly_rent")
    if current is None or "label" in values:
        label = tidy_unit(values.get("label") or "")
        values |= {"label": label, "label_key": search_key(label)}
        if not wrong and _taken(job, merged(values, current), current):
            wrong["label"] = _("Another unit of this dwelling has this name.")
    refuse(wrong)
    if current is None:
        values["status"] = values.get("status") or UnitStatus.VACANT
    if "status" in values and "status_since" not in values and (current or {}).get("status") != values["status"]:
        values["status_since"] = job.by.today
    if values.get("status") == UnitStatus.VACANT and "vacant_from" not in values:
        values["vacant_from"] = values.get("status_since") or (current or {}).get("status_since") or job.by.today
    elif "status" in values and values["status"] not in _STANDS_EMPTY and "vacant_from" not in values:
        values["vacant_from"] = None
    return values


def _taken(job: Job, held: Mapping[str, Any], current: Mapping[str, Any] | None) -> bool:
    from bokart_desk.storage.queries.places import unit_labels  # noqa: PLC0415

    own = (current or {}).get("id")
    others = unit_labels(job.connection, held["dwelling_id"])
    return any(unit_key(label) == unit_key(held["label"]) for record, label in others if record != own)
