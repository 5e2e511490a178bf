"""The folder a file dialog begins in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths


def remembered_folder(key: str) -> Path:
    """Return the folder used last for what the setting ``key`` is about, else the user's documents, else their home."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    for folder in (str(QSettings().value(key, "")), documents):
        if folder and Path(folder).is_dir():
            return Path(folder)
    return Path.home()
