"""Renews a contract: a new one follows it on the same unit, after a review that allows it (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.tenancy import ContractStep, Hindrance, hindrance, renewal_start_allowed
from bokart_desk.domain.terms import end_of_term, last_day_to_act
from bokart_desk.i18n import _, format_date
from bokart_desk.services.doing import By, Done, doing
from bokart_desk.services.register import Register
from bokart_desk.services.rules.checking import Wrong, refuse
from bokart_desk.services.rules.tenancies import no_contract_for_strictly_confidential
from bokart_desk.services.tenancy.agreed import Agreed
from bokart_desk.services.tenancy.checking import (
    check_claims,
    check_days,
    check_elsewhere,
    check_length,
    lease_advice,
)
from bokart_desk.services.tenancy.held import Held, held_contract
from bokart_desk.services.tenancy.signing import Foreseen, advice, put_in_use
from bokart_desk.services.tenancy.why_not import why_not
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DAY = timedelta(days=1)
_REVIEW_FIRST = (Hindrance.NO_REVIEW, Hindrance.NO_OUTCOME, Hindrance.REVIEW_AGAINST)


@dataclass(frozen=True, slots=True)
class RenewContract(Agreed):
    """A contract to renew. ``start`` None: the day after the old end. Rent and security None: as in the old contract.

    ``beyond_settings``: more extensions than the municipality's settings allow are meant.
    """

    contract_id: int
    end: date | None
    start: date | None = None
    beyond_settings: bool = False


@dataclass(frozen=True, slots=True)
class RenewProposal:
    """What the new contract may be filled in with. ``extension``: its number, 1 for the first; ``most``: by settings.

    ``refused``: why it cannot be renewed now, empty when it can; ``review_first``: a review would mend that.
    """

    contract_id: int
    household: str
    signed_on: date
    start: date
    end: date
    monthly_rent: Decimal | None
    security_kind: str | None
    security_amount: Decimal | None
    eviction_clause: bool | None
    extension: int
    most: int
    refused: str = ""
    review_first: bool = False
    warnings: tuple[str, ...] = ()


def renew(register: Register, command: RenewContract, *, by: By) -> Done:
    """Make the contract that follows; ``Done.record`` is its id.

    Raise ``Refused``: no review of the current contract ended in an extension (rule 3); the tenancy has become
    indefinite (rule 2) or was agreed so; the household moved out; somebody else has the unit; the extensions of the
    settings are used up and ``beyond_settings`` is not set; or as for signing.
    """
    with doing(register, "renew", by) as it:
        connection = it.job.connection
        held = held_contract(connection, command.contract_id, by.today)
        refuse(_against(connection, command, held, by.today))
        made = it.job.insert("contract", _values(command, held, by.today))
        put_in_use(it.job, held.unit.id, _start(command, held))
        it.job.record = made
        it.title = _("Contract renewed: {name}").format(name=held.household.name)
    return it.done


def foresee_renew(register: Register, command: RenewContract, today: date) -> Foreseen:
    """Tell what would be refused, and what is good to know, while the user still fills the fields in."""
    with reading(register.engine) as connection:
        held = held_contract(connection, command.contract_id, today)
        wrong = _against(connection, command, held, today)
    return Foreseen(wrong, advice(held.unit, _start(command, held), command.end))


def renew_proposal(register: Register, contract_id: int, today: date) -> RenewProposal:
    """Return what is known for the contract that follows. Raise ``Refused`` when this one is gone."""
    with reading(register.engine) as connection:
        held = held_contract(connection, contract_id, today)
    start = (held.dates.end or today) + _DAY
    end = end_of_term(start, held.settings.extension_months)
    refused, review_first = against_renewal(held, today)
    extras = (beyond_settings(held),) if held.facts.extensions_used_up else ()
    return RenewProposal(
        contract_id=contract_id,
        household=held.household.name,
        signed_on=today,
        start=start,
        end=end,
        monthly_rent=held.values["monthly_rent"],
        security_kind=held.values["security_kind"],
        security_amount=held.values["security_amount"],
        eviction_clause=held.values["eviction_clause"],
        extension=held.extension,
        most=held.settings.most_extensions,
        refused=refused,
        review_first=review_first,
        warnings=(*extras, *lease_advice(held.unit.head_leases, start, end)),
    )


def against_renewal(held: Held, today: date) -> tuple[str, bool]:
    """Return why a contract cannot be renewed today, empty when it can, and whether a review would mend that."""
    if held.household.protection is Protection.STRICTLY_CONFIDENTIAL:
        return no_contract_for_strictly_confidential(), False
    against = hindrance(held.facts, ContractStep.RENEW, today)
    if against is None:
        return "", False
    return why_not(held, ContractStep.RENEW, against), against in _REVIEW_FIRST


def beyond_settings(held: Held) -> str:
    """Say that the municipality's settings allow no more extensions."""
    text = _("This would be extension number {number}, and your settings allow {most}. Is it meant all the same?")
    return text.format(number=held.extension, most=held.settings.most_extensions)


def _start(command: RenewContract, held: Held) -> date:
    return command.start or (held.dates.end or held.dates.start) + _DAY


def _against(connection: Connection, command: RenewContract, held: Held, today: date) -> Wrong:
    from bokart_desk.storage.queries.tenancy import contracts_of  # noqa: PLC0415

    refused, _review_first = against_renewal(held, today)
    if refused or held.dates.end is None:
        return {"contract_id": refused}
    wrong: Wrong = {}
    start = _start(command, held)
    terms = command.terms(held.unit.id, held.household.id, start, command.end)
    check_days(wrong, terms)
    if not renewal_start_allowed(held.dates.end, start):
        wrong.setdefault(
            "start",
            _("The old contract ends {end}. The new one begins after that day, and at the latest {last_day}.").format(
                end=format_date(held.dates.end), last_day=format_date(last_day_to_act(held.dates.end) + _DAY)
            ),
        )
    if held.facts.extensions_used_up and not command.beyond_settings:
        wrong.setdefault("beyond_settings", beyond_settings(held))
    if not {"start", "end"} & set(wrong):
        check_claims(wrong, terms, connection)
    homes = contracts_of(connection, held.household.id, today)
    check_length(wrong, terms, homes, connection)
    check_elsewhere(wrong, terms, held.household, homes, today)
    command.check(wrong, today)
    return wrong


def _values(command: RenewContract, held: Held, today: date) -> dict[str, Any]:
    agreed = command.values(today)
    return {
        "unit_id": held.unit.id,
        "household_id": held.household.id,
        "renews_contract_id": command.contract_id,
        "start_date": _start(command, held),
        "end_date": command.end,
        **agreed,
        **{name: held.values[name] for name in _AS_BEFORE if agreed[name] is None},
    }


_AS_BEFORE = ("monthly_rent", "security_kind", "security_amount", "eviction_clause")
"""What the new contract takes over from the old one unless it is given."""
