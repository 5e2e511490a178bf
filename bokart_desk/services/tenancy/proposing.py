"""Proposes a contract: everything that can be filled in, and in words what is to be thought of before it is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection, SettlementKind, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, status_on
from bokart_desk.domain.tenancy import claimed_until, earliest_start
from bokart_desk.domain.terms import end_of_term
from bokart_desk.i18n import N_, _, format_date
from bokart_desk.services.doing import Refused
from bokart_desk.services.municipality import municipality_on
from bokart_desk.services.register import Register
from bokart_desk.services.rules.claims import claimant
from bokart_desk.services.rules.tenancies import no_contract_for_strictly_confidential
from bokart_desk.services.tenancy.checking import claims_days, elsewhere_words, lease_advice, lives_there
from bokart_desk.services.tenancy.signing import gone
from bokart_desk.storage.engine import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.overlaps import Claim
    from bokart_desk.storage.queries.tenancy import HouseholdContract, HouseholdFacts, UnitFacts


@dataclass(frozen=True, slots=True)
class SignProposal:
    """What a new contract may be filled in with. ``head_leases``: (start, end) each, end None while open.

    ``renews_contract_id``: the household lives in the unit already; the contract is to be renewed instead.
    ``open_needs``: how many needs of the household could be closed. ``warnings`` are finished texts.
    """

    unit_id: int | None
    household_id: int | None
    unit: str
    household: str
    signed_on: date
    start: date
    end: date
    monthly_rent: Decimal | None = None
    security_kind: str | None = None
    security_amount: Decimal | None = None
    eviction_clause: bool | None = None
    renews_contract_id: int | None = None
    head_leases: tuple[tuple[date, date | None], ...] = ()
    open_needs: int = 0
    warnings: tuple[str, ...] = ()


def proposal(
    register: Register,
    unit_id: int | None,
    household_id: int | None,
    today: date,
    *,
    warn_of: ContractDates | None = None,
) -> SignProposal:
    """Return what is known for a new contract of the unit, the household or both.

    The start is today, or the day after the last contract on the unit; the end follows from the settings' term.
    ``warn_of``: the days that the warnings are about, where the user has chosen others than the proposed.
    Raise ``Refused`` when the unit or the household is gone.
    """
    with reading(register.engine) as connection:
        known = _known(connection, unit_id, household_id, today)
    unit, household, last = known.unit, known.household, known.last
    start = earliest_start([claim.dates for claim in known.claims], today)
    end = end_of_term(start, known.term_months)
    stays = last is not None and last.household_id == household_id and last.dates.moved_out_on is None
    return SignProposal(
        unit_id=unit_id,
        household_id=household_id,
        unit=unit.place if unit else "",
        household=household.name if household else "",
        signed_on=today,
        start=start,
        end=end,
        monthly_rent=unit.monthly_rent if unit else None,
        security_kind=known.before.get("security_kind"),
        security_amount=known.before.get("security_amount"),
        eviction_clause=known.before.get("eviction_clause"),
        renews_contract_id=last.contract_id if last is not None and stays else None,
        head_leases=unit.head_leases if unit else (),
        open_needs=len(known.needs),
        warnings=tuple(_warnings(known, warn_of or ContractDates(start, end), today)),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the register knows. ``before``: the fields of the unit's last contract."""

    unit: UnitFacts | None
    household: HouseholdFacts | None
    claims: list[Claim]
    homes: list[HouseholdContract]
    needs: list[tuple[int, date | None, int | None]]
    before: Mapping[str, Any]
    term_months: int

    @property
    def last(self) -> Claim | None:
        """The last contract on the unit."""
        return self.claims[-1] if self.claims else None


def _known(connection: Connection, unit_id: int | None, household_id: int | None, today: date) -> _Known:
    from bokart_desk.storage.queries import tenancy as queries  # noqa: PLC0415
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415

    unit = queries.unit_facts(connection, unit_id) if unit_id is not None else None
    household = queries.household_facts(connection, household_id) if household_id is not None else None
    if (unit is None and unit_id is not None) or (household is None and household_id is not None):
        raise Refused(gone())
    claims = queries.contracts_on(connection, unit.id) if unit is not None else []
    return _Known(
        unit=unit,
        household=household,
        claims=claims,
        homes=queries.contracts_of(connection, household.id, today) if household is not None else [],
        needs=queries.open_needs(connection, household.id) if household is not None else [],
        before=(read_record(connection, "contract", claims[-1].contract_id) or {}) if claims else {},
        term_months=municipality_on(connection).default_term_months,
    )


def _warnings(known: _Known, dates: ContractDates, today: date) -> Iterator[str]:
    if known.household is not None and known.household.protection is Protection.STRICTLY_CONFIDENTIAL:
        yield no_contract_for_strictly_confidential()
    if known.unit is not None:
        yield from _about_tenant(known, today)
        yield from _about_unit(known.unit, known.household)
        yield from lease_advice(known.unit.head_leases, dates.start, dates.end)
    if known.unit is not None and known.household is not None:
        yield from _about_size(known.unit, known.household, known.needs)
    if known.household is not None:
        yield from _about_homes(known, known.household, dates, today)


def _about_tenant(known: _Known, today: date) -> Iterator[str]:
    last = known.last
    if last is None or status_on(last.dates, today) is ContractStatus.ENDED:
        return
    until = claimed_until(last.dates)
    if known.household is not None and last.household_id == known.household.id:
        yield lives_there(last.dates, today)
    elif until is None:
        yield _("{who} has the unit by a contract without an end.").format(who=claimant(last))
    elif last.dates.moved_out_on is None:
        yield _("{who} has the unit by a contract until {end}, and no move is recorded.").format(
            who=claimant(last), end=format_date(until)
        )


def _about_unit(unit: UnitFacts, household: HouseholdFacts | None) -> Iterator[str]:
    if unit.status in _STATUS:
        yield _(_STATUS[unit.status])
    if unit.reserved_first_settlement:
        if household is not None and household.settlement_kind is SettlementKind.SECONDARY:
            yield _("The dwelling is reserved for first settlement, and this household is settled for the second time.")
        else:
            yield _("The dwelling is reserved for first settlement.")


_STATUS = {
    UnitStatus.RESERVED: N_("The unit is reserved. Make sure that it is for this household."),
    UnitStatus.BEING_MADE_READY: N_("The unit is being made ready. Make sure that it is ready at the start."),
    UnitStatus.UNDER_REPAIR: N_("The unit is under repair. Make sure that it is ready at the start."),
    UnitStatus.WITHDRAWN: N_("The unit is withdrawn. It must get another status before it can be let."),
}


def _about_size(
    unit: UnitFacts, household: HouseholdFacts, needs: list[tuple[int, date | None, int | None]]
) -> Iterator[str]:
    if unit.most_persons is not None and household.persons is not None and household.persons > unit.most_persons:
        yield _("The household has {persons} persons, and the unit is for at most {most}.").format(
            persons=household.persons, most=unit.most_persons
        )
    asked = [bedrooms for _need, _applied, bedrooms in needs if bedrooms is not None]
    wanted = household.needed_bedrooms if household.needed_bedrooms is not None else max(asked, default=None)
    if wanted is not None and unit.bedrooms is not None and unit.bedrooms < wanted:
        yield _("The household needs {wanted} bedrooms, and the unit has {bedrooms}.").format(
            wanted=wanted, bedrooms=unit.bedrooms
        )


def _about_homes(known: _Known, household: HouseholdFacts, dates: ContractDates, today: date) -> Iterator[str]:
    own = known.unit.id if known.unit is not None else None
    for one in known.homes:
        if one.unit_id != own and claims_days(one, dates, today):
            yield elsewhere_words(household, one)
