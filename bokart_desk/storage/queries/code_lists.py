"""The municipality's own words for codes, and how often each code is used."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from bokart_desk.domain.codes import CodeList
from bokart_desk.storage.schema import code_value, contract, decision, offer

_USED_IN = {
    CodeList.DECLINED_BECAUSE: offer.c.reason_code,
    CodeList.REFUSED_BECAUSE: decision.c.reason_code,
    CodeList.MOVED_OUT_TO: contract.c.moved_out_to,
}


@dataclass(frozen=True, slots=True)
class CodeValue:
    """What is saved about a code; a standard code has a row only when something about it was changed."""

    id: int
    code: str
    label: str | None
    position: int
    retired: bool


def code_values(connection: Connection, code_list: CodeList) -> list[CodeValue]:
    """Return all that is saved about a list, in the order it was made."""
    table = code_value.c
    columns = (table.id, table.code, table.label, table.position, table.retired)
    found = connection.execute(select(*columns).where(table.list == code_list).order_by(table.id))
    return [CodeValue(*row) for row in found]


def uses(connection: Connection, code_list: CodeList) -> dict[str, int]:
    """Return how many offers, decisions or contracts hold each code of the list."""
    column = _USED_IN[code_list]
    found = connection.execute(select(column, func.count()).where(column.is_not(None)).group_by(column))
    return {str(code): int(count) for code, count in found}
