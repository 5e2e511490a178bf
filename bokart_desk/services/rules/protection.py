"""Rule 11: the address of a strictly confidential household is never recorded, not even in a note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.addresses import address_key
from bokart_desk.domain.codes import Protection
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

_STREET_AND_NUMBER = re.compile(
    r"[^\W\d_]*(?:gata|gaten|gate|gt\.?|veien|vegen|vei|veg|vn\.?|plassen|plass|stien|sti|bakken|bakke|tunet|tun|allé|alle"
    r"|svingen|sving|haugen|haug|jordet|lia|moen|åsen|toppen|brygga|brygge|torget|torg|kroken|smauet|smau|løkka|ringen)"
    r"\s*\d{1,4}\s?[a-zæøå]?\b",
    re.IGNORECASE,
)
_POSTCODE_AND_PLACE = re.compile(r"\b\d{4}\s+[A-ZÆØÅ][a-zæøå]{2,}")
_CENTRAL_BOX = re.compile(r"SOT6\W*|Postboks\s+2094\s+Vika\W*|0125\s+Oslo", re.IGNORECASE)
_NO_PLACE = frozenset({"name", "case_number", "languages", "protection"})


def tells_address(text: str, addresses: frozenset[str] | set[str]) -> bool:
    """Tell whether a text seems to hold an address: a street and a number, a postcode and place, or a dwelling's own.

    ``addresses``: the keys of the register's dwellings (``domain.addresses.address_key``).
    """
    rest = _CENTRAL_BOX.sub(" ", text)
    if _STREET_AND_NUMBER.search(rest) or _POSTCODE_AND_PLACE.search(rest):
        return True
    words = f" {address_key(rest)} "
    return any(f" {address} " in words for address in addresses if any(sign.isdigit() for sign in address))


def refuse_addresses(wrong: dict[str, str], values: Mapping[str, Any], connection: Connection) -> None:
    """Add a fault for each text that seems to tell where somebody lives."""
    from bokart_desk.storage.queries.people import address_keys  # noqa: PLC0415

    texts = {name: text for name, text in values.items() if isinstance(text, str) and name not in _NO_PLACE}
    texts = {name: text for name, text in texts.items() if match_key(text) and not name.endswith(("_key", "_sort"))}
    if not texts:
        return
    known = address_keys(connection)
    for name, text in texts.items():
        if tells_address(text, known):
            wrong[name] = _(
                "The household's address is strictly confidential, and this text seems to hold an address. "
                "It was not saved. Take the address out."
            )


def refuse_in_case(wrong: dict[str, str], values: Mapping[str, Any], household_id: int, connection: Connection) -> None:
    """Add a fault for each text of a case that tells an address, if the household is strictly confidential."""
    from bokart_desk.storage.queries.people import protection_of  # noqa: PLC0415

    if protection_of(connection, household_id) is Protection.STRICTLY_CONFIDENTIAL:
        refuse_addresses(wrong, values, connection)
