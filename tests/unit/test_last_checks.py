"""When a register was last checked is remembered on this PC, and a damaged note is no reason to stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bokart_desk.platform.last_checks import LastCheck, last_check, note_check
from bokart_desk.services.checking import full_check_due

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_a_check_is_remembered_for_its_own_register(tmp_path: Path) -> None:
    one, other = tmp_path / "register.db", tmp_path / "other.db"
    assert last_check(one, tmp_path) is None
    note_check(one, NOW, 3, tmp_path)
    note_check(other, NOW + timedelta(days=1), 0, tmp_path)
    assert last_check(one, tmp_path) == LastCheck(NOW, 3)
    assert "register" not in (tmp_path / "checks.json").read_text(encoding="utf-8")


def test_a_note_that_makes_no_sense_is_none(tmp_path: Path) -> None:
    for content in ("", "{", "[]", '{"x": 1}'):
        (tmp_path / "checks.json").write_text(content, encoding="utf-8")
        assert last_check(tmp_path / "register.db", tmp_path) is None
    note_check(tmp_path / "register.db", NOW, 0, tmp_path)
    assert last_check(tmp_path / "register.db", tmp_path) is not None


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    note_check(tmp_path / "register.db", NOW, 0, tmp_path / "file" / "folder")


def test_a_full_check_is_due_after_a_week_and_when_the_clock_was_wrong() -> None:
    assert full_check_due(None, NOW)
    assert not full_check_due(NOW - timedelta(days=6), NOW)
    assert full_check_due(NOW - timedelta(days=7), NOW)
    assert full_check_due(NOW + timedelta(days=400), NOW)
