"""Contracts of the household past and present, what it has been offered, what was decided and applied for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton

from bokart_desk.domain.codes import CodeList, OfferAnswer
from bokart_desk.domain.household_rows import DecisionLine, HouseholdDetail, NeedLine, OfferLine
from bokart_desk.domain.rows import ContractRow
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services import code_lists, labels
from bokart_desk.services.code_labels import code_label
from bokart_desk.ui.context import Desk
from bokart_desk.ui.households import opening
from bokart_desk.ui.households.lines import LinkLine, LinkLines
from bokart_desk.ui.households.sections import Section
from bokart_desk.ui.widgets import Card, button


class TenanciesSection(Section):
    """Every line opens its record."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.contracts = LinkLines(_("No contract yet."))
        self.offers = LinkLines(_("Nothing has been offered yet."))
        self.decisions = LinkLines(_("No decision yet."))
        self.needs = LinkLines(_("Nothing has been applied for."))
        new_contract = button(_("New contract …"), self.new_contract, icon="file-plus")
        offer = button(_("New o&ffer …"), self.new_offer, icon="mail")
        decision = button(_("New decision …"), self.new_decision, icon="gavel")
        need = button(_("New application …"), self.new_need, icon="clipboard-list")
        self._add(_("Contracts"), self.contracts, (new_contract,))
        self._add(_("Offers"), self.offers, (offer,))
        self._add(_("Decisions"), self.decisions, (decision,))
        self._add(_("Applications"), self.needs, (need,))

    def fill(self, detail: HouseholdDetail) -> None:
        self._codes = code_lists.words(self.desk.register)
        self.contracts.show_lines(self._contract(row) for row in detail.contracts)
        self.offers.show_lines(self._offer(line, detail) for line in detail.offers)
        self.decisions.show_lines(self._decision(line) for line in detail.decisions)
        self.needs.show_lines(self._need(line) for line in detail.needs)

    def new_contract(self) -> None:
        """Open the dialog for a new contract of the household."""
        opening.new_contract(self.desk, self, self.household_id())

    def new_offer(self) -> None:
        """Open the dialog for an offer to the household."""
        opening.new_offer(self.desk, self, self.household_id())

    def new_decision(self) -> None:
        """Open the dialog for a decision on the household."""
        opening.new_decision(self.desk, self, self.household_id())

    def new_need(self) -> None:
        """Open the dialog for what the household applies for."""
        opening.new_need(self.desk, self, self.household_id())

    def _add(self, title: str, lines: LinkLines, buttons: Sequence[QPushButton]) -> None:
        card = Card(title)
        for made in buttons:
            if card.heading is not None:
                card.heading.add(made)
        card.body.addWidget(lines)
        self.column.addWidget(card)

    def _contract(self, row: ContractRow) -> LinkLine:
        period = _("{start} to {end}, {status}").format(
            start=format_date(row.start),
            end=format_date(row.end) if row.end is not None else _("no end date"),
            status=labels.status_label(row.status(self.desk.today())),
        )
        return LinkLine(row.id, labels.place_of(row), period, partial(self.desk.open_contract, row.id))

    def _offer(self, line: OfferLine, detail: HouseholdDetail) -> LinkLine:
        place = line.place or labels.protected_place(detail.protection) if detail.protection != "none" else line.place
        title = _("{what}, {day}").format(what=place or _("An offer"), day=format_date(line.day) or _("no date"))
        answer = code_label(line.answer)
        if line.answer is OfferAnswer.PENDING and line.answer_by is not None:
            answer = _("Answer by {day}").format(day=format_date(line.answer_by))
        declined = self._codes.of(CodeList.DECLINED_BECAUSE, line.reason_code)
        words = (answer, declined, line.reason or "")
        return LinkLine(line.id, title, _joined(*words), partial(opening.show_offer, self.desk, self, line.id))

    def _decision(self, line: DecisionLine) -> LinkLine:
        day = format_date(line.decided_on) or _("no date")
        title = _("{what}, {day}").format(what=code_label(line.kind), day=day)
        refused = self._codes.of(CodeList.REFUSED_BECAUSE, line.reason_code)
        words = (refused, line.reason or line.assessment or "")
        return LinkLine(line.id, title, _joined(*words), partial(opening.show_decision, self.desk, self, line.id))

    def _need(self, line: NeedLine) -> LinkLine:
        day = format_date(line.applied_on or line.waiting_since) or _("no date")
        title = _("{what}, {day}").format(what=code_label(line.kind), day=day)
        bedrooms = ""
        if line.bedrooms is not None:
            bedrooms = ngettext("{count} bedroom", "{count} bedrooms", line.bedrooms).format(count=line.bedrooms)
        closed = _("closed {day}").format(day=format_date(line.closed_on)) if line.closed_on is not None else ""
        words = (bedrooms, line.need or "", closed)
        return LinkLine(line.id, title, _joined(*words), partial(opening.show_need, self.desk, self, line.id))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
