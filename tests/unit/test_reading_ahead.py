"""A file that is read ahead gives what it gives when it is read at once, and harms nobody who never asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bokart_desk import i18n
from bokart_desk.importing.reading import UnreadableFile, read_file
from bokart_desk.importing.reading.ahead import reading_ahead


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("Adresse;Leietaker\nStorgata 1;Kari Ås\n", encoding="utf-8")
    return path


def test_the_workbook_is_the_same_as_of_a_file_read_at_once(listed: Path) -> None:
    with reading_ahead(listed) as read:
        assert read() == read_file(listed)


def test_a_file_that_cannot_be_read_is_told_of_when_it_is_asked_for_in_the_language_of_then(tmp_path: Path) -> None:
    missing, spoken = tmp_path / "gone.xlsx", i18n.current_language()
    try:
        i18n.use_language("nb")
        with reading_ahead(missing) as read:
            i18n.use_language("en")
            with pytest.raises(UnreadableFile) as ahead:
                read()
        with pytest.raises(UnreadableFile) as at_once:
            read_file(missing)
    finally:
        i18n.use_language(spoken)
    assert (ahead.value.reason, ahead.value.message) == (at_once.value.reason, at_once.value.message)


def test_nothing_comes_of_a_file_that_nobody_asks_for(tmp_path: Path, listed: Path) -> None:
    with reading_ahead(tmp_path / "gone.xlsx"):
        pass
    with pytest.raises(LookupError, match="no register"), reading_ahead(listed):
        raise LookupError("no register")
