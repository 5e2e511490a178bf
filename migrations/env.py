"""Runs the migrations on the connection the program hands over; knows nothing of the program itself."""

from __future__ import annotations

from alembic import context
from sqlalchemy import MetaData

# The names of constraints must be known when a later revision rebuilds a table.
NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

given = context.config.attributes
context.configure(
    connection=given["connection"],
    target_metadata=given.get("target_metadata") or MetaData(naming_convention=NAMING_CONVENTION),
    transaction_per_migration=False,
    **given.get("autogenerate", {}),
)
with context.begin_transaction():
    context.run_migrations()
