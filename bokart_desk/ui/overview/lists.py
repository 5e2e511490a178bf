"""The lists that the numbers of the overview open."""

from __future__ import annotations

from datetime import date

from bokart_desk.ui.context import Desk

# The services bring the whole of storage with them, which is still being loaded when the window comes up.
# ruff: noqa: PLC0415


def open_contracts(desk: Desk) -> None:
    """All contracts that have not ended, by last day."""
    from bokart_desk.services.contracts import ContractQuery

    desk.go("contracts", ContractQuery())


def by_household(desk: Desk) -> None:
    """All contracts that have not ended, by household."""
    from bokart_desk.services.contracts import ContractQuery, ContractSort

    desk.go("contracts", ContractQuery(sort=ContractSort.HOUSEHOLD))


def by_place(desk: Desk) -> None:
    """All contracts that have not ended, by address."""
    from bokart_desk.services.contracts import ContractQuery, ContractSort

    desk.go("contracts", ContractQuery(sort=ContractSort.PLACE))


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
    """Vacant units."""
    from bokart_desk.ui.contracts.choice import Choice, Segment

    desk.go("contracts", Choice(segment=Segment.VACANT))


def search(desk: Desk, text: str) -> None:
    """Whatever fits ``text``, ended contracts too."""
    from bokart_desk.ui.contracts.choice import Choice, Segment

    desk.go("contracts", Choice(text, Segment.ALL))
