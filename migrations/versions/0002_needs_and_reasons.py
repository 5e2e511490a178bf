"""What a household needs of a dwelling, and the reason for a second short term."""
# ruff: noqa: E501 - a migration is a list, and stays as it was written

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


FLAGS = (
    "needs_wheelchair",
    "needs_near_centre",
    "needs_near_transport",
    "needs_near_school",
    "needs_near_nursery",
)


def upgrade() -> None:
    # a batch would make the tables anew and lose their checks: SQLite adds a column with its own check
    op.execute("ALTER TABLE contract ADD COLUMN weighty_reason TEXT")
    for name in FLAGS:
        check = f"CONSTRAINT ck_household_{name} CHECK ({name} IN (0, 1))"
        op.execute(f"ALTER TABLE household ADD COLUMN {name} BOOLEAN {check}")
    rent = "CONSTRAINT ck_household_most_monthly_rent_not_negative CHECK (most_monthly_rent IS NULL OR most_monthly_rent >= 0)"
    op.execute(f"ALTER TABLE household ADD COLUMN most_monthly_rent BIGINT {rent}")
