"""Which steps a contract allows today, which one is due, and why the others cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.services.register import Register


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a contract's life. ``why_not``: a finished text when it is not available, else empty.

    ``instead``: the step that has to come first. ``note``: what is good to know before taking it. At most one step of
    a contract is ``recommended``: what the warning ladder says now (rule 5).
    """

    step: ContractStep
    title: str
    available: bool
    recommended: bool = False
    why_not: str = ""
    note: str = ""
    instead: ContractStep | None = None


def steps(register: Register, contract_id: int, today: date) -> tuple[Step, ...]:
    """Return all steps of a contract in their order; empty when it is gone."""
    raise NotImplementedError
