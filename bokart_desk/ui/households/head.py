"""Who the household is, where it lives and until when, who has the case, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from bokart_desk.domain.codes import OfferAnswer, Protection
from bokart_desk.domain.household_rows import HouseholdDetail
from bokart_desk.i18n import _, format_date
from bokart_desk.services import labels
from bokart_desk.services.code_labels import code_label
from bokart_desk.ui.contracts.sections import protection_banner
from bokart_desk.ui.households.columns import standing_text, standing_tone
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.theme import Space, Tone, set_property
from bokart_desk.ui.widgets import Card, StatusPill, button, label


class HouseholdHead(Card):
    """Shows a household and asks for what is done most. ``action_asked``: which."""

    action_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.name = label("", "heading", wrap=True)
        self.name.setObjectName("household_name")
        self.pill = StatusPill()
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.name, 1)
        top.addWidget(self.pill)
        self.body.addLayout(top)
        self._banner_place = QVBoxLayout()
        self.body.addLayout(self._banner_place)
        self._protection: Protection | None = None
        self.place = label("", wrap=True)
        self.place.setObjectName("household_place")
        self.explanation = label("", "muted", wrap=True)
        self.facts = label("", "small", wrap=True)
        self.next = label("", "strong", wrap=True)
        for part in (self.place, self.explanation, self.facts, self.next):
            self.body.addWidget(part)
        self.steps = self._buttons()
        self.body.addWidget(self.steps)

    def show_detail(self, detail: HouseholdDetail, today: date) -> None:
        """Show a household."""
        row = detail.row
        self.name.setText(row.name)
        if detail.erased:
            self.pill.show_status(_("Erased"), Tone.NEUTRAL)
        else:
            self.pill.show_status(standing_text(row, today), standing_tone(row))
        self._show_banner(row.protection)
        self.steps.setVisible(not detail.erased)
        self._places.setVisible(row.protection is Protection.STRICTLY_CONFIDENTIAL)
        self.place.setText(
            _("This case was erased. What is left is only counted.") if detail.erased else place_of(detail)
        )
        self.explanation.setText(labels.explain_end(row.contract, today) if row.contract is not None else "")
        facts = (
            _("Case {number}").format(number=row.case_number),
            _("settled {day}").format(day=format_date(row.settled_on)) if row.settled_on is not None else "",
            _("consultant: {name}").format(name=row.consultant) if row.consultant else _("no consultant yet"),
        )
        self.facts.setText(" · ".join(fact for fact in facts if fact))
        words, late = next_due(detail, today)
        self.next.setText(words)
        set_property(self.next, "tone", str(Tone.DANGER) if late else "")
        for part in (self.explanation, self.next):
            part.setVisible(bool(part.text()))

    def _show_banner(self, protection: Protection) -> None:
        if protection is self._protection:
            return
        self._protection = protection
        while (item := self._banner_place.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        banner = protection_banner(protection)
        if banner is not None:
            self._banner_place.addWidget(banner)

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        self.contract = button(_("New &contract …"), self._ask("contract"), icon="file-plus", kind="primary")
        self.visit = button(_("New &visit …"), self._ask("visit"), icon="calendar-check", tip=_("Ctrl+Shift+B"))
        self.more = button(_("&More"), icon="ellipsis")
        menu = QMenu(self.more)
        menu.addAction(_("New &member …"), self._ask("member"))
        menu.addAction(_("New offer …"), self._ask("offer"))
        menu.addAction(_("New decision …"), self._ask("decision"))
        menu.addAction(_("New application …"), self._ask("need"))
        menu.addAction(_("What &fits them"), self._ask("fitting"))
        menu.addSeparator()
        menu.addAction(_("&Merge with another household …"), self._ask("merge"))
        menu.addAction(_("Change &protection …"), self._ask("protection"))
        menu.addAction(_("&Access: everything we hold …"), self._ask("access"))
        self._places = menu.addAction(_("Take out &where they lived …"), self._ask("places"))
        menu.addAction(_("&Erase for good …"), self._ask("erase"))
        self.more.setMenu(menu)
        for made in (self.contract, self.visit, self.more):
            flow.addWidget(made)
        return row

    def _ask(self, action: str) -> Callable[[], None]:
        return partial(self.action_asked.emit, action)


def place_of(detail: HouseholdDetail) -> str:
    """Return where the household lives, as the opened case may say it (rule 11)."""
    if detail.protection is Protection.STRICTLY_CONFIDENTIAL:
        return _("Post address: {address}").format(address=labels.protected_place(detail.protection))
    if detail.address:
        return _("Lives at {place}").format(place=detail.address)
    return _("Has no dwelling in the register.")


def next_due(detail: HouseholdDetail, today: date) -> tuple[str, bool]:
    """Return what comes next in the case, empty when nothing is planned, and whether it is overdue."""
    due = [(line.due_on, code_label(line.kind)) for line in detail.follow_ups if line.done_on is None and line.due_on]
    due += [
        (line.answer_by, _("answer to an offer"))
        for line in detail.offers
        if line.answer is OfferAnswer.PENDING and line.answer_by is not None
    ]
    due += [
        (line.appeal_by, _("time limit for an appeal"))
        for line in detail.decisions
        if line.appeal_by is not None and line.appeal_by >= today and line.appealed_on is None
    ]
    if not due:
        return "", False
    day, what = min(due)
    words = _("Overdue: {what}, {day} ({away})") if day < today else _("Next: {what}, {day} ({away})")
    return words.format(what=what, day=format_date(day), away=labels.away(day, today)), day < today
