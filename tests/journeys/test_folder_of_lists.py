"""Any collection of files: each gives a result or a clear message in time, and the register stays as it was.

Set BOKART_TEST_LISTS to a folder to run it over every file below it. Without it, the demo's lists are such a folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import psutil
import pytest

from bokart_desk.i18n import resources_folder
from tests.register_builder import building, new_register

SECONDS = 30
MEMORY = 1024**3
MAIN = Path(__file__).parents[2] / "main.py"
FOLDER = Path(os.environ.get("BOKART_TEST_LISTS") or resources_folder() / "demo")
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with new_register(tmp_path_factory.mktemp("register")) as made:
        with building(made) as builder:
            builder.let("Ola Nordmann", "Storgata 1", date(2024, 2, 1), date(2027, 1, 31))
        return made.path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def trial(register: Path, path: Path) -> tuple[int, str, str, float, int]:
    """Try to import a file: exit code, stdout, stderr, seconds, and the most bytes the program and its reader held."""
    command = [sys.executable, str(MAIN), "--register", str(register), "import", str(path), "--dry-run", "--json"]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        begun, most = time.monotonic(), 0
        process = subprocess.Popen(command, stdout=out, stderr=errors)
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                most = max(most, sum(one.memory_info().rss for one in (watched, *watched.children(recursive=True))))
            except psutil.Error:
                continue
            finally:
                time.sleep(0.02)
            if time.monotonic() - begun > 2 * SECONDS or most > 2 * MEMORY:
                process.kill()
        taken = time.monotonic() - begun
        out.seek(0)
        errors.seek(0)
        texts = [stream.read().decode("utf-8", "replace") for stream in (out, errors)]
    return process.returncode, texts[0], texts[1], taken, most


@pytest.mark.timeout(4 * SECONDS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_file_gives_a_result_or_a_message(register: Path, path: Path) -> None:
    before = digest(register)
    code, out, errors, seconds, memory = trial(register, path)
    assert digest(register) == before
    assert code in {0, 1, 4}, errors
    assert "Traceback" not in errors
    (told,) = json.loads(out)
    if code == 4:
        assert path.name in told["error"]
    else:
        rows = sum(len(sheet["rows"]) for sheet in told["sheets"])
        assert sum(told["totals"].values()) == rows
    assert seconds < SECONDS
    assert memory < MEMORY
