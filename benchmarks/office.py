"""LibreOffice as the measure: converting a file, and showing a list on a screen of its own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import PATIENCE, end_tree, environment, run_time

_PLACES = (Path("C:/Program Files/LibreOffice/program/soffice.exe"), Path("/usr/lib/libreoffice/program/soffice"))
_SCREEN_SECONDS = 10.0
_WINDOW_SECONDS = 30.0
_LOOK_EVERY = 0.02


def find_office() -> str | None:
    """Return the program's path, or None where it is not installed."""
    return shutil.which("soffice") or next((str(place) for place in _PLACES if place.is_file()), None)


def why_no_screen() -> str | None:
    """Return what is missing to see a window of LibreOffice, or None when nothing is."""
    lacking = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if find_office() is None:
        lacking.append("LibreOffice")
    return f"not installed here: {', '.join(lacking)}" if lacking else None


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice with a profile of its own, which is there after the first run."""

    program: str
    profile: Path

    def convert(self, source: Path, ending: str) -> float:
        """Return how long the whole process takes to convert ``source`` to csv or pdf."""
        with tempfile.TemporaryDirectory() as folder:
            command = [*_start(self.program, self.profile), "--headless", "--convert-to", ending, "--outdir", folder]
            taken = run_time([*command, source])
            if not (Path(folder) / f"{source.stem}.{ending}").is_file():
                raise FileNotFoundError(f"LibreOffice made no {ending} of {source.name}")
        return taken

    def show(self, source: Path, display: str) -> float:
        """Return the seconds until a window with the list's name stands on the screen.

        Each time with a copy of profile and list: it is ended the hard way, and would next time ask what happened.
        """
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            profile, copy = Path(folder) / "profile", Path(folder) / source.name
            if self.profile.is_dir():
                shutil.copytree(self.profile, profile, ignore=shutil.ignore_patterns(".lock"))
            shutil.copyfile(source, copy)
            return _until_shown([*_start(self.program, profile), "--calc", copy], source.stem, display)


def _start(program: str, profile: Path) -> list[str | Path]:
    return [program, f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo"]


def _until_shown(command: list[str | Path], name: str, display: str) -> float:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(DISPLAY=display),
    )
    try:
        _wait_for(lambda: _window_stands(name, display), f"LibreOffice showed no window for {name}")
        return time.perf_counter() - begun
    finally:
        end_tree(process)
        _wait_for(lambda: not _window_stands(name, display), f"the window for {name} stays")


def _wait_for(there: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + _WINDOW_SECONDS
    while not there():
        if time.monotonic() > until:
            raise TimeoutError(otherwise)
        time.sleep(_LOOK_EVERY)


@contextmanager
def office() -> Iterator[Office | None]:
    """Yield LibreOffice with a fresh profile, or None where it is not installed."""
    program = find_office()
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Office(program, Path(folder) / "profile")


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of an X display without a monitor, there until the block ends."""
    with tempfile.TemporaryFile() as told:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"],
            stdout=told,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield f":{_display_number(told)}"
        finally:
            end_tree(server)


def _display_number(told: object) -> int:
    until = time.monotonic() + _SCREEN_SECONDS
    while time.monotonic() < until:
        told.seek(0)  # type: ignore[attr-defined]
        if words := told.read().split():  # type: ignore[attr-defined]
            return int(words[0])
        time.sleep(_LOOK_EVERY)
    raise TimeoutError("Xvfb did not start")


def _window_stands(name: str, display: str) -> bool:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", name],
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        env=environment(DISPLAY=display),
    )
    return bool(found.stdout.strip())
