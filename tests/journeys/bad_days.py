"""What bad days are made of: places where nothing may be written or that are full, and programs in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import pytest
from other_program import OtherProgram

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "kaffe regn sol"
LIST = "Adresse;Leietaker;Kontrakt fra;Kontrakt til\nNyveien {number};Amina Hussein {number};01.01.2024;31.12.2026\n"
HOLDER = """
    import sys
    import sqlcipher3.dbapi2 as driver
    connection = driver.connect(sys.argv[1], isolation_level=None)
    if sys.argv[2]:
        connection.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.readline()
    connection.execute("ROLLBACK")
    connection.close()
"""
"""Another program that has the file for itself until it is told to let go."""


def script(text: str, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a Python text with ``words`` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", dedent(text), *words],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, **environ},
        cwd=ROOT,
        check=False,
    )


@contextmanager
def held_by_another(path: Path, key: bytes | None = None) -> Iterator[None]:
    """Let another program keep the register's file for itself, as a virus scanner or a backup program does."""
    program = OtherProgram(HOLDER, str(path), key.hex() if key else "")
    assert program.said == "held"
    try:
        yield
    finally:
        program.end()


@contextmanager
def small_disk(place: Path, mebibytes: int) -> Iterator[Path]:
    """Make the folder ``place`` a disk of that size; the test is skipped where none can be mounted."""
    place.mkdir(exist_ok=True)
    if not _mounted("-t", "tmpfs", "-o", f"size={mebibytes}m", "tmpfs", str(place)):
        pytest.skip("only root can mount a disk here")
    try:
        yield place
    finally:
        _away(place)


@contextmanager
def write_protected(place: Path) -> Iterator[None]:
    """Make a file or folder one that nobody may write to: root may write whatever its permissions say."""
    if _mounted("--bind", str(place), str(place)):
        try:
            assert _mounted("-o", "remount,bind,ro", str(place))
            yield
        finally:
            _away(place)
    elif sys.platform == "win32" or os.geteuid() == 0:
        pytest.skip("nothing can be write-protected here")
    else:
        before = place.stat().st_mode
        place.chmod(0o555 if place.is_dir() else 0o444)
        try:
            yield
        finally:
            place.chmod(before)


def _mounted(*words: str) -> bool:
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


def _away(place: Path) -> None:
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
