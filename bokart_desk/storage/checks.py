"""Looks the register over: is the file whole, does it hold together, and is there a backup to fall back on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, case, func, literal, or_, select

from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.storage.backup import list_backups
from bokart_desk.storage.engine import engine_path, reading
from bokart_desk.storage.errors import RegisterDamaged
from bokart_desk.storage.revision import newest_revision
from bokart_desk.storage.schema import contract, contract_listing, dwelling, metadata, unit

_MOST_MESSAGES = 20


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; ``problems`` are finished texts, one for each thing that needs a look."""

    integrity: str
    schema: str
    counts: dict[str, int]
    last_backup: datetime | None
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Tell whether nothing needs a look."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Return the report as ``check --json`` prints it."""
        return {
            "ok": self.ok,
            "integrity": self.integrity,
            "schema": self.schema,
            "counts": self.counts,
            "last_backup": self.last_backup.isoformat() if self.last_backup else None,
            "problems": self.problems,
        }


def check_register(engine: Engine, backups: Path | None = None) -> CheckReport:
    """Check the register and say what is wrong; change nothing.

    ``integrity`` is "ok" or SQLite's own words about the damage. ``last_backup`` is in local time; ``backups`` is the
    folder of the automatic ones. Raise a ``RegisterError`` when the register cannot even be opened.
    """
    path = engine_path(engine)
    taken = list_backups(backups, path) if backups is not None else []
    last_backup = taken[0].taken_at if taken else None
    try:
        with reading(engine) as connection:
            damage = _damage(connection)
            if damage:
                return CheckReport(damage, _schema(connection), {}, last_backup, [RegisterDamaged(path).message])
            return CheckReport("ok", _schema(connection), _counts(connection), last_backup, _problems(connection))
    except RegisterDamaged as error:
        return CheckReport("damaged", "", {}, last_backup, [error.message])


def _damage(connection: Connection) -> str:
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_MESSAGES})").scalars().all()
    return "" if list(found) == ["ok"] else "; ".join(str(line) for line in found)


def _schema(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }


def _problems(connection: Connection) -> list[str]:
    return [
        *_wrong_schema(connection),
        *_loose_references(connection),
        *_overlaps(connection),
        *_listing_out_of_step(connection),
    ]


def _wrong_schema(connection: Connection) -> list[str]:
    found, known = _schema(connection), newest_revision()
    if found == known:
        return []
    return [
        _(
            "The register has version {found}, and this program uses {known}. Open it in the window to update it."
        ).format(found=found, known=known)
    ]


def _loose_references(connection: Connection) -> list[str]:
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if not loose:
        return []
    return [
        ngettext(
            "{count} record points at another that is not there (in {tables}). Restore a backup, or ask for support.",
            "{count} records point at others that are not there (in {tables}). Restore a backup, or ask for support.",
            len(loose),
        ).format(count=len(loose), tables=", ".join(sorted({row[0] for row in loose})))
    ]


def _overlaps(connection: Connection) -> list[str]:
    """Contracts on one unit may not claim a common day (rule 8 of the register)."""
    end = func.coalesce(contract.c.end_date, date.max)
    moved_out = contract.c.moved_out_on
    claimed = case((moved_out < end, moved_out), else_=end)
    before = func.max(claimed).over(
        partition_by=contract.c.unit_id, order_by=(contract.c.start_date, contract.c.id), rows=(None, -1)
    )
    spans = select(contract.c.unit_id, contract.c.start_date, before.label("claimed_until")).subquery()
    found = connection.execute(
        select(dwelling.c.address, unit.c.label, spans.c.start_date)
        .join(unit, unit.c.id == spans.c.unit_id)
        .join(dwelling, dwelling.c.id == unit.c.dwelling_id)
        .where(spans.c.start_date <= spans.c.claimed_until)
        .order_by(dwelling.c.address_sort, unit.c.label, spans.c.start_date)
    )
    return [
        _("{place}: the contract from {start} begins before the one before it has ended. Correct one of them.").format(
            place=f"{address} {label}".strip(), start=format_date(start)
        )
        for address, label, start in found
    ]


def _listing_out_of_step(connection: Connection) -> list[str]:
    """The listing is derived: a row for each contract, with its dates."""
    listed = contract_listing
    wrong = (
        select(func.count())
        .select_from(contract.outerjoin(listed, listed.c.contract_id == contract.c.id))
        .where(
            or_(
                listed.c.contract_id.is_(None),
                listed.c.start_date != contract.c.start_date,
                listed.c.last_day != func.coalesce(contract.c.end_date, literal(date.max)),
            )
        )
    )
    count = int(connection.execute(wrong).scalar_one())
    if not count:
        return []
    return [
        ngettext(
            "{count} contract is missing or outdated in the lists. The contract itself is safe.",
            "{count} contracts are missing or outdated in the lists. The contracts themselves are safe.",
            count,
        ).format(count=count)
    ]
