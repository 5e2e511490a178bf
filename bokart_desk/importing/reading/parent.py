"""Reading a file from outside: starts the reading process, watches its time and memory, and judges how it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import psutil

from bokart_desk.importing.pause import collector_paused

from . import cells, messages, mojibake
from .child import ARGUMENT
from .sheets import Limits, ReadingCancelled, UnreadableFile, Workbook

_POLL_SECONDS = 0.03
_PATIENCE_SECONDS = 5.0
_ERROR_BYTES = 64 * 1024
_CHUNK = 1024 * 1024


def read_file(path: Path, limits: Limits = Limits(), cancelled: Callable[[], bool] | None = None) -> Workbook:  # noqa: B008
    """Return the sheets of the file, whatever kind it is by its content; never more than the limits allow.

    Raises UnreadableFile with a text for the user, or ReadingCancelled when ``cancelled`` returns true, which is asked
    every few hundredths of a second on the calling thread.
    """
    return understood(path, limits, lambda: answer_about(path, limits, cancelled or (lambda: False)))


Answer = list[bytearray]
"""The lines of a complete answer of the reading process, without the last."""


class NotAnsweredError(Exception):
    """The reading process refused the file, or did not come to an end: in codes, which any thread may raise."""

    def __init__(self, reason: str, details: dict[str, str | int] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details or {}


def answer_about(path: Path, limits: Limits, cancelled: Callable[[], bool]) -> Answer:
    """Have the file read by a process of its own. Raises NotAnsweredError and ReadingCancelled."""
    return _Reading(Path(path), limits).answer(cancelled)


def understood(path: Path, limits: Limits, ask: Callable[[], Answer]) -> Workbook:
    """Return the workbook of an answer. Raises what ``ask`` does, and UnreadableFile in the language of now."""
    try:
        answer = ask()
    except NotAnsweredError as failure:
        raise _unreadable(path, failure.reason, failure.details) from failure
    try:
        with collector_paused():
            return _workbook(Path(path), answer, limits)
    except cells.TooLargeError as error:
        raise _unreadable(path, "too_large") from error
    except (KeyError, TypeError, ValueError, IndexError, OverflowError) as error:
        raise _unreadable(path, "damaged") from error


def _workbook(path: Path, lines: Answer, limits: Limits) -> Workbook:
    head = json.loads(lines[0])
    sheets = [cells.to_sheet(message, limits.cells, suspect=suspect) for message, suspect in _messages(lines)]
    notes = tuple(messages.file_note(code, details) for code, details in head["notes"])
    return Workbook(path, str(head["kind"]), sheets, str(head["sha256"]), int(head["size"]), notes)


def _messages(lines: list[bytearray]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield each sheet's message, put together again, and whether it may hold broken letters; empties ``lines``."""
    sheet: dict[str, Any] | None = None
    suspect = False
    for number in range(1, len(lines)):
        line, lines[number] = lines[number], bytearray()
        part = json.loads(line)
        if isinstance(part, list) and sheet is not None:
            sheet["sparse" if "sparse" in sheet else "rows"] += part
        else:
            if sheet is not None:
                yield sheet, suspect
            sheet, suspect = dict(part), False
        suspect = suspect or mojibake.may_hold(line)
    if sheet is not None:
        yield sheet, suspect


def _unreadable(path: Path, reason: str, details: dict[str, str | int] | None = None) -> UnreadableFile:
    return UnreadableFile(Path(path), reason, messages.unreadable(Path(path), reason, details or {}))


class _Reading:
    """One run of the reading process."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._lines: list[bytearray] = []
        self._errors = bytearray()
        self._flooded = threading.Event()
        self._ended = threading.Event()

    def answer(self, cancelled: Callable[[], bool]) -> list[bytearray]:
        """Return the lines of a complete answer, without the last; raise what stands in its way."""
        deadline = time.monotonic() + self._limits.seconds
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise NotAnsweredError("not_started") from error
        try:
            threads = self._start_threads(process)
            self._watch(process, deadline, cancelled)
            process.wait(timeout=max(deadline - time.monotonic(), 1.0))
            for thread in threads:
                thread.join()
        except subprocess.TimeoutExpired as error:
            raise NotAnsweredError("time") from error
        finally:
            _end(process)
        return self._judge(process.returncode)

    def _start_threads(self, process: subprocess.Popen[bytes]) -> list[threading.Thread]:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        threads = [
            threading.Thread(target=self._collect, args=(process.stdout,), daemon=True),
            threading.Thread(target=self._collect_errors, args=(process.stderr,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            process.stdin.write(self._request())
            process.stdin.close()
        except OSError:
            pass  # it ended before it heard the question: its exit code tells
        return threads

    def _request(self) -> bytes:
        limits = self._limits
        request = {
            "path": str(self._path.absolute()),
            "seconds": limits.seconds,
            "memory_bytes": limits.memory_bytes,
            "file_bytes": limits.file_bytes,
            "unpacked_bytes": limits.unpacked_bytes,
            "cells": limits.cells,
            "rows": limits.rows,
            "filled_cells": limits.filled_cells,
            "result_bytes": limits.result_bytes,
        }
        return json.dumps(request).encode("ascii") + b"\n"

    def _collect(self, stream: IO[bytes]) -> None:
        received = bytearray()
        while chunk := os.read(stream.fileno(), _CHUNK):
            received += chunk
            if len(received) > self._limits.result_bytes + _CHUNK:
                self._flooded.set()
                break
        self._lines = received.splitlines() if not self._flooded.is_set() else []
        self._ended.set()

    def _collect_errors(self, stream: IO[bytes]) -> None:
        while chunk := os.read(stream.fileno(), 4096):
            if len(self._errors) < _ERROR_BYTES:
                self._errors += chunk

    def _watch(self, process: subprocess.Popen[bytes], deadline: float, cancelled: Callable[[], bool]) -> None:
        """Return when the process has sent all it will; kill it and raise when it goes past a limit."""
        try:
            watched = psutil.Process(process.pid)
        except psutil.Error:
            return
        while not self._ended.wait(_POLL_SECONDS):
            if cancelled():
                process.kill()
                raise ReadingCancelled
            if time.monotonic() > deadline:
                process.kill()
                raise NotAnsweredError("time")
            try:
                used = watched.memory_info().rss
            except psutil.Error:
                continue  # ending just now
            if used > self._limits.memory_bytes:
                process.kill()
                raise NotAnsweredError("memory")
        if self._flooded.is_set():
            process.kill()  # it would wait forever for somebody to take the rest
        if cancelled():
            raise ReadingCancelled

    def _judge(self, code: int) -> list[bytearray]:
        """Tell a complete answer from a refusal and from a process that was aborted or ran out of memory."""
        if self._flooded.is_set():
            raise NotAnsweredError("too_large")
        last: Any = None
        if self._lines and code == 0:
            try:
                last = json.loads(self._lines[-1])
            except ValueError:
                last = None
        if isinstance(last, dict) and last.get("end"):
            return self._lines[:-1]
        if isinstance(last, dict) and "refused" in last:
            raise NotAnsweredError(str(last["refused"]), dict(last.get("details") or {}))
        out_of_memory = b"memory allocation of" in self._errors or b"MemoryError" in self._errors
        raise NotAnsweredError("memory" if out_of_memory else "aborted")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        try:
            process.wait(timeout=_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            return  # stuck in a network share; the system ends it when the share answers
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream and not stream.closed:
            try:
                stream.close()
            except OSError:
                continue


def command() -> list[str]:
    """Return how the reading process is started: this program itself where it is frozen, else Python with the module.

    On Windows a virtual environment's python.exe only starts the real one, whose memory is to be watched: that one
    is started at once, as multiprocessing does.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    python = sys.executable
    if sys.platform == "win32":
        python = getattr(sys, "_base_executable", python)
    return [python, "-P", "-s", "-m", "bokart_desk.importing.reading.child"]


def environment() -> dict[str, str]:
    """Return the environment in which the reading process finds this very package and its environment's libraries."""
    names = dict(os.environ)
    if not getattr(sys, "frozen", False):
        root = str(Path(__file__).resolve().parents[3])
        names["PYTHONPATH"] = os.pathsep.join(filter(None, [root, names.get("PYTHONPATH", "")]))
        if command()[0] != sys.executable:
            names["__PYVENV_LAUNCHER__"] = sys.executable
    return names
