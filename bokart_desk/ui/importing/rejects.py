"""Saves the rows that were not taken as workbooks to correct and bring in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.importing.plan import FilePlan
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.tasks import Task

FOLDER_KEY = "import/rejects_folder"


def save_rejects(desk: Desk, view: QWidget, plans: Sequence[FilePlan], tell: Callable[[str, Tone], None]) -> None:
    """Ask for a folder and write a workbook for each file that has such rows; ``tell`` says what came of it."""
    last = str(remembered_folder(FOLDER_KEY))
    folder = QFileDialog.getExistingDirectory(view, _("Folder for the rows that need a look"), last)
    if folder:
        QSettings().setValue(FOLDER_KEY, folder)
        write_rejects_to(desk, view, plans, Path(folder), tell)


def write_rejects_to(
    desk: Desk, view: QWidget, plans: Sequence[FilePlan], folder: Path, tell: Callable[[str, Tone], None]
) -> None:
    """Write the workbooks to ``folder``, off the GUI thread."""

    def write(_task: Task) -> list[Path]:
        from bokart_desk.importing.rejects import write_rejects  # noqa: PLC0415

        return [path for plan in plans if (path := write_rejects(plan, folder)) is not None]

    def written(paths: list[Path]) -> None:
        names = ", ".join(path.name for path in paths)
        tell(
            _("Saved: {names}. Correct the rows there, and bring the file in like any other list.").format(names=names),
            Tone.SUCCESS,
        )

    def failed(_error: BaseException) -> None:
        tell(
            _(
                "The rows were not saved. The file may be open in another program, or the folder may be "
                "write-protected. Nothing in the register was changed. Choose another folder and try again."
            ),
            Tone.DANGER,
        )

    desk.tasks.run(write, written, failed, owner=view, title=_("Saving the rows …"))
