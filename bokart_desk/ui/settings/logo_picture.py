"""Makes a logo that papers can print of the file somebody chooses: PNG or JPEG, small enough for every backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter

from bokart_desk.i18n import _
from bokart_desk.services.rules.settings import MOST_LOGO_BYTES

_LARGEST_FILE = 20_000_000
_SIDES = (1000, 600, 300)
"""Longest sides, in pixels, that a picture is made smaller to until it fits."""
PATTERNS = "*.png *.jpg *.jpeg *.svg"


class NoLogo(Exception):
    """The file cannot be used; ``message`` is a finished text for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_logo_file(path: Path) -> bytes:
    """Return the picture as it is kept; drawings become pictures, large pictures smaller. Raise ``NoLogo``."""
    from bokart_desk.reporting.pdf.logo import read_logo  # noqa: PLC0415 - reportlab, only when a logo is chosen

    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise NoLogo(_("The file is too large to be a logo. Nothing was changed; choose a smaller picture."))
        content = path.read_bytes()
    except OSError as error:
        raise NoLogo(_("The file could not be read. Nothing was changed; choose it again or another one.")) from error
    if path.suffix.lower() == ".svg":
        content = _drawn(content)
    elif len(content) > MOST_LOGO_BYTES:
        content = _smaller(QImage.fromData(content))
    if not content or read_logo(content) is None:
        raise NoLogo(_("This is no picture that papers can print. Choose a PNG, JPG or SVG file."))
    return content


def _drawn(content: bytes) -> bytes:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the program's own icons do without it

    renderer = QSvgRenderer(QByteArray(content))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return b""
    picture = QImage(size.scaled(_SIDES[0], _SIDES[0], Qt.AspectRatioMode.KeepAspectRatio), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return _smaller(picture)


def _smaller(picture: QImage) -> bytes:
    """Return the picture as PNG, in the largest size that is small enough; empty when it is none."""
    if picture.isNull():
        return b""
    for side in _SIDES:
        shape = picture
        if max(picture.width(), picture.height()) > side:
            shape = picture.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        shape.save(buffer, "PNG")  # type: ignore[call-overload]
        content = bytes(buffer.data().data())
        if len(content) <= MOST_LOGO_BYTES:
            return content
    return b""
