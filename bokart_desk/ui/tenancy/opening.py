"""Opens the dialog of a step, from wherever it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bokart_desk.domain.rows import ContractDetail
from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.tenancy.base import ContractDialog
from bokart_desk.ui.tenancy.correct import CorrectDialog
from bokart_desk.ui.tenancy.leaving import EndEarlyDialog, MoveOutDialog
from bokart_desk.ui.tenancy.notices import AdvanceNoticeDialog, NoticeToVacateDialog
from bokart_desk.ui.tenancy.renew import RenewDialog
from bokart_desk.ui.tenancy.review import ReviewDialog
from bokart_desk.ui.tenancy.sign import SignDialog

if TYPE_CHECKING:
    from bokart_desk.services.doing import Done

_DIALOGS: dict[ContractStep, Callable[[Desk, ContractDetail, QWidget], ContractDialog]] = {
    ContractStep.REVIEW: ReviewDialog,
    ContractStep.RENEW: RenewDialog,
    ContractStep.ADVANCE_NOTICE: AdvanceNoticeDialog,
    ContractStep.NOTICE_TO_VACATE: NoticeToVacateDialog,
    ContractStep.MOVE_OUT: MoveOutDialog,
    ContractStep.END_EARLY: EndEarlyDialog,
    ContractStep.CORRECT: CorrectDialog,
}


class _Follower(QObject):
    """Goes on from a dialog: to the contract that was made, or to the renewal that was asked for instead."""

    def __init__(self, desk: Desk, dialog: StepDialog, parent: QWidget, *, show_made: bool) -> None:
        super().__init__(dialog)
        self._desk = desk
        self._parent = parent
        if show_made:
            dialog.performed.connect(self._show)
        if isinstance(dialog, SignDialog):
            dialog.renewal_asked.connect(self._renew)

    def _show(self, done: Done) -> None:
        if done.record is not None:
            self._desk.open_contract(done.record)

    def _renew(self, contract_id: int) -> None:
        open_step(self._desk, ContractStep.RENEW, contract_id, self._parent)


def open_step(
    desk: Desk, step: ContractStep, contract_id: int, parent: QWidget, *, show_made: bool = True
) -> StepDialog | None:
    """Open the dialog of a step of a contract; None when the contract is gone, which is told.

    ``show_made``: a contract that follows is opened when it is made.
    """
    from bokart_desk.services.contracts import contract_detail  # noqa: PLC0415 - asked for by a click

    try:
        detail = contract_detail(desk.register, contract_id, desk.today())
        if detail is None:
            desk.tell(_("The contract is no longer in the register."))
            return None
        dialog = _DIALOGS[step](desk, detail, parent)
    except (Refused, RegisterError) as error:
        desk.tell(error.message)
        return None
    if show_made and step is ContractStep.RENEW:
        _Follower(desk, dialog, parent, show_made=True)
    dialog.open()
    return dialog


def open_sign(
    desk: Desk,
    parent: QWidget,
    *,
    unit_id: int | None = None,
    household_id: int | None = None,
    show_made: bool = True,
) -> SignDialog | None:
    """Open the dialog of a new contract, for a unit, a household, both or neither. ``show_made``: open it when made."""
    try:
        dialog = SignDialog(desk, parent, unit_id=unit_id, household_id=household_id)
    except (Refused, RegisterError) as error:
        desk.tell(error.message)
        return None
    _Follower(desk, dialog, parent, show_made=show_made)
    dialog.open()
    return dialog
