"""What a new contract is checked against, whether it is signed, renewed or corrected; faults are told by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bokart_desk.domain.codes import Protection, UnitStatus
from bokart_desk.domain.contracts import ContractDates, ContractStatus, became_indefinite_on, overlap, status_on
from bokart_desk.domain.tenancy import claimed_until, is_short
from bokart_desk.i18n import _, format_date
from bokart_desk.services.rules.checking import Wrong
from bokart_desk.services.rules.claims import claimant, taken_by
from bokart_desk.services.rules.tenancies import no_contract_for_strictly_confidential, not_sensible, sensible

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bokart_desk.storage.queries.tenancy import HouseholdContract, HouseholdFacts, UnitFacts

STAYS_ON = (ContractStatus.PAST_END, ContractStatus.NOTICE_GIVEN, ContractStatus.BECAME_INDEFINITE)
"""The contract is past its end, and its tenant has not moved out."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is checked of a contract. ``beside``: the contract that is corrected."""

    unit_id: int
    household_id: int
    start: date
    end: date | None
    short_term_reason: str | None = None
    weighty_reason: str | None = None
    confirm_elsewhere: bool = False
    beside: int | None = None

    @property
    def dates(self) -> ContractDates:
        """The first and the last day."""
        return ContractDates(self.start, self.end)


def check_days(wrong: Wrong, terms: Terms) -> None:
    """The end is not before the start, and the start is in a sensible year."""
    for name, day in (("start", terms.start), ("end", terms.end)):
        if not sensible(day):
            wrong.setdefault(name, not_sensible())
    if terms.end is not None and terms.end < terms.start:
        wrong.setdefault("end", _("Must not be before {day}.").format(day=format_date(terms.start)))


def check_length(wrong: Wrong, terms: Terms, earlier: list[HouseholdContract], connection: Connection) -> None:
    """A short term has its reason (§ 11-1), and the second one in a row its weighty reason (rule 4)."""
    if not is_short(terms.start, terms.end):
        return
    if not (terms.short_term_reason or "").strip():
        wrong.setdefault(
            "short_term_reason",
            _(
                "A fixed term is at least three years (husleieloven § 9-3). Say why this one is shorter (§ 11-1), or "
                "choose a later end."
            ),
        )
    before = [one for one in earlier if one.dates.start < terms.start and one.contract_id != terms.beside]
    if before and _was_short(before[-1], connection) and not (terms.weighty_reason or "").strip():
        wrong.setdefault(
            "weighty_reason",
            _(
                "The household's contract before this, from {start} to {end}, was a short term as well. A second short "
                "term in a row needs weighty reasons: write them down (husleieloven § 11-1)."
            ).format(start=format_date(before[-1].dates.start), end=format_date(before[-1].dates.end)),
        )


def _was_short(one: HouseholdContract, connection: Connection) -> bool:
    """A contract that was ended early counts by the end that was agreed when it was signed."""
    from bokart_desk.storage.queries.tenancy import end_before_early  # noqa: PLC0415

    if one.short_term_reason:
        return True
    if not is_short(one.dates.start, one.dates.end):
        return False
    agreed = end_before_early(connection, one.contract_id, one.dates.end)
    return agreed is None or is_short(one.dates.start, agreed)


def check_elsewhere(
    wrong: Wrong, terms: Terms, who: HouseholdFacts, contracts: list[HouseholdContract], today: date
) -> None:
    """A household with a second unit at the same time is asked about (rule 8)."""
    if terms.confirm_elsewhere:
        return
    for one in contracts:
        if one.unit_id != terms.unit_id and one.contract_id != terms.beside and claims_days(one, terms.dates, today):
            wrong.setdefault("confirm_elsewhere", elsewhere_words(who, one))
            return


def claims_days(one: HouseholdContract, dates: ContractDates, today: date) -> bool:
    """Tell whether a household has another unit on a day of ``dates``, or still lives there past the end."""
    return overlap(one.dates, dates) or (one.dates.start <= dates.start and status_on(one.dates, today) in STAYS_ON)


def elsewhere_words(who: HouseholdFacts, one: HouseholdContract) -> str:
    """Say that a household has another unit; where it is, only if its address may be told in its own case (rule 11)."""
    words = {"place": one.place, "start": format_date(one.dates.start), "end": format_date(claimed_until(one.dates))}
    if who.protection is Protection.STRICTLY_CONFIDENTIAL:
        return _("The household has another unit at the same time. Are both meant?")
    if claimed_until(one.dates) is None:
        text = _("The household has {place} from {start}, without an end. Will they have both at the same time?")
    else:
        text = _("The household has {place} from {start} to {end}, and no move is recorded. Are both meant?")
    return text.format(**words)


def check_unit(wrong: Wrong, terms: Terms, facts: UnitFacts, connection: Connection, today: date) -> None:
    """The unit is not withdrawn, nobody else claims a day of the contract (rule 8), and its tenant has moved out."""
    if facts.status is UnitStatus.WITHDRAWN:
        wrong.setdefault("unit_id", unit_withdrawn())
    if {"start", "end"} & set(wrong):
        return
    _check_tenant_before(wrong, terms, connection, today)
    if "unit_id" not in wrong:
        check_claims(wrong, terms, connection)


def unit_withdrawn() -> str:
    """Say that a unit is not let any more."""
    return _("This unit is withdrawn. Choose another, or first give it another status under dwellings.")


def check_claims(wrong: Wrong, terms: Terms, connection: Connection) -> None:
    """Nobody else has the unit on a day of the contract (rule 8)."""
    taken = taken_by(connection, terms.unit_id, terms.dates, beside=terms.beside)
    if taken is not None:
        text, later = taken
        wrong.setdefault("end" if later and terms.end is not None else "start", text)


def _check_tenant_before(wrong: Wrong, terms: Terms, connection: Connection, today: date) -> None:
    """A new period of the same household is a renewal (rule 3); another one has moved out when its contract ended."""
    from bokart_desk.storage.queries.tenancy import contracts_on  # noqa: PLC0415

    claims = [claim for claim in contracts_on(connection, terms.unit_id) if claim.contract_id != terms.beside]
    if not claims or claims[-1].dates.start >= terms.start:
        return
    last = claims[-1]
    if last.household_id == terms.household_id and last.dates.moved_out_on is None:
        wrong.setdefault("unit_id", lives_there(last.dates, today))
    elif status_on(last.dates, today) in STAYS_ON:
        text = _("{who} has not moved out by the register; the contract ended {end}. First record when they moved.")
        wrong.setdefault("unit_id", text.format(who=claimant(last), end=format_date(last.dates.end)))


def lives_there(dates: ContractDates, today: date) -> str:
    """Say that a household has the unit already, and what to do instead of signing a new contract."""
    if dates.end is None:
        return _("The household has this unit already, by a contract without an end. A new one is not needed.")
    passed = became_indefinite_on(dates, today)
    if passed is not None:
        text = _(
            "The household lives here, and the tenancy has been indefinite since {day} (husleieloven § 9-2). A new "
            "contract is not needed. If they have moved out, first record when."
        )
        return text.format(day=format_date(passed))
    text = _(
        "The household has this unit already, by a contract until {end}. Renew that contract, or first record that "
        "they moved out."
    )
    return text.format(end=format_date(dates.end))


def check_protection(wrong: Wrong, who: HouseholdFacts) -> None:
    """A strictly confidential household gets no contract in the register (rule 11)."""
    if who.protection is Protection.STRICTLY_CONFIDENTIAL:
        wrong["household_id"] = no_contract_for_strictly_confidential()


def lease_advice(leases: tuple[tuple[date, date | None], ...], start: date, end: date | None) -> tuple[str, ...]:
    """Return that the municipality's own lease ends before the contract does (rule 6)."""
    ahead = [(first, last) for first, last in leases if last is None or last >= start]
    if not leases:
        return ()
    if any(last is None for _first, last in ahead):
        return ()
    last_day = max((last for _first, last in leases if last is not None), default=None)
    if last_day is None or (end is not None and end <= last_day):
        return ()
    if last_day < start:
        text = _("The head lease of this dwelling ended {day}, before the contract begins. Is there a new one?")
    else:
        text = _("The head lease of this dwelling ends {day}, before the contract does.")
    return (text.format(day=format_date(last_day)),)
