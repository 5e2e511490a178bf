"""What the lists of offers and of decisions share: their filters, their reasons, and the way to what was made."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeVar

from bokart_desk.domain.answer_rows import DecisionRow, OfferRow
from bokart_desk.domain.codes import CodeList
from bokart_desk.i18n import _
from bokart_desk.services import code_lists, labels
from bokart_desk.services.doing import Done
from bokart_desk.services.offers import AnswerFilter, AnswerOrder
from bokart_desk.services.suggestions import did_you_mean
from bokart_desk.ui.forms.step_dialog import StepDialog
from bokart_desk.ui.lists.screen import ListScreen
from bokart_desk.ui.offers.filters import CommonFilters, FilterBox
from bokart_desk.ui.offers.target import OffersTarget

Answer = TypeVar("Answer", OfferRow, DecisionRow)


class AnswerList(ListScreen[Answer]):
    """``reasons``: the code list its reasons are from; ``own_boxes``: the filters that only this list has."""

    first_sort = (AnswerOrder.DAY, True)
    sizes = (720, 400)
    reasons: ClassVar[CodeList]

    def own_boxes(self) -> tuple[FilterBox, ...]:
        """Return the filters that only this list has."""
        raise NotImplementedError

    def placeholder(self) -> str:
        return _("Search by name, case number or address")

    def words_for(self, row: Answer) -> str:
        return row.household

    def suggest(self, text: str) -> tuple[str, ...]:
        return did_you_mean(self.desk.register, text)

    def refresh(self) -> None:
        self.read_reasons()
        self.common.fill()
        super().refresh()

    def read_reasons(self) -> None:
        """Read what the municipality calls the reasons."""
        self._reasons = code_lists.labels_of(self.desk.register, self.reasons)

    def reason_words(self, row: Answer, _today: date) -> str:
        """Return the reason as the list shows it."""
        return labels.reason_label(row.reason_code, self._reasons) or row.reason

    def common_filters(self) -> CommonFilters:
        """Make the filters that both lists have."""
        self.common = CommonFilters(self.desk, self.reasons, self.search_again)
        return self.common

    def narrowed(self, text: str, sort: AnswerOrder, descending: bool) -> AnswerFilter:
        """Return what is searched for with the filters that both lists have."""
        common = self.common
        return AnswerFilter(
            text, common.year.value(), common.reason.value(), common.area.value(), common.landlord.value(), sort,
            descending,
        )  # fmt: skip

    def narrow_common(self, target: OffersTarget) -> None:
        """Show what a target asks for, whatever was searched before; the list's own filters are chosen already."""
        self.common.fill()
        self.common.reason.choose(target.reason)
        self.common.year.choose(target.year)
        self.common.area.choose(target.area)
        self.common.landlord.choose(target.landlord)
        self.search_for("")

    def is_filtered(self) -> bool:
        return any(box.value() is not None for box in self._all_boxes())

    def clear_filters(self) -> None:
        for box in self._all_boxes():
            box.choose(None)

    def go_to_made(self, dialog: StepDialog | None) -> None:
        """Go to what a dialog makes, once it has."""
        if dialog is not None:
            dialog.performed.connect(self._show_made)

    def _show_made(self, done: Done) -> None:
        if done.record is not None:
            self.show_record(done.record)

    def _all_boxes(self) -> tuple[FilterBox, ...]:
        return (*self.own_boxes(), *self.common.boxes())
