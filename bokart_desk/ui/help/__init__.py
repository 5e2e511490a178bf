"""The help (F1): a text of resources/help in the user's language, with its contents at the left."""

from bokart_desk.ui.help.window import HelpWindow, show_help

__all__ = ["HelpWindow", "show_help"]
