"""Remembers between two starts which register the window showed, and where the window keeps its settings."""

from __future__ import annotations

from pathlib import Path

_FILE = "last-register.txt"


def config_folder() -> Path:
    """Return the user's folder for settings of the program (sizes of windows and columns; nothing about people)."""
    import platformdirs  # noqa: PLC0415 - where the register is named, nobody asks before the window is up

    return Path(platformdirs.user_config_dir("BOKART Desk", appauthor=False))


def remembered_register(folder: Path | None = None) -> Path | None:
    """Return the register the user chose last in the window, also when it cannot be reached just now."""
    try:
        text = ((folder or config_folder()) / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(text) if text else None


def remember_register(path: Path, folder: Path | None = None) -> None:
    """Open ``path`` at the next start; a folder that cannot be written to is no reason to stop."""
    folder = folder or config_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_text(str(path.absolute()), encoding="utf-8")
    except OSError:
        return
