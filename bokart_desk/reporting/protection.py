"""Rule 11 on paper: a protected address is never printed, whatever the data says."""

from __future__ import annotations

from typing import Literal

from bokart_desk.i18n import _
from bokart_desk.services.labels import STRICTLY_CONFIDENTIAL_ADDRESS

Protection = Literal["none", "confidential", "strictly_confidential"]


def shown_place(address: str, unit: str, protection: Protection) -> str:
    """Return address and unit as a paper may show them; an unknown protection counts as a confidential one."""
    if protection == "none":
        return ", ".join(filter(None, (address.strip(), unit.strip())))
    if protection == "strictly_confidential":
        return STRICTLY_CONFIDENTIAL_ADDRESS
    return _("Confidential address")
