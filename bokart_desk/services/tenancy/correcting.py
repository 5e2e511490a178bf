"""Corrects what was recorded wrongly in a contract; the reason joins its notes, the old values stay in history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bokart_desk.services.doing import By, Done
from bokart_desk.services.register import Register

CORRECTABLE = (
    "unit_id", "household_id", "number", "signed_on", "start_date", "end_date", "monthly_rent", "security_kind",
    "security_amount", "eviction_clause", "short_term_reason", "weighty_reason", "renews_contract_id",
    "advance_notice_on", "advance_notice_proof", "vacate_notice_on", "vacate_notice_proof", "moved_out_on",
    "moved_out_to", "moved_out_why", "notes",
)  # fmt: skip
"""The fields of a contract that a correction may change, by the names of its table."""


@dataclass(frozen=True, slots=True)
class CorrectContract:
    """New values of a contract's fields (names as in ``CORRECTABLE``) and why they are corrected.

    ``seen``: what the fields held when the user saw them. A notice or a move that is taken back is set to None;
    what belongs to it (proof, where to, why) goes with it.
    """

    contract_id: int
    values: Mapping[str, Any]
    reason: str
    seen: Mapping[str, Any] = field(default_factory=dict)
    confirm_elsewhere: bool = False


def correct(register: Register, command: CorrectContract, *, by: By) -> Done:
    """Correct a contract. The unit follows when a move is taken back or its day is changed.

    Raise ``Refused`` when the reason is missing, or as for signing (overlap, short term, two units);
    ``ChangedMeanwhile`` when somebody else changed one of the fields.
    """
    raise NotImplementedError
