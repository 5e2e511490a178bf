"""What each kind of record must hold: values are tidied, checked and given their keys before they are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bokart_desk.services.doing import Refused
from bokart_desk.services.rules import allocation, people, places, settings, tenancies
from bokart_desk.services.rules.checking import MOST_KRONER, beyond_sense, refuse
from bokart_desk.services.rules.erased import refuse_erased

if TYPE_CHECKING:
    from bokart_desk.services.doing import Job

Values = dict[str, Any]
_ORE = Decimal("0.01")
Rule = Callable[[Values, Mapping[str, Any] | None, "Job"], Values]

RULES: dict[str, Rule] = {
    "landlord": places.landlord,
    "dwelling": places.dwelling,
    "head_lease": places.head_lease,
    "unit": places.unit,
    "household": people.household,
    "person": people.person,
    "need": people.need,
    "follow_up": people.follow_up,
    "housing_plan": people.housing_plan,
    "contract": tenancies.contract,
    "review": tenancies.review,
    "offer": allocation.offer,
    "decision": allocation.decision,
    "municipality": settings.municipality,
    "consultant": settings.consultant,
    "priority_criterion": settings.priority_criterion,
}
"""The rule of each kind; kinds without one (codes, settlement years) are written as they are."""


def prepare(kind: str, values: Mapping[str, Any], current: Mapping[str, Any] | None, job: Job) -> Values:
    """Return the values to write: texts tidied, keys added. ``current``: what the record holds; None for a new one.

    Raise ``Refused`` with what is wrong, field by field.
    """
    refuse_erased(kind, values, current, job)
    tidied = {name: _tidy(value) for name, value in values.items()}
    refuse(beyond_sense(tidied))
    rule = RULES.get(kind)
    return rule(tidied, current, job) if rule is not None else tidied


def refuse_to_go(kind: str, held: Mapping[str, Any], job: Job) -> None:
    """Raise ``Refused`` when a record must stay: a review that a renewal stands on (rule 3), one of an erased case."""
    refuse_erased(kind, {}, held, job)
    if kind == "review" and (fault := tenancies.carries_renewal(held, job)):
        raise Refused(fault)


def _tidy(value: Any) -> Any:
    """An empty text is nothing; an amount is told in whole øre, as it is kept."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Decimal) and value.is_finite() and value < MOST_KRONER:
        return value.quantize(_ORE)
    return value
