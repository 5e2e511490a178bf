"""Rule 11: the address of a strictly confidential household is never recorded, not even in a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.telling import tells_place
from bokart_desk.domain.text_keys import match_key
from bokart_desk.i18n import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CENTRAL_BOX = re.compile(r"SOT6\W*|Postboks\s+2094\s+Vika\W*|0125\s+Oslo", re.IGNORECASE)
_NO_PLACE = frozenset({"case_number", "protection", "duf_number", "identity_number"})
_OFFERED = ("offer", "offered_address")


def tells_address(text: str, addresses: frozenset[str] | set[str]) -> bool:
    """Tell whether a text seems to hold an address, other than the central one; ``domain.telling`` knows the forms.

    ``addresses``: the keys of the register's dwellings (``domain.addresses.address_key``).
    """
    return tells_place(_CENTRAL_BOX.sub(" ", text), addresses)


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


def refuse_in_case(
    wrong: dict[str, str], values: Mapping[str, Any], current: Mapping[str, Any] | None, connection: Connection
) -> None:
    """Add a fault for each text of a record that tells an address, if its household is strictly confidential.

    What is written is looked at; all that the record holds, when it comes to the household from another.
    """
    household_id = values.get("household_id") or (current or {}).get("household_id")
    if household_id is None or not _strictly_confidential(household_id, connection):
        return
    moved = current is not None and current["household_id"] != household_id
    refuse_addresses(wrong, {**(current or {}), **values} if moved else values, connection)


def refuse_in_whole_case(wrong: dict[str, str], household_id: int, connection: Connection) -> None:
    """Add a fault when a household that becomes strictly confidential has a text elsewhere that tells an address."""
    found = [one for one in texts_with_address(connection, household_id) if one[0] != "household"]
    if found:
        wrong.setdefault("protection", take_out_first([(kind, field) for kind, _record, field, _text in found]))


def texts_with_address(connection: Connection, household_id: int) -> list[tuple[str, int, str, str]]:
    """Return (kind, id, field, text) of the case's texts that tell an address; what was offered always does."""
    from bokart_desk.storage.queries.case_texts import texts_of_household  # noqa: PLC0415
    from bokart_desk.storage.queries.people import address_keys  # noqa: PLC0415

    known = address_keys(connection)
    texts = texts_of_household(connection, household_id)
    return [one for one in texts if (one[0], one[2]) == _OFFERED or tells_address(one[3], known)]


def take_out_first(fields: Iterable[tuple[str, str]]) -> str:
    """Say which texts, by kind and field, seem to hold an address and are in the way."""
    return _(
        "These texts seem to hold an address. Take it out of them first, then mark the household as strictly "
        "confidential. Nothing was changed yet.\n{texts}"
    ).format(texts="\n".join(f"– {where(kind, field)}" for kind, field in dict.fromkeys(fields)))


def where(kind: str, field: str) -> str:
    """Return which text of a case it is, in words."""
    from bokart_desk.services.field_names import field_name  # noqa: PLC0415
    from bokart_desk.services.jobs import kind_name  # noqa: PLC0415

    return _("{kind}: {field}").format(kind=kind_name(kind), field=field_name(kind, field))


def _strictly_confidential(household_id: int, connection: Connection) -> bool:
    from bokart_desk.storage.queries.people import protection_of  # noqa: PLC0415

    return protection_of(connection, household_id) is Protection.STRICTLY_CONFIDENTIAL
