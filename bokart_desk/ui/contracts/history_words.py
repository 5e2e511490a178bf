"""Words for what history says of a contract: what was done, and the names of fields."""

from __future__ import annotations

from bokart_desk.domain.rows import HistoryLine
from bokart_desk.i18n import N_, _

_ACTIONS = {"created": N_("Registered"), "changed": N_("Changed"), "deleted": N_("Deleted")}
_IMPORTED = {"created": N_("Registered by import"), "changed": N_("Changed by import")}
_FIELDS = {
    "start_date": N_("From"),
    "end_date": N_("To"),
    "indefinite": N_("Indefinite"),
    "monthly_rent": N_("Rent per month"),
    "number": N_("Contract number"),
    "signed_on": N_("Signed"),
    "security_kind": N_("Kind of security"),
    "security_amount": N_("Amount of security"),
    "advance_notice_on": N_("Advance notice"),
    "vacate_notice_on": N_("Notice to vacate"),
    "moved_out_on": N_("Moved out"),
    "moved_out_to": N_("Moved out to"),
    "notes": N_("Notes"),
    "unit_id": N_("Unit"),
    "household_id": N_("Household"),
    "extra": N_("Other information from the list"),
}


def action_name(line: HistoryLine) -> str:
    """Return what was done, and that it was an import if it was."""
    names = _IMPORTED if line.what == "import" and line.action in _IMPORTED else _ACTIONS
    return _(names[line.action]) if line.action in names else line.action


def field_name(field: str) -> str:
    """Return the name of a contract's field; the field itself when it has none."""
    return _(_FIELDS[field]) if field in _FIELDS else field
