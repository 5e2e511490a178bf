"""The ways from a household's case to the dialogs of contracts, offers, decisions and applications."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bokart_desk.ui.context import Desk

# Each dialog brings in its own part of the program; the case must not wait for them.
# ruff: noqa: PLC0415


def new_contract(desk: Desk, parent: QWidget, household_id: int) -> None:
    """Open the dialog for a new contract of a household."""
    from bokart_desk.ui.tenancy.opening import open_sign

    open_sign(desk, parent, household_id=household_id, show_made=False)  # the case tells of it


def new_offer(desk: Desk, parent: QWidget, household_id: int) -> None:
    """Open the dialog for an offer to a household."""
    from bokart_desk.ui.offers.dialogs import open_offer_dialog

    open_offer_dialog(desk, parent, household_id=household_id)


def new_decision(desk: Desk, parent: QWidget, household_id: int) -> None:
    """Open the dialog for a decision on a household."""
    from bokart_desk.ui.offers.dialogs import open_decision_dialog

    open_decision_dialog(desk, parent, household_id=household_id)


def new_need(desk: Desk, parent: QWidget, household_id: int) -> None:
    """Open the dialog for what a household applies for."""
    from bokart_desk.ui.waiting.need_dialog import open_need_dialog

    open_need_dialog(desk, parent, household_id=household_id)


def show_offer(desk: Desk, _parent: QWidget, offer_id: int) -> None:
    """Go to an offer."""
    desk.go("offers", ("offer", offer_id))


def show_decision(desk: Desk, _parent: QWidget, decision_id: int) -> None:
    """Go to a decision."""
    desk.go("offers", ("decision", decision_id))


def show_need(desk: Desk, _parent: QWidget, need_id: int) -> None:
    """Go to an application among the households that wait."""
    desk.go("waiting", need_id)


def show_fitting(desk: Desk, _parent: QWidget, household_id: int) -> None:
    """Go to the units that fit a household."""
    desk.go("waiting", ("household", household_id))


def merge(desk: Desk, parent: QWidget, household_id: int) -> None:
    """Open the dialog that makes one household of two."""
    from bokart_desk.ui.merging import open_merge

    open_merge(desk, parent, household_id)
