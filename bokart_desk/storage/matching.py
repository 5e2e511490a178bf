"""What the register holds, as an import needs it to tell known records from new ones: plain values, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from bokart_desk.storage import schema

Record = dict[str, Any]


@dataclass(slots=True)
class KnownRecords:
    """Records of the register by id, and the rows of lists that were taken in before by their digest.

    ``version`` changes whenever anything in the register does.
    """

    version: int
    landlord: dict[int, Record]
    consultant: dict[int, Record]
    dwelling: dict[int, Record]
    unit: dict[int, Record]
    household: dict[int, Record]
    person: dict[int, Record]
    contract: dict[int, Record]
    offer: dict[int, Record]
    decision: dict[int, Record]
    digests: dict[bytes, tuple[str, int]]


_LEFT_OUT = {"extra", "strengths", "faults", "assessment"}


def load_known(connection: Connection) -> KnownRecords:
    """Read what matching needs."""
    return KnownRecords(
        version=register_version(connection),
        landlord=_all(connection, schema.landlord),
        consultant=_all(connection, schema.consultant),
        dwelling=_all(connection, schema.dwelling),
        unit=_all(connection, schema.unit),
        household=_all(connection, schema.household),
        person=_all(connection, schema.person),
        contract=_all(connection, schema.contract),
        offer=_all(connection, schema.offer),
        decision=_all(connection, schema.decision),
        digests=_digests(connection),
    )


def register_version(connection: Connection) -> int:
    """Return a number that grows with every change to the register."""
    return connection.execute(select(func.max(schema.history.c.id))).scalar() or 0


def _all(connection: Connection, table: Table) -> dict[int, Record]:
    columns = [column for column in table.c if column.name not in _LEFT_OUT]
    names = [column.name for column in columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in connection.execute(select(*columns))}


def _digests(connection: Connection) -> dict[bytes, tuple[str, int]]:
    link, row, batch = schema.source_link, schema.source_row, schema.import_batch
    found = (
        select(row.c.digest, link.c.kind, link.c.record_id)
        .join(row, row.c.id == link.c.source_row_id)
        .join(batch, batch.c.id == row.c.batch_id)
        .where(link.c.kind.in_(("contract", "offer", "decision", "unit")), batch.c.undone_at.is_(None))
    )
    digests: dict[bytes, tuple[str, int]] = {}
    for digest, kind, record_id in connection.execute(found):
        if kind != "unit" or digest not in digests:
            digests[digest] = (kind, record_id)
    return digests
