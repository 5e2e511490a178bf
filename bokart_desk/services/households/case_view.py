"""All that happened in a household's case, in one list: contracts, offers, decisions, visits, imports and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from bokart_desk.domain.codes import CodeList, Protection
from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.household_rows import (
    CaseEvent,
    CaseKind,
    DecisionLine,
    FollowUpLine,
    HouseholdDetail,
    NeedLine,
    OfferLine,
    ReviewLine,
)
from bokart_desk.domain.rows import ContractRow
from bokart_desk.i18n import _, format_date, ngettext
from bokart_desk.services import code_lists, labels
from bokart_desk.services.code_labels import code_label
from bokart_desk.services.code_lists import CodeWords
from bokart_desk.services.history import HistoryEntry, history_of
from bokart_desk.services.households.finding import household_detail
from bokart_desk.services.register import Register
from bokart_desk.services.rules.protection import tells_address

_MOST_CHANGES = 400
_TOLD_BY_THEMSELVES = frozenset({"import"})


class _HasId(Protocol):
    @property
    def id(self) -> int:
        """The record's id."""


_Line = TypeVar("_Line", bound=_HasId)


def case_view(
    register: Register, household_id: int, today: date, *, detail: HouseholdDetail | None = None
) -> tuple[CaseEvent, ...]:
    """Return the case of a household line by line: what is planned first, then the newest; unknown days last.

    ``detail``: what was read already. No line tells an address of a protected household (rule 11); nothing when the
    household is gone.
    """
    detail = detail or household_detail(register, household_id, today)
    if detail is None:
        return ()
    words = code_lists.words(register)
    told = [
        *(event for line in _by_id(detail.needs) for event in _need(line)),
        *(event for line in _by_id(detail.offers) for event in _offer(line, detail, words)),
        *(event for line in _by_id(detail.decisions) for event in _decision(line, words)),
        *(event for row in _by_id(detail.contracts) for event in _contract(row, detail, today, words)),
        *(_review(line) for line in _by_id(detail.reviews)),
        *(event for line in _by_id(detail.needs) for event in _need_closed(line)),
        *(_follow_up(line, today) for line in _by_id(detail.follow_ups)),
        *_imports(detail),
        *reversed(tuple(_changes(history_of(register, detail.records(), most=_MOST_CHANGES)))),
    ]
    if detail.protection is not Protection.NONE:
        told = [_without_address(event) for event in told]
    told.reverse()  # what came of something stands over it when both are of the same day
    ahead = [event for event in told if _ahead(event, today)]
    past = [event for event in told if not _ahead(event, today)]
    ahead.sort(key=lambda event: event.day or date.max, reverse=True)
    past.sort(key=lambda event: event.day or date.min, reverse=True)
    return (*ahead, *past)


def _without_address(event: CaseEvent) -> CaseEvent:
    """Somebody may have written an address in a note."""
    if not tells_address(event.text, frozenset()):
        return event
    return replace(event, text=_("Not shown here: it seems to hold an address."))


def _by_id(lines: Iterable[_Line]) -> list[_Line]:
    """Return records in the order in which they were made."""
    return sorted(lines, key=lambda line: line.id)


def _ahead(event: CaseEvent, today: date) -> bool:
    return event.day is not None and (event.planned or event.day > today)


def _contract(row: ContractRow, detail: HouseholdDetail, today: date, codes: CodeWords) -> Iterator[CaseEvent]:
    place, record = labels.place_of(row), ("contract", row.id)
    texts = next((one for one in detail.contract_texts if one.contract_id == row.id), None)
    renewal = texts is not None and texts.renews_contract_id is not None
    if texts is not None and texts.signed_on is not None:
        signed = _("New period signed") if renewal else _("Contract signed")
        yield CaseEvent(texts.signed_on, CaseKind.CONTRACT, signed, place, record)
    begins = _("New period begins") if renewal else _("Contract begins")
    yield CaseEvent(row.start, CaseKind.CONTRACT, begins, _period(row, place), record, row.start > today)
    if row.advance_notice_on is not None:
        yield CaseEvent(row.advance_notice_on, CaseKind.NOTICE, _("Advance notice sent"), place, record)
    if row.vacate_notice_on is not None:
        yield CaseEvent(row.vacate_notice_on, CaseKind.NOTICE, _("Notice to vacate sent"), place, record)
    if row.end is not None and row.moved_out_on is None:
        title = _("Contract ends") if row.end >= today else _("Contract ended")
        yield CaseEvent(row.end, CaseKind.CONTRACT, title, place, record, row.end >= today)
    became = row.became_indefinite_on(today)
    if became is not None and row.status(today) is ContractStatus.BECAME_INDEFINITE:
        yield CaseEvent(became, CaseKind.CONTRACT, _("The tenancy became indefinite"), place, record)
    if row.moved_out_on is not None:
        words = (
            place,
            codes.of(CodeList.MOVED_OUT_TO, texts.moved_out_to) if texts is not None else "",
            (texts.moved_out_why or "") if texts is not None else "",
        )
        yield CaseEvent(row.moved_out_on, CaseKind.CONTRACT, _("Moved out"), _joined(*words), record)


def _period(row: ContractRow, place: str) -> str:
    end = format_date(row.end) if row.end is not None else _("no end date")
    period = _("{start} to {end}").format(start=format_date(row.start), end=end)
    return _joined(place, period)


def _offer(line: OfferLine, detail: HouseholdDetail, codes: CodeWords) -> Iterator[CaseEvent]:
    place = line.place if detail.protection == "none" else labels.protected_place(detail.protection)
    record = ("offer", line.id)
    if line.offered_on is not None:
        by = _("answer by {day}").format(day=format_date(line.answer_by)) if line.answer_by is not None else ""
        yield CaseEvent(line.offered_on, CaseKind.OFFER, _("Offer made"), _joined(place, by), record)
    if line.answer != "pending":
        title = _("Offer: {answer}").format(answer=code_label(line.answer))
        ground = ""
        if line.reasonable_ground is not None:
            ground = _("reasonable ground") if line.reasonable_ground else _("not a reasonable ground")
        declined = codes.of(CodeList.DECLINED_BECAUSE, line.reason_code)
        words = _joined(place, declined, line.reason or "", ground)
        yield CaseEvent(line.answered_on or line.offered_on, CaseKind.OFFER, title, words, record)


def _decision(line: DecisionLine, codes: CodeWords) -> Iterator[CaseEvent]:
    record = ("decision", line.id)
    title = _("Decision: {outcome}").format(outcome=code_label(line.kind))
    refused = codes.of(CodeList.REFUSED_BECAUSE, line.reason_code)
    words = _joined(refused, line.reason or "", line.assessment or "")
    yield CaseEvent(line.decided_on, CaseKind.DECISION, title, words, record)
    if line.notified_on is not None:
        limit = _("time limit for an appeal {day}").format(day=format_date(line.appeal_by)) if line.appeal_by else ""
        yield CaseEvent(line.notified_on, CaseKind.DECISION, _("Decision notified"), limit, record)
    if line.appealed_on is not None:
        words = code_label(line.appeal_outcome)
        yield CaseEvent(line.appealed_on, CaseKind.DECISION, _("Decision appealed"), words, record)


def _review(line: ReviewLine) -> CaseEvent:
    following = ""
    if line.next_review_on is not None:
        following = _("next review {day}").format(day=format_date(line.next_review_on))
    words = _joined(labels.review_outcome_label(line.outcome), line.notes or "", following)
    return CaseEvent(line.held_on, CaseKind.REVIEW, _("Review of the need"), words, ("contract", line.contract_id))


def _need(line: NeedLine) -> Iterator[CaseEvent]:
    bedrooms = ""
    if line.bedrooms is not None:
        bedrooms = ngettext("{count} bedroom", "{count} bedrooms", line.bedrooms).format(count=line.bedrooms)
    title = _("Applied: {what}").format(what=code_label(line.kind))
    words = _joined(bedrooms, line.need or "", line.assessment or "")
    yield CaseEvent(line.applied_on or line.waiting_since, CaseKind.NEED, title, words, ("need", line.id))


def _need_closed(line: NeedLine) -> Iterator[CaseEvent]:
    if line.closed_on is not None:
        title = _("Application closed: {what}").format(what=code_label(line.kind))
        yield CaseEvent(line.closed_on, CaseKind.NEED, title, "", ("need", line.id))


def _follow_up(line: FollowUpLine, today: date) -> CaseEvent:
    planned = line.done_on is None
    title = code_label(line.kind)
    if planned:
        late = line.overdue(today)
        title = (_("{what}, overdue") if late else _("{what}, planned")).format(what=title)
    words = _joined(line.notes or "", line.consultant)
    return CaseEvent(line.done_on or line.due_on, CaseKind.FOLLOW_UP, title, words, ("follow_up", line.id), planned)


def _imports(detail: HouseholdDetail) -> Iterator[CaseEvent]:
    for line in detail.sources:
        words = labels.source_place(line)
        yield CaseEvent(line.imported_at.astimezone().date(), CaseKind.IMPORT, _("Imported from a list"), words)


def _changes(entries: tuple[HistoryEntry, ...]) -> Iterator[CaseEvent]:
    """Tell what was changed; that something was registered tells itself by its own line."""
    for entry in entries:
        if not entry.changes or entry.action == "created" or entry.job in _TOLD_BY_THEMSELVES:
            continue
        if entry.job == "undo" and entry.action == "deleted":  # it never was; history tells it all the same
            continue
        title = _("{what}: {record}").format(what=entry.what, record=entry.record)
        told = (
            _("{field}: {before} → {after}").format(
                field=change.name, before=change.before or "–", after=change.after or "–"
            )
            for change in entry.changes
        )
        who = _("by {who}").format(who=entry.who) if entry.who else ""
        record = (entry.kind, entry.record_id) if entry.action != "deleted" else None
        yield CaseEvent(entry.at.astimezone().date(), CaseKind.CHANGE, title, _joined("; ".join(told), who), record)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
