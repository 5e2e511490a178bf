"""The program's log: small rotating files that hold codes and places in the program, never what people entered.

A log line has a code ("register_opened"), plain numbers, and for an error its type and where it was raised. The text
of an exception is left out: it may quote a name, an address or a cell of a list.
"""

from __future__ import annotations

import logging
from pathlib import Path
from types import TracebackType

_NAME = "bokart_desk"
_FILE = "bokart-desk.log"
_BYTES, _KEPT = 512 * 1024, 3
_FRAMES = 12


def start_log(folder: Path | None = None) -> Path | None:
    """Write the log to ``folder`` (the user's log folder unless given); None where no log can be written."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - brings much, and the first window needs none

    folder = folder or default_log_folder()
    logger = logging.getLogger(_NAME)
    stop_log()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / _FILE, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None  # a program without a log is better than none
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return folder / _FILE


def stop_log() -> None:
    """Close the log's files."""
    logger = logging.getLogger(_NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def default_log_folder() -> Path:
    """Return the user's folder for logs."""
    import platformdirs  # noqa: PLC0415 - needed once, after the window is up

    return Path(platformdirs.user_log_dir("BOKART Desk", appauthor=False))


def log_event(code: str, **numbers: int) -> None:
    """Write that something happened: a code, and numbers that say how much of it."""
    logging.getLogger(_NAME).info(" ".join([code, *(f"{name}={value:d}" for name, value in numbers.items())]))


def log_error(error: BaseException, code: str = "error") -> str:
    """Write an error's type and where it came from; return the same as a short text to give to support."""
    where = error_place(error)
    logging.getLogger(_NAME).error("%s %s", code, where)
    return where


def error_place(error: BaseException) -> str:
    """Return type and place of an error: "ValueError at bokart_desk/ui/views.py:12 < …", without its message."""
    frames = _frames(error.__traceback__)[-_FRAMES:]
    cause = error.__cause__ or error.__context__
    told = f"{type(error).__name__} at {' < '.join(reversed(frames)) or '?'}"
    return f"{told}; from {type(cause).__name__}" if cause is not None else told


def _frames(trace: TracebackType | None) -> list[str]:
    places = []
    while trace is not None:
        places.append(f"{_short(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places


def _short(file: str) -> str:
    """Cut the folders in front of the package away: they hold the user's name."""
    parts = Path(file).parts
    for start in ("bokart_desk", "site-packages"):
        if start in parts:
            return "/".join(parts[parts.index(start) :])
    return parts[-1] if parts else file
