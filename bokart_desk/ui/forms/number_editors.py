"""Editors for numbers: amounts in kroner, and whole numbers with their unit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bokart_desk.i18n import _, current_language, format_amount
from bokart_desk.importing.amounts import parse_amount
from bokart_desk.importing.values import NotUnderstood
from bokart_desk.ui.dates import locale_of, number
from bokart_desk.ui.forms.editing import UnitLine

Unit = str | Callable[[int], str]
_LONGEST = 20


class AmountEditor(UnitLine):
    """An amount in kroner, typed as people do: "8500", "8 500,-", "kr 8.500,50"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LONGEST, parent)
        self.show_unit(_("kr"))

    def value(self) -> Decimal | None:
        try:
            return parse_amount(self.text())
        except NotUnderstood:
            return None

    def set_value(self, value: Decimal | None) -> None:
        self.put_text("" if value is None else _plain(value))

    def words(self, value: Decimal | None) -> str:
        return format_amount(value)

    def problem(self) -> str:
        try:
            if parse_amount(self.text()) is not None or self.is_empty():
                return ""
        except NotUnderstood:
            pass
        return _("Not understood as an amount. Write for example 8500 or 8 500,50.")

    def tidied(self) -> str:
        amount = self.value()
        return self.text() if amount is None else _plain(amount)


class NumberEditor(UnitLine):
    """A whole number from ``lowest`` to ``highest``; arrow up and down change it by one.

    ``unit``: what stands behind it, or what gives that for a number ("1 month", "2 months").
    """

    def __init__(
        self, lowest: int, highest: int, unit: Unit = "", *, optional: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(_LONGEST, parent)
        self._lowest, self._highest = lowest, highest
        self._unit_for = unit
        self._optional = optional
        self.typed.connect(self._name_unit)
        self._name_unit()

    def value(self) -> int | None:
        found = self._number()
        return found if found is not None and self._lowest <= found <= self._highest else None

    def set_value(self, value: int | None) -> None:
        self.put_text("" if value is None else str(value))
        self._name_unit()

    def problem(self) -> str:
        if self.is_empty():
            return "" if self._optional else _("A number is needed here.")
        if self._number() is None:
            return _("Write a whole number.")
        if self.value() is None:
            return _("Must be from {lowest} to {highest}.").format(
                lowest=number(self._lowest), highest=number(self._highest)
            )
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step or event.modifiers() & Qt.KeyboardModifier.AltModifier or self.isReadOnly():
            super().keyPressEvent(event)
            return
        old = self._number()
        new = self._lowest if old is None else max(self._lowest, min(old + step, self._highest))
        self.change_text(str(new))

    def _number(self) -> int | None:
        bare = "".join(self.text().split())
        return int(bare) if bare.removeprefix("-").isdecimal() else None

    def _name_unit(self) -> None:
        found = self._number()
        self.show_unit(self._unit_for if isinstance(self._unit_for, str) else self._unit_for(found or 0))


def _plain(amount: Decimal) -> str:
    if amount == amount.to_integral_value():
        return number(int(amount))
    return locale_of(current_language()).toString(float(amount), "f", 2)
