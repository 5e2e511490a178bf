"""The lists that the numbers of the overview open."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.due import DueKind
from bokart_desk.ui.context import Desk

# The services bring the whole of storage with them, which is still being loaded when the window comes up.
# ruff: noqa: PLC0415


def open_contracts(desk: Desk) -> None:
    """All contracts that have not ended, by last day."""
    from bokart_desk.services.contracts import ContractQuery

    desk.go("contracts", ContractQuery())


def households(desk: Desk) -> None:
    """All households, by name."""
    desk.go("households")


def dwellings(desk: Desk) -> None:
    """All units by address, with who has each."""
    from bokart_desk.services.dwellings import DwellingFilter

    desk.go("dwellings", DwellingFilter.ALL)


def head_leases(desk: Desk) -> None:
    """Units whose head lease ends within a year."""
    from bokart_desk.services.dwellings import DwellingFilter

    desk.go("dwellings", DwellingFilter.LEASE_ENDS)


def past_end(desk: Desk) -> None:
    """Contracts past their end."""
    from bokart_desk.services.contracts import ContractQuery, ContractState

    desk.go("contracts", ContractQuery(state=ContractState.PAST_END))


def ending(desk: Desk, month: date | None = None) -> None:
    """Contracts that end in the coming twelve months, or in one of them."""
    from bokart_desk.services.contracts import ContractQuery, ContractState

    desk.go("contracts", ContractQuery(state=ContractState.ENDING, months=12, ending_month=month))


def became_indefinite(desk: Desk) -> None:
    """Fixed terms that have become indefinite."""
    from bokart_desk.services.contracts import ContractQuery, ContractState

    desk.go("contracts", ContractQuery(state=ContractState.BECAME_INDEFINITE))


def indefinite(desk: Desk) -> None:
    """Tenancies agreed without an end."""
    from bokart_desk.services.contracts import ContractQuery, ContractState

    desk.go("contracts", ContractQuery(state=ContractState.INDEFINITE))


def vacant(desk: Desk) -> None:
    """Vacant units, each with whom it fits."""
    from bokart_desk.services.dwellings import DwellingFilter

    desk.go("dwellings", DwellingFilter.VACANT)


def offers_and_decisions(desk: Desk, kind: DueKind) -> None:
    """Offers that wait for an answer, or decisions whose limit for an appeal runs."""
    from bokart_desk.domain.codes import OfferAnswer
    from bokart_desk.services.decisions import DecisionState
    from bokart_desk.ui.offers.target import OffersTab, OffersTarget

    if kind is DueKind.ANSWER_DUE:
        desk.go("offers", OffersTarget(answer=OfferAnswer.PENDING))
    else:
        desk.go("offers", OffersTarget(OffersTab.DECISIONS, state=DecisionState.APPEAL_RUNS))
