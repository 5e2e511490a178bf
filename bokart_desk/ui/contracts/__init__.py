"""The contracts screen: the list with its search and filters, and one contract's or unit's detail beside it."""

from bokart_desk.ui.contracts.choice import Choice, Segment
from bokart_desk.ui.contracts.view import ContractsTarget, ContractsView

__all__ = ["Choice", "ContractsTarget", "ContractsView", "Segment"]
