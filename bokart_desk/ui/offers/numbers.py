"""The overview: declined offers and refusals by reason, area, landlord and year, and what waits to be decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from bokart_desk.domain.codes import DecisionKind, OfferAnswer
from bokart_desk.i18n import N_, _, format_date, format_number, ngettext
from bokart_desk.services import decisions
from bokart_desk.services.answer_statistics import AnswerStatistics, Share, Subject, answer_choices, statistics
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.decisions import DecisionQuery, DecisionState
from bokart_desk.services.labels import away
from bokart_desk.services.register import RegisterError
from bokart_desk.ui.clipboard import copied
from bokart_desk.ui.context import Desk
from bokart_desk.ui.lists.flow import FlowLayout
from bokart_desk.ui.offers.bars import CountBars
from bokart_desk.ui.offers.dialogs import open_decision_dialog
from bokart_desk.ui.offers.filters import FilterBox
from bokart_desk.ui.offers.target import OffersTab, OffersTarget
from bokart_desk.ui.page import Page
from bokart_desk.ui.slot import Slot
from bokart_desk.ui.theme import Space, Tone
from bokart_desk.ui.widgets import Banner, Card, button, label

_SUBJECTS = {
    Subject.DECLINED: N_("Declined offers"),
    Subject.REFUSED: N_("Refusals"),
    Subject.OFFERS: N_("All offers"),
    Subject.DECISIONS: N_("All decisions"),
}
_UNDECIDED_SHOWN = 8


class NumbersPage(Page):
    """``list_asked``: the user wants the rows behind a number (``OffersTarget``)."""

    list_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: AnswerStatistics | None = None
        self.subject = QComboBox()
        self.subject.setAccessibleName(_("What is counted"))
        for subject, name in _SUBJECTS.items():
            self.subject.addItem(_(name), subject)
        self.subject.activated.connect(lambda _index: self.refresh())
        self.year = FilterBox(_("Year"), _("All years"), self.refresh)
        self.total = label("", "heading")
        self.problem = Banner("", Tone.DANGER)
        self.problem.hide()
        self.waiting = Slot()
        self.cards = {
            "reason": _BarCard(_("By reason")),
            "outcome": _BarCard(_("By outcome")),
            "ground": _BarCard(_("Was the ground reasonable?")),
            "year": _BarCard(_("By year")),
            "area": _BarCard(_("By area of town")),
            "landlord": _BarCard(_("By landlord")),
        }
        for name, card in self.cards.items():
            card.bars.chosen.connect(partial(self._choose, name))
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        bar = FlowLayout(spacing=Space.S)
        for widget in (self.subject, self.year, button(_("&Copy the numbers"), self.copy, icon="copy")):
            bar.addWidget(widget)
        top = QVBoxLayout()
        top.addLayout(bar)
        row = QHBoxLayout()
        row.addWidget(self.total)
        row.addStretch(1)
        top.addLayout(row)
        self.body.addLayout(top)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.waiting)
        cards = self.cards
        self.add_columns(
            (cards["reason"], cards["ground"], cards["outcome"]), (cards["year"], cards["area"], cards["landlord"])
        )
        self.body.addStretch(1)

    def chosen_subject(self) -> Subject:
        """Return what is counted."""
        return Subject(self.subject.currentData())

    def show_subject(self, subject: Subject) -> None:
        """Count something else."""
        self.subject.setCurrentIndex(self.subject.findData(subject))
        self.refresh()

    def refresh(self) -> None:
        """Read the register again."""
        if not self._desk.has_register:
            return
        self.problem.hide()
        subject = self.chosen_subject()
        of_offers = subject in (Subject.DECLINED, Subject.OFFERS)
        try:
            years = answer_choices(self._desk.register, of_offers=of_offers).years
            self.year.offer([(year, str(year)) for year in years])
            self._found = statistics(self._desk.register, subject, self.year.value())
            self._show_waiting()
        except RegisterError as error:
            self.problem.show_message(error.message)
            self.problem.show()
            return
        self._show(self._found, subject)

    def _show(self, found: AnswerStatistics, subject: Subject) -> None:
        self.total.setText(self._total_text(found.total))
        all_of_them = subject in (Subject.OFFERS, Subject.DECISIONS)
        self.cards["reason"].show_shares(() if all_of_them else found.by_reason)
        self.cards["outcome"].show_shares(found.by_outcome if all_of_them else ())
        self.cards["ground"].show_shares(found.by_ground)
        self.cards["year"].show_shares(found.by_year)
        self.cards["area"].show_shares(_if_any_known(found.by_area))
        self.cards["landlord"].show_shares(_if_any_known(found.by_landlord))

    def _total_text(self, total: int) -> str:
        subject, year = self.chosen_subject(), self.year.value()
        words = {"what": _(_SUBJECTS[subject]), "count": format_number(total)}
        if year is not None:
            return _("{what} in {year}: {count}").format(year=year, **words)
        return _("{what}: {count}").format(**words)

    # What waits ------------------------------------------------------------------------------------

    def _show_waiting(self) -> None:
        register, today = self._desk.register, self._desk.today()
        missing = decisions.count_decisions(register, DecisionQuery(state=DecisionState.NOT_ASSESSED), today)
        running = decisions.count_decisions(register, DecisionQuery(state=DecisionState.APPEAL_RUNS), today)
        self.waiting.put(self._undecided(), self._missing(missing), self._running(running))

    def _missing(self, count: int) -> QWidget | None:
        if not count:
            return None
        text = ngettext(
            "{count} decision lacks its individual assessment. It stays valid; the assessment can be added.",
            "{count} decisions lack their individual assessment. They stay valid; the assessments can be added.",
            count,
        ).format(count=format_number(count))
        target = OffersTarget(OffersTab.DECISIONS, state=DecisionState.NOT_ASSESSED)
        return Banner(text, Tone.WARNING, action=button(_("Show &them"), partial(self.list_asked.emit, target)))

    def _running(self, count: int) -> QWidget | None:
        if not count:
            return None
        text = ngettext(
            "The limit for an appeal runs for {count} decision.",
            "The limit for an appeal runs for {count} decisions.",
            count,
        ).format(count=format_number(count))
        target = OffersTarget(OffersTab.DECISIONS, state=DecisionState.APPEAL_RUNS)
        return Banner(text, Tone.INFO, action=button(_("Show t&hose"), partial(self.list_asked.emit, target)))

    def _undecided(self) -> QWidget | None:
        found = decisions.undecided_needs(self._desk.register, self._desk.today())
        if not found:
            return None
        card = Card(_("Not decided within a month"), edge=Tone.WARNING)
        text = _("These applicants must be told why it takes time, and when they will know (forvaltningsloven § 11 a).")
        card.body.addWidget(label(text, "muted", wrap=True))
        for one in found[:_UNDECIDED_SHOWN]:
            row = QHBoxLayout()
            row.setSpacing(Space.S)
            go = partial(self._desk.open_household, one.household_id)
            row.addWidget(button(one.household, go, kind="link", tip=_("Open the household")))
            words = _("{kind}, applied {day}, {away}").format(
                kind=code_label(one.kind),
                day=format_date(one.applied_on),
                away=away(one.applied_on, self._desk.today()),
            )
            row.addWidget(label(words, wrap=True), 1)
            decide = partial(open_decision_dialog, self._desk, self, household_id=one.household_id, need_id=one.need_id)
            row.addWidget(button(_("Decide …"), decide, icon="scale"))
            card.body.addLayout(row)
        more = len(found) - _UNDECIDED_SHOWN
        if more > 0:
            card.body.addWidget(
                label(ngettext("and {count} more", "and {count} more", more).format(count=more), "small")
            )
        return card

    # Going on --------------------------------------------------------------------------------------

    def _choose(self, card: str, share: Share) -> None:
        subject = self.chosen_subject()
        of_offers = subject in (Subject.DECLINED, Subject.OFFERS)
        narrowed: dict[str, object] = {"year": self.year.value()}
        if card == "year":
            narrowed["year"] = int(share.key or 0)
        elif card == "outcome":
            narrowed["answer" if of_offers else "kind"] = (
                OfferAnswer(share.key or "") if of_offers else DecisionKind(share.key or "")
            )
        else:
            narrowed[card] = share.key
        if subject is Subject.DECLINED:
            narrowed["answer"] = OfferAnswer.DECLINED
        elif subject is Subject.REFUSED:
            narrowed["kind"] = DecisionKind.REFUSE
        tab = OffersTab.OFFERS if of_offers else OffersTab.DECISIONS
        self.list_asked.emit(OffersTarget(tab, **narrowed))  # type: ignore[arg-type]

    def copy(self) -> None:
        """Put all numbers on the clipboard, for a report or a spreadsheet."""
        lines = [self.total.text()]
        for card in self.cards.values():
            if card.bars.shares():
                lines += ["", card.title, *(f"{share.name}\t{share.count}" for share in card.bars.shares())]
        copied("\n".join(lines))
        self._desk.tell(_("The numbers were copied."))


class _BarCard(Card):
    """A chart with its heading; hidden while there is nothing to show."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title
        self.bars = CountBars(title)
        self.body.addWidget(self.bars)

    def show_shares(self, shares: tuple[Share, ...]) -> None:
        self.bars.show_shares(shares)
        self.setVisible(bool(shares))


def _if_any_known(shares: tuple[Share, ...]) -> tuple[Share, ...]:
    """A chart with nothing but "not known" tells nothing."""
    return shares if any(share.key for share in shares) else ()
