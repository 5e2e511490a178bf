"""Asks where a file is to be saved; the name gets its ending, and no other file is replaced without a question."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.message_box import agreed_in_box


def ask_where(parent: QWidget, title: str, proposed: Path | str, kinds: str, ending: str) -> Path | None:
    """Return the file to write, None when the user changed their mind. ``ending``: such as ".pdf".

    The system asks before a file of the name that was typed is replaced; for the name with its ending we do.
    """
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() == ending:
        return path
    path = path.with_name(path.name + ending)
    if path.exists() and not agreed_in_box(
        parent,
        title,
        _("There is a file called {name} in this folder already. Shall it be replaced?").format(name=path.name),
        _("Replace it"),
    ):
        return None
    return path
