"""Papers: builders turn plain data into a ReportDocument, writers turn that into PDF or a workbook."""

from __future__ import annotations

from pathlib import Path

from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.errors import ReportNotWritten

__all__ = ["ReportDocument", "ReportNotWritten", "write_report"]


def write_report(document: ReportDocument, path: Path) -> None:
    """Write ``document`` as the ending of ``path`` says (.pdf or .xlsx); raise ReportNotWritten with text for the user.

    The libraries load here, not at start-up.
    """
    ending = path.suffix.lower()
    if ending == ".pdf":
        from bokart_desk.reporting.pdf import write_pdf  # noqa: PLC0415

        write_pdf(document, path)
    elif ending == ".xlsx":
        from bokart_desk.reporting.sheet import write_sheet  # noqa: PLC0415

        write_sheet(document, path)
    else:
        raise ReportNotWritten.unknown_ending(path)
