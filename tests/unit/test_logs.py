"""The log holds codes and places in the program, never what people entered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bokart_desk.platform.logs import log_error, log_event, start_log, stop_log
from bokart_desk.platform.remembered import remember_register, remembered_register

SECRET = "Amina Hussein, Storgata 8"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = start_log(tmp_path)
    assert file is not None
    yield file
    stop_log()


def raised() -> ValueError:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(f"cannot read {SECRET}") from error
    except ValueError as error:
        return error


def test_an_error_is_told_by_type_and_place_without_its_words(log: Path) -> None:
    code = log_error(raised())
    written = log.read_text(encoding="utf-8")
    for text in (code, written):
        assert "ValueError at test_logs.py:" in text
        assert "KeyError" in text
        assert "Amina" not in text
        assert "Storgata" not in text


def test_the_place_does_not_tell_whose_folder_it_is() -> None:
    assert str(Path(__file__).parent) not in log_error(raised())


def test_an_event_is_a_code_with_numbers(log: Path) -> None:
    log_event("imported", rows=12)
    assert log.read_text(encoding="utf-8").endswith("INFO imported rows=12\n")


def test_the_log_does_not_grow_for_ever(log: Path) -> None:
    for count in range(40_000):
        log_event("opened", number=count)
    files = list(log.parent.iterdir())
    assert 2 <= len(files) <= 4
    assert sum(file.stat().st_size for file in files) < 2_200_000


def test_a_folder_that_cannot_be_written_to_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert start_log(tmp_path / "file" / "logs") is None


def test_the_register_chosen_last_is_remembered_also_when_it_cannot_be_reached(tmp_path: Path) -> None:
    register = tmp_path / "Ærlig talt" / "register.db"
    assert remembered_register(tmp_path) is None
    remember_register(register, tmp_path)
    assert remembered_register(tmp_path) == register
