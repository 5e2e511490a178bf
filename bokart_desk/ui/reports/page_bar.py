"""The line above the pages: which page this is, one back and one on, and how large they are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from bokart_desk.i18n import _
from bokart_desk.platform.pdf_pages import POINTS_PER_INCH
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.reports.pages import PageView
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import label

SCREEN_INCH = 96
"""Logical pixels in an inch: at this zoom the screen shows the paper in its true size, 100 %."""


class PageBar(QWidget):
    """Buttons for a PageView."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.back = _tool("chevron-left", _("Previous page"), lambda: view.go_to(view.current_page - 1))
        self.on = _tool("chevron-right", _("Next page"), lambda: view.go_to(view.current_page + 1))
        self.where = label("", "muted")
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setFixedWidth(120)
        self.busy.setAccessibleName(_("Making the pages"))
        self.busy_text = label(_("Making the pages …"), "muted")
        self.closer = _tool("zoom-in", _("Larger (Ctrl and +)"), view.zoom_in)
        self.away = _tool("zoom-out", _("Smaller (Ctrl and −)"), view.zoom_out)
        self.percent = label("", "muted")
        self.percent.setMinimumWidth(48)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit = _tool("", _("Fit the width (Ctrl and 0)"), view.fit_width)
        self.fit.setText(_("Fit the width"))
        self.fit.setCheckable(True)
        self.fit.setProperty("kind", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for widget in (self.back, self.where, self.on):
            row.addWidget(widget)
        row.addSpacing(Space.M)
        row.addWidget(self.busy_text)
        row.addWidget(self.busy)
        row.addStretch(1)
        for widget in (self.away, self.percent, self.closer, self.fit):
            row.addWidget(widget)
        view.page_changed.connect(lambda _page: self.update_words())
        view.zoom_changed.connect(lambda _zoom: self.update_words())
        self.show_busy(False)
        self.update_words()

    def show_busy(self, busy: bool) -> None:
        """Say that other pages are being made."""
        self.busy.setVisible(busy)
        self.busy_text.setVisible(busy)

    def update_words(self) -> None:
        """Say again which page it is and how large."""
        count = len(self._view.pages) if self._view.pages else 0
        page = self._view.current_page
        text = _("Page {number} of {count}").format(number=page + 1, count=count) if count else ""
        self.where.setText(text)
        self.back.setEnabled(count > 0 and page > 0)
        self.on.setEnabled(page + 1 < count)
        for widget in (self.closer, self.away, self.fit):
            widget.setEnabled(count > 0)
        percent = round(self._view.zoom * POINTS_PER_INCH / SCREEN_INCH * 100)
        self.percent.setText(_("{percent} %").format(percent=percent) if count else "")
        self.fit.setChecked(self._view.fits_width)


def _tool(icon: str, words: str, clicked: object) -> QToolButton:
    button = QToolButton()
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setProperty("kind", "quiet")
    if icon:
        put_icon(button, icon)
    button.clicked.connect(clicked)
    return button
