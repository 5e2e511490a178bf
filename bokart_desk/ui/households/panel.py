"""The case of one household: its head, and below it one part at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.i18n import N_, _
from bokart_desk.ui.context import Desk
from bokart_desk.ui.households import opening
from bokart_desk.ui.households.case import CaseSection
from bokart_desk.ui.households.follow_up import FollowUpSection
from bokart_desk.ui.households.head import HouseholdHead
from bokart_desk.ui.households.members import MembersSection
from bokart_desk.ui.households.particulars import ParticularsSection
from bokart_desk.ui.households.past import PastSection
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.households.tenancies import TenanciesSection
from bokart_desk.ui.privacy.reading_note import note_case
from bokart_desk.ui.theme import Space
from bokart_desk.ui.widgets import EmptyState

CASE, MEMBERS, PARTICULARS, TENANCIES, FOLLOW_UP, PAST = range(6)
_PARTS: tuple[tuple[str, Callable[[Desk], Section]], ...] = (
    (N_("Case"), CaseSection),
    (N_("Members"), MembersSection),
    (N_("Particulars"), ParticularsSection),
    (N_("Contracts"), TenanciesSection),
    (N_("Follow-up"), FollowUpSection),
    (N_("History"), PastSection),
)
_PART_OF = {
    "household": PARTICULARS,
    "person": MEMBERS,
    "follow_up": FOLLOW_UP,
    "housing_plan": FOLLOW_UP,
}


class HouseholdPanel(QScrollArea):
    """A part is made when it is first looked at. Alt+1 to Alt+6 and Ctrl+Tab go from one to another."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._detail: HouseholdDetail | None = None
        self._parts: dict[int, Section] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(300)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page = QWidget()
        page.setProperty("page", True)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(0, 0, Space.XS, 0)
        self._column.setSpacing(Space.M)
        self._hint = EmptyState(
            "users",
            _("Nothing chosen"),
            _("Choose a household to see its case: who they are and where they live."),
        )
        self.head = HouseholdHead()
        self.head.action_asked.connect(self.act)
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setAccessibleName(_("Parts of the case"))
        for number, (name, _make) in enumerate(_PARTS):
            self.bar.addTab(_(name))
            self.bar.setTabToolTip(number, _("Alt+{number}").format(number=number + 1))
        self.bar.currentChanged.connect(self._changed)
        for widget in (self._hint, self.head, self.bar):
            self._column.addWidget(widget)
        self.setWidget(page)
        self._add_shortcuts()
        self.show_nothing()

    @property
    def detail(self) -> HouseholdDetail | None:
        """The household shown."""
        return self._detail

    def show_nothing(self) -> None:
        """Show a hint on what the panel is for."""
        for part in self._parts.values():
            part.leave()
            part.hide()
            part.shown = None
        self._detail = None
        self.setAccessibleName(_("Details"))
        self._hint.show()
        self.head.hide()
        self.bar.hide()

    def show_household(self, detail: HouseholdDetail) -> None:
        """Show a household; the same one again keeps the part, the place and what is being typed."""
        other = self._detail is None or self._detail.row.id != detail.row.id
        self._detail = detail
        self.setAccessibleName(_("Details: {name}").format(name=detail.row.name))
        self._hint.hide()
        self.head.show_detail(detail, self._desk.today())
        self.head.show()
        self.bar.show()
        if other:
            note_case(self._desk, detail.row.id, detail.protection)
            for part in self._parts.values():
                if part.shown is not None:
                    part.leave()
                    part.shown = None
            self.verticalScrollBar().setValue(0)
        self._show_part(self.bar.currentIndex())

    def part(self, number: int) -> Section:
        """Go to a part and return it."""
        self.bar.setCurrentIndex(number)
        return self._part(number)

    def open_record(self, kind: str, record_id: int) -> None:
        """Open what a line of the case tells of: here if it is a part of the case, else on its own screen."""
        if kind == "contract":
            self._desk.open_contract(record_id)
        elif kind == "offer":
            opening.show_offer(self._desk, self, record_id)
        elif kind == "decision":
            opening.show_decision(self._desk, self, record_id)
        elif kind == "need":
            opening.show_need(self._desk, self, record_id)
        else:
            part = self.part(_PART_OF.get(kind, PAST))
            lists = {"person": "list", "follow_up": "follow_ups", "housing_plan": "plans"}
            records = getattr(getattr(part, lists.get(kind, ""), None), "records", {})
            if record_id in records:
                records[record_id].open()

    def act(self, action: str) -> None:
        """Open the dialog for something new in the case."""
        if self._detail is None:
            return
        household_id = self._detail.row.id
        if action == "member":
            from bokart_desk.ui.households.member_dialog import open_member_dialog  # noqa: PLC0415

            open_member_dialog(self._desk, self, self._detail)
        elif action == "protection":
            from bokart_desk.ui.households.protection_dialog import open_protection_dialog  # noqa: PLC0415

            open_protection_dialog(self._desk, self, self._detail)
        elif action == "access":
            from bokart_desk.ui.privacy.access_dialog import open_access_dialog  # noqa: PLC0415

            open_access_dialog(self._desk, self, self._detail)
        elif action == "erase":
            from bokart_desk.ui.privacy.erasure_dialog import open_erasure_dialog  # noqa: PLC0415

            open_erasure_dialog(self._desk, self, household_id)
        elif action == "places":
            from bokart_desk.ui.privacy.places_dialog import open_places_dialog  # noqa: PLC0415

            open_places_dialog(self._desk, self, household_id)
        elif action == "visit":
            from bokart_desk.ui.households.visit_dialog import open_visit_dialog  # noqa: PLC0415

            open_visit_dialog(self._desk, self, household_id=household_id)
        else:
            opens = {
                "contract": opening.new_contract,
                "offer": opening.new_offer,
                "decision": opening.new_decision,
                "need": opening.new_need,
                "fitting": opening.show_fitting,
                "merge": opening.merge,
            }
            opens[action](self._desk, self, household_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            event.ignore()  # back to the list: there is nothing to scroll sideways
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._detail is not None:
            self.bar.setFocus(event.reason())

    # Inside ------------------------------------------------------------------------------------------

    def _add_shortcuts(self) -> None:
        for number in range(len(_PARTS)):
            keys = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda which=number: self.bar.setCurrentIndex(which))
        for keys_text, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            keys = QShortcut(QKeySequence(keys_text), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda by=step: self._step(by))

    def _step(self, by: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(_PARTS))

    def _changed(self, number: int) -> None:
        if self._detail is not None:
            self._show_part(number)

    def _part(self, number: int) -> Section:
        part = self._parts.get(number)
        if part is None:
            part = _PARTS[number][1](self._desk)
            if isinstance(part, CaseSection):
                part.asked_for.connect(self.open_record)
            self._parts[number] = part
            if not isinstance(part, CaseSection):
                part.column.addStretch(1)
            self._column.addWidget(part, 1)
        return part

    def _show_part(self, number: int) -> None:
        wanted = self._part(number)
        for part in self._parts.values():
            if part is not wanted:
                part.hide()
        if self._detail is not None:
            wanted.show_detail(self._detail)
        wanted.show()
