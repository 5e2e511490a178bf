"""What queries return: frozen read objects, never a table's own records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bokart_desk.domain.codes import Disposal, Protection, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, became_indefinite_on, status_on
from bokart_desk.domain.due import DueKind, Reminder


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract as lists show it. ``address`` and ``unit`` are empty when the household's address is protected."""

    id: int
    unit_id: int
    household_id: int
    household: str
    case_number: str
    protection: Protection
    dwelling_number: str
    address: str
    unit: str
    start: date
    end: date | None
    monthly_rent: Decimal | None
    disposal: Disposal
    moved_out_on: date | None
    vacate_notice_on: date | None
    advance_notice_on: date | None
    superseded: bool

    @property
    def dates(self) -> ContractDates:
        """The dates that decide the status."""
        return ContractDates(self.start, self.end, self.moved_out_on, self.vacate_notice_on, self.superseded)

    def status(self, today: date) -> ContractStatus:
        """Return where the contract stands on ``today``."""
        return status_on(self.dates, today)

    def became_indefinite_on(self, today: date) -> date | None:
        """Return the day the fixed term silently became indefinite, if it has."""
        return became_indefinite_on(self.dates, today)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as lists show it; ``status`` is "let" in words when a contract runs, else the unit's own."""

    id: int
    dwelling_id: int
    dwelling_number: str
    address: str
    unit: str
    kind: str | None
    bedrooms: int | None
    area_m2: float | None
    monthly_rent: Decimal | None
    disposal: Disposal
    status: UnitStatus
    let: bool
    vacant_since: date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member of a household."""

    id: int
    given_name: str
    family_name: str
    born_on: date | None
    duf_number: str | None
    identity_number: str | None
    main_person: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The row of a list that a record came from; ``cells`` are (heading, text as it stood)."""

    file_name: str
    sheet: str
    row: int
    imported_at: datetime
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ContractDetail:
    """A contract with all that belongs to it, for the one who opens the case."""

    row: ContractRow
    address: str
    unit: str
    postcode: str | None
    place: str | None
    landlord: str | None
    dwelling_kind: str | None
    bedrooms: int | None
    area_m2: float | None
    number: str | None
    signed_on: date | None
    security_kind: str | None
    security_amount: Decimal | None
    notes: str | None
    persons: tuple[PersonLine, ...]
    household_size: int | None
    settled_on: date | None
    consultant: str | None
    last_review_on: date | None
    others_on_unit: tuple[ContractRow, ...]
    others_of_household: tuple[ContractRow, ...]
    sources: tuple[SourceLine, ...]
    dwelling_id: int
    extra: tuple[tuple[str, str], ...] = ()
    reminders: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do: its day, how many days are left (negative: overdue), whom it concerns, in words."""

    kind: DueKind
    due: date
    days: int
    contract_id: int | None
    unit_id: int | None
    household_id: int | None
    household: str
    address: str
    unit: str
    message: str


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """An offer the household declined, or an application the municipality refused."""

    id: int
    by: str
    day: date | None
    household_id: int
    household: str
    case_number: str
    address: str
    reason_code: str | None
    reason: str
    protection: Protection = Protection.NONE


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first screen shows, all seen from ``today``."""

    today: date
    dwellings: int
    units: int
    households: int
    contracts: int
    open_contracts: int
    indefinite: int
    became_indefinite: int
    past_end: tuple[ContractRow, ...]
    past_end_count: int
    ending_by_month: tuple[tuple[date, int], ...]
    vacant_units: tuple[UnitRow, ...]
    vacant_count: int
    due: tuple[DueItem, ...]
    due_count: int
    due_by_kind: dict[DueKind, int] = field(default_factory=dict)
    overdue_count: int = 0
    """Of what is due, how much has reached its day; without the contracts past their end, which stand apart."""
    last_import: datetime | None = None
