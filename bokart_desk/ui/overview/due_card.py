"""What is due, in groups by what there is to do: those that matter most first, in each the soonest first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.domain.due import BY_WEIGHT, DueKind
from bokart_desk.domain.rows import DueItem, Overview
from bokart_desk.i18n import _, ngettext
from bokart_desk.services import labels
from bokart_desk.ui.context import Desk
from bokart_desk.ui.dates import number
from bokart_desk.ui.overview import lists
from bokart_desk.ui.overview.list_card import ListCard, at_right
from bokart_desk.ui.overview.words import SHOWN_APART, due_place, due_when
from bokart_desk.ui.row_button import RowButton
from bokart_desk.ui.theme import Space, due_tone
from bokart_desk.ui.widgets import ElidedLabel, StatusPill, button, label

SHOWN = 3
_PILL_WIDTH = 214


class DueCard(ListCard):
    """``kind_chosen``: the user wants the whole list of a kind, or of all (None)."""

    kind_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Due in the coming 30 days"), lambda: self.kind_chosen.emit(None), parent)
        self._desk = desk

    def show_waiting(self) -> None:
        """Say that what is due is still being worked out."""
        self.show_rows([label(_("Working out what is due …"), "muted")], "")
        self.show_count("")

    def show_overview(self, overview: Overview) -> None:
        """Show what is due."""
        counts = {kind: count for kind, count in overview.due_by_kind.items() if kind not in SHOWN_APART}
        groups = [(kind, [item for item in overview.due if item.kind is kind]) for kind in BY_WEIGHT]
        rows: list[QWidget] = [
            _Group(kind, counts[kind], items[:SHOWN], self._desk, self) for kind, items in groups if kind in counts
        ]
        self.show_rows(rows, _("Nothing is due in the coming 30 days."))
        count = sum(counts.values())
        self.show_count(
            ngettext("Show {count} thing", "Show all {count}", count).format(count=number(count)) if count else ""
        )


class _Group(QWidget):
    def __init__(self, kind: DueKind, count: int, items: list[DueItem], desk: Desk, card: DueCard) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.S)
        column.setSpacing(0)
        heading = QHBoxLayout()
        heading.setContentsMargins(Space.S, 0, 0, 0)
        heading.addWidget(label(labels.due_label(kind), "strong"))
        heading.addStretch(1)
        open_kind = button(number(count), lambda: card.kind_chosen.emit(kind), kind="link")
        open_kind.setAccessibleName(
            ngettext("{what}: show {count}", "{what}: show all {count}", count).format(
                what=labels.due_label(kind), count=number(count)
            )
        )
        open_kind.setToolTip(open_kind.accessibleName())
        heading.addWidget(open_kind)
        column.addLayout(heading)
        for item in items:
            column.addWidget(DueRow(item, desk))


class DueRow(RowButton):
    """One thing to do; opens the case it is about."""

    def __init__(self, item: DueItem, desk: Desk) -> None:
        super().__init__(lambda: open_due(item, desk))
        when = due_when(item, desk.today())
        line = QHBoxLayout(self)
        line.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        line.setSpacing(Space.M)
        line.addWidget(ElidedLabel(item.household or due_place(item)), 2)
        line.addWidget(ElidedLabel(due_place(item) if item.household else "", "muted"), 2)
        line.addWidget(at_right(StatusPill(when, due_tone(item.kind, item.days)), _PILL_WIDTH))
        self.pass_mouse_through()
        self.setToolTip(item.message)
        self.setAccessibleName(f"{labels.due_label(item.kind)}: {item.household} {due_place(item)}, {when}")
        self.setAccessibleDescription(item.message)


def open_due(item: DueItem, desk: Desk) -> None:
    """Open what something due is about: offers, decisions, a contract, household or unit, else the head leases."""
    if item.kind in (DueKind.ANSWER_DUE, DueKind.APPEAL_DEADLINE):
        lists.offers_and_decisions(desk, item.kind)
    elif item.contract_id is not None:
        desk.open_contract(item.contract_id)
    elif item.household_id is not None:
        desk.open_household(item.household_id)
    elif item.unit_id is not None:
        desk.open_unit(item.unit_id)
    else:
        lists.head_leases(desk)
