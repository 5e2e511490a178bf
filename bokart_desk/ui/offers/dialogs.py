"""Opens the dialogs that record offers and decisions, from wherever they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.i18n import _
from bokart_desk.services.doing import Refused
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.context import Desk
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.offers.answer_dialog import AnswerDialog
from bokart_desk.ui.offers.decision_dialog import DecisionDialog
from bokart_desk.ui.offers.notice_dialogs import AppealDialog, NoticeDialog
from bokart_desk.ui.offers.offer_dialog import OfferDialog


def open_offer_dialog(
    desk: Desk, parent: QWidget, *, household_id: int | None = None, unit_id: int | None = None
) -> StepDialog | None:
    """Offer a unit to a household, with the answer where it is known; None when that cannot be opened (it is told)."""
    return _open(desk, lambda: OfferDialog(desk, parent, household_id=household_id, unit_id=unit_id))


def open_answer_dialog(
    desk: Desk, parent: QWidget, offer_id: int, *, answer: OfferAnswer | None = None
) -> StepDialog | None:
    """Record what became of an offer, or correct it; ``answer``: chosen already."""
    from bokart_desk.services.offers import offer_detail  # noqa: PLC0415 - asked for by a click

    def make() -> StepDialog | None:
        detail = offer_detail(desk.register, offer_id)
        if detail is None:
            desk.tell(_("The offer is no longer in the register."))
            return None
        return AnswerDialog(desk, parent, detail, answer=answer)

    return _open(desk, make)


def open_decision_dialog(
    desk: Desk,
    parent: QWidget,
    *,
    household_id: int | None = None,
    need_id: int | None = None,
    unit_id: int | None = None,
    contract_id: int | None = None,
    kind: DecisionKind | None = None,
) -> StepDialog | None:
    """Record an individual decision; what is given is filled in."""
    about = {"household_id": household_id, "need_id": need_id, "unit_id": unit_id, "contract_id": contract_id}
    return _open(desk, lambda: DecisionDialog(desk, parent, kind=kind, **about))


def open_notice_dialog(desk: Desk, parent: QWidget, decision_id: int) -> StepDialog | None:
    """Record when notice of a decision reached the household."""
    return _open_on_decision(desk, parent, decision_id, NoticeDialog)


def open_appeal_dialog(desk: Desk, parent: QWidget, decision_id: int) -> StepDialog | None:
    """Record an appeal, or what became of it."""
    return _open_on_decision(desk, parent, decision_id, AppealDialog)


def _open_on_decision(
    desk: Desk, parent: QWidget, decision_id: int, dialog: type[NoticeDialog] | type[AppealDialog]
) -> StepDialog | None:
    from bokart_desk.services.decisions import decision_row  # noqa: PLC0415

    def make() -> StepDialog | None:
        row = decision_row(desk.register, decision_id)
        if row is None:
            desk.tell(_("The decision is no longer in the register."))
            return None
        return dialog(desk, parent, row)

    return _open(desk, make)


def _open(desk: Desk, make: Callable[[], StepDialog | None]) -> StepDialog | None:
    try:
        dialog = make()
    except (Refused, RegisterError) as error:
        desk.tell(error.message)
        return None
    if dialog is not None:
        dialog.open()
    return dialog
