"""What people call each kind of record, by the name of its table."""

from __future__ import annotations

from bokart_desk.i18n import N_, _

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
    "erasure": N_("Erasure"),
}


def kind_name(kind: str) -> str:
    """Return the name of a kind of record; its table's where it has none."""
    return _(KINDS[kind]) if kind in KINDS else kind
