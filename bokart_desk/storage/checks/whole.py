"""Is the file whole: no page damaged, no value where its column forbids it, no record that points at nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from bokart_desk.i18n import _, ngettext
from bokart_desk.storage.checks.report import Problem
from bokart_desk.storage.kinds import kind_name
from bokart_desk.storage.revision import newest_revision

_MOST_MESSAGES = 20
_SMALL = 24 * 1024 * 1024
"""Bytes of a register that is looked through in full at every start; of a larger one its smaller tables are."""
_AT_START = (
    "alembic_version", "municipality", "consultant", "code_value", "priority_criterion", "settlement_year",
    "import_batch", "review", "need", "follow_up",
)  # fmt: skip
_BROKEN_RULE = re.compile(r"(?:CHECK constraint failed in|NULL value in) (\w+)")


def damage(connection: Connection) -> tuple[str, list[Problem]]:
    """Read every page. Return SQLite's own words about the damage, empty when there is none, and what else it found:
    records that hold what their columns do not allow.
    """
    return _sorted(connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_MESSAGES})").scalars().all())


def damage_at_a_glance(connection: Connection, path: Path) -> str:
    """Return SQLite's own words about damage that shows at once; of a large register only some tables are read."""
    if path.stat().st_size <= _SMALL:
        return _sorted(connection.exec_driver_sql(f"PRAGMA quick_check({_MOST_MESSAGES})").scalars().all())[0]
    for table in _AT_START:
        words, _broken = _sorted(connection.exec_driver_sql(f"PRAGMA quick_check({table})").scalars().all())
        if words:
            return words
    return ""


def _sorted(lines: object) -> tuple[str, list[Problem]]:
    damaged, broken = [], dict[str, None]()
    for line in map(str, lines):  # type: ignore[call-overload]
        found = _BROKEN_RULE.match(line)
        if found is not None:
            broken[found[1]] = None
        elif line != "ok":
            damaged.append(line)
    return "; ".join(damaged), [
        Problem(
            _(
                "{kind}: a record holds something that is not allowed there, such as an end before the beginning. Look "
                "through the problems below first; if none of them is about it, ask for support."
            ).format(kind=kind_name(table))
        )
        for table in broken
    ]


def schema_of(connection: Connection) -> str:
    """Return the register's version."""
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def wrong_schema(connection: Connection) -> Iterator[Problem]:
    """The register has the version of this program."""
    found, known = schema_of(connection), newest_revision()
    if found != known:
        yield Problem(
            _(
                "The register has version {found}, and this program uses {known}. Open it in the window to update it."
            ).format(found=found, known=known)
        )


def loose_references(connection: Connection) -> Iterator[Problem]:
    """No record points at another that is not there."""
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if loose:
        yield Problem(
            ngettext(
                "{count} record points at another that is not there (in {tables}). Restore a backup, or ask for "
                "support.",
                "{count} records point at others that are not there (in {tables}). Restore a backup, or ask for "
                "support.",
                len(loose),
            ).format(count=len(loose), tables=", ".join(sorted({row[0] for row in loose})))
        )
