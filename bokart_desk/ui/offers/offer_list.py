"""The list of offers, with the details of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.answer_rows import OfferRow
from bokart_desk.domain.codes import CodeList, OfferAnswer, Protection
from bokart_desk.i18n import _, format_date, format_number, ngettext
from bokart_desk.services import labels, offers
from bokart_desk.services.answer_words import ground_label
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.offers import AnswerOrder, OfferQuery
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.offers.answer_list import AnswerList
from bokart_desk.ui.offers.dialogs import open_offer_dialog
from bokart_desk.ui.offers.filters import FilterBox
from bokart_desk.ui.offers.offer_panel import TONES, OfferPanel
from bokart_desk.ui.offers.target import OffersTarget
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import EmptyState, button


class OfferList(AnswerList[OfferRow]):
    """``show_payload`` takes an offer's id; ``narrow`` the filters of a target."""

    key = "offers"
    reasons = CodeList.DECLINED_BECAUSE
    detail: OfferPanel

    def title(self) -> str:
        return _("Offers")

    def columns(self) -> tuple[Column[OfferRow], ...]:
        self.read_reasons()
        return (
            Column("who", _("Household"), lambda row, _today: row.household, 120, AnswerOrder.HOUSEHOLD, share=3),
            Column("place", _("Offered dwelling"), _place, 120, AnswerOrder.PLACE, share=3),
            Column("day", _("Offered on"), lambda row, _today: format_date(row.offered_on), 84, AnswerOrder.DAY),
            Column("answer", _("Answer"), _answer, 168, AnswerOrder.OUTCOME, share=1, tone=_tone),
            Column("reason", _("Reason"), self.reason_words, 110, AnswerOrder.REASON, share=2),
            Column(
                "by", _("Answer by"), lambda row, _today: format_date(row.answer_by), 84, AnswerOrder.LIMIT, spare=True
            ),
            Column("ground", _("Reasonable ground"), _ground, 130, spare=True),
            Column("area", _("Area of town"), lambda row, _today: row.area, 90, spare=True),
            Column("landlord", _("Landlord"), lambda row, _today: row.landlord, 100, spare=True),
        )

    def search(self, text: str, sort: Any, descending: bool) -> Search[OfferRow]:
        register = self.desk.register
        query = OfferQuery(self.narrowed(text, sort, descending), self.answer.value(), self.ground.value())

        def page(offset: int, limit: int) -> tuple[Sequence[OfferRow], bool]:
            return offers.find_offers(register, query, offset=offset, limit=limit)

        return Search(page, lambda: offers.count_offers(register, query))

    def count_text(self, count: int) -> str:
        return ngettext("{count} offer", "{count} offers", count).format(count=format_number(count))

    def row_of(self, record_id: int) -> OfferRow | None:
        return offers.offer_row(self.desk.register, record_id)

    def make_detail(self) -> QWidget:
        return OfferPanel(self.desk)

    def show_row(self, row: OfferRow | None) -> None:
        self.detail.show_row(row)

    def buttons(self) -> Sequence[QWidget]:
        tip = _("Ctrl+Shift+O")
        return (button(_("&New offer …"), self.new_offer, kind="primary", icon="plus", tip=tip),)

    def filters(self) -> Sequence[QWidget]:
        self.answer = FilterBox(_("Answer"), _("All answers"), self.search_again)
        self.answer.offer([(answer, code_label(answer)) for answer in OfferAnswer])
        self.ground = FilterBox(_("Reasonable ground"), _("All grounds"), self.search_again)
        grounds = (("yes", True), ("no", False), ("open", None))
        self.ground.offer([(key, ground_label(ground)) for key, ground in grounds])
        self.common_filters()
        return (self.answer, *self.common.boxes(), self.ground)

    def narrow(self, target: OffersTarget) -> None:
        """Show what a target asks for, whatever was searched before."""
        self.answer.choose(target.answer)
        self.ground.choose(target.ground)
        self.narrow_common(target)

    def holds_any(self) -> bool:
        return offers.count_offers(self.desk.register, OfferQuery()) > 0

    def start_page(self) -> EmptyState | None:
        return EmptyState(
            "key-round",
            _("No offers yet"),
            _(
                "Here you see which dwellings were offered to whom, what they answered, and why they declined. Record "
                "an offer from here, from a vacant unit or from a household; lists of declined offers can be imported."
            ),
            action=button(_("Record an offer …"), self.new_offer, icon="plus", kind="primary"),
        )

    def new_offer(self) -> None:
        """Open the dialog of a new offer, and go to it."""
        self.go_to_made(open_offer_dialog(self.desk, self))

    def own_boxes(self) -> tuple[FilterBox, ...]:
        return (self.answer, self.ground)


def _place(row: OfferRow, _today: date) -> str:
    return row.place if row.protection is Protection.NONE else labels.protected_place(row.protection)


def _answer(row: OfferRow, today: date) -> str:
    return _("The answer is overdue") if row.overdue(today) else code_label(row.answer)


def _tone(row: OfferRow, today: date) -> Tone:
    return Tone.DANGER if row.overdue(today) else TONES[row.answer]


def _ground(row: OfferRow, _today: date) -> str:
    return ground_label(row.reasonable_ground) if row.answer is OfferAnswer.DECLINED else ""
