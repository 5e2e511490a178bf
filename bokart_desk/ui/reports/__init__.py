"""The papers' screen: choose a paper and its period, see its pages, print it or save it."""

from bokart_desk.ui.reports.view import ReportsView

__all__ = ["ReportsView"]
