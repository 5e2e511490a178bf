"""What happened to a record, told on a card that any screen may show."""

from bokart_desk.ui.history.card import HistoryCard

__all__ = ["HistoryCard"]
