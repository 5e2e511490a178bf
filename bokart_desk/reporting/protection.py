"""Rule 11 on paper: a protected address is never printed, whatever the data says."""

from __future__ import annotations

from typing import Literal

from bokart_desk.i18n import _

Protection = Literal["none", "confidential", "strictly_confidential"]

CENTRAL_POST_BOX = "SOT6, Postboks 2094 Vika, 0125 Oslo"
"""Where post to those with a strictly confidential address goes; a fixed address, not a text to translate."""


def shown_place(address: str, unit: str, protection: Protection) -> str:
    """Return address and unit as a paper may show them; an unknown protection counts as a confidential one."""
    if protection == "none":
        return ", ".join(filter(None, (address.strip(), unit.strip())))
    if protection == "strictly_confidential":
        return CENTRAL_POST_BOX
    return _("Confidential address")
