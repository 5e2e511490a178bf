"""The desk: the open register and what all views share; views speak to each other only through its signals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bokart_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from bokart_desk.services.register import Register

WHO_KEY = "user/name"
"""The consultant's own name, in the settings of his own account on this PC; nobody else's is kept there."""


class Desk(QObject):
    """The open register, the day, who sits at the desk, and the way from one view to another."""

    register_changed = Signal(object)
    """Something in the register changed: what (any object that says it, or None). Visible views read again."""
    register_opened = Signal()
    """Another register (or the first) is open."""
    day_changed = Signal(object)
    """It is another day (``date``): midnight passed, or the machine woke up."""
    opened_contract = Signal(int)
    """The user asked for the case of this contract."""
    wants = Signal(str, object)
    """The user wants the view with this key ("overview", "contracts", "reports", "import", "settings"), with what."""
    register_asked = Signal(object)
    """The user wants another register open (``Path``); one that does not exist is made."""
    municipality_saved = Signal(object)
    """The settings of the municipality were saved (``Municipality``)."""
    told = Signal(str)
    """A short message for the user that needs no answer ("Saved")."""

    def __init__(
        self,
        register: Register | None = None,
        *,
        who: str = "",
        today: Callable[[], date] = date.today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._register = register
        self._today = today
        self.who = who
        self.tasks = Tasks(self)

    @property
    def register(self) -> Register:
        """The open register; an error where none is open yet (views are built after)."""
        if self._register is None:
            raise RuntimeError("no register is open")
        return self._register

    @property
    def has_register(self) -> bool:
        """Whether a register is open."""
        return self._register is not None

    def use(self, register: Register) -> None:
        """Take ``register`` as the open one."""
        self._register = register
        self.register_opened.emit()

    def today(self) -> date:
        """Return the local day."""
        return self._today()

    def now(self) -> datetime:
        """Return the moment, in UTC, for what is written to the register."""
        return datetime.now(UTC)

    def open_contract(self, contract_id: int) -> None:
        """Go to the contract's case."""
        self.opened_contract.emit(contract_id)

    def go(self, view: str, payload: object = None) -> None:
        """Go to another view, with a filter or whatever it shows."""
        self.wants.emit(view, payload)

    def tell(self, text: str) -> None:
        """Show a short message that goes away by itself."""
        self.told.emit(text)
