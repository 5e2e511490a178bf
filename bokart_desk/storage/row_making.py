"""Makes read objects from the columns that queries return; knows no database, so that the first look can use it too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bokart_desk.domain.codes import Disposal, Protection, UnitStatus
from bokart_desk.domain.rows import ContractRow, UnitRow

_PROTECTION = {value.value: value for value in Protection}
_DISPOSAL = {value.value: value for value in Disposal}


def make_row(values: Sequence[Any]) -> ContractRow:
    """Return the row; of a protected household nothing that tells where it lives (rule 11)."""
    (record, on_unit, of_household, name, case, protected, number, address, label, *rest) = values
    if protected != "none":
        number = address = label = ""
    start, end, rent, disposal, moved, vacate, advance, superseded = rest[:8]
    return ContractRow(
        record, on_unit, of_household, name, case, _PROTECTION[protected], number or "", address, label,
        start, end, rent, _DISPOSAL[disposal], moved, vacate, advance, bool(superseded),
    )  # fmt: skip


def make_unit(values: Sequence[Any]) -> UnitRow:
    """Return the row; a unit noted as in use whose last tenant has left shows as vacant."""
    (record, of, number, address, label, kind, bedrooms, area, rent, disposal, noted, let, since) = values
    status = UnitStatus(noted)
    if not let and status is UnitStatus.IN_USE and since is not None:
        status = UnitStatus.VACANT
    return UnitRow(
        record, of, number or "", address, label, kind, bedrooms, area, rent, Disposal(disposal), status, bool(let),
        None if let else as_date(since),
    )  # fmt: skip


def as_date(value: Any) -> date | None:
    """Return a date that the database gave as text, or as a date already."""
    return date.fromisoformat(value) if isinstance(value, str) else value
