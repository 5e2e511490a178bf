"""The desk: the open register and what all views share; views speak to each other only through its signals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.tasks import Tasks
from bokart_desk.ui.undo_stack import UndoStack

if TYPE_CHECKING:
    from bokart_desk.services.doing import By, Done
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
    opened_household = Signal(int)
    """The user asked for the case of this household."""
    opened_unit = Signal(int)
    """The user asked for this unit, with its dwelling."""
    opened_dwelling = Signal(int)
    """The user asked for this dwelling."""
    wants = Signal(str, object)
    """The user wants the view with this key (``ui.views``: "overview", "contracts" …), with what."""
    register_asked = Signal(object)
    """The user wants another register open (``Path``); one that does not exist is made."""
    rewriting_asked = Signal(object)
    """The register shall be written anew while it is closed (``ui.locking.dialogs.Rewriting``)."""
    lock_asked = Signal()
    """The user wants the register locked (Ctrl+L)."""
    locking = Signal()
    """Nothing shows any more, and the key is forgotten as soon as what is being done has ended."""
    register_replaced = Signal(object, object)
    """A backup has taken the place of the register at a path (``Path``): open it again, with a key or None."""
    backups_changed = Signal()
    """A backup was taken by hand, or their second place is another or back: what was warned of may be so no more."""
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
        if register is not None:
            register.hurry_here()
        self._today = today
        self.who = who
        self._windows: set[QWidget] = set()
        self.tasks = Tasks(self)
        self.undo_stack = UndoStack(self._take_back, self)

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
        """Take ``register`` as the open one; this thread waits for no other program that keeps the file."""
        self._register = register
        register.hurry_here()
        self.undo_stack.clear()
        self.register_opened.emit()

    def today(self) -> date:
        """Return the local day."""
        return self._today()

    def now(self) -> datetime:
        """Return the moment, in UTC, for what is written to the register."""
        return datetime.now(UTC)

    def by(self) -> By:
        """Return who gives a command, and when."""
        from bokart_desk.services.doing import By  # noqa: PLC0415 - loaded with the first command

        return By(self.who, self.now(), self.today())

    def did(self, done: Done) -> None:
        """Note a command that was carried out: it can be undone, and the views read again what it changed."""
        if not done:
            return
        self.undo_stack.push(done)
        self.register_changed.emit(done)
        self.tell(_("{what}. Ctrl+Z undoes it.").format(what=done.title))

    def undo(self) -> None:
        """Take the latest command back (Ctrl+Z), and say what was undone or why not."""
        self._move(self.undo_stack.undo, _("Undone: {what}"), _("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was undone last (Ctrl+Y)."""
        self._move(self.undo_stack.redo, _("Done again: {what}"), _("There is nothing to do again."))

    def _move(self, move: Callable[[], Done | None], words: str, nothing: str) -> None:
        from bokart_desk.services.doing import Refused  # noqa: PLC0415
        from bokart_desk.services.register import RegisterError  # noqa: PLC0415

        try:
            done = move()
        except (Refused, RegisterError) as error:
            self.tell(error.message)
            return
        if done is None:
            self.tell(nothing)
            return
        self.register_changed.emit(done)
        self.tell(words.format(what=done.title))

    def _take_back(self, done: Done) -> Done:
        from bokart_desk.services.undo import undo  # noqa: PLC0415

        return undo(self.register, done, self.by())

    def open_household(self, household_id: int) -> None:
        """Go to the household's case."""
        self.opened_household.emit(household_id)

    def open_unit(self, unit_id: int) -> None:
        """Go to the unit."""
        self.opened_unit.emit(unit_id)

    def open_dwelling(self, dwelling_id: int) -> None:
        """Go to the dwelling."""
        self.opened_dwelling.emit(dwelling_id)

    def open_contract(self, contract_id: int) -> None:
        """Go to the contract's case."""
        self.opened_contract.emit(contract_id)

    def go(self, view: str, payload: object = None) -> None:
        """Go to another view, with a filter or whatever it shows."""
        self.wants.emit(view, payload)

    def keep_window(self, window: QWidget) -> None:
        """Keep a window without a parent as long as it is open."""
        self._windows.add(window)
        window.destroyed.connect(lambda: self._windows.discard(window))

    def kept_windows(self) -> tuple[QWidget, ...]:
        """Return the windows that are kept."""
        return tuple(self._windows)

    def tell(self, text: str) -> None:
        """Show a short message that goes away by itself."""
        self.told.emit(text)
