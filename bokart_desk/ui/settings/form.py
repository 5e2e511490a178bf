"""The fields of the municipality's settings: shown from the register, read back, checked one by one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from bokart_desk.domain.due import Ladder
from bokart_desk.i18n import LANGUAGES, N_, _, resources_folder
from bokart_desk.ui.settings.editors import ChoiceEditor, NumberEditor, days, line, months
from bokart_desk.ui.widgets import Field

if TYPE_CHECKING:
    from bokart_desk.services.municipality import Municipality

_LANGUAGE_NAMES = {"nb": N_("Bokmål"), "nn": N_("Nynorsk"), "en": N_("English")}
_NUMBER_LENGTH = 4
_LADDER = {
    "talk_months": (1, 36, months, N_("Talk about the way on"), N_("before the end")),
    "review_months": (1, 36, months, N_("Review of the need"), N_("before the end")),
    "advance_notice_months": (1, 24, months, N_("Advance notice"), N_("before the end")),
    "last_chance_months": (1, 12, months, N_("Last chance"), N_("before the end")),
    "repeat_days_after_end": (1, 60, days, N_("Remind again every"), N_("after the end, until the three-month limit")),
}
_LINES = {
    "name": (80, N_("Municipality"), N_("Stands at the top of the window and on every report.")),
    "number": (_NUMBER_LENGTH, N_("Municipality number"), N_("Four digits.")),
    "office": (80, N_("Office"), ""),
    "contact": (120, N_("Telephone or e-mail"), ""),
}
_NUMBERS = {
    "vacancy_limit_days": (1, 365, days, N_("A unit has been vacant for"), N_("Then the vacancy is warned about.")),
    "made_ready_limit_days": (1, 365, days, N_("A unit has been made ready for"), N_("Then it is warned about.")),
}


def languages() -> list[str]:
    """Return the languages that have their texts here; English stands in the program itself."""
    folder = resources_folder() / "translations"
    return [code for code in LANGUAGES if code == "en" or (folder / code / "LC_MESSAGES" / "bokart.mo").is_file()]


class MunicipalityForm(QObject):
    """Holds the fields by name; the view places them. ``edited``: the user finished changing one."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._loading = False
        for name, (longest, title, help_text) in _LINES.items():
            editor = line(longest)
            editor.editingFinished.connect(self._edited)
            self._add(name, title, editor, help_text)
        for name, (lowest, highest, suffix, title, help_text) in (_NUMBERS | _LADDER).items():
            number = NumberEditor(lowest, highest, suffix)
            number.valueChanged.connect(self._edited)
            self._add(name, title, number, help_text)
        language = ChoiceEditor([(code, _(_LANGUAGE_NAMES[code])) for code in languages()])
        language.activated.connect(self._edited)
        self._add("language", N_("Language of the window and the papers"), language, "")

    def show(self, shown: Municipality) -> None:
        """Put the settings into the fields."""
        self._loading = True
        for name in _LINES:
            self._line(name).setText(getattr(shown, name) or "")
        for name in _NUMBERS:
            self._number(name).setValue(getattr(shown, name))
        for name in _LADDER:
            self._number(name).setValue(getattr(shown.ladder, name))
        language = self.fields["language"].editor
        assert isinstance(language, QComboBox)
        language.setCurrentIndex(max(language.findData(shown.language), 0))
        self._loading = False
        self.check()

    def read(self, saved: Municipality) -> Municipality:
        """Return the settings as they stand in the fields; a field with an error keeps what was ``saved``."""
        wrong = self.check()
        lines: dict[str, Any] = {name: self._line(name).text().strip() for name in _LINES if name not in wrong}
        numbers: dict[str, Any] = {name: self._number(name).value() for name in _NUMBERS}
        language = self.fields["language"].editor
        assert isinstance(language, QComboBox)
        ladder: Ladder = replace(
            saved.ladder,
            **{name: self._number(name).value() for name in _LADDER if name not in wrong},
            vacant_days=numbers["vacancy_limit_days"],
            made_ready_days=numbers["made_ready_limit_days"],
        )
        values: dict[str, Any] = {name: text if name == "name" else text or None for name, text in lines.items()}
        return replace(saved, **values, **numbers, ladder=ladder, language=language.currentData())

    def check(self) -> set[str]:
        """Say beside each field what is wrong with it; return the names of those."""
        number = self._line("number").text().strip()
        errors = {
            "number": ""
            if not number or (number.isascii() and number.isdigit() and len(number) == _NUMBER_LENGTH)
            else _("A municipality number has four digits, such as 3901. It is not saved like this."),
            **self._ladder_errors(),
        }
        for name, text in errors.items():
            self.fields[name].show_error(text)
        return {name for name, text in errors.items() if text}

    def _ladder_errors(self) -> dict[str, str]:
        order = ("talk_months", "review_months", "advance_notice_months", "last_chance_months")
        errors = {}
        for earlier, later in pairwise(order):
            late = self._number(later).value() > self._number(earlier).value()
            errors[later] = (
                _("Must not come before “{step}”. It is not saved like this.").format(step=_(_LADDER[earlier][3]))
                if late
                else ""
            )
        return errors

    def _add(self, name: str, title: str, editor: QLineEdit | QSpinBox | QComboBox, help_text: str) -> None:
        self.fields[name] = Field(_(title), editor, _(help_text) if help_text else "")

    def _line(self, name: str) -> QLineEdit:
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        return editor

    def _number(self, name: str) -> QSpinBox:
        editor = self.fields[name].editor
        assert isinstance(editor, QSpinBox)
        return editor

    def _edited(self) -> None:
        if not self._loading:
            self.check()
            self.edited.emit()
