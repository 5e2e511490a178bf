"""Shows the help text: headings at the left, the text at the right; a window of its own, so that both stay in sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from bokart_desk.i18n import DEFAULT_LANGUAGE, _, current_language, resources_folder
from bokart_desk.ui.dialog_size import resize_to_fit
from bokart_desk.ui.theme import Space, Tone, palette

_NAME = "help"
_CONTENTS_WIDTH, _CONTENTS_ROW = 230, 32
_HEADINGS = ("# ", "## ")


def help_file(language: str) -> Path:
    """Return the help in ``language``, in bokmål where there is none."""
    folder = resources_folder() / "help"
    file = folder / f"{language}.md"
    return file if file.is_file() else folder / f"{DEFAULT_LANGUAGE}.md"


def show_help(parent: QWidget) -> HelpWindow:
    """Open the help over ``parent``, or bring the open one to the front."""
    window = parent.findChild(HelpWindow, _NAME)
    if window is None:
        window = HelpWindow(parent)
    window.show()
    window.raise_()
    window.activateWindow()
    return window


def _headings(text: str) -> list[str]:
    return [line.lstrip("# ") for line in text.splitlines() if line.startswith(_HEADINGS)]


class HelpWindow(QWidget):
    """A text browser that needs no network."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("page", True)
        self.setWindowTitle(_("Help – BOKART Desk"))
        resize_to_fit(self, 940, 660)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        text = help_file(current_language()).read_text(encoding="utf-8")
        self.contents = QListWidget()
        self.contents.setProperty("kind", "roomy")
        self.contents.setFixedWidth(_CONTENTS_WIDTH)
        self.contents.setAccessibleName(_("Contents"))
        self.contents.addItems(_headings(text))
        for row_number in range(self.contents.count()):
            self.contents.item(row_number).setSizeHint(QSize(0, _CONTENTS_ROW))
        self.contents.currentTextChanged.connect(self.go_to)
        row.addWidget(self.contents)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help text"))
        self.text.setOpenLinks(False)
        document = self.text.document()
        document.setDefaultStyleSheet(f"a {{ color: {palette().tone(Tone.ACCENT).text}; }}")
        document.setDocumentMargin(Space.XL)
        self.text.setMarkdown(text)
        row.addWidget(self.text, 1)

    def go_to(self, heading: str) -> None:
        """Show the chapter with this heading at the top."""
        document = self.text.document()
        found = document.find(heading, 0, QTextDocument.FindFlag.FindCaseSensitively)
        while not found.isNull() and not found.blockFormat().headingLevel():
            found = document.find(heading, found, QTextDocument.FindFlag.FindCaseSensitively)
        if found.isNull():
            return
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        found.clearSelection()
        self.text.setTextCursor(found)
        self.text.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
