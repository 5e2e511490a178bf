"""The questions of the contracts screen to the register: a page of rows, and how many there are."""

from __future__ import annotations

from datetime import date

from bokart_desk.domain.rows import ContractRow, UnitRow
from bokart_desk.services import contracts, units
from bokart_desk.services.contracts import ContractQuery
from bokart_desk.services.register import Register
from bokart_desk.ui.contracts.choice import Choice
from bokart_desk.ui.lists.loading import Search

_ALL = 1_000_000


def contract_search(register: Register, query: ContractQuery, today: date) -> Search[ContractRow]:
    """Return the question for contracts."""

    def page(offset: int, limit: int) -> tuple[tuple[ContractRow, ...], bool]:
        found = contracts.find_contracts(register, query, today, offset=offset, limit=limit)
        return found.rows, found.more

    return Search(page, lambda: contracts.count_contracts(register, query, today))


def unit_search(register: Register, choice: Choice, today: date) -> Search[UnitRow]:
    """Return the question for vacant units."""

    def page(offset: int, limit: int) -> tuple[tuple[UnitRow, ...], bool]:
        found = units.vacant_units(
            register, today, text=choice.text, disposal=choice.disposal, offset=offset, limit=limit + 1
        )
        return found[:limit], len(found) > limit

    def count() -> int:
        if not choice.text.strip() and choice.disposal is None:
            return units.count_vacant_units(register, today)
        return len(units.vacant_units(register, today, text=choice.text, disposal=choice.disposal, limit=_ALL))

    return Search(page, count)
