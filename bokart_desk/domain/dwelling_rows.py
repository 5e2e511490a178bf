"""What queries on dwellings, units, head leases and landlords return: frozen read objects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bokart_desk.domain.codes import Disposal, DwellingKind, LandlordKind, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus
from bokart_desk.domain.terms import last_day_of_notice


@dataclass(frozen=True, slots=True)
class Resident:
    """Who has a unit, and since when. Of a protected household there is neither id nor name (rule 11).

    ``since``: the start of the first of the contracts that follow one another. ``start``: of the contract itself.
    """

    contract_id: int | None
    household_id: int | None
    name: str
    since: date
    dates: ContractDates
    status: ContractStatus

    @property
    def protected(self) -> bool:
        """Whether nothing may tell here who it is."""
        return self.household_id is None


@dataclass(frozen=True, slots=True)
class UnitState:
    """What a unit is on a day: who has it, else what it is noted as, and since when; and who has it next."""

    status: UnitStatus
    since: date | None
    resident: Resident | None = None
    upcoming: Resident | None = None
    vacant_since: date | None = None

    @property
    def let(self) -> bool:
        """Whether somebody has it."""
        return self.resident is not None


@dataclass(frozen=True, slots=True)
class DwellingRow:
    """A unit with its dwelling, as the list shows it; ``unit_id`` is None for a dwelling without units.

    ``shared``: the dwelling has other units too. ``lease_end``: when the head lease that ends last ends.
    """

    dwelling_id: int
    unit_id: int | None
    number: str
    address: str
    unit: str
    place: str
    area_of_town: str
    kind: DwellingKind | None
    disposal: Disposal
    landlord: str
    reserved_first_settlement: bool
    shared: bool
    bedrooms: int | None
    area_m2: float | None
    monthly_rent: Decimal | None
    lease_end: date | None
    state: UnitState

    @property
    def id(self) -> int:
        """A number of its own in the list: the unit's, or the dwelling's below zero."""
        return self.unit_id if self.unit_id is not None else -self.dwelling_id


@dataclass(frozen=True, slots=True)
class OccupancyLine:
    """A time in a unit's history, a tenancy or a gap: from ``start`` to ``last`` (None: not known), in days.

    ``lasting``: it goes on today. Of a protected household there is neither id nor name (rule 11).
    """

    start: date
    last: date | None
    days: int
    lasting: bool
    vacant: bool = False
    contract_id: int | None = None
    household_id: int | None = None
    household: str = ""
    status: ContractStatus | None = None


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """A unit with its state and its history, the latest first."""

    id: int
    label: str
    bedrooms: int | None
    area_m2: float | None
    most_persons: int | None
    monthly_rent: Decimal | None
    rent_includes: str
    notes: str
    state: UnitState
    occupancy: tuple[OccupancyLine, ...]


@dataclass(frozen=True, slots=True)
class HeadLeaseLine:
    """A head lease: whose dwelling the municipality rents, and for how long."""

    id: int
    dwelling_id: int
    address: str
    landlord_id: int | None
    landlord: str
    start: date
    end: date | None
    notice_months: int | None
    monthly_rent: Decimal | None
    security_kind: str
    security_amount: Decimal | None
    maintained_by: str
    notes: str

    @property
    def notice_by(self) -> date | None:
        """The last day to give notice so that it ends at its end; None without an end or an agreed notice."""
        if self.end is None or not self.notice_months:
            return None
        return last_day_of_notice(self.end, self.notice_months)

    def runs(self, today: date) -> bool:
        """Tell whether it has begun and not ended."""
        return self.start <= today and (self.end is None or self.end >= today)


@dataclass(frozen=True, slots=True)
class DwellingDetail:
    """A dwelling with its units and head leases, the latest head lease first."""

    id: int
    number: str
    address: str
    postcode: str
    place: str
    kind: DwellingKind | None
    disposal: Disposal
    landlord_id: int | None
    landlord: str
    reserved_first_settlement: bool
    units: tuple[UnitDetail, ...]
    head_leases: tuple[HeadLeaseLine, ...]

    @property
    def shared(self) -> bool:
        """Whether it is let room by room."""
        return self.kind is DwellingKind.SHARED_HOUSE or len(self.units) > 1


@dataclass(frozen=True, slots=True)
class LandlordRow:
    """A landlord as the list shows it; ``lease_end``: when the next of the running head leases ends."""

    id: int
    name: str
    kind: LandlordKind | None
    contact_person: str
    phone: str
    email: str
    dwellings: int
    units: int
    head_leases: int
    lease_end: date | None


@dataclass(frozen=True, slots=True)
class LandlordDwelling:
    """A dwelling of a landlord, and how many of its units are let."""

    id: int
    number: str
    address: str
    kind: DwellingKind | None
    units: int
    let: int


@dataclass(frozen=True, slots=True)
class LandlordDetail:
    """A landlord with dwellings by address and head leases, those that end first on top."""

    id: int
    name: str
    kind: LandlordKind | None
    organisation_number: str
    contact_person: str
    phone: str
    email: str
    notes: str
    dwellings: tuple[LandlordDwelling, ...]
    head_leases: tuple[HeadLeaseLine, ...]
