"""The paper for the allocation meeting, with names, or without anything that tells who a household is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bokart_desk.i18n import _, current_language, format_date, format_moment, ngettext
from bokart_desk.reporting.document import Column, Kind, ReportDocument, Row, Section, Tone
from bokart_desk.reporting.expiry_list import confidential_footer
from bokart_desk.reporting.meeting_waiting import WaitingLine, waiting_section
from bokart_desk.reporting.protection import Protection, shown_place
from bokart_desk.reporting.words import contracts, time_left


@dataclass(frozen=True, slots=True)
class HouseholdRef:
    """Who an item is about. The paper without names shows the case number and nothing else."""

    name: str
    case_number: str
    protected: Protection = "none"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a unit is; ``kind`` and ``disposal`` are words for people, rent is kroner a month."""

    address: str
    unit: str
    kind: str
    bedrooms: int | None = None
    area_m2: Decimal | float | None = None
    monthly_rent: Decimal | None = None
    disposal: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class VacantUnitLine:
    """A unit that is vacant since, or will be vacant from, ``vacant_from``; ``occupant`` still lives there."""

    facts: UnitFacts
    vacant_from: date | None
    occupant: HouseholdRef | None = None


@dataclass(frozen=True, slots=True)
class EndingContractLine:
    """A contract that ends soon; ``review_outcome`` is in words, empty when no review is done."""

    household: HouseholdRef
    facts: UnitFacts
    end: date
    last_review: date | None = None
    review_outcome: str = ""
    consultant: str = ""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A declined offer or a refusal. ``reason`` is from the code list; ``words`` are free text that may name people."""

    household: HouseholdRef
    day: date | None
    reason: str
    words: str = ""
    facts: UnitFacts | None = None


@dataclass(frozen=True, slots=True)
class AllocationMeetingData:
    """What the paper is made of; ``answers_since`` is the first day of declined offers and refusals."""

    municipality: str
    office: str
    meeting_on: date
    printed_at: datetime
    answers_since: date
    units: tuple[VacantUnitLine, ...] = ()
    ending: tuple[EndingContractLine, ...] = ()
    waiting: tuple[WaitingLine, ...] = ()
    declined: tuple[AnswerLine, ...] = ()
    refused: tuple[AnswerLine, ...] = ()
    logo: bytes | None = None


def build_allocation_meeting(data: AllocationMeetingData, *, anonymous: bool) -> ReportDocument:
    """Return the paper. Anonymous: no name, no address where a household lives, no free text about one."""
    since = format_date(data.answers_since)
    show = _Shown(anonymous)
    vacant = [line for line in data.units if line.occupant is None]
    soon = [line for line in data.units if line.occupant is not None]
    return ReportDocument(
        title=_("Allocation meeting"),
        subtitle=format_date(data.meeting_on),
        author=data.municipality,
        office=data.office,
        logo=data.logo,
        subject=_("Paper for the allocation meeting"),
        meta=_meta(data, anonymous, len(vacant), len(soon)),
        sections=(
            _units(_("Vacant units"), _("No unit is vacant."), vacant, data.meeting_on, show),
            _units(_("Soon vacant"), _("No unit becomes vacant soon."), soon, data.meeting_on, show),
            _ending(data, show),
            waiting_section(
                data.waiting,
                who=show.who,
                who_title=show.who_title(),
                anonymous=anonymous,
                notes=_decision_column(),
            ),
            _answers(
                _("Offers declined since {day}").format(day=since),
                _("No offer was declined in this time."),
                data.declined,
                show,
            ),
            _answers(
                _("Refusals since {day}").format(day=since),
                _("No application was refused in this time."),
                data.refused,
                show,
            ),
        ),
        footer=_("Without names: for the meeting's other members") if anonymous else confidential_footer(),
        language=current_language(),
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """Decides what of a household reaches the paper; the one place that does."""

    anonymous: bool

    def who(self, household: HouseholdRef | None) -> str:
        if household is None:
            return ""
        if self.anonymous:
            return household.case_number.strip() or _("no case number")
        return household.name

    def place(self, facts: UnitFacts | None, household: HouseholdRef | None) -> str:
        if facts is None or (self.anonymous and household is not None):
            return ""
        return shown_place(facts.address, facts.unit, household.protected if household else "none")

    def words(self, line: AnswerLine) -> str:
        return "" if self.anonymous else line.words

    def who_title(self) -> str:
        return _("Case number") if self.anonymous else _("Household")


def _meta(data: AllocationMeetingData, anonymous: bool, vacant: int, soon: int) -> tuple[str, ...]:
    counts = _("{vacant} vacant, {soon} soon vacant, {ending} within three months.").format(
        vacant=ngettext("{count} unit", "{count} units", vacant).format(count=vacant),
        soon=soon,
        ending=contracts(len(data.ending)),
    )
    printed = _("Printed {moment}.").format(moment=format_moment(data.printed_at))
    if not anonymous:
        return (counts, printed)
    return (
        counts,
        printed,
        _("Households stand with their case number only. Free text and addresses where someone lives are left out."),
    )


def _decision_column() -> Column:
    return Column("decision", _("Decision and notes"), Kind.WRITE, weight=1.6)


def _facts_columns() -> tuple[Column, ...]:
    return (
        Column("kind", _("Kind"), weight=0.5),
        Column("bedrooms", _("Bedrooms"), Kind.NUMBER),
        Column("area", _("Area m²"), Kind.NUMBER),
        Column("rent", _("Monthly rent"), Kind.AMOUNT),
    )


def _facts(facts: UnitFacts) -> tuple[str, int | None, Decimal | float | None, Decimal | None]:
    return (facts.kind, facts.bedrooms, facts.area_m2, facts.monthly_rent)


def _units(heading: str, empty: str, lines: list[VacantUnitLine], today: date, show: _Shown) -> Section:
    occupied = any(line.occupant for line in lines)
    named = occupied and show.anonymous
    columns = (
        *((Column("who", show.who_title(), strong=True),) if occupied else ()),
        *(() if named else (Column("place", _("Dwelling"), weight=1.2, strong=not occupied),)),
        *_facts_columns(),
        Column("disposal", _("Disposal"), weight=0.6),
        Column("status", _("Status"), weight=0.5),
        Column("vacant", _("Vacant from"), Kind.DATE),
        Column("days", _("Days"), weight=0.4),
        _decision_column(),
    )
    ordered = sorted(lines, key=lambda line: (line.vacant_from or date.max, line.facts.address.casefold()))
    rows = tuple(
        Row(
            (
                *((show.who(line.occupant),) if occupied else ()),
                *(() if named else (show.place(line.facts, line.occupant),)),
                *_facts(line.facts),
                line.facts.disposal,
                line.facts.status,
                line.vacant_from,
                _vacant_words(line.vacant_from, today),
                None,
            )
        )
        for line in ordered
    )
    return Section(heading, columns, rows, empty)


def _vacant_words(start: date | None, today: date) -> str:
    if start is None:
        return ""
    days = (today - start).days
    if days < 0:
        return time_left(-days)
    return ngettext("{count} day", "{count} days", days).format(count=days)


def _ending(data: AllocationMeetingData, show: _Shown) -> Section:
    columns = (
        Column("who", show.who_title(), strong=True),
        *(() if show.anonymous else (Column("place", _("Dwelling"), weight=1.2),)),
        *_facts_columns(),
        Column("end", _("Ends"), Kind.DATE),
        Column("left", _("Time left"), weight=0.5),
        Column("review", _("Last review"), Kind.DATE),
        Column("outcome", _("Outcome of the review"), weight=0.6),
        Column("consultant", _("Consultant"), weight=0.5),
        _decision_column(),
    )
    rows = []
    for line in sorted(data.ending, key=lambda line: (line.end, show.who(line.household).casefold())):
        days = (line.end - data.meeting_on).days
        rows.append(
            Row(
                (
                    show.who(line.household),
                    *(() if show.anonymous else (show.place(line.facts, line.household),)),
                    *_facts(line.facts),
                    line.end,
                    time_left(days),
                    line.last_review,
                    line.review_outcome,
                    line.consultant,
                    None,
                ),
                Tone.URGENT if days < 0 else Tone.WARNING if days <= 31 else Tone.PLAIN,
            )
        )
    return Section(
        _("Contracts that end within three months"),
        columns,
        tuple(rows),
        _("No contract ends within three months."),
    )


def _answers(heading: str, empty: str, lines: tuple[AnswerLine, ...], show: _Shown) -> Section:
    offers = any(line.facts for line in lines)
    columns = (
        Column("who", show.who_title(), strong=True),
        Column("day", _("Date"), Kind.DATE),
        *((Column("offered", _("Offered"), weight=0.8),) if offers else ()),
        Column("reason", _("Reason"), weight=0.7),
        *(() if show.anonymous else (Column("words", _("In words"), weight=1.6),)),
        _decision_column(),
    )
    rows = tuple(
        Row(
            (
                show.who(line.household),
                line.day,
                *((_offered(line, show),) if offers else ()),
                line.reason,
                *(() if show.anonymous else (show.words(line),)),
                None,
            )
        )
        for line in sorted(lines, key=lambda line: (line.day or date.max, show.who(line.household).casefold()))
    )
    return Section(heading, columns, rows, empty)


def _offered(line: AnswerLine, show: _Shown) -> str:
    if line.facts is None:
        return ""
    if line.household.protected != "none":
        return line.facts.kind
    return show.place(line.facts, line.household) or line.facts.kind
