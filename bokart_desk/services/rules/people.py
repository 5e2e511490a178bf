"""Rules for households, their members, needs, follow-ups and plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.identity import digits_of, is_duf, is_national_identity
from bokart_desk.domain.text_keys import search_key, sort_key
from bokart_desk.i18n import _
from bokart_desk.services.rules.checking import (
    Wrong,
    merged,
    not_after_today,
    not_before,
    not_negative,
    refuse,
    required,
)
from bokart_desk.services.rules.protection import refuse_addresses, refuse_in_case, refuse_in_whole_case

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

Values = dict[str, Any]


def household(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A household has a name and a case number of its own; where it is strictly confidential no text tells a place.

    Nor does any text of its case when it becomes strictly confidential, whatever makes it so.
    """
    from bokart_desk.storage.queries.people import case_number_taken, next_case_number  # noqa: PLC0415

    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "name")
    not_before(wrong, held, values, "introduction_from", "introduction_to")
    not_negative(wrong, values, "size", "monthly_income", "needed_bedrooms", "most_monthly_rent")
    if current is None and not values.get("case_number"):
        values["case_number"] = next_case_number(job.connection)
    elif "case_number" in values:
        required(wrong, values, current, "case_number")
        if values["case_number"] and case_number_taken(job.connection, values["case_number"], held.get("id")):
            wrong["case_number"] = _("Another household has this case number.")
    if held.get("protection") == Protection.STRICTLY_CONFIDENTIAL:
        texts = {**(current or {}), **values} if "protection" in values else values
        refuse_addresses(wrong, texts, job.connection)
        if current is not None and current["protection"] != Protection.STRICTLY_CONFIDENTIAL:
            refuse_in_whole_case(wrong, current["id"], job.connection)
    refuse(wrong)
    if current is None or "protection" in values:
        values["protection"] = values.get("protection") or Protection.NONE
    if values.get("name"):
        values["name_key"] = search_key(values["name"])
        values.setdefault("name_sort", sort_key(_family_first(values["name"])))
    return values


def _family_first(name: str) -> str:
    """Return a name with its last word first: lists are sorted by family name."""
    given, _blank, family = name.rpartition(" ")
    return f"{family} {given}"


def person(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A person has a name; DUF number and national identity number hold their control digits and are the person's own.

    Blanks and hyphens in the numbers are left out.
    """
    from bokart_desk.storage.queries.people import number_taken  # noqa: PLC0415

    wrong: Wrong = {}
    held = merged(values, current)
    for name, check, fault in (
        ("duf_number", is_duf, _("A DUF number has 12 digits, and the last two are a control: one of them is wrong.")),
        (
            "identity_number",
            is_national_identity,
            _("A national identity number has 11 digits, and the last two are a control: one of them is wrong."),
        ),
    ):
        if values.get(name):
            values[name] = digits_of(values[name])
            if not check(values[name]):
                wrong[name] = fault
            elif (owner := number_taken(job.connection, name, values[name], held.get("id"))) is not None:
                wrong[name] = _("{name} has this number in the register already.").format(name=owner)
    not_after_today(wrong, values, job.by.today, "born_on")
    required(wrong, values, current, "household_id")
    refuse_in_case(wrong, values, current, job.connection)
    given, family = held.get("given_name") or "", held.get("family_name") or ""
    if not (given or family):
        wrong["given_name"] = _("This must be filled in.")
    refuse(wrong)
    for name in ("given_name", "family_name"):
        if name in values:
            values[name] = values[name] or ""
    if current is None or {"given_name", "family_name"} & set(values):
        values["name_key"] = search_key(f"{given} {family}")
        if current is not None and held.get("main_person"):
            _rename_household(held, current, job)
    return values


def _rename_household(held: Values, current: Mapping[str, Any], job: Job) -> None:
    """A household that bears its main person's name goes on doing so when the name is corrected."""
    before, after = (
        f"{names.get('given_name') or ''} {names.get('family_name') or ''}".strip() for names in (current, held)
    )
    if before != after and job.held("household", held["household_id"])["name"] == before:
        key = sort_key(f"{held.get('family_name') or ''} {held.get('given_name') or ''}")
        job.update("household", held["household_id"], {"name": after, "name_sort": key})


def need(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A need has a kind; it is not closed before it was applied for."""
    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "household_id", "kind")
    not_after_today(wrong, values, job.by.today, "applied_on", "waiting_since")
    not_before(wrong, held, values, "applied_on", "closed_on")
    not_negative(wrong, values, "bedrooms", "priority")
    refuse_in_case(wrong, values, current, job.connection)
    refuse(wrong)
    return values


def follow_up(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A follow-up has a kind, and a day on which it is due or was done."""
    wrong: Wrong = {}
    held = merged(values, current)
    required(wrong, values, current, "household_id", "kind")
    not_after_today(wrong, values, job.by.today, "done_on")
    if held.get("due_on") is None and held.get("done_on") is None:
        wrong["due_on"] = _("Say when it is due, or when it was done.")
    refuse_in_case(wrong, values, current, job.connection)
    refuse(wrong)
    return values


def housing_plan(values: Values, current: Mapping[str, Any] | None, job: Job) -> Values:
    """A housing-career plan has a goal."""
    wrong: Wrong = {}
    required(wrong, values, current, "household_id", "goal")
    refuse_in_case(wrong, values, current, job.connection)
    refuse(wrong)
    return values
