"""The fields of the municipality's settings, saved one by one as they are left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from bokart_desk.i18n import LANGUAGES, N_, _, resources_folder
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.forms.record_form import RecordForm
from bokart_desk.ui.forms.text_editors import LineEditor
from bokart_desk.ui.settings.units import LimitEditor, TermEditor

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_LANGUAGE_NAMES = {"nb": N_("Bokmål"), "nn": N_("Nynorsk"), "en": N_("English")}
_LINES = {
    "name": (80, N_("&Municipality"), N_("Stands at the top of the window and on every report.")),
    "number": (4, N_("Municipality n&umber"), N_("Four digits.")),
    "office": (80, N_("&Office"), ""),
    "contact": (120, N_("&Telephone or e-mail"), ""),
}
_TERMS = {
    "default_term_months": (N_("Usual &term of a contract"), ""),
    "extension_months": (N_("Length of an &extension"), ""),
}
_NUMBERS = {
    "most_extensions": (N_("Extended at &most"), N_("Nothing extends itself: each time a review must allow it.")),
    "vacancy_limit_days": (N_("A unit has been &vacant for"), N_("Then the vacancy is warned about.")),
    "made_ready_limit_days": (N_("A unit has been made &ready for"), N_("Then it is warned about.")),
    "talk_months": (N_("Talk about the &way on"), N_("before the end")),
    "review_months": (N_("Re&view of the need"), N_("before the end")),
    "advance_notice_months": (N_("Ad&vance notice"), N_("before the end")),
    "last_chance_months": (N_("&Last chance"), N_("before the end")),
    "repeat_days_after_end": (N_("Remind again ev&ery"), N_("after the end, until the three-month limit")),
}


def languages() -> list[str]:
    """Return the languages that have their texts here; English stands in the program itself."""
    folder = resources_folder() / "translations"
    return [code for code in LANGUAGES if code == "en" or (folder / code / "LC_MESSAGES" / "bokart.mo").is_file()]


class SettingsForm(RecordForm):
    """Holds the fields by name; the tabs place them."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, "municipality", parent)
        self._settings_of = desk
        for name, (longest, title, help_text) in _LINES.items():
            self.add(name, _(title), LineEditor(longest), _(help_text) if help_text else "")
        for name, (title, _no_help) in _TERMS.items():
            self.add(name, _(title), TermEditor(name))
        for name, (title, help_text) in _NUMBERS.items():
            self.add(name, _(title), LimitEditor(name), _(help_text))
        choices = [(code, _(_LANGUAGE_NAMES[code])) for code in languages()]
        self.add("language", _("&Language of the window and the papers"), ChoiceEditor(choices))

    def write(self, record_id: int, values: Mapping[str, Any], seen: Mapping[str, Any]) -> Done:
        from bokart_desk.services.municipality import change  # noqa: PLC0415 - loaded with the first change

        del record_id  # there is one
        (field,) = values
        desk = self._settings_of
        return change(desk.register, values, seen=seen, by=desk.by(), name=self.fields[field].title)
