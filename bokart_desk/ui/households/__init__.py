"""The screen of households: the list, and the case of one with all that belongs to it."""

from bokart_desk.ui.households.view import HouseholdsView

__all__ = ["HouseholdsView"]
