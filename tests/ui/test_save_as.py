"""Saving a file: its name gets its ending, and what is there already is not replaced without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from answering import answer
from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.ui.save_as import ask_where


def asked(window: QWidget, monkeypatch: pytest.MonkeyPatch, typed: Path | str) -> Path | None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(typed), ""))
    return ask_where(window, "Lagre svaret", "svar.json", "JSON (*.json)", ".json")


@pytest.mark.parametrize(("typed", "file"), [("svar", "svar.json"), ("svar.JSON", "svar.JSON"), ("a.b", "a.b.json")])
def test_a_name_gets_its_ending(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, file: str
) -> None:
    assert asked(window, monkeypatch, tmp_path / typed) == tmp_path / file


def test_nothing_chosen_is_nothing(window: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(window, monkeypatch, "") is None


@pytest.mark.parametrize(("said", "replaced"), [("Erstatt den", True), ("Avbryt", False)])
def test_a_file_that_has_the_ending_already_is_asked_about(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, replaced: bool
) -> None:
    (tmp_path / "svar.json").write_text("{}", encoding="utf-8")
    told = answer(said)
    assert asked(window, monkeypatch, tmp_path / "svar") == (tmp_path / "svar.json" if replaced else None)
    assert "svar.json" in told[0]
