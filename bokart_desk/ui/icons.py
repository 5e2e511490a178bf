"""Icons of the window: the SVG files of resources/icons in the colours of the theme, drawn once and kept."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QIcon, QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from bokart_desk.i18n import resources_folder
from bokart_desk.ui.palette import Tone, palette

SIZE = 18
TEXT_GAP = 5
_NAME, _COLOUR, _PIXELS = "icon_name", "icon_colour", "icon_pixels"


def pixmap(name: str, colour: str, size: int = SIZE, ratio: float | None = None) -> QPixmap:
    """Return the icon ``name`` in ``colour`` ("#rrggbb"), ``size`` logical pixels square, sharp on the screen."""
    if ratio is None:
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _draw(name, colour, size, ratio)


def icon(name: str, colour: str | None = None, disabled: str | None = None) -> QIcon:
    """Return the icon in ``colour`` (the text's by default); for a button prefer ``put_icon``: it follows the theme."""
    colours = palette()
    return _icon(name, colour or colours.text, disabled or colours.text_disabled, SIZE, 0)


def put_icon(widget: QAbstractButton | QLabel, name: str, tone: str = "text", size: int = SIZE) -> None:
    """Show the icon on a button or label, and again in the new colours when the theme changes.

    ``tone``: a colour of the palette by name ("text", "text_muted", "on_accent", "nav_text") or a ``Tone``.
    """
    widget.setProperty(_NAME, name)
    widget.setProperty(_COLOUR, str(tone))
    widget.setProperty(_PIXELS, size)
    retint(widget)


def retint(widget: QWidget) -> None:
    """Draw the widget's icon in the colours in use; nothing to do for a widget without one."""
    name = widget.property(_NAME)
    if not name:
        return
    colour = _colour(str(widget.property(_COLOUR)))
    size = int(widget.property(_PIXELS))
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, colour, size, widget.devicePixelRatio()))
    elif isinstance(widget, QAbstractButton):
        gap = TEXT_GAP if widget.text() else 0
        widget.setIcon(_icon(name, colour, palette().text_disabled, size, gap))
        widget.setIconSize(QSize(size + gap, size))


def forget() -> None:
    """Drop what was drawn (the colours changed)."""
    _icon.cache_clear()
    _draw.cache_clear()


def _colour(tone: str) -> str:
    colours = palette()
    if tone in set(Tone):
        return colours.tone(Tone(tone)).text
    return str(getattr(colours, tone))


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, size: int, gap: int) -> QIcon:
    """``gap``: empty room at the right, which the style itself leaves too little of before a text."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(_with_gap(_draw(name, colour, size, ratio), gap), QIcon.Mode.Normal)
        result.addPixmap(_with_gap(_draw(name, disabled, size, ratio), gap), QIcon.Mode.Disabled)
    return result


def _with_gap(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    result = QPixmap(round(drawn.width() + gap * ratio), drawn.height())
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return result


@lru_cache(maxsize=512)
def _draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = (resources_folder() / "icons" / f"{name}.svg").read_bytes()
    data = QByteArray(source.replace(b"currentColor", colour.encode("ascii")))
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    edge = round(size * ratio)
    reader.setScaledSize(QSize(edge, edge))
    result = QPixmap.fromImageReader(reader)
    result.setDevicePixelRatio(ratio)
    return result
