"""Renews a contract: a new one follows it on the same unit, after a review that allows it (rule 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register
from bokart_desk.services.tenancy.signing import Foreseen


@dataclass(frozen=True, slots=True)
class RenewContract:
    """A contract to renew. ``start`` None: the day after the old end. Rent and security None: as in the old contract.

    ``beyond_settings``: more extensions than the municipality's settings allow are meant.
    """

    contract_id: int
    end: date | None
    start: date | None = None
    signed_on: date | None = None
    monthly_rent: Decimal | None = None
    security_kind: str | None = None
    security_amount: Decimal | None = None
    eviction_clause: bool | None = None
    number: str | None = None
    short_term_reason: str | None = None
    weighty_reason: str | None = None
    notes: str | None = None
    confirm_elsewhere: bool = False
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
    raise NotImplementedError


def foresee_renew(register: Register, command: RenewContract, today: date) -> Foreseen:
    """Tell what would be refused, and what is good to know, while the user still fills the fields in."""
    raise NotImplementedError


def renew_proposal(register: Register, contract_id: int, today: date) -> RenewProposal:
    """Return what is known for the contract that follows. Raise ``Refused`` when this one is gone."""
    raise NotImplementedError
