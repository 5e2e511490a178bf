"""What the parts of a household's case have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.services.doing import Done, Refused
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.theme import Space


class Section(QWidget):
    """One part of the case. ``shown``: the household it shows now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.shown: HouseholdDetail | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)

    def show_detail(self, detail: HouseholdDetail) -> None:
        """Show a household; the one shown already keeps what is being typed."""
        if self.shown is not None and self.shown.row.id != detail.row.id:
            self.leave()
        self.shown = detail
        self.fill(detail)

    def fill(self, detail: HouseholdDetail) -> None:
        """Show the household's data."""
        raise NotImplementedError

    def leave(self) -> None:
        """Save what is being typed, before another household is shown."""

    def household_id(self) -> int:
        """Return the household shown; only while one is."""
        if self.shown is None:
            raise RuntimeError("no household is shown")
        return self.shown.row.id

    def carry_out(self, command: Callable[[], Done]) -> Done | None:
        """Do something at once; say why not if a rule is against it."""
        try:
            done = command()
        except (Refused, RegisterError) as error:
            self.desk.tell(error.message)
            return None
        self.desk.did(done)
        return done
