"""The panel at the left: whose register this is, the screens, quick find and help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bokart_desk.i18n import _, resources_folder
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space
from bokart_desk.ui.views import SCREENS
from bokart_desk.ui.widgets import ElidedLabel, PushButton, label

WIDTH = 216
NARROW = 76
"""Width where the window is too narrow for names beside the icons."""
_LOGO = 34


def shortcut_of(number: int) -> str:
    """Return the keys that open a screen, by its place from 1: Ctrl+1 … Ctrl+9, Ctrl+0, and Ctrl+comma for the next."""
    return f"Ctrl+{number}" if number < 10 else "Ctrl+0" if number == 10 else "Ctrl+,"


class Navigation(QWidget):
    """Tells by signals what the user chose; shows which screen is open."""

    chosen = Signal(str)
    find_asked = Signal()
    help_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Screens"))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.L, Space.M, Space.M)
        column.setSpacing(Space.XS)
        column.addLayout(self._heading())
        column.addSpacing(Space.M)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._screens = self._screen_buttons()
        column.addWidget(self._screens, 1)
        column.addLayout(self._undo_buttons())
        self._hints: list[QLabel] = []
        self._side_buttons = (
            self._side_button(_("Find …"), "search", "Ctrl+K", self.find_asked),
            self._side_button(_("Help"), "circle-help", "F1", self.help_asked),
        )
        for button in self._side_buttons:
            column.addWidget(button)
        column.addSpacing(Space.S)
        self._footer = label("", "small", wrap=True)
        column.addWidget(self._footer)
        self._texts: dict[QPushButton, str] = {}

    def show_names(self, shown: bool) -> None:
        """Show the names beside the icons, or the icons alone; the shortcuts in the names work all the same."""
        if shown is not bool(self._texts):
            return
        self.setFixedWidth(WIDTH if shown else NARROW)
        for hidden in (self._municipality, self._register, self._footer, self.redo_button, *self._hints):
            hidden.setVisible(shown)
        if shown:
            for button, text in self._texts.items():
                button.setText(text)
            self._texts.clear()
            return
        for button in (*self._buttons.values(), self.undo_button, *self._side_buttons):
            self._texts[button] = button.text()
            button.setText("")
            button.setShortcut(QKeySequence.mnemonic(self._texts[button]))

    def show_register(self, municipality: str, register: str, place: str) -> None:
        """Say whose register is open, and where it is (as a tool tip)."""
        self._municipality.set_text(municipality)
        self._register.set_text(register)
        self._register.setToolTip(place)

    def show_footer(self, text: str) -> None:
        """Show the small text at the bottom."""
        self._footer.setText(text)

    def show_current(self, key: str) -> None:
        """Mark the open screen."""
        self._buttons[key].setChecked(True)
        self._screens.ensureWidgetVisible(self._buttons[key])

    def show_undo(self, undo: str, redo: str) -> None:
        """Say what would be undone and done again; an empty text for nothing."""
        for button, what, nothing in (
            (self.undo_button, undo, _("There is nothing to undo.")),
            (self.redo_button, redo, _("There is nothing to do again.")),
        ):
            button.setEnabled(bool(what))
            keys = "Ctrl+Z" if button is self.undo_button else "Ctrl+Y"
            verb = _("Undo: {what} ({keys})") if button is self.undo_button else _("Do again: {what} ({keys})")
            words = verb.format(what=what, keys=keys) if what else nothing
            button.setToolTip(words)
            button.setAccessibleName(words)

    def button(self, key: str) -> QPushButton:
        """Return the button of a screen."""
        return self._buttons[key]

    def _screen_buttons(self) -> QScrollArea:
        """Return the screens' buttons, which scroll where the window is low (a small screen at 200 %)."""
        content = QWidget()
        content.setObjectName("navigation_screens")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for number, screen in enumerate(SCREENS, start=1):
            column.addWidget(self._button(screen.key, _(screen.name), screen.icon, shortcut_of(number)))
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        return area

    def _undo_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        self.undo_button = PushButton(_("&Undo"))
        put_icon(self.undo_button, "undo-2", "nav_text")
        self.undo_button.clicked.connect(lambda _checked=False: self.undo_asked.emit())
        self.redo_button = PushButton("")
        put_icon(self.redo_button, "redo-2", "nav_text")
        self.redo_button.clicked.connect(lambda _checked=False: self.redo_asked.emit())
        row.addWidget(self.undo_button, 1)
        row.addWidget(self.redo_button)
        self.show_undo("", "")
        return row

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        logo = QLabel()
        ratio = self.devicePixelRatioF()
        picture = QPixmap(str(resources_folder() / "icons" / "app.png")).scaled(
            round(_LOGO * ratio),
            round(_LOGO * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture.setDevicePixelRatio(ratio)
        logo.setPixmap(picture)
        row.addWidget(logo)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._municipality = ElidedLabel("BOKART Desk", "strong")
        self._register = ElidedLabel("", "small")
        names.addWidget(self._municipality)
        names.addWidget(self._register)
        row.addLayout(names, 1)
        return row

    def _button(self, key: str, text: str, icon: str, keys: str) -> QPushButton:
        result = PushButton(text)
        result.setCheckable(True)
        put_icon(result, icon, "nav_text", 20)
        result.setToolTip(_("{what} ({keys})").format(what=text.replace("&", ""), keys=keys))
        result.setAccessibleName(text.replace("&", ""))
        result.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(result)
        self._buttons[key] = result
        return result

    def _side_button(self, text: str, icon: str, keys: str, signal: SignalInstance) -> QPushButton:
        result = PushButton(text)
        put_icon(result, icon, "nav_text")
        result.setAccessibleName(text.replace("&", ""))
        result.setToolTip(_("{what} ({keys})").format(what=text.replace("&", ""), keys=keys))
        row = QHBoxLayout(result)
        row.setContentsMargins(0, 0, Space.S, 0)
        row.addStretch(1)
        hint = label(keys, "small")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hints.append(hint)
        row.addWidget(hint)
        result.clicked.connect(lambda _checked=False: signal.emit())
        return result
