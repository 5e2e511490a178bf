"""Where records came from, and what happened to them: imports, source rows, history, the reading log."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bokart_desk.storage.schema.base import Json, filled, flag, id_column, metadata, one_of, reference
from bokart_desk.storage.types import UtcMoment

import_batch = Table(
    "import_batch",
    metadata,
    id_column(),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False, index=True),
    Column("file_size", Integer, nullable=False),
    Column("imported_at", UtcMoment, nullable=False),
    Column("sheets", Json, nullable=False),
    Column("totals", Json, nullable=False),
    Column("undone_at", UtcMoment),
)

# ``cells`` of a source row are the texts as they stood, column by column; the headings over them stand once, in
# ``import_batch.sheets`` as [{"name", "kind", "header_row", "first_row", "headers": [text, ...]}, ...]: those of a row
# are in the last entry of its sheet's name whose first_row is not after it.
source_row = Table(
    "source_row",
    metadata,
    id_column(),
    reference("import_batch", "batch_id", required=True, indexed=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("cells", Json, nullable=False),
    Column("digest", LargeBinary(16), nullable=False, index=True),
    Column("outcome", String(10), nullable=False),
    Column("field", Text),
    Column("reason", Text),
    one_of("outcome", ("new", "updated", "unchanged", "duplicate", "conflict", "invalid", "skipped")),
    UniqueConstraint("batch_id", "sheet", "row"),
)

source_link = Table(
    "source_link",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("record_id", Integer, primary_key=True),
    Column("source_row_id", ForeignKey("source_row.id", ondelete="CASCADE"), primary_key=True, index=True),
    one_of("kind", ("landlord", "dwelling", "unit", "household", "person", "contract", "offer", "decision")),
    sqlite_with_rowid=False,
)

import_preset = Table(
    "import_preset",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("shape", Text, nullable=False),
    Column("mapping", Json, nullable=False),
    UniqueConstraint("name"),
    filled("name"),
)

history = Table(
    "history",
    metadata,
    id_column(),
    Column("at", UtcMoment, nullable=False),
    Column("work", Integer, nullable=False, index=True),
    Column("what", String(60), nullable=False),
    Column("who", Text, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("action", String(10), nullable=False),
    Column("before", Json),
    Column("after", Json),
    reference("import_batch", "batch_id"),
    flag("erased"),
    Index(None, "kind", "record_id"),
    one_of("action", ("created", "changed", "deleted")),
)

reading_log = Table(
    "reading_log",
    metadata,
    id_column(),
    Column("at", UtcMoment, nullable=False),
    Column("who", Text, nullable=False),
    reference("household", required=True, cascade=True),
)
