"""Whole processes measured from outside: how long they take, how much memory, and when they say they are ready."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
MAIN = ROOT / "main.py"
PROGRAMS = Path(__file__).parent / "programs"
PATIENCE = 300.0
"""Seconds after which a process counts as stuck and is ended; a window gets less."""
_PATIENCE_WITH_WINDOW = 60.0
_LOOK_EVERY = 0.005


class ProcessFailed(Exception):
    """A measured process did not do its work; the message holds what it wrote."""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of measured processes: compiled modules are kept, as at a user's."""
    cleaned = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return cleaned | {"PYTHONPATH": str(ROOT)} | more


def run_time(
    command: Sequence[str | Path], *, done: Sequence[int] = (0,), patience: float = PATIENCE, **variables: str
) -> float:
    """Return the seconds from starting the process to its end. ``done``: the exit codes of success."""
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=output, env=environment(**variables)
        )
        try:
            code = process.wait(patience)
        except subprocess.TimeoutExpired:
            end_tree(process)
            raise
        taken = time.perf_counter() - begun
        _expect(code, done, output)
    return taken


def peak_memory(command: Sequence[str | Path], *, done: Sequence[int] = (0,), **variables: str) -> int:
    """Return the most bytes the process and its children had in memory at one time, looked at all the while."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=output, env=environment(**variables)
        )
        watched, most, until = psutil.Process(process.pid), 0, time.monotonic() + PATIENCE
        while process.poll() is None:
            if time.monotonic() > until:
                end_tree(process)
                raise subprocess.TimeoutExpired(process.args, PATIENCE)
            most = max(most, _memory(watched))
            time.sleep(_LOOK_EVERY)
        _expect(process.returncode, done, output)
    return most


def ready_time(command: Sequence[str | Path], **variables: str) -> float:
    """Return the seconds until a window is usable: it writes the moment into the file BOKART_BENCH_READY and closes."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        begun = time.time()
        run_time(
            command,
            patience=_PATIENCE_WITH_WINDOW,
            BOKART_BENCH_READY=str(ready),
            XDG_CONFIG_HOME=folder,
            **variables,
        )
        return float(ready.read_text(encoding="ascii")) - begun


def python(program: Path, *arguments: str | Path) -> list[str | Path]:
    """Return the command that runs a Python file as the benchmark itself is run."""
    return [sys.executable, program, *arguments]


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, and those it started."""
    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        family = []
    for member in family:
        try:
            member.kill()
        except psutil.NoSuchProcess:
            continue
    process.wait(10)


def _memory(process: psutil.Process) -> int:
    total = 0
    try:
        for member in (process, *process.children(recursive=True)):
            total += member.memory_info().rss
    except psutil.Error:
        return total
    return total


def _expect(code: int, done: Sequence[int], output: object) -> None:
    if code not in done:
        output.seek(0)  # type: ignore[attr-defined]
        raise ProcessFailed(f"exit code {code}\n" + output.read().decode("utf-8", "replace"))  # type: ignore[attr-defined]
