"""The first screen: what needs doing today, by urgency."""

from bokart_desk.ui.overview.view import OverviewView

__all__ = ["OverviewView"]
