"""A field with its name above it, and help or an error below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.ui.theme import Space, Tone, set_property
from bokart_desk.ui.widgets import label


class Field(QWidget):
    """A form field with its name above, help or an error under it."""

    def __init__(self, name: str, editor: QWidget, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._help = help_text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self._name = label(name, "strong")
        self._name.setBuddy(editor)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._name)
        column.addWidget(editor)
        self._note = label("", "small", wrap=True)
        column.addWidget(self._note)
        editor.setAccessibleName(name)
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Say beside the field what is wrong with it; an empty text takes the error away."""
        set_property(self.editor, "invalid", bool(text))
        self._note.setText(text or self._help)
        self._note.setVisible(bool(text or self._help))
        set_property(self._note, "tone", str(Tone.DANGER) if text else "")
        self.editor.setAccessibleDescription(text or self._help)

    def hide_name(self) -> None:
        """Tell the name to screen readers only, where it is plain from what stands around the field."""
        self._name.hide()

    def show_help(self, text: str) -> None:
        """Change the help under the field."""
        self._help = text
        self.show_error(self.error())

    def error(self) -> str:
        """Return the error shown, if any."""
        return self._note.text() if self.editor.property("invalid") else ""
