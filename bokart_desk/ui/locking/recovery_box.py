"""Shows a new recovery key this once: to read, to print, to save, and a question that tells it was written down."""

from __future__ import annotations

import secrets
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bokart_desk.domain.recovery import GROUP_SIGNS
from bokart_desk.i18n import _
from bokart_desk.ui.named_field import Field
from bokart_desk.ui.save_as import ask_where
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

_IN_A_ROW = 4
_LARGER = 1.35


class RecoveryBox(QWidget):
    """``key``: groups with hyphens between; it is not put on the clipboard. ``known``: the question was answered."""

    known_changed = Signal(bool)

    def __init__(self, key: str, file_name: str, municipality: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._file_name, self._municipality, self._today = key, file_name, municipality, today
        self.asked_group = secrets.randbelow(len(key.split("-"))) + 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._groups())
        row = QHBoxLayout()
        row.addWidget(button(_("Print the page …"), self._print, icon="printer"))
        row.addWidget(button(_("Save as PDF …"), self._save, icon="file-down", kind="quiet"))
        row.addStretch(1)
        column.addLayout(row)
        self._told = Banner("", Tone.SUCCESS)
        self._told.hide()
        column.addWidget(self._told)
        self.answer = QLineEdit()
        self.answer.setMaxLength(GROUP_SIGNS + 2)
        self.answer.textChanged.connect(self._typed)
        self._field = Field(
            _("Type group {number} from your paper").format(number=self.asked_group),
            self.answer,
            _("So that we know that it was written down. The key is not shown again."),
        )
        column.addWidget(self._field)

    @property
    def known(self) -> bool:
        """Whether the group that was asked for has been typed."""
        return self.answer.text().strip().upper() == self._key.split("-")[self.asked_group - 1]

    def _groups(self) -> QWidget:
        box = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        for place, group in enumerate(self._key.split("-")):
            shown = label(group)
            shown.setFont(font)
            shown.setStyleSheet("font-family: monospace;")
            shown.setAccessibleName(_("Group {number}: {signs}").format(number=place + 1, signs=" ".join(group)))
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label(str(place + 1), "small"))
            cell.addWidget(shown)
            grid.addLayout(cell, place // _IN_A_ROW, place % _IN_A_ROW, Qt.AlignmentFlag.AlignLeft)
        box.body.addLayout(grid)
        return box

    def _typed(self) -> None:
        wrong = len(self.answer.text().strip()) >= GROUP_SIGNS and not self.known
        self._field.show_error(_("That is not group {number}.").format(number=self.asked_group) if wrong else "")
        self.known_changed.emit(self.known)

    def _pdf(self) -> bytes:
        from bokart_desk.reporting.pdf import render_pdf  # noqa: PLC0415 - loaded when it is printed
        from bokart_desk.reporting.recovery_page import recovery_page  # noqa: PLC0415

        page = recovery_page(self._key, file_name=self._file_name, municipality=self._municipality, made_on=self._today)
        return render_pdf(page).content

    def _print(self) -> None:
        from bokart_desk.ui.reports.printing import Printing  # noqa: PLC0415

        printing = Printing(self)
        printing.told.connect(self._tell)
        printing.ask_and_print(self._pdf(), _("Recovery key"), 0)

    def _save(self) -> None:
        from bokart_desk.reporting.atomic import write_bytes  # noqa: PLC0415
        from bokart_desk.reporting.errors import ReportNotWritten  # noqa: PLC0415

        path = ask_where(self, _("Save the recovery key"), _("Recovery key.pdf"), _("PDF file (*.pdf)"), ".pdf")
        if path is None:
            return
        try:
            write_bytes(path, self._pdf())
        except ReportNotWritten as error:
            self._tell(str(error), Tone.DANGER)
        else:
            self._tell(
                _("Saved: {file}. Move it to a safe place, not beside the register.").format(file=path), Tone.SUCCESS
            )

    def _tell(self, text: str, tone: Tone) -> None:
        self._told.show_message(text, tone)
        self._told.show()
