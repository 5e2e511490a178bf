"""Another program beside the test's own: it says one line when it has what it wants, and holds it until told to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[1]
WRITING = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from bokart_desk.storage import writer_lock
machine, user = sys.argv[2], sys.argv[3]
if machine:
    writer_lock.this_machine = lambda: machine
if user:
    writer_lock.this_user = lambda: user
from bokart_desk.services.doing import By
from bokart_desk.services.editing import create
from bokart_desk.services.register import open_register
now = datetime.now(UTC)
register = open_register(Path(sys.argv[1]), now=now, hold=True)
print("reads" if register.read_only else "writes", flush=True)
for line in sys.stdin:
    if not line.strip():
        break
    create(register, "landlord", {"name": line.strip()}, by=By("Kari", now, date(2026, 11, 22)))
    print("done", flush=True)
register.close()
"""
"""Has the register open as a window does, and writes each landlord it is told of."""


class OtherProgram:
    """Runs a Python text that says a line, kept as ``said``, and ends with the first empty line it reads."""

    def __init__(self, text: str, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", dedent(text), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
        )
        self.said = self.answer()

    def answer(self) -> str:
        """Wait for the next line it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self, line: str) -> str:
        """Give it a line; return what it says to it."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self) -> None:
        """Let it end well, if it still runs."""
        if self.process.poll() is None:
            self.process.communicate("\n", timeout=60)

    def kill(self) -> None:
        """End it as a power cut does, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate(timeout=60)


def writer(path: Path, machine: str = "", user: str = "") -> OtherProgram:
    """Open the register at ``path`` in another program, perhaps of another user or as if on another machine."""
    return OtherProgram(WRITING, str(path), machine, user)
