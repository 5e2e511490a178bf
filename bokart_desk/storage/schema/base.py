"""What all tables share: names of constraints, and columns and checks of the usual kinds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Integer, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


Json = JSON(none_as_null=True)
"""A JSON value; nothing is NULL, not the word null."""


def id_column() -> Column[int]:
    """Return the primary key that every record has."""
    return Column("id", Integer, primary_key=True)


def reference(
    table: str, name: str | None = None, *, required: bool = False, cascade: bool = False, indexed: bool = True
) -> Column[int]:
    """Return a foreign key; deleting what it points at is refused unless it ``cascade``s.

    Not ``indexed`` by itself: the table has an index or a unique constraint that begins with it.
    """
    return Column(
        name or f"{table}_id",
        ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else "RESTRICT"),
        nullable=not required,
        index=indexed,
    )


def words(name: str, *, required: bool = False) -> Column[str]:
    """Return a column of free text."""
    return Column(name, Text, nullable=not required)


def flag(name: str) -> Column[bool]:
    """Return a column of yes, no and not known."""
    return Column(name, Boolean(create_constraint=True, name=name), nullable=True)


def code(name: str, *, required: bool = True) -> Column[str]:
    """Return a column of one of the values of ``domain.codes``."""
    return Column(name, String(40), nullable=not required)


def one_of(name: str, values: Iterable[str]) -> CheckConstraint:
    """Check that a column holds one of the values, or nothing.

    Written as comparisons: SQLite would build a set for ``IN`` anew with every row that is inserted.
    """
    known = " OR ".join(f"{name} = '{value}'" for value in values)
    return CheckConstraint(known, name=f"{name}_known")


def in_order(first: str, last: str) -> CheckConstraint:
    """Check that one date is not after another."""
    return CheckConstraint(f"{last} IS NULL OR {first} IS NULL OR {last} >= {first}", name=f"{last}_after_{first}")


def not_negative(name: str) -> CheckConstraint:
    """Check that a number or an amount is not below zero."""
    return CheckConstraint(f"{name} IS NULL OR {name} >= 0", name=f"{name}_not_negative")


def filled(name: str) -> CheckConstraint:
    """Check that a text is more than blanks."""
    return CheckConstraint(f"length(trim({name})) > 0", name=f"{name}_filled")


def extra() -> Column[Any]:
    """Return the column for what an imported list holds in columns without a field, by their headings."""
    return Column("extra", Json, nullable=True)
