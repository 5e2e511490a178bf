"""The look of the window: scheme of the system, spacing and type scales, fonts, and one stylesheet."""

from __future__ import annotations

import sys
from enum import IntEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from bokart_desk.i18n import resources_folder
from bokart_desk.ui import icons
from bokart_desk.ui.palette import FORCED, Palette, Tone, due_tone, palette, status_tone
from bokart_desk.ui.stylesheet import stylesheet

__all__ = [
    "Palette",
    "Space",
    "Tone",
    "TypeSize",
    "add_fonts_for_names",
    "apply_theme",
    "due_tone",
    "force_scheme",
    "palette",
    "status_tone",
]

_FONT_FAMILY = "Noto Sans"


class Space(IntEnum):
    """Distances, in logical pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32


class TypeSize(IntEnum):
    """Sizes of text, in points."""

    SMALL = 9
    BODY = 10
    HEADING = 12
    TITLE = 18
    FIGURE = 22


def force_scheme(app: QApplication, scheme: str) -> None:
    """Use "light" or "dark" whatever the system says; an empty text follows the system again."""
    app.setProperty(FORCED, scheme)
    restyle(app)


def apply_theme(app: QApplication) -> None:
    """Give the application its font and look, and follow the system when it changes between light and dark."""
    app.setStyle("Fusion")
    app.setFont(_font())
    restyle(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: restyle(app))


def restyle(app: QApplication) -> None:
    """Put the colours in use on everything that is shown."""
    colours = palette()
    app.setPalette(_qt_palette(colours))
    app.setStyleSheet(stylesheet(colours))
    icons.forget()
    for widget in app.allWidgets():
        icons.retint(widget)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and let the widget look it up again."""
    if (widget.property(name) or "") == value:
        return
    widget.setProperty(name, value)
    polish_again(widget)


def polish_again(widget: QWidget) -> None:
    """Let the widget look its properties up in the stylesheet again; one that was not shown yet does so by itself."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def _font() -> QFont:
    if sys.platform in ("win32", "darwin"):
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    else:
        for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
            QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / name))
        font = QFont(_FONT_FAMILY)
    font.setPointSizeF(float(TypeSize.BODY))
    return font


def add_fonts_for_names() -> None:
    """Load the fonts that names in other scripts need where the system may have none; Qt then finds them itself."""
    if sys.platform in ("win32", "darwin"):
        return
    for path in sorted((resources_folder() / "fonts").glob("*-Regular.ttf")):
        if path.name != "NotoSans-Regular.ttf":
            QFontDatabase.addApplicationFont(str(path))


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    result = QPalette()
    for which, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.hover),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.PlaceholderText, colours.text_muted),
        (role.Link, colours.tone(Tone.ACCENT).text),
        (role.LinkVisited, colours.tone(Tone.ACCENT).text),
        (role.Light, colours.surface),
        (role.Midlight, colours.hover),
        (role.Mid, colours.border),
        (role.Dark, colours.border_strong),
        (role.Shadow, colours.sunken),
        (role.Accent, colours.accent),
    ):
        result.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.text_disabled))
    return result
