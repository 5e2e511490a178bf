"""Head leases: what the municipality rents in, of one dwelling or of one landlord."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from bokart_desk.domain.dwelling_rows import HeadLeaseLine
from bokart_desk.storage.schema import dwelling, head_lease, landlord

_owner = func.coalesce(head_lease.c.landlord_id, dwelling.c.landlord_id)
"""A head lease that names no landlord is its dwelling's landlord's."""


def leases_of_dwelling(connection: Connection, dwelling_id: int) -> list[HeadLeaseLine]:
    """Return the head leases on a dwelling, the latest first."""
    order = (head_lease.c.start_date.desc(), head_lease.c.id.desc())
    return _read(connection, head_lease.c.dwelling_id == dwelling_id, *order)


def leases_of_landlord(connection: Connection, landlord_id: int) -> list[HeadLeaseLine]:
    """Return the head leases a landlord is party of: those that end first on top, those without an end last."""
    order = (head_lease.c.end_date.is_(None), head_lease.c.end_date, dwelling.c.address_sort, head_lease.c.id)
    return _read(connection, _owner == landlord_id, *order)


def _read(connection: Connection, which: ColumnElement[bool], *order: Any) -> list[HeadLeaseLine]:
    statement = (
        select(
            head_lease.c.id, head_lease.c.dwelling_id, dwelling.c.address, _owner, landlord.c.name,
            head_lease.c.start_date, head_lease.c.end_date, head_lease.c.notice_months, head_lease.c.monthly_rent,
            head_lease.c.security_kind, head_lease.c.security_amount, head_lease.c.maintained_by, head_lease.c.notes,
        )
        .select_from(head_lease)
        .join(dwelling, dwelling.c.id == head_lease.c.dwelling_id)
        .outerjoin(landlord, landlord.c.id == _owner)
        .where(which)
        .order_by(*order)
    )  # fmt: skip
    return [
        HeadLeaseLine(
            id=record,
            dwelling_id=home,
            address=address,
            landlord_id=owner,
            landlord=name or "",
            start=start,
            end=end,
            notice_months=notice,
            monthly_rent=rent,
            security_kind=security or "",
            security_amount=amount,
            maintained_by=maintained or "",
            notes=notes or "",
        )
        for (record, home, address, owner, name, start, end, notice, rent, security, amount, maintained, notes) in (
            connection.execute(statement)
        )
    ]
