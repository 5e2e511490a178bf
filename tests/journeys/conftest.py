"""After every journey: nothing the program wrote of its own accord tells anything of the people in the register.

That is every file outside the register, its backups and what the user chose: logs, settings, temporary files, locks,
keys, and whatever lies beside the register. Unfinished files are gone, and nothing was written in another place.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from leaks import Wanted, is_register, leaks_in, told_by

from bokart_desk.platform.logs import start_log, stop_log
from tests.conftest import USER_FOLDERS

_CHOSEN = (
    ".pdf",
    ".xlsx",
    ".xls",
    ".xlsm",
    ".ods",
    ".csv",
    ".txt",
    ".html",
    ".json",
    ".png",
    ".svg",
    ".docx",
    ".zip",
    ".bokart",
)
"""What the lists that users bring and the papers that they ask for are called; the program names nothing else so."""
_UNFINISHED = (".partial", ".part", ".tmp", ".new", "-journal")
_KILLED = ("test_killed",)
"""Where programs are killed what they were at stays, until ``services.leftovers`` removes it."""
_NOT_THE_PROGRAM = ("__pycache__", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Writes:
    """The places that Python opened a file for writing in, while ``on``; an audit hook cannot be taken away."""

    def __init__(self) -> None:
        self.on = False
        self.places: set[str] = set()
        sys.addaudithook(self._heard)

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if self.on and event == "open" and isinstance(given[0], str) and given[2] & _WRITES:
            self.places.add(given[0])


_writes = _Writes()


@pytest.fixture
def own_temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder that the program, and those it starts, take for temporary files; its path is short, for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="bokart"))
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_leaks(
    request: pytest.FixtureRequest, tmp_path: Path, own_temporary: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    log = start_log()
    assert log is not None
    logging.getLogger("bokart_desk").setLevel(logging.DEBUG)
    _writes.places.clear()
    _writes.on = True
    yield
    _writes.on = False
    stop_log()
    own = (*(Path(os.environ[name]) for name in USER_FOLDERS), log.parent, own_temporary)
    wanted = Wanted(_told_in_registers(tmp_path, *own))
    if request.module.__name__ not in _KILLED:
        assert not [file for file in _files(tmp_path, *own) if file.name.endswith(_UNFINISHED)]
    leaks = leaks_in(_own_files(tmp_path, own), wanted)
    for file in leaks:
        file.unlink()  # or the next journey would be blamed as well
    assert not leaks
    known = (tmp_path_factory.getbasetemp(), *own)
    elsewhere = {place for place in _writes.places if not _is_known(Path(place).absolute(), known)}
    assert not elsewhere, "written where nobody chose it"


def _told_in_registers(*folders: Path) -> set[str]:
    told: set[str] = set()
    for file in _files(*folders):
        if is_register(file) and not file.name.startswith("."):
            told |= told_by(file)
    return told


def _own_files(chosen: Path, own: tuple[Path, ...]) -> list[Path]:
    """Return what the program wrote of its own accord."""
    found = [file for file in _files(*own) if not _belongs_to_register(file)]
    found += [
        file
        for file in _files(chosen)
        if not _belongs_to_register(file) and file.suffix.lower() not in _CHOSEN and file not in found
    ]
    return found


def _belongs_to_register(file: Path) -> bool:
    """A register or a backup, or the -wal and -shm of one that is still open."""
    for ending in ("", "-wal", "-shm"):
        register = file.with_name(file.name.removesuffix(ending))
        if file.name.endswith(ending) and register.is_file() and is_register(register):
            return True
    return False


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _is_known(place: Path, known: tuple[Path, ...]) -> bool:
    if any(part in _NOT_THE_PROGRAM for part in place.parts) or place == Path(os.devnull):
        return True
    return any(place.is_relative_to(folder) for folder in known)
