"""The program as a user starts it, in the test's own process; it is ended whatever becomes of the test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bokart_desk.app.opening import Opening
from bokart_desk.app.program import Program
from bokart_desk.ui.locking.unlock_page import UnlockPage

TODAY = date(2026, 11, 22)
PATIENCE = 20_000
T = TypeVar("T", bound=QWidget)


class RunningPrograms:
    """Starts programs on registers, and ends those that still run."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._running: list[Program] = []

    def begin(self, path: Path, language: str | None = None) -> Program:
        """Begin to open a register; its window is not shown yet."""
        opening = Opening(path, TODAY)
        opening.start()
        program = Program(opening, language)
        self._running.append(program)
        return program

    def show(self, path: Path) -> Program:
        """Start the program; what it shows first depends on the register."""
        program = self.begin(path)
        program.show()
        return program

    def open(self, path: Path, password: str = "", language: str | None = None) -> Program:
        """Start the program, give the password if there is one, and wait until the register is open."""
        program = self.begin(path, language)
        with self._qtbot.waitSignal(program.completed, timeout=PATIENCE):
            program.show()
            if password:
                page_of(program, UnlockPage, self._qtbot).asked.emit(password)
        return program

    def end(self, program: Program) -> None:
        """Close the window, with what is told beside it, and end the program."""
        self._running.remove(program)
        for box in program.desk.kept_windows():
            box.close()
        if program.window is not None:
            program.window.close()
            program.window.deleteLater()
        program.end()

    def end_all(self) -> None:
        """End what still runs."""
        for program in list(self._running):
            self.end(program)


def page_of(program: Program, kind: type[T], qtbot: QtBot) -> T:
    """Wait until a page of this kind stands before everything; return it."""
    window = program.window
    assert window is not None
    qtbot.waitUntil(lambda: isinstance(window.cover, kind), timeout=PATIENCE)
    assert isinstance(window.cover, kind)
    return window.cover
