"""Offers, decisions and refusals: their lists and numbers, and the dialogs that record them."""

from bokart_desk.ui.offers.target import OffersTab, OffersTarget
from bokart_desk.ui.offers.view import OffersView

__all__ = ["OffersTab", "OffersTarget", "OffersView"]
