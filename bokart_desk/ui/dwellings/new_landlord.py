"""A button in a dialog for a landlord that is not in the register yet, who is then chosen in it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from bokart_desk.i18n import _
from bokart_desk.services.doing import Done
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.widgets import button


class NewLandlordButton(QObject):
    """Stands at the left end of a dialog's buttons. ``field``: where the landlord is chosen."""

    def __init__(self, dialog: StepDialog, field: str = "landlord_id") -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._field = field
        tip = _("The landlord is not in the register yet")
        dialog.add_button(button(_("Ne&w landlord …"), self._ask, icon="plus", tip=tip))

    def _ask(self) -> None:
        from bokart_desk.ui.landlords.dialogs import NewLandlordDialog  # noqa: PLC0415 - its screen needs this package

        dialog = NewLandlordDialog(self._dialog.desk, self._dialog)
        dialog.performed.connect(self._choose)
        dialog.open()

    def _choose(self, done: Done) -> None:
        self._dialog.fill({self._field: done.record})
        self._dialog.fields[self._field].editor.setFocus()
