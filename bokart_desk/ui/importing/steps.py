"""The line that says where in the import the user is: files, sheets, columns, rows that need somebody, done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space, Tone, set_property
from bokart_desk.ui.widgets import label


class Steps(QWidget):
    """Five names in a row; the one where the user is stands out, those behind have a tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = (
            _("Choose files"),
            _("What each sheet is"),
            _("Columns"),
            _("Rows that need you"),
            _("Done"),
        )
        self._step = 0
        self._narrow = False
        self._signs: list[QLabel] = []
        self._names: list[QLabel] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        for number, text in enumerate(self._texts):
            if number:
                between = QLabel()
                put_icon(between, "chevron-right", "text_disabled", 16)
                row.addWidget(between)
            sign = QLabel()
            name = label(text, "muted")
            self._signs.append(sign)
            self._names.append(name)
            row.addWidget(sign)
            row.addWidget(name)
        self.show_step(0)

    def show_step(self, step: int) -> None:
        """Say which step it is, counted from 0."""
        self._step = step
        for number, (sign, name) in enumerate(zip(self._signs, self._names, strict=True)):
            icon = "circle-check" if number < step else "circle-dot" if number == step else "circle"
            put_icon(sign, icon, str(Tone.ACCENT) if number <= step else "text_disabled", 16)
            set_property(name, "role", "strong" if number == step else "muted")
            name.setVisible(number == step or not self._narrow)
        self.setAccessibleName(
            _("Step {number} of {count}: {name}").format(
                number=step + 1, count=len(self._texts), name=self._texts[step]
            )
        )

    def show_narrow(self, narrow: bool) -> None:
        """Where there is little room, only the step where the user is has its name."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self.show_step(self._step)
