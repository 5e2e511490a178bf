"""What is set on this PC comes back at the next start, and a broken file stops nobody."""

from pathlib import Path

import pytest

from bokart_desk.platform.preferences import Preferences, preferences, save_preferences


def test_what_was_set_comes_back(tmp_path: Path) -> None:
    save_preferences(Preferences(lock_after_minutes=3), tmp_path / "new")
    assert preferences(tmp_path / "new").lock_after_minutes == 3
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["preferences.json"]


@pytest.mark.parametrize("text", ["", "nothing", "[]", '{"lock_after_minutes": "soon"}', '{"other": 1}', "\udcff"])
def test_a_broken_file_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "preferences.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert preferences(tmp_path) == Preferences()


def test_one_wrong_value_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"lock_after_minutes": 7, "unknown": true}', encoding="utf-8")
    assert preferences(tmp_path).lock_after_minutes == 7
