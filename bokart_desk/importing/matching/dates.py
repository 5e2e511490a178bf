"""The dates of a contract in the register, as the rules want them."""

from __future__ import annotations

from bokart_desk.domain.contracts import ContractDates
from bokart_desk.importing.known import Record


def dates_of(contract: Record) -> ContractDates:
    """Return the dates that decide about overlaps."""
    return ContractDates(contract["start_date"], contract["end_date"], contract["moved_out_on"])
