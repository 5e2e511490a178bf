"""Writes a finished file in one step: a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from bokart_desk.reporting.errors import ReportNotWritten


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` by way of a file beside it; raise ReportNotWritten and leave the old one."""
    beside = path.with_name(f".{secrets.token_hex(6)}.tmp")
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise ReportNotWritten.from_os_error(error, path) from error
    except ValueError as error:  # a NUL in the name
        raise ReportNotWritten.from_os_error(OSError(22, "name"), path) from error
