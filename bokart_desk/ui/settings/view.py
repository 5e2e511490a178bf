"""The settings screen, in parts; every change is saved at once, and Ctrl+Z takes it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.services.municipality import municipality, values_of
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.page import Page
from bokart_desk.ui.settings.codes_tab import CodesTab
from bokart_desk.ui.settings.criteria_tab import CriteriaTab
from bokart_desk.ui.settings.form import SettingsForm
from bokart_desk.ui.settings.municipality_tab import MunicipalityTab, TermsTab
from bokart_desk.ui.settings.people_tab import PeopleTab
from bokart_desk.ui.settings.register_card import RegisterCard
from bokart_desk.ui.settings.safety_tab import SafetyTab
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, button, label

_PART_KEY = "settings/part"
_ONLY = 1
"""The id of the one record of settings."""


class SettingsView(QWidget):
    """``show_payload`` takes the key of a part: municipality, terms, people, reasons, criteria, safety or register."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = SettingsForm(desk, self)
        self.municipality = MunicipalityTab(desk, self.form)
        self.terms = TermsTab(self.form)
        self.people = PeopleTab(desk)
        self.codes = CodesTab(desk)
        self.criteria = CriteriaTab(desk)
        self.safety = SafetyTab(desk)
        self.register_card = RegisterCard(desk)
        self.pages: dict[str, Page] = {
            "municipality": self.municipality,
            "terms": self.terms,
            "people": self.people,
            "reasons": self.codes,
            "criteria": self.criteria,
            "safety": self.safety,
            "register": self._register_page(),
        }
        self.chips: dict[str, QPushButton] = {}
        self._stack = QStackedWidget()
        self._lay_out()
        remembered = str(QSettings().value(_PART_KEY, ""))
        self._show(remembered if remembered in self.pages else "municipality")
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))

    def refresh(self) -> None:
        """Read what the part in view shows; what is being typed stays."""
        if not self._desk.has_register:
            return
        try:
            self._read()
        except RegisterError as error:
            self._error.show_message(error.message)
            self._error.show()
        else:
            self._error.hide()

    def show_payload(self, payload: object) -> None:
        """Go to a part."""
        if isinstance(payload, str) and payload in self.pages:
            self._show(payload)

    @property
    def current(self) -> str:
        """The key of the part in view."""
        return next(key for key, page in self.pages.items() if page is self._stack.currentWidget())

    def _read(self) -> None:
        shown = self._stack.currentWidget()
        if shown in (self.municipality, self.terms):
            held = municipality(self._desk.register)
            self.form.show(_ONLY, values_of(held))
            self.municipality.show_settings(held)
        elif isinstance(shown, (PeopleTab, CodesTab, CriteriaTab, SafetyTab)):
            shown.refresh()
        else:
            self.register_card.show_register()

    def _show(self, key: str) -> None:
        self._stack.setCurrentWidget(self.pages[key])
        self.chips[key].setChecked(True)
        QSettings().setValue(_PART_KEY, key)
        self.refresh()

    def _step(self, by: int) -> None:
        keys = list(self.pages)
        self._show(keys[(keys.index(self.current) + by) % len(keys)])
        self.chips[self.current].setFocus(Qt.FocusReason.TabFocusReason)  # Tab then goes on into the part

    def _register_page(self) -> Page:
        page = Page()
        page.body.addWidget(self.register_card)
        page.body.addStretch(1)
        return page

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.XL, 0, Space.XL, 0)
        head.setSpacing(Space.S)
        self._error = Banner("", Tone.DANGER)
        self._error.hide()
        head.addWidget(label(_("Settings"), "title"))
        head.addWidget(label(_("What you change is saved at once. Ctrl+Z takes it back."), "muted", wrap=True))
        head.addWidget(self._error)
        head.addLayout(self._chip_row())
        for page in self.pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.M, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def _chip_row(self) -> FlowLayout:
        """Buttons that take a second line where there is no room; a bar of tabs would hide the last ones."""
        row = FlowLayout()
        group = QButtonGroup(self)
        for key, name in _names().items():
            chip = button(name, partial(self._show, key))
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[key] = chip
        return row


def _names() -> dict[str, str]:
    return {
        "municipality": _("Municipality"),
        "terms": _("Terms and warnings"),
        "people": _("You and the consultants"),
        "reasons": _("Reasons"),
        "criteria": _("Priority"),
        "safety": _("Safe keeping"),
        "register": _("The register"),
    }
