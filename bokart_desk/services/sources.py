"""The rows of lists that records came from, as they may be shown beside a dwelling, an offer or a decision."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bokart_desk.domain.rows import SourceLine
from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.sources import records_of_dwelling, sources_outside_case


def sources_of_dwelling(register: Register, dwelling_id: int) -> tuple[SourceLine, ...]:
    """Return the rows that tell of a dwelling, its units and its contracts; the newest import first.

    A row about a protected household comes without its cells (rule 11).
    """
    with reading(register.engine) as connection:
        return sources_outside_case(connection, records_of_dwelling(connection, dwelling_id))


def sources_of_records(register: Register, records: Mapping[str, Collection[int]]) -> tuple[SourceLine, ...]:
    """Return the rows that records (ids by kind) came from; one about a protected household without its cells."""
    with reading(register.engine) as connection:
        return sources_outside_case(connection, records)
