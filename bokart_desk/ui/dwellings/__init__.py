"""Dwellings and their units: which there are, who has each and since when, and the work of keeping them."""

from bokart_desk.ui.dwellings.view import DwellingsView

__all__ = ["DwellingsView"]
