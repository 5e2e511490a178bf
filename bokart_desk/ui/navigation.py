"""The panel at the left: whose register this is, the screens, quick find and help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bokart_desk.i18n import _, resources_folder
from bokart_desk.ui.icons import put_icon
from bokart_desk.ui.theme import Space
from bokart_desk.ui.views import SCREENS
from bokart_desk.ui.widgets import ElidedLabel, PushButton, label

WIDTH = 216
_LOGO = 34


class Navigation(QWidget):
    """Tells by signals what the user chose; shows which screen is open."""

    chosen = Signal(str)
    find_asked = Signal()
    help_asked = Signal()

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
        column.addSpacing(Space.L)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for number, screen in enumerate(SCREENS, start=1):
            column.addWidget(self._button(screen.key, _(screen.name), screen.icon, number))
        column.addStretch(1)
        column.addWidget(self._side_button(_("&Find …"), "search", "Ctrl+K", self.find_asked))
        column.addWidget(self._side_button(_("&Help"), "circle-help", "F1", self.help_asked))
        column.addSpacing(Space.S)
        self._footer = label("", "small", wrap=True)
        column.addWidget(self._footer)

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

    def button(self, key: str) -> QPushButton:
        """Return the button of a screen."""
        return self._buttons[key]

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

    def _button(self, key: str, text: str, icon: str, number: int) -> QPushButton:
        result = PushButton(text)
        result.setCheckable(True)
        put_icon(result, icon, "nav_text", 20)
        result.setToolTip(_("{screen} (Ctrl+{number})").format(screen=text.replace("&", ""), number=number))
        result.setAccessibleName(text.replace("&", ""))
        result.clicked.connect(lambda _checked=False: self.chosen.emit(key))
        self._group.addButton(result)
        self._buttons[key] = result
        return result

    @staticmethod
    def _side_button(text: str, icon: str, keys: str, signal: SignalInstance) -> QPushButton:
        result = PushButton(text)
        put_icon(result, icon, "nav_text")
        result.setAccessibleName(text.replace("&", ""))
        result.setToolTip(_("{what} ({keys})").format(what=text.replace("&", ""), keys=keys))
        row = QHBoxLayout(result)
        row.setContentsMargins(0, 0, Space.S, 0)
        row.addStretch(1)
        hint = label(keys, "small")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(hint)
        result.clicked.connect(lambda _checked=False: signal.emit())
        return result
