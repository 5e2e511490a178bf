"""An editor for an area in square metres, which may have a part after the comma."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, format_number
from bokart_desk.ui.forms.editing import UnitLine

_LARGEST = 10_000
_LONGEST = 10


class AreaEditor(UnitLine):
    """An area typed as people do: "54", "54,5", "54.5 m2"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LONGEST, parent)
        self.show_unit(_("m²"))

    def value(self) -> float | None:
        found = self._number()
        return found if found is not None and 0 <= found <= _LARGEST else None

    def set_value(self, value: float | None) -> None:
        self.put_text("" if value is None else self.words(value))

    def words(self, value: float | None) -> str:
        return "" if value is None else format_number(round(value, 2))

    def problem(self) -> str:
        if self.is_empty() or self.value() is not None:
            return ""
        return _("Write the area in square metres, for example 54 or 54,5.")

    def tidied(self) -> str:
        found = self.value()
        return self.text() if found is None else self.words(found)

    def _number(self) -> float | None:
        text = self.text().casefold().replace("m²", "").replace("m2", "").replace("kvm", "")
        bare = "".join(text.split()).replace(",", ".")
        try:
            return float(bare) if bare.replace(".", "", 1).isdecimal() else None
        except ValueError:
            return None
