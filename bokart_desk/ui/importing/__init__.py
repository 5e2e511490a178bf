"""The import screen: choose lists, look through what they hold, bring them in, and see what came of it."""

from bokart_desk.ui.importing.view import ImportView

__all__ = ["ImportView"]
