"""Rule 8 in words: who has a unit already, and when; never the name of a protected household beside its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Protection
from bokart_desk.domain.tenancy import claimed_until
from bokart_desk.i18n import N_, _, format_date

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.domain.contracts import ContractDates
    from bokart_desk.storage.queries.overlaps import Claim


def claimant(claim: Claim) -> str:
    """Return the name of who has a unit, or that it is a protected household (rule 11)."""
    return claim.household if claim.protection is Protection.NONE else _("Protected household")


def taken_by(
    connection: Connection, unit_id: int, dates: ContractDates, *, beside: int | None = None
) -> tuple[str, bool] | None:
    """Return who has the unit on a day of ``dates``, in words, and whether that begins later; None when it is free.

    ``beside``: the contract that is being changed.
    """
    from bokart_desk.storage.queries.overlaps import claims_on  # noqa: PLC0415

    claims = claims_on(connection, unit_id, dates, beside=beside)
    if not claims:
        return None
    return _words(claims[0], dates), claims[0].dates.start > dates.start


def _words(claim: Claim, dates: ContractDates) -> str:
    words = {
        "who": claimant(claim),
        "start": format_date(claim.dates.start),
        "end": format_date(claimed_until(claim.dates)),
    }
    return _(_TAKEN[_when(claim, dates), claim.protection is not Protection.NONE]).format(**words)


def _when(claim: Claim, dates: ContractDates) -> str:
    if claim.dates.start > dates.start:
        return "later"
    return "always" if claimed_until(claim.dates) is None else "until"


# Of a protected household no more days than needed: both together would find it in the list of contracts (rule 11).
_TAKEN = {
    ("later", False): N_("{who} has this unit from {start}. Choose an end before that day, or another unit."),
    ("later", True): N_(
        "A protected household has this unit from {start}. Choose an end before that day, or another unit."
    ),
    ("always", False): N_("{who} has this unit from {start}, without an end. First record when they move out."),
    ("always", True): N_("A protected household has this unit, without an end. First record when they move out."),
    ("until", False): N_(
        "{who} has this unit from {start} to {end}. Choose a later start, or first record when they move out."
    ),
    ("until", True): N_(
        "A protected household has this unit until {end}. Choose a later start, or first record when they move out."
    ),
}
