"""The monthly expiry list: contracts that end, that are past their end, and that have become indefinite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bokart_desk.i18n import _, current_language, format_date, format_moment, format_month, ngettext
from bokart_desk.reporting.document import Column, Kind, ReportDocument, Row, Section, Tone
from bokart_desk.reporting.protection import Protection, shown_place
from bokart_desk.reporting.words import contracts, time_left


@dataclass(frozen=True, slots=True)
class ExpiryLine:
    """One contract.

    ``days_left`` is counted from the day of the list, negative after the end. ``last_day_to_act`` is the last day
    of the three months after the end (husleieloven § 9-2 third paragraph). ``notice_sent_on`` is the written demand to
    move, sent after the end: it stops the clock, so that no last day is shown.
    """

    household: str
    address: str
    unit: str
    start: date | None
    end: date
    term_months: int | None
    days_left: int
    last_day_to_act: date | None
    became_indefinite: bool = False
    notice_sent_on: date | None = None
    last_review: date | None = None
    monthly_rent: Decimal | None = None
    consultant: str = ""
    protected: Protection = "none"


@dataclass(frozen=True, slots=True)
class ExpiryListData:
    """What the list is made of; ``period_from`` and ``period_to`` are the first and last day it covers."""

    municipality: str
    office: str
    period_from: date
    period_to: date
    today: date
    printed_at: datetime
    rows: tuple[ExpiryLine, ...]
    logo: bytes | None = None


def build_expiry_list(data: ExpiryListData) -> ReportDocument:
    """Return the list as a document: three groups, each sorted by date, most urgent first."""
    indefinite = [line for line in data.rows if line.became_indefinite]
    past = [line for line in data.rows if not line.became_indefinite and line.days_left < 0]
    ending = [line for line in data.rows if not line.became_indefinite and line.days_left >= 0]
    period = period_in_words(data.period_from, data.period_to)
    return ReportDocument(
        title=_("Contracts that expire"),
        subtitle=period,
        author=data.municipality,
        office=data.office,
        logo=data.logo,
        subject=_("Monthly expiry list of tenancy contracts"),
        meta=(
            _("As of {day}. Printed {moment}.").format(
                day=format_date(data.today), moment=format_moment(data.printed_at)
            ),
            _("{ending} in the period, {past} past their end, {indefinite} have become indefinite.").format(
                ending=contracts(len(ending)), past=len(past), indefinite=len(indefinite)
            ),
        ),
        sections=(
            _section(
                _("Ends in the period"),
                _("No contract ends in this period."),
                ending,
            ),
            _section(
                _("Past the end, the tenant still lives there"),
                _("No contract is past its end."),
                past,
            ),
            _section(
                _("Have become indefinite"),
                _("No contract has become indefinite."),
                indefinite,
            ),
        ),
        notes=(
            _(
                "A fixed term ends without notice. If the tenant still lives there more than three months after the "
                "end, and no written demand to move was sent, the tenancy becomes indefinite (husleieloven § 9-2). "
                "The last day to act is the last day the demand can be sent."
            ),
        ),
        footer=confidential_footer(),
        language=current_language(),
    )


def confidential_footer() -> str:
    """Return the marking of papers with names (offentleglova § 13, forvaltningsloven § 13)."""
    # to be checked when the new forvaltningslov of 2025 enters into force: its duty of confidentiality moves
    return _("Exempt from public disclosure, offentleglova § 13, cf. forvaltningsloven § 13")


def period_in_words(first: date, last: date) -> str:
    """Return "november 2026", or "november 2026 – januar 2027" when it is more than a month."""
    if (first.year, first.month) == (last.year, last.month):
        return format_month(first)
    return _("{first} – {last}").format(first=format_month(first), last=format_month(last))


def term_in_words(months: int | None) -> str:
    """Return the length of a term: "3 år", "18 md."; empty when unknown."""
    if months is None:
        return ""
    if months % 12 == 0 and months > 0:
        return ngettext("{count} year", "{count} years", months // 12).format(count=months // 12)
    return ngettext("{count} mth", "{count} mths", months).format(count=months)


def _columns() -> tuple[Column, ...]:
    return (
        Column("household", _("Household"), weight=1.4, strong=True),
        Column("place", _("Dwelling"), weight=1.4),
        Column("start", _("From"), Kind.DATE),
        Column("end", _("To"), Kind.DATE),
        Column("term", _("Term"), weight=0.3),
        Column("left", _("Time left"), weight=0.6),
        Column("last_day", _("Last day to act"), Kind.DATE),
        Column("review", _("Last review"), Kind.DATE),
        Column("rent", _("Monthly rent"), Kind.AMOUNT),
        Column("consultant", _("Consultant"), weight=0.6),
        Column("reviewed", _("Reviewed"), Kind.BOX),
        Column("notified", _("Notified"), Kind.BOX),
        Column("talk", _("Talk held"), Kind.BOX),
        Column("renew", _("Renew"), Kind.BOX),
        Column("ends", _("Let it end"), Kind.BOX),
        Column("notes", _("Notes"), Kind.WRITE),
    )


def _section(heading: str, empty: str, lines: Iterable[ExpiryLine]) -> Section:
    ordered = sorted(lines, key=lambda line: (line.end, line.household.casefold(), line.address.casefold()))
    rents = [line.monthly_rent for line in ordered if line.monthly_rent is not None]
    return Section(
        heading=heading,
        columns=_columns(),
        rows=tuple(_row(line) for line in ordered),
        empty_text=empty,
        totals={"household": contracts(len(ordered)), "rent": sum(rents, Decimal()) if rents else None}
        if ordered
        else {},
    )


def _row(line: ExpiryLine) -> Row:
    return Row(
        (
            line.household,
            shown_place(line.address, line.unit, line.protected),
            line.start,
            line.end,
            term_in_words(line.term_months),
            _left(line),
            None if line.became_indefinite or line.notice_sent_on else line.last_day_to_act,
            line.last_review,
            line.monthly_rent,
            line.consultant,
            *[None] * 6,
        ),
        _tone(line),
    )


def _left(line: ExpiryLine) -> str:
    words = time_left(line.days_left)
    if line.became_indefinite and line.last_day_to_act:
        return _("indefinite, the limit was {day}").format(day=format_date(line.last_day_to_act))
    if line.became_indefinite:
        return _("has become indefinite")
    if line.notice_sent_on and line.days_left < 0:
        return _("{overdue}; notice to vacate sent {day}").format(overdue=words, day=format_date(line.notice_sent_on))
    return words


def _tone(line: ExpiryLine) -> Tone:
    if line.became_indefinite or (line.days_left < 0 and line.notice_sent_on is None):
        return Tone.URGENT
    return Tone.WARNING if 0 <= line.days_left <= 31 else Tone.PLAIN
