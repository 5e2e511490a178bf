"""File dialogs for another register, or a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.message_box import tell_in_box


def choose_register(parent: QWidget, folder: Path) -> Path | None:
    """Let the user point out a register; None when he gives it up."""
    name, _filter = QFileDialog.getOpenFileName(parent, _("Choose a register"), str(folder), file_filter())
    return Path(name) if name else None


def choose_new_register(parent: QWidget, folder: Path) -> Path | None:
    """Let the user say where a new register shall be; an existing file is never taken for it."""
    name, _filter = QFileDialog.getSaveFileName(
        parent, _("Create a new register"), str(folder / "register.db"), file_filter()
    )
    if not name:
        return None
    path = Path(name)
    path = path if path.suffix else path.with_suffix(".db")
    if path.exists():
        tell_in_box(
            parent,
            _("Create a new register"),
            _("There is a file with this name already, and it is left as it is. Choose another name."),
        )
        return None
    return path


def file_filter() -> str:
    """Return the kinds of files a file dialog offers."""
    return _("Registers (*.db);;All files (*)")
