"""What one row of a list says, understood: the values of its fields, or why it is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date
from decimal import Decimal
from typing import Any

from bokart_desk.domain.codes import Disposal, DwellingKind, OfferAnswer, Protection, UnitStatus
from bokart_desk.importing.choices import HouseholdAnswer, NotesFate, RowKey
from bokart_desk.importing.codes import Role
from bokart_desk.importing.mapping import SheetKind
from bokart_desk.importing.names import PersonName
from bokart_desk.importing.notes import Sensitive
from bokart_desk.importing.outcomes import OnDuplicate, Outcome
from bokart_desk.importing.problems import Problem


@dataclass(frozen=True, slots=True)
class Namesake:
    """A household of the same name: in the register, or brought by another row of the file (``row``)."""

    case_number: str
    household_id: int | None = None
    row: RowKey | None = None
    born_on: date | None = None
    settled_on: date | None = None
    lives_at: str = ""
    """Where its last contract is; empty where there is none, or where its address is protected."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says otherwise than a record of the register; ``taken`` when it is written."""

    kind: str
    field: str
    before: Any
    after: Any
    taken: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a household beside the main one."""

    name: PersonName
    born_on: date | None = None
    duf_number: str | None = None
    identity_number: str | None = None


@dataclass(frozen=True, slots=True)
class Tenancy:
    """When a contract runs that a row tells of beside its last one, and its rent in kroner a month."""

    start: date
    end: date | None
    indefinite: bool
    monthly_rent: Decimal | None


@dataclass(slots=True)
class RowFacts:
    """A row understood. ``outcome`` is set as soon as it is decided, with the field and the reason for people.

    ``row`` is the number a spreadsheet program shows; ``cells`` the texts as they stood; ``row_kind`` is set when the
    row is of another kind than the rest of its sheet. ``source_digest`` tells of a corrected row as the file has it.
    ``fates``: what becomes of remarks that hold ``sensitive`` things, as the user said.
    ``others`` tell more of the persons after the first; ``lives_there`` are tenants of whom the list says no more;
    ``named_by_number``: a number stands where the name should; ``further_person``: the row tells of one more person of
    the contract of the row above it; ``earlier``: contracts of the same household before the row's own, oldest first;
    ``shared_house``: the list is one of shared houses. ``beside``: the tenants after the first one, each with a
    contract of his own on the same unit; then ``own_rent`` tells whether the row's rent is that of the first.
    """

    row: int
    cells: tuple[str, ...]
    digest: bytes = b""
    source_digest: bytes = b""
    row_kind: SheetKind | None = None
    outcome: Outcome | None = None
    field: str | None = None
    reason: str = ""
    problem: Problem | None = None
    on_duplicate: OnDuplicate | None = None
    answer_to_name: HouseholdAnswer | None = None
    namesakes: tuple[Namesake, ...] = ()
    changes: list[Change] = made_by(default_factory=list)
    sensitive: tuple[Sensitive, ...] = ()
    fates: Mapping[Sensitive, NotesFate] = made_by(default_factory=dict)
    warnings: list[str] = made_by(default_factory=list)

    number: str = ""
    address: str = ""
    unit: str = ""
    postcode: str | None = None
    place: str | None = None
    area_of_town: str | None = None
    cadastral_number: str | None = None
    kind: DwellingKind | None = None
    disposal: Disposal | None = None
    landlord: str = ""
    landlord_number: str | None = None
    landlord_phone: str | None = None
    bedrooms: int | None = None
    rooms: int | None = None
    area_m2: float | None = None
    floor: str | None = None
    standard: str | None = None
    lift: bool | None = None
    wheelchair: bool | None = None
    unit_status: UnitStatus | None = None
    status_since: date | None = None
    vacant: bool = False
    vacant_from: date | None = None
    monthly_rent: Decimal | None = None
    rent_includes: str | None = None

    persons: tuple[PersonName, ...] = ()
    others: tuple[Member, ...] = ()
    lives_there: tuple[PersonName, ...] = ()
    further_person: bool = False
    shared_house: bool = False
    named_by_number: bool = False
    role: Role | None = None
    born_on: date | None = None
    duf_number: str | None = None
    identity_number: str | None = None
    phone: str | None = None
    household_size: int | None = None
    settled_on: date | None = None
    languages: str | None = None
    protection: Protection = Protection.NONE
    case_number: str | None = None
    consultant: str | None = None

    contract_number: str | None = None
    signed_on: date | None = None
    start: date | None = None
    end: date | None = None
    indefinite: bool = False
    actual_end: date | None = None
    earlier: tuple[Tenancy, ...] = ()
    beside: tuple[RowFacts, ...] = ()
    own_rent: bool = True
    security_kind: str | None = None
    security_amount: Decimal | None = None

    offered_on: date | None = None
    answer_by: date | None = None
    answer: OfferAnswer | None = None
    decided_on: date | None = None
    reason_words: str | None = None
    reasonable_ground: bool | None = None
    assessment: str | None = None

    notes: str | None = None
    household_notes: str | None = None
    unit_notes: str | None = None
    extra: dict[str, str] = made_by(default_factory=dict)

    def decide(self, outcome: Outcome, field_name: str | None, reason: str, problem: Problem | None = None) -> None:
        """Set the outcome; the first decision stands, since later ones follow from it."""
        if self.outcome is None:
            self.outcome, self.field, self.reason, self.problem = outcome, field_name, reason, problem

    @property
    def name(self) -> str:
        """The name of the household: its main person's."""
        return self.persons[0].full if self.persons else ""
