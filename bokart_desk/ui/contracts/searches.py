"""The questions of the contracts screen to the register: a page of rows, how many there are, and what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bokart_desk.domain.rows import ContractRow, UnitRow
from bokart_desk.services import contracts, units
from bokart_desk.services.contracts import ContractQuery
from bokart_desk.services.register import Register
from bokart_desk.ui.context import Desk
from bokart_desk.ui.contracts.choice import Choice
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.result_list import ResultList
from bokart_desk.ui.lists.suggestions import Suggestions

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


class Meant:
    """Asks what may have been meant, when nothing at all is called what was typed."""

    def __init__(self, desk: Desk, lists: Sequence[ResultList[Any]]) -> None:
        self._desk = desk
        self._suggestions = {id(one): Suggestions(self._similar, desk.tasks, one) for one in lists}

    def look(self, choice: Choice, shown: ResultList[Any]) -> None:
        """Look for names like the text of ``choice`` if the list found none; forget what was asked before."""
        for which, suggestions in self._suggestions.items():
            if which == id(shown) and choice.text.strip() and not shown.model.rowCount():
                suggestions.look_for(choice.text)
            else:
                suggestions.stop()

    def _similar(self, text: str) -> tuple[str, ...]:
        from bokart_desk.services.suggestions import did_you_mean  # noqa: PLC0415 - loaded when nothing was found

        return did_you_mean(self._desk.register, text)
