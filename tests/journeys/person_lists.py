"""What the tests of lists with several persons in a household begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from list_making import NOW, Row, workbook

from bokart_desk.importing.outcomes import Outcome
from bokart_desk.services.register import Register, open_register

NEW, UNCHANGED, CONFLICT = Outcome.NEW, Outcome.UNCHANGED, Outcome.CONFLICT


D = date


TERM = (D(2024, 8, 1), D(2027, 7, 31), 9000)


ALI = ("Ali", "Rahimi", D(1985, 1, 1))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    opened = open_register(tmp_path / "register" / "register.db", now=NOW)
    yield opened
    opened.close()


def one_row_each(tmp_path: Path, header: Row, *rows: Row, merged: tuple[str, ...] = ()) -> Path:
    return workbook(tmp_path / "liste.xlsx", {"Ark1": [header, *rows]}, merged)
