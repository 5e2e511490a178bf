"""Saves the rows that were not taken as workbooks to correct and bring in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.save_as import ask_where
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from bokart_desk.importing.plan import FilePlan
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.tasks import Task

FOLDER_KEY = "import/rejects_folder"


def save_rejects(desk: Desk, view: QWidget, plans: Sequence[FilePlan], tell: Callable[[str, Tone], None]) -> None:
    """Ask where and write a workbook for each file that has such rows; ``tell`` says what came of it.

    For one file its name is asked for, for several a folder.
    """
    from bokart_desk.importing.rejects import has_rejects, rejects_name  # noqa: PLC0415

    with_rows = [plan for plan in plans if has_rejects(plan)]
    last = remembered_folder(FOLDER_KEY)
    if len(with_rows) == 1:
        proposed, kinds = str(last / rejects_name(with_rows[0])), _("Excel workbook (*.xlsx)")
        where = ask_where(view, _("Save the rows that need a look"), proposed, kinds, ".xlsx")
        paths = [where] if where is not None else []
    else:
        chosen = QFileDialog.getExistingDirectory(view, _("Folder for the rows that need a look"), str(last))
        paths = [Path(chosen) / rejects_name(plan) for plan in with_rows] if chosen else []
    if paths:
        QSettings().setValue(FOLDER_KEY, str(paths[0].parent))
        write_rejects_to(desk, view, list(zip(with_rows, paths, strict=True)), tell)


def write_rejects_to(
    desk: Desk, view: QWidget, wanted: Sequence[tuple[FilePlan, Path]], tell: Callable[[str, Tone], None]
) -> None:
    """Write the workbooks of these files, off the GUI thread."""

    def write(_task: Task) -> list[Path]:
        from bokart_desk.importing.rejects import write_rejects_as  # noqa: PLC0415

        return [write_rejects_as(plan, path) for plan, path in wanted]

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
