"""What has been imported, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bokart_desk.services.register import Register
from bokart_desk.storage.engine import reading
from bokart_desk.storage.queries.imports import read_batches


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One imported file: its rows by outcome, and when the import was taken back if it was."""

    id: int
    file_name: str
    imported_at: datetime
    totals: dict[str, int]
    undone_at: datetime | None


def recent_imports(register: Register, *, limit: int | None = None) -> tuple[ImportLine, ...]:
    """Return the imports, newest first."""
    with reading(register.engine) as connection:
        return tuple(ImportLine(*values) for values in read_batches(connection, limit))
