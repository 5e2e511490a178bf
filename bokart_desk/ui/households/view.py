"""The screen of households: who they are, who waits, who lives where, and the case of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from bokart_desk.domain.household_rows import HouseholdRow
from bokart_desk.i18n import N_, _, format_number, ngettext
from bokart_desk.services.households import (
    HouseholdGroup,
    HouseholdQuery,
    HouseholdSort,
    count_households,
    find_households,
    household_detail,
    own_consultant,
)
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.ui.forms.choice_editors import ChoiceEditor
from bokart_desk.ui.households.columns import household_columns
from bokart_desk.ui.households.panel import HouseholdPanel
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.result_list import EmptyWords
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.widgets import EmptyState, button

_GROUPS = {
    HouseholdGroup.ALL: N_("All households"),
    HouseholdGroup.HOUSED: N_("With a contract"),
    HouseholdGroup.WAITING: N_("Waiting"),
    HouseholdGroup.WITHOUT_DWELLING: N_("Without a dwelling"),
    HouseholdGroup.FORMER: N_("Former tenants"),
    HouseholdGroup.PROTECTED: N_("With a protected address"),
}


class HouseholdsView(ListScreen[HouseholdRow]):
    """The list at the left, the case at the right."""

    key = "households"
    first_sort = (HouseholdSort.NAME, False)
    sizes = (470, 680)
    detail: HouseholdPanel

    def title(self) -> str:
        return _("Households")

    def placeholder(self) -> str:
        return _("Search by name, member, case number or DUF number")

    def columns(self) -> tuple[Column[HouseholdRow], ...]:
        return household_columns()

    def buttons(self) -> Sequence[QWidget]:
        self.new = button(_("&New household …"), self.new_household, kind="primary", icon="user-plus")
        return (self.new,)

    def filters(self) -> Sequence[QWidget]:
        self.group = ChoiceEditor([(group, _(name)) for group, name in _GROUPS.items()])
        self.group.set_value(HouseholdGroup.ALL)
        self.group.setAccessibleName(_("Which households"))
        self.group.edited.connect(self.search_again)
        self.own = QCheckBox(_("Only m&y own"))
        self.own.setToolTip(_("Households whose consultant you are"))
        self.own.toggled.connect(self.search_again)
        return (self.group, self.own)

    def is_filtered(self) -> bool:
        return self.group.value() is not HouseholdGroup.ALL or self.own.isChecked()

    def clear_filters(self) -> None:
        self.group.set_value(HouseholdGroup.ALL)
        self.own.blockSignals(True)
        self.own.setChecked(False)
        self.own.blockSignals(False)

    def search(self, text: str, sort: HouseholdSort, descending: bool) -> Search[HouseholdRow]:
        register, today = self.desk.register, self.desk.today()
        query = HouseholdQuery(text, self.group.value() or HouseholdGroup.ALL, self._own(), sort, descending)

        def page(offset: int, limit: int) -> tuple[Sequence[HouseholdRow], bool]:
            found = find_households(register, query, today, offset=offset, limit=limit)
            return found.rows, found.more

        return Search(page, lambda: count_households(register, query, today))

    def count_text(self, count: int) -> str:
        return ngettext("{count} household", "{count} households", count).format(count=format_number(count))

    def nothing_found(self, text: str) -> EmptyWords:
        if not text and self.own.isChecked():
            return EmptyWords(
                _("No households are yours."),
                _("A household is yours when you are its consultant, by the name you have in the settings."),
                wider=True,
            )
        return super().nothing_found(text)

    def row_of(self, record_id: int) -> HouseholdRow | None:
        detail = household_detail(self.desk.register, record_id, self.desk.today())
        return detail.row if detail is not None else None

    def words_for(self, row: HouseholdRow) -> str:
        return f"{row.name} {row.case_number}"

    def make_detail(self) -> HouseholdPanel:
        return HouseholdPanel(self.desk)

    def show_row(self, row: HouseholdRow | None) -> None:
        detail = household_detail(self.desk.register, row.id, self.desk.today()) if row is not None else None
        if detail is None:
            self.detail.show_nothing()
        else:
            self.detail.show_household(detail)

    def suggest(self, text: str) -> tuple[str, ...]:
        register, today = self.desk.register, self.desk.today()
        meant = did_you_mean(register, text)  # names and addresses: only a household's name finds anything here
        return tuple(one for one in meant if find_households(register, HouseholdQuery(one), today, limit=1).rows)

    def holds_any(self) -> bool:
        return count_households(self.desk.register, HouseholdQuery(), self.desk.today()) > 0

    def start_page(self) -> EmptyState:
        return EmptyState(
            "users",
            _("No households yet"),
            _(
                "Here is everyone who lives in a municipal dwelling or waits for one, each with the whole case. "
                "Import a list, or register the first household yourself."
            ),
            action=button(_("&New household …"), self.new_household, kind="primary", icon="user-plus"),
        )

    def chosen_household(self) -> int | None:
        """Return the household whose case is open, for what is begun from elsewhere (a visit by its shortcut)."""
        return self.detail.detail.row.id if self.detail.detail is not None else None

    def new_household(self) -> None:
        """Open the dialog for a new household."""
        from bokart_desk.ui.households.new_dialog import open_new_household  # noqa: PLC0415

        open_new_household(self.desk, self)

    def _own(self) -> int | None:
        """Return the consultant at the desk when only his own are wanted; one that nobody is finds nothing."""
        if not self.own.isChecked():
            return None
        return own_consultant(self.desk.register, self.desk.by()) or -1
