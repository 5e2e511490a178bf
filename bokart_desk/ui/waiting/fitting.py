"""What fits: the units for a household, or the households for a unit; other screens put these in their cases.

``FittingUnits(desk).show_household(household_id, need_id=None)`` and ``FittingHouseholds(desk).show_unit(unit_id)``;
both have ``refresh()`` and ``clear()``. They do not scroll by themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, format_number, ngettext
from bokart_desk.services import fit_words, labels
from bokart_desk.services.fit import (
    SOON_MONTHS,
    HouseholdFit,
    HouseholdsThatFit,
    UnitFit,
    UnitsThatFit,
    households_for_unit,
    takes_a_while,
    units_for_household,
)
from bokart_desk.services.register import RegisterError
from bokart_desk.services.waiting import how_long
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.columns import amount_text, area_text
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.waiting.fit_card import FitCard
from bokart_desk.ui.waiting.needs_words import needs_words
from bokart_desk.ui.widgets import SectionHeading, button, label

FIRST = 6
"""Cards shown at first, and added with each press on the button below them."""
_MONTHS = (0, 3, SOON_MONTHS, 12)
_NARROWEST = 80


class _Fitting(QWidget):
    """A heading, what the list is, cards, and a button for more."""

    offered = Signal(int, int)
    """The user wants to offer: household's id, unit's id."""

    def __init__(
        self, desk: Desk, title: str, order: str, parent: QWidget | None = None, *, choice: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._shown = FIRST
        self._asked = 0
        self._found: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        self.heading = SectionHeading(title)
        column.addWidget(self.heading)
        if choice is not None:
            row = FlowLayout()
            column.addLayout(row)
            row.addWidget(choice)
        self._note = label("", wrap=True)
        self._basis = label("", "muted", wrap=True)
        explained = label(f"{fit_words.advice_words()} {order}", "small", wrap=True)
        for text in (self._basis, self._note, explained):
            text.setMinimumWidth(_NARROWEST)
            column.addWidget(text)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(Space.M)
        self._list: QWidget | None = None
        self._compared: object = None
        column.addLayout(self._cards)
        self.more = button("", self._show_more, icon="chevron-down")
        column.addWidget(self.more)
        self._tell("", "")
        self.more.hide()

    def cards(self) -> list[FitCard]:
        """Return the cards shown now, in their order."""
        return [] if self._list is None else self._list.findChildren(FitCard)

    def note(self) -> str:
        """Return what is said in place of cards, or above them."""
        return self._note.text()

    def refresh(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    def _show(self, found: Any) -> None:
        """Show what was read; None when it is gone."""
        raise NotImplementedError

    def _read(self, ask: Callable[[], Any]) -> None:
        """Read at once; in a register with thousands of units off the GUI thread, so that the window never waits."""
        self._asked += 1
        number = self._asked
        try:
            if not takes_a_while(self.desk.register):
                self._put_found(ask())
                return
        except RegisterError as error:
            self._failed(error)
            return
        self._tell("", _("Comparing …"))
        if self._found is None:
            self._put_none()

        def done(found: Any) -> None:
            if number == self._asked:
                self._put_found(found)

        def failed(error: BaseException) -> None:
            if isinstance(error, RegisterError):
                self._failed(error)
            else:
                self.desk.tasks.failed.emit(error)

        self.desk.tasks.run(lambda _task: ask(), done, failed, owner=self)

    def _put_found(self, found: Any) -> None:
        self._found = found
        if found is not None:
            self._show(found)
            return
        self._tell("", _("This is no longer in the register."))
        self._put_none()

    def _failed(self, error: RegisterError) -> None:
        self._tell("", error.message, Tone.DANGER)
        self._put_none()

    def _nothing_asked(self) -> None:
        self._asked += 1
        self._found = None
        self._tell("", "")
        self._put_none()

    def _begin(self, *, same: bool) -> None:
        if not same:
            self._shown = FIRST
            self._found = None
        self.refresh()

    def _show_more(self) -> None:
        before = len(self.cards())
        self._shown += FIRST
        self._show(self._found)
        cards = self.cards()
        if len(cards) > before:
            cards[before].findChildren(QPushButton)[0].setFocus()

    def _tell(self, basis: str, note: str, tone: Tone | None = None) -> None:
        for place, text in ((self._basis, basis), (self._note, note)):
            place.setText(text)
            place.setVisible(bool(text))
        self._note.setProperty("tone", str(tone) if tone is not None else "")

    def _differs(self, compared: object) -> bool:
        """Tell whether the cards must be made anew; else they stay, with the cursor where it is."""
        before, self._compared = self._compared, compared
        return compared != before

    def _put_none(self) -> None:
        self._compared = None
        self._put([], 0)

    def _put(self, cards: list[FitCard], left: int) -> None:
        focus = self._focused()
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for card in cards:
            column.addWidget(card)
        self._cards.addWidget(self._list)
        self._order_tabs()
        actions = self._actions()
        if focus is not None and actions:
            actions[min(focus, len(actions) - 1)].setFocus()
        self._list.setVisible(bool(cards))
        self.more.setVisible(left > 0)
        if left > 0:
            self.more.setText(_("Show more ({count} left)").format(count=format_number(left)))

    def _order_tabs(self) -> None:
        """Let Tab go through the cards in their place; new widgets stand at the end of the window."""
        for before, after in pairwise([self.more, *self._actions(), self.more]):
            QWidget.setTabOrder(before, after)

    def _actions(self) -> list[QPushButton]:
        return [action for card in self.cards() for action in card.findChildren(QPushButton)]

    def _focused(self) -> int | None:
        """Return which of the cards' buttons has the cursor (a dialog may be open before it), None for none."""
        focus = self.window().focusWidget()
        return next((number for number, action in enumerate(self._actions()) if action is focus), None)

    def _offer(self, household_id: int, unit_id: int) -> None:
        from bokart_desk.ui.offers.dialogs import open_offer_dialog  # noqa: PLC0415 - loaded with the first offer

        self.offered.emit(household_id, unit_id)
        open_offer_dialog(self.desk, self.window(), household_id=household_id, unit_id=unit_id)


class FittingUnits(_Fitting):
    """The vacant and soon vacant units for a household, each with what speaks for and against."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._household: int | None = None
        self._need: int | None = None
        self.months = QComboBox()
        super().__init__(desk, _("What fits"), fit_words.order_words(), parent, choice=self.months)
        self.months.setAccessibleName(_("Which units are looked at"))
        for months in _MONTHS:
            self.months.addItem(_months_words(months), months)
        self.months.setCurrentIndex(_MONTHS.index(SOON_MONTHS))
        self.months.activated.connect(self._months_chosen)

    def show_household(self, household_id: int, need_id: int | None = None) -> None:
        """Show what fits a household, compared with one of its needs or with the one recorded last."""
        same = (household_id, need_id) == (self._household, self._need)
        self._household, self._need = household_id, need_id
        self._begin(same=same)

    def clear(self) -> None:
        """Show nothing."""
        self._household = self._need = None
        self.refresh()

    def refresh(self) -> None:
        """Read the register again."""
        if self._household is None:
            self._nothing_asked()
            return
        months, need = self.months.currentData(), self._need
        who, today = self._household, self.desk.today()
        self._read(partial(units_for_household, self.desk.register, who, today, months=months, need_id=need))

    def _show(self, found: UnitsThatFit) -> None:
        self._tell(needs_words(found.needs, counted=found.bedrooms_counted), _units_note(found))
        shown = found.units[: self._shown]
        if self._differs((found.household.id, self.desk.today(), shown)):
            self._put([self._card(one, found.household.id) for one in shown], len(found.units) - len(shown))

    def _card(self, one: UnitFit, household_id: int) -> FitCard:
        today = self.desk.today()
        line = one.line
        facts = (
            line.number,
            labels.dwelling_kind_label(line.kind) if line.kind else "",
            fit_words.bedrooms_words(line.bedrooms) if line.bedrooms is not None else "",
            area_text(line.area_m2),
            amount_text(line.rent),
        )
        availability = fit_words.availability_words(one.facts, today)
        pills = [(availability, Tone.SUCCESS if one.facts.availability.value == "vacant" else Tone.NEUTRAL)]
        if one.fit.obstacles:
            pills.append((_("Something is in the way"), Tone.DANGER))
        actions = (
            button(_("Offer the unit …"), partial(self._offer, household_id, one.unit_id), icon="mail"),
            button(_("Show the unit"), partial(self.desk.open_unit, one.unit_id), kind="quiet"),
        )
        return FitCard(one.place, " · ".join(fact for fact in facts if fact), pills, one.fit, actions)

    def _months_chosen(self, _index: int) -> None:
        self._shown = FIRST
        self.refresh()


class FittingHouseholds(_Fitting):
    """The waiting households for a unit, each with what speaks for and against; no address of theirs is told."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._unit: int | None = None
        super().__init__(desk, _("Whom it fits"), fit_words.households_order_words(), parent)

    def show_unit(self, unit_id: int) -> None:
        """Show whom a unit fits."""
        same = unit_id == self._unit
        self._unit = unit_id
        self._begin(same=same)

    def clear(self) -> None:
        """Show nothing."""
        self._unit = None
        self.refresh()

    def refresh(self) -> None:
        """Read the register again."""
        if self._unit is None:
            self._nothing_asked()
            return
        self._read(partial(households_for_unit, self.desk.register, self._unit, self.desk.today()))

    def _show(self, found: HouseholdsThatFit) -> None:
        if self._unit is None:
            return
        self._tell("", _households_note(found))
        shown = found.households[: self._shown]
        if self._differs((self._unit, self.desk.today(), shown)):
            self._put([self._card(one, self._unit) for one in shown], len(found.households) - len(shown))

    def _card(self, one: HouseholdFit, unit_id: int) -> FitCard:
        row, today = one.row, self.desk.today()
        waited = how_long(row.since, today)
        facts = (
            row.case_number,
            needs_words(one.needs, counted=row.bedrooms_counted),
            _("has waited {time}").format(time=waited) if waited else "",
        )
        pills: list[tuple[str, Tone]] = []
        if row.priority is not None:
            pills.append((_("Priority {number}").format(number=row.priority), Tone.INFO))
        if row.protection is Protection.CONFIDENTIAL:
            pills.append((_("Protected address"), Tone.WARNING))
        if one.fit.obstacles:
            pills.append((_("Something is in the way"), Tone.DANGER))
        actions = (
            button(_("Offer the unit …"), partial(self._offer, row.household_id, unit_id), icon="mail"),
            button(_("Show the household"), partial(self.desk.open_household, row.household_id), kind="quiet"),
        )
        return FitCard(row.household, " · ".join(fact for fact in facts if fact), pills, one.fit, actions)


def _months_words(months: int) -> str:
    if not months:
        return _("Vacant now")
    return ngettext("Vacant within {count} month", "Vacant within {count} months", months).format(count=months)


def _units_note(found: UnitsThatFit) -> str:
    if found.withheld:
        return _(
            "The household's address is strictly confidential. No unit is proposed here, for its address would then "
            "stand beside the name. Find a dwelling outside the register, as the police or the tax office says."
        )
    if not found.units:
        return _("No unit is vacant or becomes vacant in this time.")
    return ngettext(
        "{count} unit is compared with what they need.", "{count} units are compared with what they need.",
        len(found.units),
    ).format(count=format_number(len(found.units)))  # fmt: skip


def _households_note(found: HouseholdsThatFit) -> str:
    hidden = ""
    if found.left_out:
        hidden = ngettext(
            "{count} household with a strictly confidential address waits too; it is not shown beside an address.",
            "{count} households with a strictly confidential address wait too; they are not shown beside an address.",
            found.left_out,
        ).format(count=format_number(found.left_out))
    if not found.households:
        return " ".join(
            filter(None, (_("No household waits for a dwelling. Record a need under Waiting list."), hidden))
        )
    return hidden
