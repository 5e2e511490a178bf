"""That a case was erased: when, by whom and on what grounds; shown in the case that is left of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.privacy.erasure_words import erasure_line
from bokart_desk.ui.widgets import Card, label


class ErasedCard(Card):
    """Hidden in every other case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Erased"), parent)
        self._desk = desk
        self.text = label("", wrap=True)
        self.body.addWidget(self.text)
        self.hide()

    def show_case(self, household_id: int) -> None:
        """Show what was erased of the household's case."""
        from bokart_desk.services.privacy.erasure import erasures  # noqa: PLC0415 - few cases are erased

        try:
            found = erasures(self._desk.register, household_id=household_id)
        except RegisterError:
            found = ()
        self.text.setText("\n".join(erasure_line(line) for line in found))
        self.setVisible(bool(found))
