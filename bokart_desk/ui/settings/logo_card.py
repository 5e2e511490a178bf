"""The municipality's logo: shown as it prints, chosen from a file, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.municipality import Municipality
from bokart_desk.ui.context import Desk
from bokart_desk.ui.settings.commands import carry_out
from bokart_desk.ui.settings.logo_picture import PATTERNS, NoLogo, read_logo_file
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Card, ElidedLabel, button, label

_PREVIEW = (260, 100)


class LogoCard(Card):
    """Every change is saved at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Logo"), parent)
        self._desk = desk
        self._held = Municipality()
        self.body.addWidget(label(_("Stands at the top right of reports and letters."), "muted", wrap=True))
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setMinimumHeight(_PREVIEW[1] + 2 * Space.M)
        self.preview.setWordWrap(True)
        self.body.addWidget(self.preview)
        self.file = ElidedLabel("", "small")
        self.body.addWidget(self.file)
        self.problem = label("", "small", wrap=True, tone=Tone.DANGER)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.choose = button(_("Choose a &picture …"), self._choose, icon="folder-open")
        self.remove = button(_("&Remove the logo"), self._remove, icon="trash-2", kind="quiet")
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(label(_("PNG, JPG or SVG. Large pictures are made smaller."), "small", wrap=True))

    def show_logo(self, held: Municipality) -> None:
        """Show the logo on white, as on paper."""
        self._held = held
        picture = QPixmap()
        picture.loadFromData(held.logo or b"")
        if picture.isNull():
            self.preview.setText(_("No logo yet"))
            self.preview.setStyleSheet("")
        else:
            ratio = self.devicePixelRatioF()
            shown = picture.scaled(
                round(_PREVIEW[0] * ratio),
                round(_PREVIEW[1] * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            shown.setDevicePixelRatio(ratio)
            self.preview.setPixmap(shown)
            self.preview.setStyleSheet("background: white; border-radius: 6px;")
        self.preview.setAccessibleName(_("No logo yet") if picture.isNull() else _("Logo"))
        self.file.set_text(held.logo_name or "")
        self.file.setVisible(bool(held.logo_name))
        self.remove.setVisible(held.logo is not None)

    def take(self, path: Path) -> None:
        """Use the picture in a file, or say why it cannot be used."""
        try:
            content = read_logo_file(path)
        except NoLogo as error:
            self._say(error.message)
            return
        self._save(content, path.name)

    def _choose(self) -> None:
        kinds = _("Pictures ({patterns})").format(patterns=PATTERNS)
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose the logo"), "", kinds)
        if chosen:
            self.take(Path(chosen))

    def _remove(self) -> None:
        self._save(None, None)

    def _save(self, content: bytes | None, file_name: str | None) -> None:
        from bokart_desk.services.municipality import change  # noqa: PLC0415 - loaded with the first change

        held, register = self._held, self._desk.register
        values = {"logo": content, "logo_name": file_name}
        seen = {"logo": held.logo, "logo_name": held.logo_name}
        self._say(carry_out(self._desk, lambda by: change(register, values, seen=seen, by=by, name=_("Logo"))))

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
