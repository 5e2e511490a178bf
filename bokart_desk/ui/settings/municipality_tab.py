"""The municipality itself: its name and office, its logo, and the language."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services.municipality import Municipality
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.columns import FieldColumns
from bokart_desk.ui.page import Page
from bokart_desk.ui.settings.form import SettingsForm
from bokart_desk.ui.settings.logo_card import LogoCard
from bokart_desk.ui.widgets import Card


def fields_card(title: str, form: SettingsForm, *names: str) -> Card:
    """Return a card with fields of the settings in two columns."""
    card = Card(title)
    columns = FieldColumns()
    for name in names:
        columns.add(form.fields[name])
    card.body.addWidget(columns)
    return card


class MunicipalityTab(Page):
    """Shows what stands on every paper."""

    def __init__(self, desk: Desk, form: SettingsForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.logo = LogoCard(desk)
        self.add_columns(
            (
                fields_card(_("The municipality"), form, "name", "number", "office", "contact"),
                fields_card(_("Language"), form, "language"),
            ),
            (self.logo,),
            (3, 2),
        )
        self.body.addStretch(1)

    def show_settings(self, held: Municipality) -> None:
        """Show what has no field of its own."""
        self.logo.show_logo(held)


class TermsTab(Page):
    """How long contracts last, and when to warn."""

    def __init__(self, form: SettingsForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_columns(
            (
                fields_card(
                    _("Terms of contracts"), form, "default_term_months", "extension_months", "most_extensions"
                ),
                fields_card(_("Vacant units"), form, "vacancy_limit_days", "made_ready_limit_days"),
            ),
            (
                fields_card(
                    _("When to warn"),
                    form,
                    *("talk_months", "review_months", "advance_notice_months", "last_chance_months"),
                    "repeat_days_after_end",
                ),
            ),
        )
        self.body.addStretch(1)
