"""Saved mappings: one that fits is proposed, the present one is saved by name, renamed or deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLineEdit, QMenu, QPushButton, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import ElidedLabel, button

if TYPE_CHECKING:
    from bokart_desk.services.presets import Preset

_DIALOG_WIDTH = 420


class PresetBar(QWidget):
    """A line about the file shown.

    ``wanted(preset or None)``: read the list as in it, or as the program finds; ``saved(name)``,
    ``renamed(preset, name)``, ``removed(preset)``.
    """

    wanted = Signal(object)
    saved = Signal(str)
    renamed = Signal(object, str)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fitting: Sequence[Preset] = ()
        self._used = ""
        self.text = ElidedLabel("", "muted")
        self.use = button("", self._use, icon="check")
        self.save = button(_("Sa&ve as a mapping …"), self._ask_name, icon="save")
        self.more = QPushButton(_("&Mappings"))
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.text, 1)
        for widget in (self.use, self.save, self.more):
            row.addWidget(widget)

    def show_presets(self, fitting: Sequence[Preset], used: str, *, editable: bool) -> None:
        """Show which saved mappings fit the file, and the name of the one in use (empty for none)."""
        self._fitting, self._used = fitting, used
        best = fitting[0] if fitting else None
        if used:
            self.text.set_text(_("The list is read as saved in the mapping “{name}”.").format(name=used))
        elif best is not None:
            self.text.set_text(_("A list of the same shape was saved as the mapping “{name}”.").format(name=best.name))
        else:
            self.text.set_text(_("Save what you have chosen, and the next list of the same shape is read alike."))
        self.use.setVisible(best is not None and not used)
        self.use.setText(_("&Use “{name}”").format(name=best.name) if best is not None else "")
        self.save.setVisible(editable)
        self.more.setVisible(bool(fitting))
        self._fill_menu(editable)

    def _fill_menu(self, editable: bool) -> None:
        self.menu.clear()
        if self._used:
            self.menu.addAction(_("Read as the program finds"), partial(self.wanted.emit, None))
        for preset in self._fitting:
            inside = self.menu.addMenu(preset.name.replace("&", "&&"))
            inside.addAction(_("Use it"), partial(self.wanted.emit, preset))
            if editable:
                inside.addAction(_("Rename …"), partial(self._ask_other_name, preset))
                inside.addAction(_("Delete"), partial(self.removed.emit, preset))

    def _use(self) -> None:
        if self._fitting:
            self.wanted.emit(self._fitting[0])

    def _ask_name(self) -> None:
        self._ask_for(_("Save as a mapping"), self._used, self.saved.emit)

    def _ask_other_name(self, preset: Preset) -> None:
        self._ask_for(_("Rename the mapping"), preset.name, partial(self.renamed.emit, preset))

    def _ask_for(self, title: str, name: str, tell: Callable[[str], object]) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(_("Name of the mapping:"))
        dialog.setTextValue(name)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.textValueSelected.connect(tell)
        dialog.resize(_DIALOG_WIDTH, dialog.sizeHint().height())
        dialog.open()
