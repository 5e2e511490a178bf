"""What the checks call a household and a record; never by the name of a protected one (rule 11)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, case

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import N_, _
from bokart_desk.storage.schema import household

KINDS = {
    "landlord": N_("Landlord"),
    "dwelling": N_("Dwelling"),
    "head_lease": N_("Head lease"),
    "unit": N_("Unit"),
    "household": N_("Household"),
    "person": N_("Person"),
    "need": N_("Need"),
    "met_criterion": N_("Criterion met"),
    "contract": N_("Contract"),
    "review": N_("Review"),
    "offer": N_("Offer"),
    "decision": N_("Decision"),
    "follow_up": N_("Follow-up"),
    "housing_plan": N_("Housing plan"),
    "municipality": N_("Settings"),
    "consultant": N_("Consultant"),
    "code_value": N_("Code list"),
    "priority_criterion": N_("Priority criterion"),
    "settlement_year": N_("Settlement year"),
    "import_preset": N_("Saved mapping"),
    "import_batch": N_("Imports"),
    "source_row": N_("Row of a list"),
}


def who(name: str | None) -> str:
    """Return a household's name as ``shown_name`` gave it: a protected one has none."""
    return name or _("Protected household")


def kind_words(kind: str) -> str:
    """Return the name of a kind of record (a table)."""
    return _(KINDS[kind]) if kind in KINDS else kind


def shown_name(of: Any = household) -> ColumnElement[Any]:
    """Return the column of a household's name, which is nothing where the address is protected."""
    return case((of.c.protection == Protection.NONE.value, of.c.name))
