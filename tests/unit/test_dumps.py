"""A crash leaves no file with the register's content in it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit to read back")
def test_neither_the_program_nor_what_it_starts_leaves_its_memory_behind() -> None:
    asks = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
    starts = (
        "import resource, subprocess, sys; from bokart_desk.app.main import main;"
        "hard = resource.getrlimit(resource.RLIMIT_CORE)[1]; resource.setrlimit(resource.RLIMIT_CORE, (hard, hard));"
        f"main(['--version']); print(subprocess.run([sys.executable, '-c', {asks!r}], capture_output=True).stdout)"
    )
    told = subprocess.run([sys.executable, "-c", starts], capture_output=True, text=True, check=True).stdout
    assert "b'0\\n'" in told
