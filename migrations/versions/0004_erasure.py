"""What was erased, without names: marks on household and history, a record of each erasure; dwellings in order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # a batch would make the tables anew and lose their checks: SQLite adds a column with its own check
    for table in ("household", "history"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN erased BOOLEAN CONSTRAINT ck_{table}_erased CHECK (erased IN (0, 1))"
        )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("archive_name", sa.Text(), nullable=True),
        sa.Column("archive_sha256", sa.String(length=64), nullable=True),
        sa.Column("records", sa.Integer(), server_default="0", nullable=False),
        sa.Column("source_rows", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_backup_gone", sa.Date(), nullable=True),
        sa.Column("cleaned_at", sa.String(length=27), nullable=True),
        sa.CheckConstraint(
            "what = 'household' OR what = 'person' OR what = 'places'", name=op.f("ck_erasure_what_known")
        ),
        sa.CheckConstraint(
            "why = 'retention' OR why = 'decision' OR why = 'protection'", name=op.f("ck_erasure_why_known")
        ),
        sa.CheckConstraint("records IS NULL OR records >= 0", name=op.f("ck_erasure_records_not_negative")),
        sa.CheckConstraint("source_rows IS NULL OR source_rows >= 0", name=op.f("ck_erasure_source_rows_not_negative")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_erasure_household_id_household"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_household_id"), "erasure", ["household_id"], unique=False)
    op.create_index(op.f("ix_dwelling_address_sort"), "dwelling", ["address_sort"], unique=False)
