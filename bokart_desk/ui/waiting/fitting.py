"""What fits: the units for a household, or the households for a unit; other screens put these in their cases.

``FittingUnits(desk).show_household(household_id, need_id=None)`` and ``FittingHouseholds(desk).show_unit(unit_id)``;
both have ``refresh()`` and ``clear()``. They do not scroll by themselves.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

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
    units_for_household,
)
from bokart_desk.services.waiting import how_long
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.columns import amount_text, area_text
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.waiting.fit_card import FitCard
from bokart_desk.ui.waiting.fitting_list import FIRST, FittingList
from bokart_desk.ui.waiting.needs_words import needs_words
from bokart_desk.ui.widgets import button

_MONTHS = (0, 3, SOON_MONTHS, 12)


class FittingUnits(FittingList):
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


class FittingHouseholds(FittingList):
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
