"""The settings: the municipality, who sits here, terms, warnings, language, and where the register lies."""

from bokart_desk.ui.settings.view import SettingsView

__all__ = ["SettingsView"]
