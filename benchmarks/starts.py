"""How long until the window is usable, against an empty window with a table and against LibreOffice Calc."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Figure, not_measured
from benchmarks.lists import list_of
from benchmarks.office import Office, office, screen, why_no_screen
from benchmarks.pairs import Compared, compare
from benchmarks.processes import MAIN, PROGRAMS, ready_time
from benchmarks.processes import python as with_python
from benchmarks.registers import kept_register

EMPTY = PROGRAMS / "empty_window.py"
_AGAINST_EMPTY = "start to usable window / empty window"
_AGAINST_OFFICE = "start to usable window / LibreOffice Calc"


def run(*, quick: bool = False) -> list[Figure]:
    """Measure with 10,000 contracts, with 300 when it must be ``quick``."""
    contracts, rounds = (300, 1) if quick else (10_000, 11)
    register = kept_register(contracts)
    empty = against_empty(register, rounds)
    return [
        Figure(
            _AGAINST_EMPTY, empty.ratio, "×", 2.2,
            f"{empty.seconds}, overview painted with its numbers of {contracts} contracts; what is due follows",
        ),
        _against_office(register, list_of(contracts), 1 if quick else 5),
    ]  # fmt: skip


def against_empty(register: Path, rounds: int, **variables: str) -> Compared:
    """Start the program and an empty window in turn."""
    platform = {"QT_QPA_PLATFORM": "offscreen"} | variables
    return compare(
        lambda: ready_time(with_python(MAIN, "--register", register), **platform),
        lambda: ready_time(with_python(EMPTY), **platform),
        rounds=rounds,
    )


def _against_office(register: Path, listed: Path, rounds: int) -> Figure:
    why = why_no_screen()
    if why is not None:
        return not_measured(_AGAINST_OFFICE, "×", 0.5, why)
    with office() as other, screen() as display:
        assert other is not None
        other.convert(listed, "csv")  # so that there is a profile
        try:
            seen = _on_a_screen(register, listed, other, display, rounds)
        except TimeoutError as error:
            return not_measured(_AGAINST_OFFICE, "×", 0.5, str(error))
    note = f"{seen.seconds}, both on an X screen; LibreOffice until its window with the same list stands there"
    return Figure(_AGAINST_OFFICE, seen.ratio, "×", 0.5, note)


def _on_a_screen(register: Path, listed: Path, other: Office, display: str, rounds: int) -> Compared:
    return compare(
        lambda: ready_time(with_python(MAIN, "--register", register), QT_QPA_PLATFORM="xcb", DISPLAY=display),
        lambda: other.show(listed, display),
        rounds=rounds,
    )
