"""The print dialog of the system, and the pages sent to the printer it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from bokart_desk.i18n import _, ngettext
from bokart_desk.platform.pdf_pages import PdfPages
from bokart_desk.platform.printing import PrintJob, new_printer, pages_to_print
from bokart_desk.ui.theme import Tone

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Printing(QObject):
    """Prints papers; ``told`` says how it went, in words and tone."""

    told = Signal(str, object)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self._job: PrintJob | None = None
        self._pages: PdfPages | None = None

    @property
    def busy(self) -> bool:
        """Whether pages are on their way to a printer."""
        return self._job is not None

    def ask_and_print(self, pdf: bytes, title: str, current_page: int) -> None:
        """Show the print dialog (printer, pages, copies) and print what the user says."""
        if self.busy:
            return
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog  # noqa: PLC0415 - only to print

        pages = PdfPages(pdf)
        printer = new_printer(title, pages)
        dialog = QPrintDialog(printer, self._view)
        dialog.setWindowTitle(_("Print"))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintCurrentPage, True)
        dialog.setMinMax(1, len(pages))
        answer = dialog.exec()
        shiboken6.delete(dialog)  # it holds the printer: locked meanwhile, it would show again with one that is gone
        if answer == QDialog.DialogCode.Accepted:
            self.print_pages(printer, pages, current_page)
        else:
            pages.close()

    def print_pages(self, printer: QPrinter, pages: PdfPages, current_page: int) -> None:
        """Print the pages that ``printer`` was told to, showing how far it is; ``pages`` are closed afterwards."""
        order = pages_to_print(printer, len(pages), current_page)
        self._pages = pages
        self._job = job = PrintJob(printer, pages, order, self)
        progress = QProgressDialog(_("Sending the pages to the printer …"), _("Cancel"), 0, len(order), self._view)
        progress.setWindowTitle(_("Print"))
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setAutoReset(False)
        progress.setMinimumDuration(500)
        progress.canceled.connect(job.cancel)
        job.progressed.connect(lambda done, _total: progress.setValue(done))
        printed = ngettext(
            "{count} page was sent to the printer.", "{count} pages were sent to the printer.", len(order)
        )
        job.finished.connect(lambda: self._over(progress, printed.format(count=len(order)), Tone.SUCCESS))
        job.cancelled.connect(
            lambda: self._over(progress, _("Printing was stopped. Some pages may already be printed."), Tone.INFO)
        )
        job.failed.connect(
            lambda: self._over(
                progress,
                _(
                    "The pages could not be printed. Look whether the printer is on and connected, or choose another "
                    "printer, and try again. You may also save the paper as PDF and print that."
                ),
                Tone.DANGER,
            )
        )
        job.start()

    def _over(self, progress: QProgressDialog, text: str, tone: Tone) -> None:
        progress.blockSignals(True)
        progress.close()
        progress.deleteLater()
        if self._job is not None:
            self._job.deleteLater()
        if self._pages is not None:
            self._pages.close()
        self._job = self._pages = None
        self.told.emit(text, tone)
