"""The filters of the lists of offers and decisions: boxes that offer what occurs in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from bokart_desk.domain.codes import CodeList
from bokart_desk.i18n import _
from bokart_desk.services import code_lists
from bokart_desk.services.answer_statistics import answer_choices
from bokart_desk.ui.context import Desk

_WIDEST = 24


class FilterBox(QComboBox):
    """All of them, or one of what is offered; what is chosen stays chosen when other things are offered."""

    def __init__(self, name: str, all_of_them: str, changed: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = all_of_them
        self._values: list[Any] = [None]
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(all_of_them)
        self.activated.connect(lambda _index: changed())

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer these."""
        chosen = self.value()
        if [value for value, _name in options] == self._values[1:] and [
            self.itemText(number + 1) for number in range(len(options))
        ] == [name for _value, name in options]:
            return
        blocker = QSignalBlocker(self)
        self.clear()
        self._values = [None, *(value for value, _name in options)]
        self.addItem(self._all)
        for _value, name in options:
            self.addItem(name)
        self.choose(chosen)
        blocker.unblock()

    def value(self) -> Any:
        """Return what is chosen; None for all."""
        return self._values[max(self.currentIndex(), 0)]

    def choose(self, value: Any) -> None:
        """Choose a value; all, when it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class CommonFilters:
    """Reason, year, area and landlord: what both lists can be narrowed to."""

    def __init__(self, desk: Desk, reasons: CodeList, changed: Callable[[], None]) -> None:
        self._desk = desk
        self._reasons = reasons
        self.reason = FilterBox(_("Reason"), _("All reasons"), changed)
        self.year = FilterBox(_("Year"), _("All years"), changed)
        self.area = FilterBox(_("Area of town"), _("All areas"), changed)
        self.landlord = FilterBox(_("Landlord"), _("All landlords"), changed)

    def boxes(self) -> tuple[FilterBox, ...]:
        """Return the boxes, in their order."""
        return (self.reason, self.year, self.area, self.landlord)

    def fill(self) -> None:
        """Offer what occurs in the register now."""
        if not self._desk.has_register:
            return
        register = self._desk.register
        found = answer_choices(register, of_offers=self._reasons is CodeList.DECLINED_BECAUSE)
        reasons = list(code_lists.labels_of(register, self._reasons).items())
        self.reason.offer([*reasons, ("", _("No reason given"))])
        self.year.offer([(year, str(year)) for year in found.years])
        for box, names in ((self.area, found.areas), (self.landlord, found.landlords)):
            box.offer([(name, name or _("Not known")) for name in names])
            box.setVisible(any(names))
