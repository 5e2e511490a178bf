"""What was erased, and when: never who it was about."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String, Table, Text

from bokart_desk.storage.schema.base import id_column, metadata, not_negative, one_of, reference, words
from bokart_desk.storage.types import UtcMoment

WHAT = ("household", "person", "places")
WHY = ("retention", "decision", "protection")

# ``household_id`` is left out where it would lead from the archived file to the unit of a strictly confidential
# household. ``last_backup_gone``: from this day no backup that the program took holds what was erased; nothing while
# that cannot be told. ``cleaned_at``: when the file itself was written anew, so that no page of it holds it either.
erasure = Table(
    "erasure",
    metadata,
    id_column(),
    Column("at", UtcMoment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(40), nullable=False),
    reference("household"),
    Column("why", String(40), nullable=False),
    words("reference"),
    words("archive_name"),
    Column("archive_sha256", String(64)),
    Column("records", Integer, nullable=False, server_default="0"),
    Column("source_rows", Integer, nullable=False, server_default="0"),
    Column("last_backup_gone", Date),
    Column("cleaned_at", UtcMoment),
    one_of("what", WHAT),
    one_of("why", WHY),
    not_negative("records"),
    not_negative("source_rows"),
)
