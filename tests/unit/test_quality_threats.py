"""The threat model says what the code does: its numbers, and every file that is written beside the register or here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bokart_desk.platform import last_checks, logs, places, preferences, remembered
from bokart_desk.services import moving
from bokart_desk.storage import files, keyfile, read_copy, second_place, wrapping, writer_lock

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "trusselmodell.md").read_text(encoding="utf-8")


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"{wrapping.MEMORY_KIB // 1024} MiB minne, {wrapping.ITERATIONS} runder og {wrapping.LANES} spor" in TEXT
    assert f"{wrapping.KEY_BYTES * 8} bit" in TEXT
    assert f"etter {preferences.Preferences().lock_after_minutes} minutter uten bruk" in TEXT
    assert (logs._KEPT + 1, logs._BYTES * (logs._KEPT + 1)) == (4, 2 * 1024 * 1024)
    assert "fire filer på til sammen 2 MB" in TEXT


@pytest.mark.parametrize(
    "name",
    [
        *(preferences._FILE, remembered._FILE, last_checks._FILE, "BOKART Desk.ini"),
        *(keyfile.ENDING, writer_lock.lock_path(Path("register.db")).name, moving.ENDING),
        *(second_place.MARK, read_copy._PREFIX, places.looks_folder().name, *files.BESIDE),
    ],
)
def test_each_file_that_is_written_is_in_the_inventory(name: str) -> None:
    inventory = TEXT.partition("## Hvor opplysninger ligger")[2]
    assert name in inventory


def test_what_it_points_to_is_there() -> None:
    for path in ("tests/journeys/conftest.py", "tests/journeys/test_encrypted_tells_nothing.py"):
        assert f"`{path}`" in TEXT
        assert (ROOT / path).is_file()
    assert (ROOT / "docs" / "decisions" / "0070-a-random-key-wrapped-twice.md").is_file()
