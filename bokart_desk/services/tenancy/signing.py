"""Signs a contract: a household gets a unit, as long as no rule is against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import UnitStatus
from bokart_desk.domain.tenancy import is_longer_than_advised
from bokart_desk.i18n import _
from bokart_desk.services.doing import By, Done, Job, Refused, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.checking import Wrong, refuse
from bokart_desk.services.tenancy.agreed import Agreed
from bokart_desk.services.tenancy.checking import (
    check_days,
    check_elsewhere,
    check_length,
    check_protection,
    check_unit,
    lease_advice,
)
from bokart_desk.services.tenancy.words import longer_than_advised
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.tenancy import HouseholdContract, HouseholdFacts, UnitFacts


@dataclass(frozen=True, slots=True)
class SignContract(Agreed):
    """A contract to sign. ``end`` None: indefinite. ``monthly_rent`` None: the unit's own.

    ``close_need``: the household's open needs are closed on the day.
    """

    unit_id: int
    household_id: int
    start: date
    end: date | None
    close_need: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would happen if a command were given now: what is against it, by field, and what is good to know.

    ``wrong`` is empty when it would be done. The keys are the command's fields; ``confirm_elsewhere`` and
    ``beyond_settings`` stand for questions that the user may answer with yes.
    """

    wrong: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def sign(register: Register, command: SignContract, *, by: By) -> Done:
    """Sign a contract; ``Done.record`` is its id. The unit is in use from its start.

    Raise ``Refused`` with the fields that are wrong: the unit is taken (who and when, rule 8), withdrawn, or its tenant
    has not moved out; a short term lacks its reason (§ 11-1), a second one its weighty reason (rule 4); the household
    has another unit and ``confirm_elsewhere`` is not set; its address is strictly confidential (rule 11).
    """
    with doing(register, "sign", by) as it:
        connection = it.job.connection
        facts = _facts(connection, command, by.today)
        refuse(_against(connection, command, facts, by.today))
        made = it.job.insert("contract", _values(command, facts, by.today))
        if not _has_later(connection, command):
            put_in_use(it.job, command.unit_id, command.start)
        if command.close_need:
            _close_needs(it.job, command.household_id, by.today)
        it.job.record = made
        it.title = _("Contract signed: {name}").format(name=facts.household.name)
    return it.done


def foresee_sign(register: Register, command: SignContract, today: date) -> Foreseen:
    """Tell what would be refused, and what is good to know, while the user still fills the fields in."""
    with reading(register.engine) as connection:
        facts = _facts(connection, command, today)
        wrong = _against(connection, command, facts, today)
    return Foreseen(wrong, advice(facts.unit, command.start, command.end))


def advice(unit: UnitFacts, start: date, end: date | None) -> tuple[str, ...]:
    """Return what is good to know of a contract's days before it is made (rules 4 and 6); nothing is refused."""
    long = (longer_than_advised(),) if is_longer_than_advised(start, end) else ()
    return (*long, *lease_advice(unit.head_leases, start, end))


@dataclass(frozen=True, slots=True)
class _Facts:
    unit: UnitFacts
    household: HouseholdFacts
    contracts: list[HouseholdContract]


def _facts(connection: Connection, command: SignContract, today: date) -> _Facts:
    from bokart_desk.storage.queries.tenancy import contracts_of, household_facts, unit_facts  # noqa: PLC0415

    unit, household = unit_facts(connection, command.unit_id), household_facts(connection, command.household_id)
    if unit is None or household is None:
        raise Refused(gone())
    return _Facts(unit, household, contracts_of(connection, command.household_id, today))


def _against(connection: Connection, command: SignContract, facts: _Facts, today: date) -> Wrong:
    wrong: Wrong = {}
    check_protection(wrong, facts.household)
    if wrong:
        return wrong  # and nothing that tells where they live
    terms = command.terms(command.unit_id, command.household_id, command.start, command.end)
    check_days(wrong, terms)
    check_unit(wrong, terms, facts.unit, connection, today)
    check_length(wrong, terms, facts.contracts, connection)
    check_elsewhere(wrong, terms, facts.household, facts.contracts, today)
    command.check(wrong, today)
    return wrong


def _values(command: SignContract, facts: _Facts, today: date) -> dict[str, Any]:
    rent = command.monthly_rent if command.monthly_rent is not None else facts.unit.monthly_rent
    return {
        "unit_id": command.unit_id,
        "household_id": command.household_id,
        "start_date": command.start,
        "end_date": command.end,
        **command.values(today),
        "monthly_rent": rent,
    }


def _has_later(connection: Connection, command: SignContract) -> bool:
    """Tell whether an older contract is recorded afterwards: then the unit's own state follows from the later ones."""
    from bokart_desk.storage.queries.tenancy import contracts_on  # noqa: PLC0415

    return contracts_on(connection, command.unit_id)[-1].dates.start > command.start


def put_in_use(job: Job, unit_id: int, since: date) -> None:
    """Note that a unit is in use from a day on; one that is in use already keeps its date."""
    held = job.held("unit", unit_id)
    values: dict[str, Any] = {"vacant_from": None}
    if held["status"] != UnitStatus.IN_USE:
        values |= {"status": UnitStatus.IN_USE, "status_since": since}
    job.update("unit", unit_id, values)


def _close_needs(job: Job, household_id: int, today: date) -> None:
    from bokart_desk.storage.queries.tenancy import open_needs  # noqa: PLC0415

    for need, applied_on, _bedrooms in open_needs(job.connection, household_id):
        job.update("need", need, {"closed_on": max(today, applied_on or today)})


def gone() -> str:
    """Say that what a dialog was opened on is no longer there."""
    return _("This was deleted meanwhile, so nothing was saved. Go back to the list and look again.")
