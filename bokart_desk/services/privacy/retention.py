"""Which cases the municipality's rules say should be erased by now, and why one may not be; nothing is done here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.retention import (
    LONGEST_READING_LOG_YEARS,
    LONGEST_YEARS,
    CaseFacts,
    Due,
    Hindrance,
    RetentionKind,
    RetentionRules,
    due,
    hindrances,
)
from bokart_desk.i18n import N_, _, format_date, ngettext
from bokart_desk.services.doing import By, Done, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.settings import municipality_exists, read_municipality

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LONGEST = {
    "tenancy_years": LONGEST_YEARS,
    "case_years": LONGEST_YEARS,
    "reading_log_years": LONGEST_READING_LOG_YEARS,
}
_HINDRANCES = {
    Hindrance.RUNNING_CONTRACT: N_("A contract is running, or nobody has noted that the household moved out."),
    Hindrance.OPEN_NEED: N_("An application is open. Close it first."),
    Hindrance.OPEN_OFFER: N_("An offer has no answer yet."),
    Hindrance.APPEAL_LIMIT: N_("The time limit for an appeal is not over yet: {day}."),
    Hindrance.OPEN_APPEAL: N_("An appeal has no outcome yet."),
    Hindrance.NOT_NOTIFIED: N_("A decision of the last year was not notified, as far as the register knows."),
    Hindrance.PLANNED_FOLLOW_UP: N_("A follow-up is planned. Do it, or take it out, first."),
}


def retention_rules(register: Register) -> RetentionRules:
    """Return the municipality's rules; none where none was set."""
    with reading(register.engine) as connection:
        return retention_rules_on(connection)


def retention_rules_on(connection: Connection) -> RetentionRules:
    """Return the municipality's rules, read on a connection that is already reading."""
    values = read_municipality(connection) or {}
    return _rules(values.get("retention_periods"))


def _rules(held: Any) -> RetentionRules:
    known = held if isinstance(held, Mapping) else {}
    return RetentionRules(**{name: known[name] for name in _LONGEST if isinstance(known.get(name), int)})


def set_retention_rules(register: Register, rules: RetentionRules, *, by: By) -> Done:
    """Save the rules, with their history. Raise ``Refused`` for years that make no sense."""
    values = {name: getattr(rules, name) for name in _LONGEST}
    wrong = {
        name: _("Must be from {lowest} to {highest}.").format(lowest=1, highest=_LONGEST[name])
        for name, value in values.items()
        if value is not None and not 1 <= value <= _LONGEST[name]
    }
    if wrong:
        raise Refused(next(iter(wrong.values())), wrong)
    with doing(register, "settings", by, _("Settings: {name}").format(name=_("How long cases are kept"))) as it:
        if not municipality_exists(it.job.connection):
            it.job.insert("municipality", {"id": 1})
        it.job.update("municipality", 1, {"retention_periods": values})
    return it.done


def due_for_erasure(register: Register, today: date) -> tuple[Due, ...]:
    """Return the cases whose time is over by the rules and that nothing keeps, the longest overdue first.

    No names: case numbers, the rule and days. Nothing while no rule is set.
    """
    rules = retention_rules(register)
    if not rules.of_cases:
        return ()
    from bokart_desk.storage.queries.erasures import case_facts  # noqa: PLC0415 - seldom asked

    with reading(register.engine) as connection:
        found = [one for facts in case_facts(connection, today) if (one := due(facts, rules, today)) is not None]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.case_number)))


def due_words(one: Due) -> str:
    """Return why a case is proposed: "5 years since the last tenancy ended, 31.08.2021"."""
    if one.kind is RetentionKind.TENANCY:
        return ngettext(
            "more than {count} year since the case ended with the last tenancy ({day})",
            "more than {count} years since the case ended with the last tenancy ({day})",
            one.years,
        ).format(count=one.years, day=format_date(one.since))
    return ngettext(
        "more than {count} year since anything happened, and never a contract ({day})",
        "more than {count} years since anything happened, and never a contract ({day})",
        one.years,
    ).format(count=one.years, day=format_date(one.since))


def why_not_erased(register: Register, household_id: int, today: date) -> tuple[str, ...]:
    """Return why a household cannot be erased now, in words; nothing when it can."""
    from bokart_desk.storage.queries.erasures import case_facts  # noqa: PLC0415

    with reading(register.engine) as connection:
        found = case_facts(connection, today, only=(household_id,))
    if not found:
        return (_("This household is no longer in the register, or was erased already."),)
    return hindrance_words(found[0], today)


def hindrance_words(facts: CaseFacts, today: date) -> tuple[str, ...]:
    """Return in words what keeps a case from being erased."""
    day = format_date(facts.appeal_until) if facts.appeal_until is not None else ""
    return tuple(_(_HINDRANCES[one]).format(day=day) for one in hindrances(facts, today))


def rule_for(register: Register, household_id: int, today: date) -> Due | None:
    """Return the rule by which one household is due; None when it is by none."""
    rules = retention_rules(register)
    from bokart_desk.storage.queries.erasures import case_facts  # noqa: PLC0415

    with reading(register.engine) as connection:
        found = case_facts(connection, today, only=(household_id,))
    return due(found[0], rules, today) if found else None
