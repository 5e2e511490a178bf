"""Signs a contract: a household gets a unit, as long as no rule is against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class SignContract:
    """A contract to sign. ``end`` None: indefinite. ``monthly_rent`` None: the unit's own.

    ``short_term_reason``: why the term is shorter than three years (husleieloven § 11-1); ``weighty_reason``: why a
    second short term follows (rule 4). ``confirm_elsewhere``: the household may have two units for a time (rule 8).
    ``close_need``: the household's open needs are closed on the day.
    """

    unit_id: int
    household_id: int
    start: date
    end: date | None
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
    raise NotImplementedError


def foresee_sign(register: Register, command: SignContract, today: date) -> Foreseen:
    """Tell what would be refused, and what is good to know, while the user still fills the fields in."""
    raise NotImplementedError
