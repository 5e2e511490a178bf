"""The reading process: takes a path and limits on stdin, gives the cells of the file as lines of JSON on stdout.

It imports as little as it can, because every file read waits for its start, and knows nothing of the user's
language: it speaks in codes, and the parent makes texts of them. It may be aborted, killed or run out of memory at
any moment.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from .budget import Budget
from .content import check_ole, check_text, ole_notes, recognise
from .refusal import Note, Refusal

if TYPE_CHECKING:
    from zipfile import ZipFile

    from .zip_parts import SheetParts

ARGUMENT = "--reading-process"
"""What the frozen program is called with to be the reading process (``sys.argv[1:] == [ARGUMENT]``)."""
_ADDRESS_SPACE_SLACK = 512 * 1024**2

_ROWS_AT_ONCE = 250
"""What follows a sheet's first rows comes in lines of its own: a window would stand still while a long one is read."""

Send = Callable[[dict[str, Any] | list[Any]], None]


def main() -> None:
    """Read the one file asked for on stdin and end the process."""
    output = os.fdopen(os.dup(1), "wb")  # by number: a frozen window program has no sys.stdout
    os.dup2(2, 1)  # whatever a library prints must not mix with the answer
    gc.disable()  # one short run of plain values, which hold no cycles
    request = json.loads(os.fdopen(0, "rb").readline())
    _limit_process(request)
    try:
        read(Path(request["path"]), request, _sender(output, request["result_bytes"]))
    except Refusal as refusal:
        _sender(output, 65536)({"refused": refusal.code, "details": refusal.details})
    except MemoryError:
        _sender(output, 65536)({"refused": "memory", "details": {}})
    output.flush()
    os._exit(0)  # freeing a large workbook cell by cell would only cost time


def read(path: Path, limits: dict[str, Any], send: Send) -> None:
    """Send the head, the sheets and the end of the file at ``path``; raise Refusal where it cannot be read."""
    data = _contents(path, limits["file_bytes"])
    kind, notes, sheets = _open(data, limits)
    send({"kind": kind, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "notes": notes})
    budget = Budget(limits["rows"], limits["filled_cells"])
    for sheet in sheets:
        budget.spend([values for _row, values in sheet["sparse"]] if "sparse" in sheet else sheet["rows"])
        how = "sparse" if "sparse" in sheet else "rows"
        rows = sheet[how]
        send(sheet | {how: rows[:_ROWS_AT_ONCE]})
        for first in range(_ROWS_AT_ONCE, len(rows), _ROWS_AT_ONCE):
            send(rows[first : first + _ROWS_AT_ONCE])
    send({"end": True})


def _open(data: bytes, limits: dict[str, Any]) -> tuple[str, list[Note], Iterator[dict[str, Any]]]:
    container = recognise(data)
    if container == "text":
        return _text(data)
    if container == "html":
        from .html_table import read_tables  # noqa: PLC0415 - most files need it not

        return "html", [("html_table", {})], read_tables(data)
    from .spreadsheet import open_workbook, read_sheets, skipped  # noqa: PLC0415

    if container == "ole":
        from .xls_parts import sheet_parts  # noqa: PLC0415

        kind, parts, notes = check_ole(data), sheet_parts(data), ole_notes(data)
    else:
        from . import zip_parts  # noqa: PLC0415

        archive = zip_parts.open_zip(data, limits["unpacked_bytes"])
        kind = zip_parts.check_zip(archive)
        parts, notes = _parts(archive, kind), zip_parts.notes_on(archive)
    workbook = open_workbook(data)
    return kind, notes + skipped(workbook), read_sheets(workbook, parts, limits["cells"])


def _parts(archive: ZipFile, kind: str) -> list[SheetParts] | None:
    """Return what calamine leaves out of the sheets; None for kinds where it cannot be found."""
    if kind == "ods":
        from .ods_parts import sheet_parts  # noqa: PLC0415
    elif kind == "xlsb":
        from .xlsb_parts import sheet_parts  # noqa: PLC0415
    elif kind in {"xlsx", "xlsm"}:
        from .zip_parts import sheet_parts  # noqa: PLC0415
    else:
        return None
    return sheet_parts(archive)


def _text(data: bytes) -> tuple[str, list[Note], Iterator[dict[str, Any]]]:
    from .csv_text import decode, read_rows  # noqa: PLC0415

    check_text(data)
    text, notes = decode(data)
    rows, more = read_rows(text)
    return "csv", notes + more, iter([{"sheet": "", "rows": rows}])


def _contents(path: Path, limit: int) -> bytes:
    try:
        if path.is_dir():
            raise Refusal("folder")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise Refusal("missing") from error
    except PermissionError as error:
        raise Refusal("locked") from error
    except (OSError, ValueError) as error:
        raise Refusal("unreachable") from error
    if len(data) > limit:
        raise Refusal("too_large")
    return data


def _sender(output: BinaryIO, limit: int) -> Send:
    encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_moment, separators=(",", ":"))
    sent = 0

    def send(message: dict[str, Any] | list[Any]) -> None:
        nonlocal sent
        line = encoder.encode(message).encode("utf-8", "replace")
        sent += len(line)
        if sent > limit:
            raise Refusal("too_large")
        output.write(line + b"\n")

    return send


def _moment(value: object) -> list[str | int]:
    """Write dates and moments as lists of 3 and 7 numbers, clock times and durations as lists that name themselves."""
    if isinstance(value, datetime):
        return [value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond]
    if isinstance(value, date):
        return [value.year, value.month, value.day]
    if isinstance(value, time):
        return ["time", value.hour, value.minute, value.second, value.microsecond]
    if isinstance(value, timedelta):
        return ["duration", value.days, value.seconds, value.microseconds]
    raise TypeError(type(value).__name__)


def _limit_process(limits: dict[str, Any]) -> None:
    """A belt beside the parent's watch, where the system has it: address space, processor time, no core file."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    seconds = int(limits["seconds"]) + 5
    for what, most in (
        (resource.RLIMIT_AS, limits["memory_bytes"] + _ADDRESS_SPACE_SLACK),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
