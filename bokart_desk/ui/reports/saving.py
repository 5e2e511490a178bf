"""Saves a paper where the user says, and tells where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.folders import remembered_folder
from bokart_desk.ui.save_as import ask_where
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import Banner, button

if TYPE_CHECKING:
    from bokart_desk.ui.context import Desk
    from bokart_desk.ui.reports.view import Paper
    from bokart_desk.ui.tasks import Task

FOLDER_KEY = "reports/folder"


class Saving(QObject):
    """Asks for a name, writes the file off the GUI thread; ``banner`` says what came of it."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._folder: Path | None = None
        self._open = button(_("Open the folder"), self._open_folder, icon="folder-open")
        self.banner = Banner("", Tone.SUCCESS, action=self._open, closable=True)
        self.banner.hide()

    def ask_and_save(self, paper: Paper, stem: str, ending: str) -> None:
        """Ask where, then save; nothing happens when the user changes their mind."""
        kinds = {".pdf": _("PDF file (*.pdf)"), ".xlsx": _("Excel workbook (*.xlsx)")}
        proposed = remembered_folder(FOLDER_KEY) / f"{stem}{ending}"
        path = ask_where(self._view, _("Save the paper"), proposed, kinds[ending], ending)
        if path is not None:
            self.save(paper, path)

    def save(self, paper: Paper, path: Path) -> None:
        """Write the paper to ``path``; the PDF is byte for byte what the screen shows."""

        def write(_task: Task) -> None:
            if path.suffix.lower() == ".pdf":
                from bokart_desk.reporting.atomic import write_bytes  # noqa: PLC0415

                write_bytes(path, paper.pdf)
            else:
                from bokart_desk.reporting import write_report  # noqa: PLC0415

                write_report(paper.document, path)

        self._desk.tasks.run(
            write, lambda _nothing: self._saved(path), self._not_saved, owner=self, title=_("Saving the paper …")
        )

    def _saved(self, path: Path) -> None:
        QSettings().setValue(FOLDER_KEY, str(path.parent))
        self._folder = path.parent
        self._open.show()
        self._tell(_("Saved: {name}").format(name=path.name), Tone.SUCCESS)

    def _not_saved(self, error: BaseException) -> None:
        from bokart_desk.reporting import ReportNotWritten  # noqa: PLC0415

        text = str(error) if isinstance(error, ReportNotWritten) else ""
        self._open.hide()
        self._tell(
            text
            or _("The paper was not saved. Nothing in the register was changed. Choose another folder and try again."),
            Tone.DANGER,
        )

    def _tell(self, text: str, tone: Tone) -> None:
        self.banner.show_message(text, tone)
        self.banner.show()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
