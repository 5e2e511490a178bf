"""The occupancy timeline as a paper: what its lines say and which days it covers; the drawing is pdf.timeline's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bokart_desk.domain.contracts import ContractStatus
from bokart_desk.domain.timeline import Bar, Gap, LeaseSpan
from bokart_desk.i18n import _, current_language, format_date, format_moment, ngettext
from bokart_desk.reporting.document import ReportDocument
from bokart_desk.reporting.expiry_list import confidential_footer, period_in_words
from bokart_desk.services.labels import status_label
from bokart_desk.services.municipality import Municipality, municipality
from bokart_desk.services.register import Register
from bokart_desk.services.timeline import TimelineBar, TimelineRow
from bokart_desk.services.timeline_words import household_shown


@dataclass(frozen=True, slots=True)
class PaperBar:
    """A bar and what is written in it; ``day``: the end, written when there is room, None for a protected household."""

    bar: Bar
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A unit, or with ``heading`` the address of a shared house; ``of`` is the address when a page begins inside it."""

    text: str
    note: str
    heading: bool = False
    of: str = ""
    bars: tuple[PaperBar, ...] = ()
    gaps: tuple[Gap, ...] = ()
    leases: tuple[LeaseSpan, ...] = ()
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class TimelinePaper:
    """The whole paper; ``document`` holds title, sender, notes and footer, and no sections."""

    document: ReportDocument
    first: date
    last: date
    today: date
    lines: tuple[PaperLine, ...]


def timeline_paper(
    register: Register,
    rows: Sequence[TimelineRow],
    days: tuple[date, date],
    *,
    today: date,
    printed_at: datetime,
    without_names: bool,
) -> TimelinePaper:
    """Return the paper of these rows over the days from first to last."""
    return build_timeline(
        rows, days, municipality(register), today=today, printed_at=printed_at, without_names=without_names
    )


def build_timeline(
    rows: Sequence[TimelineRow],
    days: tuple[date, date],
    sender: Municipality,
    *,
    today: date,
    printed_at: datetime,
    without_names: bool,
) -> TimelinePaper:
    """Return the paper. ``without_names``: bars say how the contract stands instead of whose it is.

    A protected household has no name in either (rule 11); without names nothing tells that it is protected.
    """
    document = ReportDocument(
        title=_("Occupancy timeline"),
        subtitle=period_in_words(*days),
        author=sender.name,
        office=sender.office or "",
        subject=_("Who has each dwelling, since when and until when"),
        meta=(
            _("As of {day}. Printed {moment}.").format(day=format_date(today), moment=format_moment(printed_at)),
            _in_numbers(rows),
        ),
        sections=(),
        footer="" if without_names else confidential_footer(),
        language=current_language(),
        logo=sender.logo,
    )
    return TimelinePaper(document, *days, today, _lines(rows, without_names))


def _in_numbers(rows: Sequence[TimelineRow]) -> str:
    counted = [entry.bar.status for row in rows for entry in row.bars]
    units = ngettext("{count} unit", "{count} units", len(rows)).format(count=len(rows))
    return _(
        "{units}: {vacant} vacant, {ending} end within 6 months, {past} past their end, "
        "{indefinite} have become indefinite."
    ).format(
        units=units,
        vacant=sum(row.vacant for row in rows),
        ending=counted.count(ContractStatus.ENDS_SOON),
        past=counted.count(ContractStatus.PAST_END) + counted.count(ContractStatus.NOTICE_GIVEN),
        indefinite=counted.count(ContractStatus.BECAME_INDEFINITE),
    )


def _lines(rows: Sequence[TimelineRow], without_names: bool) -> tuple[PaperLine, ...]:
    lines: list[PaperLine] = []
    for _dwelling, group in groupby(rows, lambda row: row.dwelling_id):
        rooms = list(group)
        if not rooms[0].shared:
            lines += (_line(row, row.place, "", without_names) for row in rooms)
            continue
        address = rooms[0].address
        lines.append(PaperLine(address, rooms[0].number, heading=True))
        lines += (_line(row, row.unit or address, address, without_names) for row in rooms)
    return tuple(lines)


def _line(row: TimelineRow, text: str, of: str, without_names: bool) -> PaperLine:
    return PaperLine(
        text,
        "" if of else row.number,
        of=of,
        bars=tuple(_bar(entry, without_names) for entry in row.bars),
        gaps=row.gaps,
        leases=tuple(lease.span for lease in row.leases),
        lanes=row.lanes,
    )


def _bar(entry: TimelineBar, without_names: bool) -> PaperBar:
    ended = entry.bar.status is ContractStatus.ENDED
    status = "" if ended else status_label(entry.bar.status)
    text = status if without_names else household_shown(entry)
    if entry.protected:
        return PaperBar(entry.bar, text, "")
    return PaperBar(entry.bar, text, format_date(entry.bar.last if ended else entry.bar.dates.end))
