"""Indexes go that another one of the same table begins with: every row written had to be filed in both."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_contract_unit_id", "contract")
    op.drop_index("ix_unit_dwelling_id", "unit")
    op.drop_index("ix_source_row_batch_id", "source_row")
    op.drop_index("ix_met_criterion_need_id", "met_criterion")
