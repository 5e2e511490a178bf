"""The list of offers, with the details of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from bokart_desk.domain.answer_rows import OfferRow
from bokart_desk.domain.codes import CodeList, OfferAnswer, Protection
from bokart_desk.i18n import _, format_date, format_number, ngettext
from bokart_desk.services import code_lists, labels, offers
from bokart_desk.services.answer_words import ground_label
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.doing import Done
from bokart_desk.services.offers import AnswerFilter, AnswerOrder, OfferQuery
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.ui.lists.columns import Column
from bokart_desk.ui.lists.loading import Search
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.offers.dialogs import open_offer_dialog
from bokart_desk.ui.offers.filters import CommonFilters, FilterBox
from bokart_desk.ui.offers.offer_panel import TONES, OfferPanel
from bokart_desk.ui.offers.target import OffersTarget
from bokart_desk.ui.theme import Tone
from bokart_desk.ui.widgets import EmptyState, button


class OfferList(ListScreen[OfferRow]):
    """``show_payload`` takes an offer's id; ``narrow`` the filters of a target."""

    key = "offers"
    first_sort = (AnswerOrder.DAY, True)
    sizes = (720, 400)
    detail: OfferPanel

    def title(self) -> str:
        return _("Offers")

    def placeholder(self) -> str:
        return _("Search by name, case number or address")

    def columns(self) -> tuple[Column[OfferRow], ...]:
        self._reasons = code_lists.labels_of(self.desk.register, CodeList.DECLINED_BECAUSE)
        return (
            Column("who", _("Household"), lambda row, _today: row.household, 120, AnswerOrder.HOUSEHOLD, share=3),
            Column("place", _("Offered dwelling"), _place, 120, AnswerOrder.PLACE, share=3),
            Column("day", _("Offered on"), lambda row, _today: format_date(row.offered_on), 84, AnswerOrder.DAY),
            Column("answer", _("Answer"), _answer, 168, AnswerOrder.OUTCOME, share=1, tone=_tone),
            Column("reason", _("Reason"), self._reason, 110, AnswerOrder.REASON, share=2),
            Column(
                "by", _("Answer by"), lambda row, _today: format_date(row.answer_by), 84, AnswerOrder.LIMIT, spare=True
            ),
            Column("ground", _("Reasonable ground"), _ground, 130, spare=True),
            Column("area", _("Area of town"), lambda row, _today: row.area, 90, spare=True),
            Column("landlord", _("Landlord"), lambda row, _today: row.landlord, 100, spare=True),
        )

    def search(self, text: str, sort: Any, descending: bool) -> Search[OfferRow]:
        register, common = self.desk.register, self.common
        narrowed = AnswerFilter(
            text, common.year.value(), common.reason.value(), common.area.value(), common.landlord.value(), sort,
            descending,
        )  # fmt: skip
        query = OfferQuery(narrowed, self.answer.value(), self.ground.value())

        def page(offset: int, limit: int) -> tuple[Sequence[OfferRow], bool]:
            return offers.find_offers(register, query, offset=offset, limit=limit)

        return Search(page, lambda: offers.count_offers(register, query))

    def refresh(self) -> None:
        self._reasons = code_lists.labels_of(self.desk.register, CodeList.DECLINED_BECAUSE)
        self.common.fill()
        super().refresh()

    def count_text(self, count: int) -> str:
        return ngettext("{count} offer", "{count} offers", count).format(count=format_number(count))

    def row_of(self, record_id: int) -> OfferRow | None:
        return offers.offer_row(self.desk.register, record_id)

    def words_for(self, row: OfferRow) -> str:
        return row.household

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
        self.common = CommonFilters(self.desk, CodeList.DECLINED_BECAUSE, self.search_again)
        return (self.answer, *self.common.boxes(), self.ground)

    def is_filtered(self) -> bool:
        return any(box.value() is not None for box in self._boxes())

    def clear_filters(self) -> None:
        for box in self._boxes():
            box.choose(None)

    def narrow(self, target: OffersTarget) -> None:
        """Show what a target asks for, whatever was searched before."""
        self.common.fill()
        self.answer.choose(target.answer)
        self.ground.choose(target.ground)
        self.common.reason.choose(target.reason)
        self.common.year.choose(target.year)
        self.common.area.choose(target.area)
        self.common.landlord.choose(target.landlord)
        self.search_for("")

    def holds_any(self) -> bool:
        return offers.count_offers(self.desk.register, OfferQuery()) > 0

    def suggest(self, text: str) -> tuple[str, ...]:
        return did_you_mean(self.desk.register, text)

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
        dialog = open_offer_dialog(self.desk, self)
        if dialog is not None:
            dialog.performed.connect(self._go_to_made)

    def _go_to_made(self, done: Done) -> None:
        if done.record is not None:
            self.show_record(done.record)

    def _boxes(self) -> tuple[FilterBox, ...]:
        return (self.answer, *self.common.boxes(), self.ground)

    def _reason(self, row: OfferRow, _today: date) -> str:
        return labels.reason_label(row.reason_code, self._reasons) or row.reason


def _place(row: OfferRow, _today: date) -> str:
    return row.place if row.protection is Protection.NONE else labels.protected_place(row.protection)


def _answer_by(row: OfferRow, _today: date) -> str:
    return format_date(row.answer_by)


def _answer(row: OfferRow, today: date) -> str:
    return _("The answer is overdue") if row.overdue(today) else code_label(row.answer)


def _tone(row: OfferRow, today: date) -> Tone:
    return Tone.DANGER if row.overdue(today) else TONES[row.answer]


def _ground(row: OfferRow, _today: date) -> str:
    return ground_label(row.reasonable_ground) if row.answer is OfferAnswer.DECLINED else ""
