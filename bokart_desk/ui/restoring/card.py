"""The card of the settings that leads to the list to restore from."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bokart_desk.i18n import _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.widgets import Card, button, label


class RestoreCard(Card):
    """Says what restoring means, and opens the list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Restore a backup"), parent)
        self._desk = desk
        self.body.addWidget(
            label(
                _(
                    "When something was deleted or changed by mistake, or the register was damaged: see what each "
                    "backup holds, look at it first, and put it back. The register as it is now is kept."
                ),
                "muted",
                wrap=True,
            )
        )
        self.choose = button(_("Choose a &backup …"), self._choose, icon="history")
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_register(self) -> None:
        """A register that may not be written to cannot be replaced."""
        self.choose.setEnabled(not self._desk.register.read_only)

    def _choose(self) -> None:
        from bokart_desk.ui.restoring.list_dialog import open_restore_list  # noqa: PLC0415 - hopefully never needed

        open_restore_list(self._desk, self.window())
