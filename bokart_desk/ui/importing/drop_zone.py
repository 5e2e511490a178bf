"""A large place to drop lists on, and a button for those who would rather look for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space, palette
from bokart_desk.ui.widgets import button, label


def dropped_files(mime: QMimeData) -> list[Path]:
    """Return the files of this machine that are being dragged; folders and addresses of the web are none."""
    paths = (Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


class DropZone(QFrame):
    """Takes files dropped on it; ``wanted_dialog`` when the user presses the button."""

    dropped = Signal(list)
    wanted_dialog = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(220)
        self.setMaximumHeight(360)
        self.setAccessibleName(_("Drop the lists here"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.S)
        sign = QLabel()
        put_icon(sign, "file-up", "accent", 44)
        self.choose = button(_("Choose files …"), self.wanted_dialog.emit, icon="folder-open", kind="primary")
        self.choose.setToolTip(_("Choose files (Ctrl+O)"))
        kinds = label(_("xlsx, xlsm, xls, xlsb, ods and csv. Several files at once are fine."), "muted", wrap=True)
        safe = label(
            _("Nothing is written to the register before you have looked through the lists."), "muted", wrap=True
        )
        column.addStretch(1)
        for part in (sign, label(_("Drop the Excel lists here, or choose files"), "heading"), kinds, safe):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addSpacing(Space.S)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setFocusProxy(self.choose)

    @property
    def highlighted(self) -> bool:
        """Whether files hang over it that it would take."""
        return self._over

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()
            self._highlight(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._highlight(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._highlight(False)
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def _highlight(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.accent if self._over else colours.border_strong))
        pen.setWidthF(2.5 if self._over else 1.5)
        pen.setStyle(Qt.PenStyle.SolidLine if self._over else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.selection if self._over else colours.surface))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 10, 10)
