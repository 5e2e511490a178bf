"""Looks for mentions that only a person can judge, shows them, and keeps what was said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bokart_desk.ui.context import Desk
from bokart_desk.ui.privacy.mentions_dialog import MentionsDialog

if TYPE_CHECKING:
    from bokart_desk.services.privacy.mentions import Mentions
    from bokart_desk.storage.erasing.doubts import Judged


class MentionSearch(QObject):
    """``found``: the mentions, None until they were looked for; ``meant``: those ticked, None until looked through."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, household_id: int) -> None:
        super().__init__(over)
        self._desk, self._over, self._household = desk, over, household_id
        self._whom: int | None = None
        self.found: Mentions | None = None
        self.meant: frozenset[int] | None = None
        self.dialog: MentionsDialog | None = None

    def look_for(self, whom: int) -> None:
        """Look for the names of a person (0: of the whole household), off the window's thread; once for each."""
        from bokart_desk.services.privacy.mentions import doubtful_mentions  # noqa: PLC0415

        if whom == self._whom:
            return
        self._whom, self.found, self.meant = whom, None, None
        register, household = self._desk.register, self._household
        self._desk.tasks.run(
            lambda _task: (whom, doubtful_mentions(register, household, whom or None)),
            self._found,
            self.failed.emit,
            owner=self,
        )

    def forget(self) -> None:
        """Look anew the next time: the register may have changed."""
        self._whom = None

    def show_mentions(self) -> None:
        """Open the list to be looked through."""
        if self.found is not None:
            self.dialog = MentionsDialog(self._over, self.found, self.meant or ())
            self.dialog.accepted.connect(self._looked_through)
            self.dialog.open()

    def judged(self) -> Judged | None:
        """Return what erasing asks for; None while it was not looked through."""
        return self.found.judged(self.meant) if self.found is not None and self.meant is not None else None

    def _found(self, result: tuple[int, Mentions]) -> None:
        whom, found = result
        if whom == self._whom:  # or somebody else was chosen meanwhile
            self.found = found
            self.meant = None if found.lines else frozenset()
            self.changed.emit()

    def _looked_through(self) -> None:
        if self.dialog is not None:
            self.meant = frozenset(self.dialog.model.meant)
            self.changed.emit()
