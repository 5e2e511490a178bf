"""What the parties agree on in every new contract, whether it is signed or renewed; checked and recorded alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bokart_desk.services.rules.checking import Wrong, not_after_today, not_negative
from bokart_desk.services.tenancy.checking import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What a new contract says besides its parties and its days. ``signed_on`` None: today.

    ``short_term_reason``: why the term is shorter than three years (husleieloven § 11-1); ``weighty_reason``: why a
    second short term follows (rule 4). ``confirm_elsewhere``: the household may have two units for a time (rule 8).
    """

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

    def terms(self, unit_id: int, household_id: int, start: date, end: date | None) -> Terms:
        """Return what is checked of the contract between these parties."""
        return Terms(
            unit_id, household_id, start, end, self.short_term_reason, self.weighty_reason, self.confirm_elsewhere
        )

    def check(self, wrong: Wrong, today: date) -> None:
        """It was not signed after today, and no amount is below nothing."""
        not_after_today(wrong, {"signed_on": self.signed_on}, today, "signed_on")
        amounts = {"monthly_rent": self.monthly_rent, "security_amount": self.security_amount}
        not_negative(wrong, amounts, *amounts)

    def values(self, today: date) -> dict[str, Any]:
        """Return the fields of the record that hold it."""
        return {
            "number": self.number,
            "signed_on": self.signed_on or today,
            "monthly_rent": self.monthly_rent,
            "security_kind": self.security_kind,
            "security_amount": self.security_amount,
            "eviction_clause": self.eviction_clause,
            "short_term_reason": self.short_term_reason,
            "weighty_reason": self.weighty_reason,
            "notes": self.notes,
        }
