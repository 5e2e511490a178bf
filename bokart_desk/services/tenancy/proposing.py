"""Proposes a contract: everything that can be filled in, and in words what is to be thought of before it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bokart_desk.services.register import Register


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


def proposal(register: Register, unit_id: int | None, household_id: int | None, today: date) -> SignProposal:
    """Return what is known for a new contract of the unit, the household or both.

    The start is today, or the day after the last contract on the unit; the end follows from the settings' term.
    """
    raise NotImplementedError
