"""A contract with all that its next step depends on, read once for a command or a dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import ReviewOutcome
from bokart_desk.domain.contracts import ContractDates
from bokart_desk.domain.tenancy import ReviewFacts, TenancyFacts
from bokart_desk.services.doing import Refused
from bokart_desk.services.municipality import Municipality, municipality_on
from bokart_desk.services.tenancy.signing import gone

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.overlaps import Claim
    from bokart_desk.storage.queries.tenancy import HouseholdFacts, UnitFacts


@dataclass(frozen=True, slots=True)
class Held:
    """A contract as it stands. ``values``: its fields; ``following``: the next contract on the unit, None for none."""

    values: Mapping[str, Any]
    household: HouseholdFacts
    unit: UnitFacts
    facts: TenancyFacts
    following: Claim | None
    settings: Municipality

    @property
    def dates(self) -> ContractDates:
        """The days that decide where the contract stands."""
        return self.facts.dates

    @property
    def extension(self) -> int:
        """The number that the next extension would have: 1 for the first."""
        return self.facts.extension + 1


def held_contract(connection: Connection, contract_id: int, today: date) -> Held:
    """Return a contract with what belongs to it. Raise ``Refused`` when it is gone."""
    from bokart_desk.storage.queries.records import read_record  # noqa: PLC0415
    from bokart_desk.storage.queries.tenancy import (  # noqa: PLC0415
        contracts_on,
        household_facts,
        reviews_of,
        unit_facts,
    )

    values = read_record(connection, "contract", contract_id)
    if values is None:
        raise Refused(gone())
    household, unit = household_facts(connection, values["household_id"]), unit_facts(connection, values["unit_id"])
    if household is None or unit is None:
        raise Refused(gone())
    settings = municipality_on(connection)
    claims = contracts_on(connection, values["unit_id"])
    place = next(number for number, claim in enumerate(claims) if claim.contract_id == contract_id)
    following = claims[place + 1] if place + 1 < len(claims) else None
    own = following is not None and following.household_id == household.id
    begun = following is not None and following.dates.start <= today
    facts = TenancyFacts(
        dates=ContractDates(
            values["start_date"], values["end_date"], values["moved_out_on"], values["vacate_notice_on"], begun
        ),
        reviews=tuple(
            ReviewFacts(one.held_on, ReviewOutcome(one.outcome) if one.outcome else None)
            for one in reviews_of(connection, contract_id)
        ),
        advance_notice_on=values["advance_notice_on"],
        renewed_from=following.dates.start if following is not None and own else None,
        taken_from=following.dates.start if following is not None and not own else None,
        extension=_extensions_before(claims[: place + 1]),
        most_extensions=settings.most_extensions,
        ladder=settings.ladder,
    )
    return Held(values, household, unit, facts, following, settings)


def _extensions_before(claims: list[Claim]) -> int:
    """Count how often the last of these contracts was extended: the unbroken run of the same household before it."""
    own = claims[-1]
    count = 0
    for claim in reversed(claims[:-1]):
        if claim.household_id != own.household_id or claim.dates.moved_out_on is not None:
            break
        count += 1
    return count
