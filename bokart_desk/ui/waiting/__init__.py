"""The waiting list: who waits, why, and what fits them."""

from bokart_desk.ui.waiting.need_dialog import open_need_dialog
from bokart_desk.ui.waiting.view import WaitingView

__all__ = ["WaitingView", "open_need_dialog"]
