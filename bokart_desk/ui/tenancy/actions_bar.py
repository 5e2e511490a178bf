"""What can be done with a contract: the next sensible step as a button, the others in a menu with their shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bokart_desk.domain.tenancy import ContractStep
from bokart_desk.i18n import _
from bokart_desk.services.tenancy.steps import Step
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import button, label

SHORTCUTS = {
    ContractStep.REVIEW: "Ctrl+Shift+V",
    ContractStep.RENEW: "Ctrl+Shift+F",
    ContractStep.ADVANCE_NOTICE: "Ctrl+Shift+H",
    ContractStep.NOTICE_TO_VACATE: "Ctrl+Shift+P",
    ContractStep.MOVE_OUT: "Ctrl+Shift+U",
    ContractStep.END_EARLY: "Ctrl+Shift+A",
    ContractStep.CORRECT: "Ctrl+Shift+K",
}
"""Letters of the Norwegian names: Vurdering, Forny, forHåndsvarsel, oPpfordring, flytt Ut, Avslutt, Korriger."""


class ActionsBar(QWidget):
    """The steps of one contract. ``asked``: the user wants to take a step (``ContractStep``)."""

    asked = Signal(object)
    hindered = Signal(str)
    """The user pressed the keys of a step that cannot be taken; why not."""

    def __init__(self, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        buttons = QWidget()
        row = FlowLayout(buttons, Space.S)
        column.addWidget(buttons)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        next_step = next((step for step in steps if step.recommended and step.available), None)
        self.next_button = None
        if next_step is not None:
            self.next_button = button(
                next_step.title, partial(self._ask, next_step.step), kind="primary", tip=_tip(next_step)
            )
            row.addWidget(self.next_button)
        self.menu_button = button(_("S&teps"), self.open_menu, icon="chevron-down", tip=_("What else can be done"))
        row.addWidget(self.menu_button)
        if next_step is not None and next_step.note:
            column.addWidget(label(next_step.note, "small", wrap=True))
        for step in steps:
            self._add(step)
        self.setAccessibleName(_("What can be done with the contract"))

    def open_menu(self) -> None:
        """Drop the menu of all steps down."""
        self.menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height() + 2)))

    def action(self, step: ContractStep) -> QAction:
        """Return the action of a step."""
        return next(one for one in self.menu.actions() if one.data() == step.value)

    def _add(self, step: Step) -> None:
        action = QAction(step.title, self)
        action.setData(step.step.value)
        action.setShortcut(QKeySequence(SHORTCUTS[step.step]))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(step.available or step.instead is not None)
        action.setToolTip(_wrapped(step.why_not or step.note or step.title))
        action.setStatusTip(step.why_not)
        action.triggered.connect(partial(self._ask, step.step))
        self.menu.addAction(action)
        self.addAction(action)  # so that its keys work while the menu is closed
        if not action.isEnabled() and step.why_not:
            tells = QAction(self)
            tells.setShortcut(action.shortcut())
            tells.triggered.connect(partial(self._tell, step.why_not))
            self.addAction(tells)

    def _tell(self, why_not: str, _checked: bool = False) -> None:
        self.hindered.emit(why_not)

    def _ask(self, step: ContractStep, _checked: bool = False) -> None:
        self.asked.emit(step)


def _tip(step: Step) -> str:
    keys = QKeySequence(SHORTCUTS[step.step]).toString(QKeySequence.SequenceFormat.NativeText)
    return _("{what} ({keys})").format(what=step.title, keys=keys)


def _wrapped(text: str) -> str:
    """Return a text as Qt breaks it into lines in a tool tip; plain ones stand in one long line."""
    return f"<p>{escape(text)}</p>"
